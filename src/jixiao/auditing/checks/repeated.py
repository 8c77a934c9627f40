"""The same quantity stated twice: in one document, table against report, and across a dossier."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jixiao.auditing.building import as_sum, point_relation, printed, scored_papers, sum_of
from jixiao.auditing.checks.rates import own_operands
from jixiao.auditing.checks.scores import leaf_scores
from jixiao.auditing.model import Finding, Match, Relation, Severity
from jixiao.auditing.registry import check
from jixiao.auditing.subjects import label_of, told_of_different_things
from jixiao.documents import Excerpt
from jixiao.evaluations import Amount, Evaluation, Restatement, Subject
from jixiao.quantities import Qualifier, Quantity, find_document_numbers, parse_quantity
from jixiao.recognition import Dossier, Figure, InlineAmount, clean_text

_FAMILY = "前后一致"
_CONTEXT = 30
_MOST_REPEATS = 12
_SHORTEST_LABEL = 4
_MEANT_AS_ONE = Decimal("0.06")
_TIME = re.compile(r"20\d\d年度?|全年|本年度?|当年|年末|年底|截至|[\d年月日]+底?")
_FILLER = re.compile(
    r"^(?:其中|共计?|累计|实际|已|合计|有|该项目?|我[局市县区]|全[市县区]|本项目|项目|的|了)+|(?:为|是|达到?|共|有|的|：|=|约|分别)+$"
)
# 项目预算执行率 is that of the projects, not the whole paper's: of a rate the word is no filler.
_OF_PROJECTS = re.compile(r"(?:其中：?)?(?:各|所有|全部|上述)?项目(?!的)")
_REVISED = re.compile(r"(?:调整|调增|调减|追加|核减|变更)(?:后|为|至|到)")
_PLAN = re.compile(r"批复|核定|批准|预算|计划|目标|应|编制")
_RESULT = re.compile(r"实际|实有|完成|执行|支出|支付|建成")
_OTHER_SCOPE = re.compile(
    r"上年|去年|同期|目标|计划|预计|应|累计|上半年|季度|增加|减少|增长|下降|提高|比|较|每|人均|平均|年初|调整|下一?年|明年|其余|另|标准"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with the words that it stands with; ``block`` tells table rows and paragraphs apart."""

    quantity: Quantity
    context: str
    excerpt: Excerpt
    block: int


def mentions(dossier: Dossier) -> Sequence[Mention]:
    """Return the quantities of prose, fund tables, data tables and indicators with their words."""
    return dossier.once("mentions", lambda: list(_mentions(dossier)))


def _mentions(dossier: Dossier) -> Iterator[Mention]:
    for recognition in dossier.recognitions:
        for figure in recognition.figures():
            words = figure.passage.clean[max(0, figure.start - _CONTEXT) : figure.end + 6]
            yield Mention(figure.quantity, words, figure.excerpt(), figure.passage.start)
        for form in recognition.forms:
            yield from _form_mentions(form.evaluation)
            for item in form.inline:
                yield Mention(item.amount.quantity, item.label, item.amount.excerpt, item.amount.excerpt.start)
            for row in (row for table in form.data for row in table.rows):
                yield from (_of(a, clean_text(row.label.text)) for a in row.values if a is not None)


def _form_mentions(evaluation: Evaluation) -> Iterator[Mention]:
    project = clean_text(evaluation.project.text) if evaluation.project else ""
    for line in evaluation.funds:
        for amount in (line.initial, line.adjusted, line.executed):
            if amount is not None:
                yield _of(amount, project + clean_text(line.label.text))
    for leaf in evaluation.leaves():
        for cell in (leaf.target, leaf.actual):
            quantity = parse_quantity(clean_text(cell.text).lstrip("≥≤<>=")) if cell is not None else None
            if cell is not None and quantity is not None:
                unit = clean_text(leaf.unit.text) if leaf.unit is not None and not quantity.unit else ""
                measured = parse_quantity(f"{clean_text(cell.text).lstrip('≥≤<>=')}{unit}") if unit else None
                quantity = measured or quantity
                yield Mention(quantity, clean_text(leaf.name.text), cell, cell.start)


def _of(amount: Amount, context: str) -> Mention:
    return Mention(amount.quantity, context, amount.excerpt, amount.excerpt.start)


def two_things(dossier: Dossier, one: Mention, other: Mention) -> bool:
    """Tell whether two numbers are of two things: plan and result, lines or rows, indicators, projects of two names."""
    told = [_words(each) for each in (one, other)]
    if one.block == other.block and any(_PLAN.search(a) and _RESULT.search(b) for a, b in (told, told[::-1])):
        return True
    names = (
        label_of(dossier, each.excerpt) if words else each.context
        for words, each in zip(told, (one, other), strict=True)
    )
    first, second = (re.sub("其中：?", "", clean_text(name)) for name in names)
    if first and second and first not in second and second not in first:
        return True
    return told_of_different_things(dossier, one.excerpt, other.excerpt)


def _words(mention: Mention) -> str:
    """Return the words that a number stands with in its excerpt; a bare cell has none."""
    return _cjk(mention.excerpt.text.replace(mention.quantity.text, ""))


@check(
    "stated-again",
    title="前后提到的同一数量相同",
    family=_FAMILY,
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.INFO,
    explanation="找出正文、表格中以相同字句出现的同一数字，作为已核对的关系。",
)
def stated_again(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Equal quantities told with the same words in two places confirm each other."""
    groups: dict[tuple[str, Decimal], list[Mention]] = defaultdict(list)
    for mention in mentions(dossier):
        if mention.quantity.value and mention.quantity.unit != "分":
            groups[(mention.quantity.unit, mention.quantity.value)].append(mention)
    for group in groups.values():
        yield from _confirm(group[:_MOST_REPEATS])


def _confirm(group: Sequence[Mention]) -> Iterator[Relation]:
    for at, later in enumerate(group[1:], start=1):
        for earlier in reversed(group[:at]):
            if earlier.excerpt != later.excerpt and earlier.block != later.block and _alike(earlier, later):
                expression = f"{earlier.excerpt.text[-20:]} ＝ {later.excerpt.text[-20:]}"
                excerpts = (later.excerpt, earlier.excerpt)
                yield Relation("stated-again", expression, later.quantity.text, True, Match.FACE, excerpts)
                break


def _alike(a: Mention, b: Mention) -> bool:
    """Tell whether two contexts share enough words: three characters in a row, two for a number of many digits."""
    digits = len(a.quantity.text.replace(".", "").replace(",", "").strip("0%万亿元人"))
    grams = 2 if digits >= 5 else 3
    words = _cjk(a.context)
    others = _cjk(b.context)
    return any(words[i : i + grams] in others for i in range(len(words) - grams + 1))


_NO_CHARACTERS = re.compile(r"[^\u4e00-\u9fa5]+")


@lru_cache(maxsize=4096)
def _cjk(text: str) -> str:
    return _NO_CHARACTERS.sub("", text)


@check(
    "document-number-again",
    title="同一文件的文号前后相同",
    family=_FAMILY,
    basis="引用公文应写准发文字号",
    severity=Severity.INFO,
    explanation="同一文号在文中再次出现的，作为已核对的关系。",
)
def document_number_again(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A document number told again is the same number."""
    seen: dict[str, Excerpt] = {}
    for passage in dossier.passages():
        for number in find_document_numbers(passage.clean):
            excerpt = passage.excerpt(number.start, number.end)
            key = re.sub(r"[\[\]〔〕【】（）\s]", "", number.text)
            if key in seen:
                excerpts = (excerpt, seen[key])
                yield Relation(
                    "document-number-again", f"{number.text} ＝ {key}", number.text, True, Match.FACE, excerpts
                )
            seen.setdefault(key, excerpt)


@check(
    "stated-otherwise",
    title="同一数量前后写得不一样",
    family=_FAMILY,
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="名称、单位、年份都相同的数，前后相差很小或者像是数字颠倒、错了一位的，判为写错。",
)
def stated_otherwise(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A quantity of one name, unit and year has one value; near misses are slips of the pen."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for recognition in dossier.recognitions:
        for figure in recognition.figures():
            key = _key(figure)
            if key:
                groups[(key, figure.quantity.unit)].append(figure)
    for group in groups.values():
        yield from _contradictions(dossier, group)


def _key(figure: Figure) -> str:
    """Return the name of a figure without time and filler words; empty where its scope is not plain."""
    if (
        figure.quantity.unit in ("", "分", "个百分点")
        or figure.subject.startswith("占")
        or figure.quantity.qualifier is not Qualifier.NONE
    ):
        return ""
    subject = _TIME.sub("", figure.subject)
    clause = figure.passage.clean[max(0, figure.start - len(figure.subject) - 4) : figure.start]
    if _OTHER_SCOPE.search(clause):
        return ""
    name = _FILLER.sub("", _FILLER.sub("", subject))
    of_projects = figure.quantity.unit == "%" and _OF_PROJECTS.match(subject)
    return (f"项目{name}" if of_projects else name) if len(name) >= 5 else ""


def _contradictions(dossier: Dossier, group: Sequence[Figure]) -> Iterator[Relation | Finding]:
    first = group[0]
    for figure in group[1:_MOST_REPEATS]:
        a, b = first.quantity, figure.quantity
        if a.rounding().meets(b.rounding()) or _years(first) != _years(figure):
            continue
        slip = _slip(a, b)
        if a.unit == "%" and (not slip or (own_operands(first) and own_operands(figure))):
            continue  # two rates of one name are near each other by nature, and each may have figures of its own
        in_prose = not any(dossier.recognitions[f.passage.source].table_at(f.passage.start) for f in (first, figure))
        if not slip and not (in_prose and first.passage is not figure.passage and _close(a, b)):
            continue
        excerpts = (figure.excerpt(), first.excerpt())
        yield Relation("stated-otherwise", f"{a} ＝ {b}", b.text, False, Match.NONE, excerpts)
        yield Finding(
            "stated-otherwise",
            Severity.ERROR if slip else Severity.WARNING,
            f"“{_key(figure)[-14:]}”此处写{b.text}，另一处写{a.text}，两处不一致",
            excerpts,
            expected=a.text,
            reported=b.text,
        )


def _close(a: Quantity, b: Quantity) -> bool:
    """Tell whether two amounts are so near that they are meant to be one: within six in a hundred."""
    small, large = sorted((a.value, b.value))
    return small > 0 and a.scale == b.scale and large - small <= _MEANT_AS_ONE * large


def _years(figure: Figure) -> frozenset[str]:
    start = figure.passage.sentence_of(figure.start)[0]
    return frozenset(re.findall(r"20\d\d(?=年)", figure.passage.clean[start : figure.start]))


def _slip(a: Quantity, b: Quantity, least: int = 4) -> bool:
    """Tell whether one number looks like the other with digits swapped or one digit wrong."""
    left, right = _digits(a), _digits(b)
    if len(left) != len(right) or len(left) < 3 or a.scale != b.scale or a.decimals != b.decimals:
        return False
    wrong = [i for i, (x, y) in enumerate(zip(left, right, strict=True)) if x != y]
    swapped = len(wrong) == 2 and sorted(left) == sorted(right)
    return swapped or (len(wrong) == 1 and len(left) >= least)


def _digits(quantity: Quantity) -> str:
    return "".join(c for c in f"{quantity.number:f}" if c.isdigit())


@check(
    "table-against-prose",
    title="正文引用的数与表中同名的数一致",
    family=_FAMILY,
    basis="同一材料对同一事项的数字应当一致",
    severity=Severity.ERROR,
    explanation="正文里与表中行名相同的数，如果与该行的数只差一位或数字颠倒，判为写错。",
)
def table_against_prose(dossier: Dossier) -> Iterator[Relation | Finding]:
    """A figure in prose under the name of a table's row is one of that row's numbers."""
    rows: dict[str, list[Amount]] = defaultdict(list)
    for form in dossier.forms():
        for row in (row for table in form.data for row in table.rows):
            rows[_row_name(row.label)] += [a for a in row.values if a is not None]
    rows = {name: _distinct(amounts) for name, amounts in rows.items()}
    names = {name[-4:]: name for name in rows if len(name) >= 4}
    for recognition in dossier.recognitions:
        for figure in recognition.figures():
            name = names.get(_plain_words(figure.subject)[-4:])
            if (
                name is not None
                and _plain_words(figure.subject).endswith(name)
                and not _OTHER_SCOPE.search(figure.subject)
                and not _of_revised_budget(figure)
            ):
                yield from _against_row(figure, rows[name])


def _of_revised_budget(figure: Figure) -> bool:
    """Tell whether a sentence has come to the budget after its revision, of which a table of data has no column."""
    start = figure.passage.sentence_of(figure.start)[0]
    return _REVISED.search(figure.passage.clean, start, figure.start) is not None


def _distinct(amounts: Iterable[Amount]) -> list[Amount]:
    """Return the first amount of each printed form: what is printed again proves nothing more."""
    first: dict[tuple[Decimal, int, Decimal, str], Amount] = {}
    for amount in amounts:
        quantity = amount.quantity
        first.setdefault((quantity.number, quantity.decimals, quantity.scale, quantity.unit), amount)
    return list(first.values())


def _plain_words(text: str) -> str:
    return re.sub(r"[“”\"：]|(?:为|是|共)$", "", text)


def _row_name(label: Excerpt) -> str:
    name = re.sub(r"^(?:其中：?|\d+[、.．]|[（(][一二三四五六七八九十\d]+[）)])", "", clean_text(label.text))
    return _plain_words(re.sub(r"（.*）$", "", name))


def _against_row(figure: Figure, amounts: Sequence[Amount]) -> Iterator[Relation | Finding]:
    like = [a for a in amounts if a.quantity.unit == figure.quantity.unit]
    if not like or any(a.quantity.rounding().meets(figure.quantity.rounding()) for a in like):
        return
    near = next((a for a in like if _slip(a.quantity, figure.quantity, 3)), None)
    if near is None:
        return
    excerpts = (figure.excerpt(), near.excerpt)
    expression = f"{figure.quantity} ＝ {near.excerpt.text}"
    yield Relation("table-against-prose", expression, figure.quantity.text, False, Match.NONE, excerpts)
    yield Finding(
        "table-against-prose",
        Severity.ERROR,
        f"“{figure.subject[-10:]}”正文写{figure.quantity.text}，表中同名的数是{near.excerpt.text}",
        excerpts,
        expected=near.excerpt.text,
        reported=figure.quantity.text,
    )


@check(
    "score-restated",
    title="得分、总分前后写得一致",
    family=_FAMILY,
    basis="同一项得分在标题、正文、结论中应当一致",
    severity=Severity.ERROR,
    explanation="标题里的得分与正文里的得分、表内总分与文字结论里的总分逐一核对。",
)
def score_restated(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Points told twice are the same."""
    for evaluation, _ in scored_papers(dossier):
        for restated in evaluation.restatements:
            yield from _restated(evaluation, restated)
    yield from _report_against_form(dossier)


def _restated(evaluation: Evaluation, restated: Restatement) -> Iterator[Relation | Finding]:
    first, again = restated.first, restated.again
    yield point_relation("score-restated", printed(first), again, first.value, [first.excerpt])
    if first.value == again.value:
        return
    if restated.name == "总分":
        leaves = leaf_scores(evaluation)
        summed = sum_of(leaves)
        right, wrong = (again, first) if summed == again.value else (first, again)
        if right is again:
            yield point_relation("score-restated", as_sum(leaves), again, summed, [p.excerpt for p in leaves])
    else:
        right, wrong = first, again
    yield Finding(
        "score-restated",
        Severity.ERROR,
        f"{restated.name}一处写{printed(right)}分，一处写{printed(wrong)}分，前后不一致",
        (wrong.excerpt, right.excerpt),
        expected=printed(right),
        reported=printed(wrong),
    )


def _report_against_form(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Compare the one form with the one report of a dossier that are on the department, or both on one project."""
    scored = [e for e in dossier.evaluations() if e.total is not None]
    for subject in Subject:
        papers = [e for e in scored if e.subject is subject]
        forms = [e for e in papers if e.form.is_table]
        reports = [e for e in papers if not e.form.is_table]
        if len(forms) == 1 and len(reports) == 1 and forms[0].total and reports[0].total:
            yield from _restated(forms[0], Restatement(name="总分", first=forms[0].total, again=reports[0].total))


@check(
    "label-against-label",
    title="基础数据表与自评表的同名支出一致",
    family=_FAMILY,
    basis="同一卷宗内“基本支出”“项目支出”等同名同年的决算数应当一致",
    severity=Severity.ERROR,
    explanation="基础数据表“项目支出”等行的决算数，与自评表单元格里写的同名数核对。",
)
def label_against_label(dossier: Dossier) -> Iterator[Relation | Finding]:
    """Final amounts under the same label in two forms of a dossier agree."""
    inline: dict[str, list[InlineAmount]] = defaultdict(list)
    for form in dossier.forms():
        for item in form.inline:
            inline[item.label].append(item)
    for table in (t for form in dossier.forms() for t in form.data):
        final = [i for i, head in enumerate(table.heads[1:]) if re.search(r"决算|执行", head.text)]
        for row in table.rows if final else ():
            name = clean_text(row.label.text).strip("：:")
            value = row.values[final[-1]] if final[-1] < len(row.values) else None
            if value is None or len(name) < _SHORTEST_LABEL:
                continue
            for item in _near(inline.get(name, ()), row.label):
                yield from _same_label(name, value, item.amount, row.values)


def _near(items: Sequence[InlineAmount], place: Excerpt) -> Sequence[InlineAmount]:
    """Return the items around PLACE: of a label told a hundred times, all pairs would be ten thousand."""
    at = bisect_left(items, (place.source, place.start), key=lambda item: _order(item.amount.excerpt))
    return items[max(0, at - _MOST_REPEATS) : at + _MOST_REPEATS]


def _order(excerpt: Excerpt) -> tuple[int, int]:
    return excerpt.source, excerpt.start


def _same_label(name: str, value: Amount, other: Amount, row: Sequence[Amount | None]) -> Iterator[Relation | Finding]:
    holds = any(v.quantity.rounding().meets(other.quantity.rounding()) for v in row if v is not None)
    excerpts = (value.excerpt, other.excerpt)
    match = Match.FACE if holds else Match.NONE
    expression = f"{value.excerpt.text} ＝ {other.excerpt.text}"
    yield Relation("label-against-label", expression, str(other.quantity), holds, match, excerpts)
    if not holds:
        yield Finding(
            "label-against-label",
            Severity.ERROR,
            f"“{name}”基础数据表写{value.excerpt.text}，自评表写{other.excerpt.text}",
            excerpts,
            expected=clean_text(other.excerpt.text).split("：")[-1],
            reported=value.excerpt.text,
        )
