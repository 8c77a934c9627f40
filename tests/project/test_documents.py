"""The pages of the repository: the two READMEs say the same, links lead somewhere, named commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import jixiao

READMES = ("README.md", "README.en.md")


def _code_blocks(text: str) -> list[list[str]]:
    """The commands of each fenced block, without the remarks behind ``#``, which are in the reader's language."""
    blocks = re.findall(r"^```(?:sh|bash|console)\n(.*?)^```", text, re.M | re.S)
    return [[line for raw in block.splitlines() if (line := raw.split("#")[0].strip())] for block in blocks]


def _headings(text: str) -> list[int]:
    """The level of each heading, in order."""
    outside = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return [len(marks) for marks in re.findall(r"^(#+) ", outside, re.M)]


def test_readmes_show_the_same_commands(root: Path) -> None:
    chinese, english = (_code_blocks((root / name).read_text(encoding="utf-8")) for name in READMES)
    assert chinese
    assert chinese == english


def test_readmes_have_the_same_sections(root: Path) -> None:
    chinese, english = (_headings((root / name).read_text(encoding="utf-8")) for name in READMES)
    assert chinese == english


@pytest.mark.parametrize("name", READMES)
def test_readmes_give_the_two_commands(root: Path, name: str) -> None:
    blocks = _code_blocks((root / name).read_text(encoding="utf-8"))
    assert {"make demo", "make test"} <= {command for block in blocks for command in block}


def test_links_between_pages_lead_somewhere(published: dict[str, str], root: Path) -> None:
    pages = {name: text for name, text in published.items() if name.endswith(".md")}
    broken = [
        f"{name}: {target}"
        for name, text in pages.items()
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
        if not (root / name).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_every_make_command_in_the_pages_exists(published: dict[str, str]) -> None:
    targets = set(re.findall(r"^\.PHONY: (\w+)$", published["Makefile"], re.M))
    pages = {name: text for name, text in published.items() if name.endswith(".md")}
    named = {
        f"{name}: {target}"
        for name, text in pages.items()
        for target in re.findall(r"(?:`|^)make ([a-z]+)", text, re.M)
        if target not in targets
    }
    assert named == set()


def test_make_help_explains_every_target(published: dict[str, str]) -> None:
    targets = set(re.findall(r"^\.PHONY: (\w+)$", published["Makefile"], re.M))
    explained = set(re.findall(r"^(\w+):.* ## \S", published["Makefile"], re.M))
    assert explained == targets


def test_the_changelog_has_the_current_version(published: dict[str, str]) -> None:
    assert f"## [{jixiao.__version__}]" in published["CHANGELOG.md"]
