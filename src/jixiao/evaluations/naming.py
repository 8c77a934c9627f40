"""Names of indicators as forms write them, with numbering, points and the word 指标, and as they are meant."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from jixiao.quantities import plain

# Only brackets that hold points are no part of the name; a heading may be torn off inside them.
_BRACKETS = re.compile(r"[（(](?:满分|分值|权重|实得|得|共|计)*[：:]?\d+(?:\.\d+)?(?:分[^（()）]*|[\s%％]*)(?:[)）]|$)")
_POINTS = re.compile(r"(?<=\D)\d+(?:\.\d+)?分?$")
_NUMBERING = re.compile(
    r"^(?:\d+[.、．](?!\d)|[一二三四五六七八九十]+[、.]|[（(][一二三四五六七八九十\d]+[)）]|指标\d+[：:])"
)
# Names of the indicator that is budget execution; 预算执行规范性 and 政策执行 are something else.
EXECUTION_NAME = re.compile(
    r"(?:预算|资金|支出|经费)(?:执行|支出)(?:率|情况|进度)?(?:指标)?$|^预算执行(?!规范|管理|合规)|支出率$|^执行率"
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


def pointed_name(name: str, weight: Decimal | None) -> str:
    """Return the usual print of a level with its points: ``产出指标（30分）``; the name alone without a weight."""
    return name if weight is None else f"{name}（{plain(weight)}分）"
