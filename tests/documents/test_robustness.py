"""Whatever bytes come in: a sound document or a refusal in Chinese, and nothing else."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents import Limits, UnreadableFileError, read_bytes
from tests.documents.office import misplaced, zipped
from tests.documents.specimens import excel_members, specimens, web_page, word_members

_LIMITS = Limits(cells=2_000, text_chars=100_000, nesting=100)
_SPECIMENS = specimens()
_MEMBERS = (word_members(), excel_members())
_MAGIC = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml ")
_WORDS = ("0", "-1", "1e999", "99999999999", "&#0;", "<", "\ufffd", "x" * 200, "A1:XFD1048576", "万")


def _is_read_or_refused(data: bytes) -> bool:
    """Read DATA; any exception but a refusal passes through and fails the test."""
    try:
        document = read_bytes("报告.docx", data, _LIMITS)
    except UnreadableFileError as refusal:
        return refusal.reason != "" and refusal.remedy != "" and "\n" not in str(refusal)
    return misplaced(document) == [] and all(problem.message for problem in document.problems)


@pytest.mark.parametrize("data", _SPECIMENS)
def test_specimens_themselves_are_read(data: bytes) -> None:
    assert len(read_bytes("报告", data).blocks) >= 2


@given(st.sampled_from(_MAGIC), st.binary(max_size=400))
def test_random_bytes(magic: bytes, data: bytes) -> None:
    assert _is_read_or_refused(magic + data)


@given(st.sampled_from(_SPECIMENS), st.data())
def test_files_with_flipped_bytes_or_torn_off(specimen: bytes, data: st.DataObject) -> None:
    damaged = bytearray(specimen)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    end = data.draw(st.one_of(st.just(len(damaged)), st.integers(0, len(damaged))))

    assert _is_read_or_refused(bytes(damaged[:end]))


def _scrambled(text: str, seed: random.Random) -> str:
    """Put words in, take pieces out or double them, near the marks where a parser decides something."""
    marks = [at for at, sign in enumerate(text) if sign in "<>\"'/="] or [0]
    for _ in range(seed.randint(1, 5)):
        at, length = min(seed.choice(marks), len(text)), seed.randint(0, 40)
        piece = seed.choice(("", text[at : at + length] * 2, seed.choice(_WORDS)))
        text = text[:at] + piece + text[at + length :]
    return text


@settings(max_examples=200)
@given(st.sampled_from(_MEMBERS), st.randoms(use_true_random=False))
def test_packages_with_scrambled_parts(members: dict[str, str], seed: random.Random) -> None:
    name = seed.choice(sorted(members))

    assert _is_read_or_refused(zipped(members | {name: _scrambled(members[name], seed)}))


@settings(max_examples=200)
@given(st.sampled_from(_MEMBERS), st.randoms(use_true_random=False))
def test_packages_with_changed_values(members: dict[str, str], seed: random.Random) -> None:
    """Well-formed XML whose attributes hold anything at all."""
    name = seed.choice(sorted(members))
    pieces = members[name].split('"')
    for _ in range(seed.randint(1, 4)):
        pieces[seed.randrange(len(pieces))] = seed.choice(_WORDS)

    assert _is_read_or_refused(zipped(members | {name: '"'.join(pieces)}))


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_scrambled_pages(seed: random.Random) -> None:
    assert _is_read_or_refused(_scrambled(web_page(), seed).encode())


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    assert _is_read_or_refused(text.encode("utf-8", "ignore"))
