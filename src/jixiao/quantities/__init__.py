"""Numbers as documents print them: quantities with unit and precision, intervals, dates, targets, document numbers.

Everything is exact: numbers are :class:`decimal.Decimal`, and what is missing is never read as zero.
"""

from jixiao.quantities.dates import DateMention, DatePeriod, find_dates
from jixiao.quantities.document_numbers import DocumentNumber, find_document_numbers
from jixiao.quantities.folding import fold
from jixiao.quantities.interval import (
    EXACT,
    EmptyIntervalError,
    Interval,
    IntervalDivisionError,
    plain,
    rounding_interval,
    truncation_interval,
)
from jixiao.quantities.numerals import capital_amount, chinese_number, chinese_numeral, parse_number
from jixiao.quantities.quantity import Qualifier, Quantity, QuantityRange, convert
from jixiao.quantities.ranges import find_ranges
from jixiao.quantities.scanner import find_quantities, parse_quantity
from jixiao.quantities.targets import (
    Direction,
    Target,
    comparable_values,
    parse_target,
    stated_actual,
    stated_target,
)
from jixiao.quantities.units import UnitError, UnitWord, convertible, parse_unit, same_unit

__all__ = [
    "EXACT",
    "DateMention",
    "DatePeriod",
    "Direction",
    "DocumentNumber",
    "EmptyIntervalError",
    "Interval",
    "IntervalDivisionError",
    "Qualifier",
    "Quantity",
    "QuantityRange",
    "Target",
    "UnitError",
    "UnitWord",
    "capital_amount",
    "chinese_number",
    "chinese_numeral",
    "comparable_values",
    "convert",
    "convertible",
    "find_dates",
    "find_document_numbers",
    "find_quantities",
    "find_ranges",
    "fold",
    "parse_number",
    "parse_quantity",
    "parse_target",
    "parse_unit",
    "plain",
    "rounding_interval",
    "same_unit",
    "stated_actual",
    "stated_target",
    "truncation_interval",
]
