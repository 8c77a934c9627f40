"""Names of indicators as forms write them, with numbering, points and the word 指标, and as they are meant."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(r"[（(].*?(?:[)）]|$)")
_POINTS = re.compile(r"(?<=\D)\d+(?:\.\d+)?分?$")
_NUMBERING = re.compile(
    r"^(?:\d+[.、．](?!\d)|[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十\d]+[)）]|指标\d+[：:])"
)
_NOISE = re.compile(r"[\s“”\"‘’：:]|指标")


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return NAME without numbering, and without the points that a heading carries: ``产出指标(30分)`` is 产出指标."""
    bare = _BRACKETS.sub("", _NUMBERING.sub("", "".join(name.split())))
    return _POINTS.sub("", bare) or name


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """Return what two spellings of the same node have in common: ``1.产出指标(30分)`` and ``产出`` are the same."""
    return _NOISE.sub("", plain_name(name))
