"""What is measured on: the samples of the project, copies of their content in one file, and made-up prose."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import docx
from docx.oxml.ns import qn

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
BUNDLE = SAMPLES / "miluo-style-bundle.docx"
BUNDLE_TEXT = SAMPLES / "miluo-style-bundle.txt"
SMALL = SAMPLES / "clean-project-table.docx"

_SENTENCES = (
    "{year}年本单位年初预算{a}万元，调整后预算{b}万元，全年支出{c}万元，执行率为{p}%。",
    "全年办理住院结算{n}人次，比上年增长{q}%，其中异地就医直接结算{m}人次，占{p}%。",
    "根据某财预〔{year}〕{s}号文件要求，我单位于{year}年{month}月{day}日前完成了绩效自评工作。",
    "基金收入{a}亿元，基金支出{b}亿元，当期结余{c}亿元，累计结余可支付{s}个月。",
    "一是加强监管，现场检查定点医药机构{s}家，追回违规资金{c}万元，约谈负责人{m}余名；二是优化流程，三项业务实现一次办结。",
    "经过全局干部职工的共同努力，各项工作有序推进，群众对医疗保障服务的获得感和满意度持续提升。",
)


def copies_of_word(source: Path, copies: int, target: Path) -> None:
    """Write to TARGET the Word file SOURCE with the content of its body repeated COPIES times."""
    document = docx.Document(str(source))
    body = document.element.body
    content = [element for element in body if element.tag != qn("w:sectPr")]
    end = content[-1]
    for _ in range(copies - 1):
        for element in content:
            repeated = copy.deepcopy(element)
            end.addnext(repeated)
            end = repeated
    document.save(str(target))


def copies_of_text(source: Path, copies: int, target: Path) -> None:
    """Write to TARGET the text file SOURCE repeated COPIES times, parted by blank lines."""
    text = source.read_text(encoding="utf-8").rstrip("\n")
    target.write_text("\n\n".join([text] * copies) + "\n", encoding="utf-8")


def prose(size: int) -> list[str]:
    """Return made-up paragraphs, the same in every run, that fill SIZE bytes of UTF-8."""
    chance = random.Random(20_240_101)
    paragraphs: list[str] = []
    while size > 0:
        sentences = [chance.choice(_SENTENCES).format(**_numbers(chance)) for _ in range(chance.randint(2, 6))]
        paragraphs.append("".join(sentences))
        size -= len(paragraphs[-1].encode())
    return paragraphs


def _numbers(chance: random.Random) -> dict[str, str]:
    return {
        **{name: f"{chance.randint(100, 9_999_999) / 100:.2f}" for name in "abc"},
        **{name: f"{chance.randint(0, 10_000) / 100:.2f}" for name in "pq"},
        **{name: str(chance.randint(10, 900_000)) for name in "nm"},
        "s": str(chance.randint(1, 200)),
        "year": str(chance.randint(2018, 2025)),
        "month": str(chance.randint(1, 12)),
        "day": str(chance.randint(1, 28)),
    }
