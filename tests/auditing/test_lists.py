"""Lists told in prose: how many things they name, and whether they are complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.auditing.lists import Listing, read_list, read_list_before, whole_number

NAMES = st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=5), min_size=2, max_size=12)


def listing(text: str) -> Listing:
    read = read_list(text)
    assert read is not None
    return read


@given(NAMES)
def test_as_many_things_as_there_are_marks_and_one(names: list[str]) -> None:
    read = listing("、".join(names))
    assert (read.least, read.most, read.closed) == (len(names), len(names), True)


@given(st.text("甲、，和（）“”《》等3元。", max_size=60))
def test_anything_can_be_read(text: str) -> None:
    read = read_list(text)
    assert read is None or read.least <= read.most


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("办公室、规划财务和法规股、基金监管股", 3, 4),
        ("办公室、待遇保障股、医药、价格和招采股", 3, 5),
        ("参保登记（含新生儿、退役军人）、待遇审核", 2, 2),
        ("“出生一件事”“退休一件事”、《办法》", 3, 3),
        ("“出生、落户”联办、《参保、征缴和待遇办法》", 2, 2),
        ("县医疗保障事务中心", 1, 1),
        ("甲合同86.00万元，乙合同45.50万元，合同总金额131.50万元", 2, 2),
    ],
)
def test_how_many_things_a_list_can_name(text: str, least: int, most: int) -> None:
    assert (listing(text).least, listing(text).most) == (least, most)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("特困人员、低保对象，2023年末在册8420人", True),
        ("特困人员、低保对象，均已参保", True),
        ("特困人员、低保对象等", False),
        ("特困人员、低保对象等困难群众", False),
        ("特困人员、低保对象，以及返贫致贫人口", False),
        ("办公室、待遇科，监管科、财务科", False),
        ("登记窗口、报销窗口、备案窗口，设在县政务大厅一楼", True),
        ("登记窗口、报销窗口、备案窗口，咨询窗口另设", False),
        ("登记窗口、报销窗口，设在县政务大厅一楼", False),
    ],
)
def test_whether_a_list_is_complete(text: str, closed: bool) -> None:
    assert listing(text).closed is closed


def test_a_list_before_its_count_begins_at_the_last_comma() -> None:
    read = read_list_before("本次自评，从投入、过程、产出、效果")
    assert read is not None
    assert read.items == ("从投入", "过程", "产出", "效果")
    assert read_list_before("从投入") is None
    assert read_list_before("他提出红一、") is None


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("六", 6), ("两", 2), ("十一", 11), ("十四五", None)])
def test_numbers_of_counts(text: str, number: int | None) -> None:
    assert whole_number(text) == number
