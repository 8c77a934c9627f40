"""The repository speaks of the project alone: no machine, no registry, no person."""

from __future__ import annotations

import re

import pytest

# The bracketed letters keep this file from finding itself.
UNWANTED = {
    "an absolute path of somebody's machine": re.compile(
        r"(?<![\w.])/(?:home|root|Users|workspace|work|farm|opt|tmp)/\w"
    ),
    "the host of a package registry": re.compile(
        r"pypi[.](?:org|python)|python[h]osted|npmj[s][.]|tuna[.]tsinghua|mirrors?[.]\w+[.](?:com|cn|edu)", re.I
    ),
}
PERSONAL = {
    "a mobile number": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
    "an ID number": re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"),
}


def _found(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    return [f"{name}: {match[0]}" for name, text in texts.items() for match in pattern.finditer(text)]


@pytest.mark.parametrize("kind", UNWANTED)
def test_no_file_names(kind: str, published: dict[str, str]) -> None:
    assert _found(UNWANTED[kind], published) == []


@pytest.mark.parametrize("kind", PERSONAL)
def test_no_file_holds(kind: str, published: dict[str, str]) -> None:
    # A hash is sixty-four hexadecimal digits, and some runs of them look like telephone numbers.
    hashes = re.compile(r"sha256:[0-9a-f]{64}")
    texts = {name: hashes.sub("", text) for name, text in published.items()}
    assert _found(PERSONAL[kind], texts) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("an absolute path of somebody's machine", "see /" + "home/wang/report.docx"),
        ("the host of a package registry", "https://pypi." + "org/simple"),
        ("the host of a package registry", "https://files.python" + "hosted.org/x.whl"),
        ("a mobile number", "联系电话：" + "138" + "0013" + "8000"),
        ("an ID number", "身份证号" + "430681" + "19900307" + "123X"),
    ],
)
def test_each_pattern_finds_what_it_is_for(kind: str, text: str) -> None:
    assert _found((UNWANTED | PERSONAL)[kind], {"file": text}) != []


def test_the_search_covers_the_repository(published: dict[str, str]) -> None:
    assert {"pyproject.toml", "Makefile", ".ci/run", "src/jixiao/__init__.py"} <= published.keys()


def test_no_lock_file_with_addresses(published: dict[str, str]) -> None:
    names = {name.rsplit("/", 1)[-1] for name in published}
    assert names.isdisjoint({"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock"})
