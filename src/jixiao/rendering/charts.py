"""Charts of an evaluation: described once, drawn as PNG for paper or SVG for a web page, without a network.

A chart shows nothing that the text does not tell as well, so that a report without its charts is complete. What an
evaluation leaves blank has no bar: a bar of no length would say zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.evaluations import BudgetLine, FundRow, SelfEvaluation
from jixiao.packs import ChartKind
from jixiao.quantities import plain
from jixiao.rendering.columns import wrap
from jixiao.rendering.parts import parts_of

# The text of an official page is 156 mm wide (GB/T 9704-2012).
WIDTH_MM = 150
_POINTS = 425
_DOTS_PER_INCH = 300
_FONTS = ", ".join(
    f"'{name}'"
    for name in (
        *("Microsoft YaHei", "微软雅黑", "SimHei", "黑体", "PingFang SC", "Hiragino Sans GB"),
        *("Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "Noto Sans SC", "WenQuanYi Zen Hei", "SimSun"),
    )
)
_FONT_FAMILY = f"{_FONTS}, sans-serif"
_SIZE = 10
_LABEL_COLUMNS = 20
# Dark enough beside each other on a printer without colours.
_COLOURS = ("#c9d3dd", "#8fa3b8", "#1f4e79")
_NEVER_A_LETTER = "\u0378"
_FEWEST_BARS = 2
_INSTALL = "pip install altair vl-convert-python"


class NoChartError(Exception):
    """A chart cannot be drawn here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: which row it stands in, which series it belongs to, how long it is and what is written at its end."""

    row: str
    series: str
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart ready to be drawn; ``within`` puts the bars of the second series into those of the first."""

    title: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    within: bool = False

    @property
    def caption(self) -> str:
        """What stands below the chart, behind its number."""
        return f"{self.title}（单位：{self.unit}）"

    @property
    def alternative(self) -> str:
        """What the chart shows, in words, for those who cannot see it."""
        rows = dict.fromkeys(bar.row for bar in self.bars)
        told = (
            f"{row}：{'，'.join(f'{bar.series}{plain(bar.value)}' for bar in self.bars if bar.row == row)}"
            for row in rows
        )
        return f"{self.caption}。{'；'.join(told)}。"


def chart_of(kind: ChartKind, evaluation: SelfEvaluation) -> Chart | None:
    """Return the chart of KIND of EVALUATION, scores filled in; ``None`` where it holds too little to compare."""
    chart = _MAKERS[kind](evaluation)
    return chart if len({bar.row for bar in chart.bars}) >= _FEWEST_BARS else None


def _scores(evaluation: SelfEvaluation) -> Chart:
    parts = parts_of(evaluation)
    known = [(part.name, part.weight, part.score) for part in parts]
    bars = tuple(
        bar
        for name, weight, score in known
        if weight is not None and score is not None
        for bar in (
            Bar(name, "分值", weight, f"{plain(score)} / {plain(weight)}"),
            Bar(name, "得分", score, ""),
        )
    )
    whole = len(bars) == 2 * len(parts)
    return Chart("各项得分与分值", "分", ("分值", "得分"), bars if whole else (), within=True)


def _funds(evaluation: SelfEvaluation) -> Chart:
    """Draw the rows of the fund table; those of one row alone are told by the budget lines below it."""
    lines: tuple[FundRow | BudgetLine, ...] = evaluation.funds
    if len(lines) == 1:
        lines += evaluation.department.by_nature
    names = (("年初预算", "initial"), ("全年预算", "adjusted"), ("执行", "executed"))
    bars = tuple(
        Bar(line.label.removeprefix("其中").lstrip("：:"), name, value, f"{value:,f}")
        for line in lines
        for name, field in names
        if isinstance(value := getattr(line, field), Decimal)
    )
    series = tuple(name for name, _ in names if any(bar.series == name for bar in bars))
    return Chart("预算安排与执行情况", "万元", series, bars)


_MAKERS: dict[ChartKind, Callable[[SelfEvaluation], Chart]] = {
    ChartKind.SCORES: _scores,
    ChartKind.FUNDS: _funds,
}


def drawn(charts: Iterable[Chart]) -> dict[Chart, bytes]:
    """Return each of CHARTS as a PNG file of :data:`WIDTH_MM` at 300 dpi. Raises :class:`NoChartError`."""
    return {chart: chart_png(chart) for chart in charts}


def chart_png(chart: Chart) -> bytes:
    """Return CHART as a PNG file. Raises :class:`NoChartError` where the tools or Chinese fonts are missing."""
    png: bytes = _converter(chart).vegalite_to_png(_specification(chart), ppi=_DOTS_PER_INCH)
    return png


def chart_svg(chart: Chart) -> str:
    """Return CHART as an SVG picture for a web page. Raises :class:`NoChartError`."""
    svg: str = _converter(chart).vegalite_to_svg(_specification(chart))
    return svg


def _converter(chart: Chart) -> Any:
    """Return the drawing library once it can draw every letter of CHART."""
    try:
        import altair  # noqa: F401  # asked for together: one without the other draws nothing
        import vl_convert
    except ImportError as fault:
        raise NoChartError(
            f"没有装画图的组件，报告里没有图。要图的，请运行 {_INSTALL} 后重新出表；图里的数，正文里都有。"
        ) from fault
    lost = "".join(sorted({letter for letter in chart.alternative if not _is_drawn(letter)}))
    if lost:
        raise NoChartError(
            f"本机的字体画不出“{lost[:10]}”，报告里没有图。请安装中文字体（如思源黑体、文泉驿正黑）后重新出表；"
            "图里的数，正文里都有。"
        )
    return vl_convert


@cache
def _is_drawn(letter: str) -> bool:
    """Tell whether some font of this machine has LETTER: one that none has looks like any other that none has."""
    if letter.isascii() or letter.isspace():
        return True
    return _picture(letter) not in (_picture(_NEVER_A_LETTER), _picture(""))


@cache
def _picture(letter: str) -> bytes:
    import vl_convert

    text = f'<text x="4" y="32" font-size="28" font-family="{_FONT_FAMILY}">{letter}</text>'
    png: bytes = vl_convert.svg_to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>')
    return png


def _specification(chart: Chart) -> dict[str, Any]:
    """Return CHART in the grammar of Vega-Lite."""
    import altair as alt

    layers = [*_layers(chart, alt)]
    figure = alt.layer(*layers).properties(
        width=_POINTS, height=_height(chart), autosize=alt.AutoSizeParams(type="fit", contains="padding"), padding=4
    )
    figure = figure.configure(font=_FONT_FAMILY, background="white").configure_view(stroke=None)
    figure = figure.configure_axis(labelFontSize=_SIZE, labelColor="black")
    figure = figure.configure_legend(labelFontSize=_SIZE, orient="top", symbolType="square")
    specification: dict[str, Any] = figure.to_dict()
    return specification


def _height(chart: Chart) -> int:
    rows = len({bar.row for bar in chart.bars})
    bars = 1 if chart.within else len(chart.series)
    return 60 + rows * (14 * bars + 14)


def _layers(chart: Chart, alt: Any) -> Iterator[Any]:
    names = list(dict.fromkeys(_row_name(bar) for bar in chart.bars))
    shades = [*_COLOURS[: len(chart.series) - 1], _COLOURS[-1]]
    base = alt.Chart(_data(chart, alt)).encode(
        x=alt.X("value:Q", title=None, scale=_scale(chart, alt), axis=alt.Axis(tickCount=5, gridColor="#e3e3e3")),
        y=alt.Y(
            "row:N",
            sort=names,
            title=None,
            axis=alt.Axis(labelExpr="split(datum.value, '\\n')", labelLimit=_POINTS // 2, ticks=False),
        ),
    )
    colour = alt.Color(
        "series:N", title=None, sort=list(chart.series), scale=alt.Scale(domain=list(chart.series), range=shades)
    )
    if chart.within:
        for name, size in zip(chart.series, (18, 9), strict=True):
            yield base.mark_bar(size=size).encode(color=colour).transform_filter(alt.datum.series == name)
    else:
        base = base.encode(yOffset=alt.YOffset("series:N", sort=list(chart.series)))
        yield base.mark_bar().encode(color=colour)
    yield base.mark_text(align="left", dx=4, fontSize=_SIZE - 1).encode(text="label:N")


def _data(chart: Chart, alt: Any) -> Any:
    """Return the bars as data; values go as digits, which the drawing library reads, and never become floats here."""
    rows = [
        {"row": _row_name(bar), "series": bar.series, "value": f"{bar.value:f}", "label": bar.label}
        for bar in chart.bars
    ]
    return alt.InlineData(values=rows, format=alt.JsonDataFormat(type="json", parse={"value": "number"}))


def _row_name(bar: Bar) -> str:
    return "\n".join(wrap(bar.row, _LABEL_COLUMNS))


def _scale(chart: Chart, alt: Any) -> Any:
    """Leave room for the words at the end of the longest bar."""
    longest = max(bar.value for bar in chart.bars)
    return alt.Scale(domain=[0, alt.expr(f"{longest:f} * 1.2")]) if longest > 0 else alt.Undefined
