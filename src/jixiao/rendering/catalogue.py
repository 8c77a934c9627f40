"""The catalogue of checks for the screen, as Markdown for the documentation, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from jixiao.auditing.registry import Check
from jixiao.rendering.columns import wrap
from jixiao.rendering.words import CATEGORY_WORDS

_WIDTH = 80
_INTRODUCTION = """# 检查项

本页由 `jixiao checks --format markdown --output docs/checks.md` 生成，请勿手改。

级别：**错误**是文件自己的数字足以证明的；**疑点**是有依据的怀疑，或应当说明而没有说明；**提示**是用语、格式和无法判断之处。
“级别”一栏写的是该项检查能提出的最重一级。只做或不做某些检查：`jixiao audit --only 编号,编号`、`--ignore 类别`。
"""


def catalogue_text(checks: Sequence[Check]) -> str:
    """Return the catalogue for the screen, grouped by family."""
    lines = []
    for family, members in _families(checks):
        lines.append(family)
        for check in members:
            lines.append(f"  {check.id}  {check.title}（{CATEGORY_WORDS[check.severity.value]}）")
            lines.extend(f"      {line}" for line in wrap(check.explanation, _WIDTH - 6))
            lines.extend(f"      {line}" for line in wrap(f"依据：{check.basis}", _WIDTH - 6))
        lines.append("")
    lines.append(f"共 {len(checks)} 项")
    return "\n".join(lines) + "\n"


def catalogue_markdown(checks: Sequence[Check]) -> str:
    """Return the catalogue as the Markdown page of the documentation."""
    parts = [_INTRODUCTION]
    for family, members in _families(checks):
        parts.append(f"## {family}\n")
        parts.extend(
            f"### {check.title} `{check.id}`\n\n"
            f"{check.explanation}\n\n"
            f"- 级别：{CATEGORY_WORDS[check.severity.value]}\n- 依据：{check.basis}\n"
            for check in members
        )
    return "\n".join(parts)


def catalogue_json(checks: Sequence[Check]) -> str:
    """Return the catalogue as a JSON list."""
    rows = [
        {
            "id": check.id,
            "title": check.title,
            "family": check.family,
            "severity": check.severity.value,
            "basis": check.basis,
            "explanation": check.explanation,
        }
        for check in checks
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _families(checks: Sequence[Check]) -> list[tuple[str, list[Check]]]:
    """Group CHECKS by family, the families in the order in which they first appear."""
    order = {family: at for at, family in enumerate(dict.fromkeys(check.family for check in checks))}
    ranked = sorted(checks, key=lambda check: order[check.family])
    return [(family, list(members)) for family, members in groupby(ranked, key=lambda check: check.family)]
