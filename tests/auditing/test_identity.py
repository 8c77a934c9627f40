from __future__ import annotations

from dataclasses import replace

from jixiao.auditing.identity import finding_ids, finding_keys, key_of
from jixiao.auditing.model import Finding, Severity
from jixiao.documents import Excerpt


def finding(words: str = "99.74%", start: int = 0, message: str = "执行率不符") -> Finding:
    return Finding("rate", Severity.ERROR, message, (Excerpt(words, start, start + len(words)),), reported=words)


def test_key_is_the_fingerprint() -> None:
    one = finding()
    assert finding_keys([one]) == (one.fingerprint(),)


def test_moving_text_keeps_the_key() -> None:
    assert finding_keys([finding(start=0)]) == finding_keys([finding(start=700)])


def test_rewording_a_message_keeps_the_key() -> None:
    assert finding_keys([finding()]) == finding_keys([finding(message="换一种说法")])


def test_the_same_said_twice_shares_a_key_and_has_two_ids() -> None:
    both = [finding(start=0), finding(start=50)]
    assert len(set(finding_keys(both))) == 1
    first, second = finding_ids(both)
    assert second == f"{first}-2"
    assert key_of(second) == first == key_of(first)


def test_blank_cells_are_told_apart_by_what_is_said_of_them() -> None:
    """Two blank cells quote the same words, none: a verdict on one must not hide the other."""
    both = [finding("", 3, "公用经费没有填"), finding("", 9, "项目支出没有填")]
    assert len(set(finding_keys(both))) == 2
    assert len(set(finding_ids(both))) == 2
    assert all(len(key) == 12 for key in finding_keys(both))


def test_the_check_is_part_of_the_key() -> None:
    assert finding_keys([finding()]) != finding_keys([replace(finding(), check="other")])
