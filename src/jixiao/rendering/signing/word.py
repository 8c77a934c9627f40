"""The signing page as a Word file: A4, one page, with a place to sign."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from jixiao.quantities import plain
from jixiao.rendering.signing.content import Comparison, Contradiction, Loss, Signing, parts_words
from jixiao.rendering.signing.fitting import Block, Fitted, fitted, lines_needed, shortened
from jixiao.rendering.word_type import NAMESPACE, TABLE_BORDERS, set_font
from jixiao.rendering.words import CATEGORIES, CATEGORY_WORDS

TITLE = "签发摘要"
SIGNATURES = ("意见：", "", "", "", "签字：　　　　　　　　　　　　日期：　　　　年　　月　　日")
_SIDE_MARGIN, _TOP_MARGIN = 22, 20
_TITLE_FONT, _BODY_FONT, _LABEL_FONT = "方正小标宋简体", "宋体", "黑体"
_TITLE_SIZE, _SUBJECT_SIZE, _SIZE = 22, 14, 10.5
_TITLE_LINE, _SUBJECT_LINE, _LINE = 32, 22, 16
_LABEL_MM = 24
_POINTS_A_MM = 72 / 25.4
_ROW_AROUND, _BELOW_SUBJECT = 3, 6
_CELL_SIDES = 10
# Height between the margins in points, less a line and a half that nothing is planned for.
_HEIGHT = int((297 - 2 * _TOP_MARGIN) * _POINTS_A_MM) - 24
_TEXT_MM = 210 - 2 * _SIDE_MARGIN
# A letter and a half is kept free at the end of each line: punctuation that may not begin a line draws one down.
_COLUMN = int(((_TEXT_MM - _LABEL_MM) * _POINTS_A_MM - _CELL_SIDES) / _SIZE * 10) - 15
_SUBJECT_COLUMN = int(_TEXT_MM * _POINTS_A_MM / _SUBJECT_SIZE * 10) - 15
_MOST_SUBJECT_LINES, _MOST_PARTS_LINES, _MOST_PAPERS_LINES = 2, 3, 3


def signing_document(signing: Signing) -> bytes:
    """Return the page on SIGNING as a .docx file of exactly one page."""
    return signing_page(subject_of(signing), rows_of(signing))


def subject_of(signing: Signing) -> str:
    """Return the line below the title, cut to two lines."""
    return shortened(signing.subject, _SUBJECT_COLUMN, _MOST_SUBJECT_LINES)


def rows_of(signing: Signing) -> tuple[Fitted, ...]:
    """Return the rows of the page above the signature, cut so that all of it is one page."""
    blocks = _blocks(signing)
    heads = _TITLE_LINE + _BELOW_SUBJECT + lines_needed([subject_of(signing)], _SUBJECT_COLUMN) * _SUBJECT_LINE
    for_lines = _HEIGHT - heads - _ROW_AROUND * (len(blocks) + 1)
    return fitted(blocks, _COLUMN, for_lines // _LINE - len(SIGNATURES))


def signing_page(subject: str, rows: Sequence[Fitted]) -> bytes:
    """Return the page with ROWS above the place to sign as a .docx file."""
    document = docx.Document()
    _set_page(document)
    _line(document, TITLE, _TITLE_FONT, _TITLE_SIZE, _TITLE_LINE)
    _line(document, subject, _BODY_FONT, _SUBJECT_SIZE, _SUBJECT_LINE)
    document.paragraphs[-1].paragraph_format.space_after = Pt(_BELOW_SUBJECT)
    document.element.body.insert(-1, parse_xml(_table((*rows, Fitted("签发", SIGNATURES)))))
    _line(document, "", _BODY_FONT, 1, 1)
    page = io.BytesIO()
    document.save(page)
    return page.getvalue()


def _blocks(signing: Signing) -> list[Block]:
    counts = "，".join(f"{CATEGORY_WORDS[name]}{signing.counts[name]}处" for name in CATEGORIES)
    listed = [each for each in signing.contradictions if each.category in CATEGORIES[:2]]
    blocks = [
        Block("得分和等级", (_verdict(signing),)),
        Block("离等级线", (_distance(signing),)),
        *([Block("预算执行率", (_execution(signing),))] if signing.rate or signing.execution else []),
        Block("各项得分", (shortened(parts_words(signing.parts), _COLUMN, _MOST_PARTS_LINES),)),
        _list(
            "失分", map(_loss_words, signing.losses), "没有失分" if signing.parts else "没有指标", "见自评表或自评报告"
        ),
        _list("缺项", signing.gaps, "没有", "见打分结果和报告里标黄的地方"),
        Block(
            "核查发现",
            (counts,),
            tuple(_numbered(map(_found_words, listed))),
            "用 jixiao audit 核查送签材料可以看到全部",
        ),
    ]
    if signing.comparisons:
        blocks.append(_list("与上年比", map(_comparison_words, signing.comparisons), "", "见填报数据"))
    papers = shortened("；".join(signing.papers), _COLUMN, _MOST_PAPERS_LINES)
    return [*blocks, Block("送签材料", (papers or "无",))]


def _list(label: str, items: Iterator[str] | Sequence[str], none: str, rest: str) -> Block:
    listed = tuple(_numbered(items))
    return Block(label, (), listed, rest) if listed else Block(label, (none,))


def _numbered(items: Iterator[str] | Sequence[str]) -> Iterator[str]:
    yield from (f"{number}.{item}" for number, item in enumerate(items, 1))


def _verdict(signing: Signing) -> str:
    card = signing.card
    if card.total is None:
        scored = f"，能计的{plain(card.scored_weight)}分里得{card.scored:f}分" if card.scored_weight else ""
        return f"总分不能算出{scored}"
    full = f"（满分{plain(card.pack.full.value)}分）" if card.pack.full is not None else ""
    grade = f"，等级为“{card.grade.name}”" if card.grade is not None else ""
    return f"总分{card.total:f}分{full}{grade}"


def _distance(signing: Signing) -> str:
    distance = signing.distance
    if distance is None:
        return "总分没有算出，或者当地没有规定等级"
    up = "已是最高一级"
    if distance.better is not None and distance.missing is not None:
        up = f"离“{distance.better.name}”还差{plain(distance.missing)}分"
    down = ""
    if distance.worse is not None and distance.spare is not None:
        down = f"；再少{plain(distance.spare)}分以上就落到“{distance.worse.name}”"
    return up + down


def _execution(signing: Signing) -> str:
    told = signing.rate or "没有填报，也无从算出"
    line = signing.execution
    if line is None:
        return told
    score = f"{line.score:f}分" if line.score is not None else "没有得分"
    weight = f"（分值{plain(line.weight)}分）" if line.weight is not None else ""
    return f"{told}，{score if line.score is None else f'得{score}'}{weight}"


def _loss_words(loss: Loss) -> str:
    reason = f"原因：{loss.reason}" if loss.reason else "没有写明原因"
    return f"{loss.name}：失{plain(loss.lost)}分（{plain(loss.score)}/{plain(loss.weight)}）。{reason}"


def _found_words(found: Contradiction) -> str:
    place = f"（{found.place}）" if found.place else ""
    return f"【{CATEGORY_WORDS[found.category]}】{found.message}{place}"


def _comparison_words(compared: Comparison) -> str:
    change = f"，{compared.change}" if compared.change else ""
    return f"{compared.name}：上年{compared.last_year}，本年{compared.this_year}{change}"


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_SIDE_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_TOP_MARGIN)
    normal = document.styles["Normal"]
    set_font(normal, _BODY_FONT, _SIZE)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(_LINE)


def _line(document: Document, text: str, font: str, size: float, height: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(height)
    set_font(paragraph.add_run(text), font, size)


def _table(rows: Sequence[Fitted]) -> str:
    label, text = (int(width * _POINTS_A_MM * 20) for width in (_LABEL_MM, _TEXT_MM - _LABEL_MM))
    drawn = "".join(_row(row, label, text) for row in rows)
    sides = "".join(f'<w:{side} w:w="{_CELL_SIDES * 10}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{label + text}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{TABLE_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="40" w:type="dxa"/>{sides}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{label}"/><w:gridCol w:w="{text}"/></w:tblGrid>{drawn}</w:tbl>'
    )


def _row(row: Fitted, label: int, text: int) -> str:
    cells = _cell((row.label,), label, is_label=True) + _cell(row.lines, text, is_label=False)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(lines: Sequence[str], width: int, *, is_label: bool) -> str:
    side = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_label else ""
    font = f'<w:rPr><w:rFonts w:eastAsia="{_LABEL_FONT}"/></w:rPr>' if is_label else ""
    paragraphs = "".join(
        f'<w:p>{side}<w:r>{font}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines
    )
    middle = '<w:vAlign w:val="center"/>'
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{paragraphs}</w:tc>'
