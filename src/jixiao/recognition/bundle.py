"""A document → its papers. One file may hold several forms and reports one after another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from jixiao.documents import Document, Excerpt, Layout, Table
from jixiao.evaluations import Evaluation, Form, Grade, GradeBand, Restatement
from jixiao.recognition.flat_tables import read_flat
from jixiao.recognition.form_draft import FormDraft, merge_drafts
from jixiao.recognition.grades import find_bands, stated_grade
from jixiao.recognition.identity import (
    department_in,
    form_of,
    is_report_title,
    is_table_title,
    place_of,
    signed_on,
    subject_of,
    year_of,
)
from jixiao.recognition.model import FormTable, Recognition, between
from jixiao.recognition.outline import headings
from jixiao.recognition.passages import Passage, cell_texts_of, clean_text, holds_sentence, passages_of
from jixiao.recognition.prose_scores import read_scores
from jixiao.recognition.score_totals import same_total, totals_in
from jixiao.recognition.soundness import is_sound, keep_sound
from jixiao.recognition.tables import read_table

_COVER_LINES = 8
_CAPTION = 120
_FEWEST_BANDS = 2
_UNIT_ABOVE = re.compile(r"单位[：:]\s*(?:人民币)?(亿元|万元|元)")


def recognise(document: Document, source: int = 0) -> Recognition:
    """Return what DOCUMENT holds; SOURCE is its index in the dossier. Never raises on any content."""
    passages = passages_of(document, source)
    texts = tuple(cell_texts_of(document, source))
    cells = tuple(cell for table in texts for cell in table if holds_sentence(cell))
    forms = _forms(document, source, passages, cells)
    reports = _reports(document, source, passages, forms)
    return Recognition(document, source, tuple(passages), cells, texts, tuple(forms), tuple(reports))


def _forms(document: Document, source: int, passages: Sequence[Passage], cells: Sequence[Passage]) -> list[FormTable]:
    drafts = merge_drafts(draft for table in document.tables() for draft in _drafts(document, table, source))
    made: list[FormTable] = []
    for at, draft in enumerate(drafts):
        floor = drafts[at - 1].end if at else 0
        ceiling = drafts[at + 1].start if at + 1 < len(drafts) else len(document.text)
        if not draft.empty:
            sound = is_sound(draft)
            if not sound:
                keep_sound(draft)
            near = between(passages, floor, draft.start)[-6:]
            after = between(passages, draft.end, ceiling)[:4]
            texts = between(cells, draft.start, draft.end)
            form = replace(_form(draft, source, near, after, texts), doubtful=not sound)
            made.append(_with_year_of(form, made[-1]) if made and form.evaluation.title is None else form)
    return made


def _with_year_of(form: FormTable, before: FormTable) -> FormTable:
    """Give a form without a title of its own the year of the form before it: they share the title."""
    if form.evaluation.year is not None or before.evaluation.year is None:
        return form
    return replace(form, evaluation=form.evaluation.model_copy(update={"year": before.evaluation.year}))


def _drafts(document: Document, table: Table, source: int) -> list[FormDraft]:
    if table.layout is Layout.FLAT:
        return read_flat(table, source)
    above = document.text[max(0, table.span.start - _CAPTION) : table.span.start]
    units = _UNIT_ABOVE.findall(above)
    return read_table(table, source, units[-1] if units else "")


def _form(
    draft: FormDraft, source: int, near: Sequence[Passage], after: Sequence[Passage], texts: Sequence[Passage]
) -> FormTable:
    titles = [p.clean for p in near if len(p.clean) <= 46] + [clean_text(t.text) for t in draft.titles]
    named = [t for t in titles if is_table_title(t)] or titles
    form = form_of(named[-2:] if named else [], table=True)
    listed = not draft.branches and not draft.fields and not draft.titles and not any(map(is_table_title, titles))
    if not draft.branches and (listed or not draft.funds):
        form = Form.BASE_DATA_TABLE
    title = next(
        (p.whole(60) for p in reversed(near) if is_table_title(p.clean)), draft.titles[0] if draft.titles else None
    )
    fields = {clean_text(f.label.text).rstrip("："): f.value for f in draft.fields if f.value and f.value.text.strip()}
    project = next((v for k, v in fields.items() if "项目" in k and "名称" in k), None)
    department = next(
        (v for k, v in fields.items() if re.search(r"部门名称|实施单位|单位名称|填报单位|资金使用单位|主管部门", k)),
        None,
    )
    signed = next((d for p in after if (d := signed_on(_date_words(p.clean)))), None)
    evaluation = Evaluation(
        form=form,
        subject=subject_of(form),
        source=source,
        start=near[-1].start if near and is_table_title(near[-1].clean) else draft.start,
        end=draft.end,
        title=title,
        department=department,
        project=project,
        place=place_of(clean_text(department.text)) if department else None,
        year=year_of([*reversed(titles)]),
        signed=signed,
        funds=tuple(draft.funds),
        goals=tuple(draft.goals),
        indicators=draft.tree,
        total_weight=draft.total_weight,
        total=draft.total,
        total_label=draft.total_label if draft.scored or draft.total else None,
        grade=draft.grade or _grade_told([*texts, *_own_notes(after)]),
        bands=tuple(draft.bands) or _bands_told([*texts, *_own_notes(after)]),
        restatements=_restated_totals(draft, [*texts, *after]),
    )
    return FormTable(
        evaluation,
        draft.layout,
        draft.complete,
        fields=tuple(draft.fields),
        inline=tuple(draft.inline),
        data=tuple(draft.data),
    )


def _own_notes(after: Sequence[Passage]) -> list[Passage]:
    """Return the passages behind a form up to the title of the next paper."""
    return list(takewhile(lambda p: not (is_report_title(p.clean) or is_table_title(p.clean)), after))


def _grade_told(texts: Sequence[Passage]) -> Grade | None:
    """Return the grade that a text cell of a form, or a note right behind it, states."""
    for passage in texts:
        found = stated_grade(passage.clean)
        if found is not None:
            return Grade(name=found[0], excerpt=passage.excerpt(found[1], found[2]))
    return None


def _bands_told(texts: Sequence[Passage]) -> tuple[GradeBand, ...]:
    """Return the grade bands that the words of a form set out, where at least two are told."""
    told = (find_bands(passage.clean, passage.excerpt) for passage in texts)
    return next((tuple(bands) for bands in told if len(bands) >= _FEWEST_BANDS), ())


def _restated_totals(draft: FormDraft, texts: Sequence[Passage]) -> tuple[Restatement, ...]:
    """Return the totals that the text cells of a form tell besides its total row."""
    if draft.total is None:
        return ()
    told = [points for passage in texts if "分" in passage.clean for points in totals_in(passage)]
    total, end = draft.total, draft.end
    same = (p for p in told if same_total(total, p, of_form=draft.start <= p.excerpt.start < end))
    return tuple(Restatement(name="总分", first=total, again=p) for p in same)


def _date_words(clean: str) -> str:
    """Return the date of a closing line ``填报日期：2024年10月17日联系电话…`` up to its day."""
    found = re.search(r"20\d\d年\d{1,2}月\d{1,2}日", clean)
    return found[0] if found else clean


@dataclass(slots=True)
class _Range:
    start: int
    end: int
    passages: list[Passage]
    titles: list[Passage]


def _reports(
    document: Document, source: int, passages: Sequence[Passage], forms: Sequence[FormTable]
) -> list[Evaluation]:
    ranges: list[_Range] = []
    inside = [(f.evaluation.start, f.evaluation.end) for f in forms]
    for passage in passages:
        before = bisect_right(inside, (passage.start, len(document.text)))
        if before and passage.start < inside[before - 1][1]:
            continue
        opened = _opens_report(passage, ranges) or _opens_behind_forms(passage, ranges, inside[:before])
        if opened or not ranges:
            ranges.append(_Range(passage.start, len(document.text), [], []))
            if len(ranges) > 1:
                ranges[-2].end = passage.start
        if is_report_title(passage.clean):
            ranges[-1].titles.append(passage)
        ranges[-1].passages.append(passage)
    kept = [r for r in ranges if _is_report(r) and (r.titles or not forms)]
    return [_report(r, source) for r in kept]


def _opens_report(passage: Passage, ranges: Sequence[_Range]) -> bool:
    if not is_report_title(passage.clean) or not ranges:
        return False
    current = ranges[-1]
    if _is_report(current) and any(signed_on(p.clean) for p in current.passages[-2:]):
        return True
    return len(current.passages) > _COVER_LINES or sum(len(p.clean) for p in current.passages) > 200


def _opens_behind_forms(passage: Passage, ranges: Sequence[_Range], forms: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a title follows forms, and what stood before these was but their own titles and notes."""
    if not is_report_title(passage.clean) or not ranges or not forms or ranges[-1].titles:
        return False
    return ranges[-1].start < forms[-1][0] and not _is_report(ranges[-1])


def _is_report(found: _Range) -> bool:
    return sum(len(p.clean) for p in found.passages) >= 150 and any("。" in p.clean for p in found.passages)


def _report(found: _Range, source: int) -> Evaluation:
    scores = read_scores(found.passages)
    opening = [p.clean for p in found.passages[:8] if len(p.clean) <= 46]
    titles = [p.clean for p in found.titles[:2]] or opening
    joined = [*titles, *opening]
    guess = (
        "整体"
        if not any("项目" in t for t in titles) and any("整体支出" in p.clean for p in found.passages[:12])
        else ""
    )
    form = form_of([*titles, guess], table=False)
    named = next(((p, r) for p in found.passages[:14] if (r := department_in(p.clean))), None)
    department: Excerpt | None = named[0].excerpt(*named[1]) if named else None
    closing = [d for p in found.passages[-4:] if (d := signed_on(p.clean))] or [
        d for p in found.passages[:10] if (d := signed_on(p.clean))
    ]
    return Evaluation(
        form=form,
        subject=subject_of(form),
        source=source,
        start=found.start,
        end=found.end,
        title=found.titles[0].whole(60) if found.titles else None,
        department=department,
        place=place_of(clean_text(department.text)) if department else None,
        year=year_of([*joined, *(p.clean for p in found.passages[:20])]),
        signed=closing[0] if closing else None,
        indicators=scores.indicators,
        total=scores.total,
        total_weight=scores.total_weight,
        grade=scores.grade,
        bands=scores.bands,
        restatements=scores.restated,
        outline=headings(found.passages),
    )
