"""The grammar of quantities and of the numbers that are none, as compiled patterns over folded text.

Every repetition is bounded, possessive, or runs over one class of characters that the next element cannot match, so
that matching takes linear time on any input.
"""

from __future__ import annotations

import re

from jixiao.quantities.numerals import CAPITAL_CHARS, CHINESE_CHARS, PRINTED
from jixiao.quantities.units import SCALE_PATTERN, UNIT_PATTERN

# A line of a hard-wrapped text may end between a number and its unit.
_GAP = "(?: {0,3}| {0,2}\n {0,2})"
_YEAR = "(?:19|20)[0-9]{2}"
_MORE = "[余多]"

# Where a number, a code or a numeral can begin; everything else is skipped by one search.
START = re.compile("[0-9A-Za-z一二三四五六七八九十两百千万壹贰叁肆伍陆柒捌玖拾]")

# 1.23余亿元, 38000余件, 29000多位, 400 万元: the tail of a quantity after its number.
_TAIL = (
    rf"(?:{_GAP}(?P<more1>{_MORE})(?= ?(?:{SCALE_PATTERN}|{UNIT_PATTERN})))?"
    rf"(?:{_GAP}(?P<scale>{SCALE_PATTERN}))?"
    rf"(?:(?P<more2>{_MORE})(?= ?{UNIT_PATTERN}))?"
    rf"(?:{_GAP}(?P<unit>{UNIT_PATTERN}))?"
)
DIGITS = re.compile(rf"(?P<number>{PRINTED}){_TAIL}")

_NUMERAL = f"[{CHINESE_CHARS}]+(?:点[零〇一二三四五六七八九]+[万亿]?)?"
CHINESE_RUN = re.compile(_NUMERAL)
CHINESE_TAIL = re.compile(rf"(?:(?P<more>{_MORE})(?P<scale>{SCALE_PATTERN})?)?(?P<unit>{UNIT_PATTERN})")
# 百分之九十五, 千分之3.5, 三分之一
FRACTION = re.compile(rf"(?P<below>[{CHINESE_CHARS}]{{1,12}})分之(?P<above>(?P<digits>{PRINTED})|{_NUMERAL})")
CAPITAL = re.compile(rf"[{CAPITAL_CHARS}十百千]++[元圆]零?(?:[{CAPITAL_CHARS}]角)?零?(?:[{CAPITAL_CHARS}]分)?[整正]?")

# Letters with what hangs on them: DIP2.0, COVID-19, R5C4. RMB100万元 is an amount all the same.
WORD = re.compile(r"[A-Za-z]+(?:(?<!RMB)(?<!CNY)[0-9A-Za-z]+)?(?:[._-][0-9A-Za-z]+)*")

# Numbers that name, number or address something. Each is tried where a digit stands.
NOT_A_QUANTITY = re.compile(
    "|".join(
        (
            r"[0-9]++\*{2,}[0-9*]*",  # masked: 1**********
            r"[0-9]{1,2} ?[*×xX] ?[0-9]{1,2} ?小时",  # 7*24小时
            r"0[0-9]{2,3}[-—][0-9]{7,8}(?![0-9])",  # area code and telephone
            r"400-[0-9]{3,4}-?[0-9]{3,4}(?![0-9])",
            r"[0-9]++(?:\.[0-9]++){2,}",  # 3.1.2, addresses, versions
            r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9.%])",
            rf"[0-9]{{1,3}}(?:\.[0-9]{{1,4}})?[:∶][0-9]{{1,3}}(?:\.[0-9]{{1,4}})?(?! ?{UNIT_PATTERN}|[0-9.])",  # 1:9
            r"[0-9]{1,2}：[0-9]{1,2}(?=的?比例|配套|匹配|分担)",
            r"[0-9]{1,2}[时点][0-9]{1,2}分",
            rf"[0-9]{{1,2}}\.(?={_GAP}[^\s0-9])",  # 1.贯彻
            rf"[0-9]{{1,6}}(?:{_GAP}[-—~、至,]{_GAP}[0-9]{{1,6}}){{0,8}}{_GAP}[号#]",  # 160 号
            rf"{_YEAR}{_GAP}年",
            r"[0-9]{2}年度",
            r"0[0-9]++(?!\.[0-9])",  # 001
            r"[0-9]{5}['\"’”]?(?=[市服]?政?务?便?民?服?务?热线)",
            r"(?:120|110|12393|12345|12333)['\"’”]?(?=热线|平台|电话|服务|急救)",
            r"[0-9]++(?:\.[0-9]++)?[级楼届版栋幢室线](?!间)",
        )
    )
)
# 3.2024年, 1.5月底: what follows decides.
LIST_DOT = re.compile(rf"[0-9]{{1,2}}\.{_GAP}(?=[0-9])")
# 1、落实 and 1. at the beginning of a clause; 3、4项 enumerates.
LIST_MARK = re.compile(rf"[0-9]{{1,3}}(?:、(?={_GAP}(?:[^ 0-9]|$|{_YEAR} ?年))|\.(?![0-9]))")
LIST_PAREN = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?[)）]")
SECTION = re.compile(r"[1-9][0-9]?\.[1-9][0-9]? {0,3}(?=[\u4e00-\u9fff《“])")
# 第1-3季度, 第三方
ORDINAL_REST = re.compile(rf"(?:[0-9]+(?:\.[0-9]+)?(?:{_GAP}[-—~、至]{_GAP}[0-9]+)*|[{CHINESE_CHARS}]+)")
LABEL_NUMBER = re.compile(r"[0-9]+(?:[.-][0-9]+)*")
LABEL_WORDS = ("附件", "附表", "附图", "表", "图", "附录", "样表")
ITEM_WORDS = ("指标", "项目", "目标", "问题", "任务", "措施", "方案", "说明", "注", "备注", "例")
PAGE_NUMBER = re.compile("[0-9]{1,4} {0,2}[—-](?=\\s|$)")
# 15日 is a day of the month; 30日内, 超过30日 and 60日 last that long.
DAY = re.compile(rf"(?:[12]?[0-9]|3[01]){_GAP}日(?!以?内|之内|以上|以下|[常均期报])")
LIMIT = re.compile("以?内|之内|以上|以下")
LASTING = re.compile(
    "(?:超过|逾|满|满前|不足|少于|达|达到|迟报|逾期|时限|延迟|延误|延期|提前|晚|历时|为期|共|用时)了? ?$"
)
CODE_LABEL = re.compile("(?:编号|代码|编码|邮编|电话|传真|账号|帐号|证号|号码|手机|拨打|流水号)[为是]?[:：]?$")
AFTER_ITEM = re.compile("[:：]")
DIGIT_RUN = re.compile(r"[0-9][0-9A-Za-z]*(?:\.[0-9]+)*")
CAPITAL_RUN = re.compile(f"[{CAPITAL_CHARS}]+")
BRACKETED_YEAR = re.compile(rf"{_YEAR} ?[〕\]】)]")
