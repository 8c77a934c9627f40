"""The sheet under the hands of people: two at once, without a network, by keyboard. Nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, StorageState

from tests.web.browsing import Person, Workbench, somebody

pytestmark = pytest.mark.browser

FILLING, GOALS = "城乡医疗救助补助", "部门整体支出"
FIRST, SECOND = "indicators/0/children/0/children/0", "indicators/0/children/0/children/1"


@pytest.fixture(scope="module")
def cookies(browser: Browser, demo_workbench: Workbench) -> StorageState:
    person = somebody(browser, demo_workbench)
    person.sign_in_as("填报人")
    return person.page.context.storage_state()


@pytest.fixture
def two(browser: Browser, demo_workbench: Workbench, cookies: StorageState) -> Iterator[tuple[Person, Person]]:
    """Two browsers in which the same clerk looks at the same sheet."""
    people = (_clerk(browser, demo_workbench, cookies), _clerk(browser, demo_workbench, cookies))
    yield people
    assert [fault for person in people for fault in person.faults] == []


@pytest.fixture
def clerk(browser: Browser, demo_workbench: Workbench, cookies: StorageState) -> Iterator[Person]:
    person = _clerk(browser, demo_workbench, cookies)
    yield person
    assert person.faults == []


def _clerk(browser: Browser, workbench: Workbench, cookies: StorageState, sheet: str = FILLING) -> Person:
    person = somebody(browser, workbench, cookies)
    person.go("/")
    person.follow(sheet)
    person.page.locator("#findings ol, #findings .good").first.wait_for()
    return person


def test_two_in_one_sheet_each_sees_what_the_other_wrote(two: tuple[Person, Person]) -> None:
    one, other = two
    one.write(f"{FIRST}/actual", "18001人次")
    one.saved()
    other.write(f"{SECOND}/actual", "12001人")
    other.saved()
    assert other.cell(f"{FIRST}/actual").input_value() == "18001人次"
    one.page.reload()
    assert one.cell(f"{SECOND}/actual").input_value() == "12001人"


@pytest.mark.parametrize(
    ("theirs", "mine", "choice"), [("18002人次", "18003人次", "用我的"), ("18012人次", "18013人次", "用对方的")]
)
def test_two_in_one_cell_the_second_chooses(two: tuple[Person, Person], theirs: str, mine: str, choice: str) -> None:
    one, other = two
    one.write(f"{FIRST}/actual", theirs)
    one.saved()
    other.write(f"{FIRST}/actual", mine)
    note = other.page.locator(f'td[data-path="{FIRST}/actual"] .refusal')
    note.wait_for()
    assert f"“{theirs}”，您填的是“{mine}”" in note.inner_text()
    assert other.cell(f"{FIRST}/actual").input_value() == mine  # until he has chosen, what he typed stays
    other.press(choice)
    other.saved()
    assert note.count() == 0
    for person in two:
        person.page.reload()
        assert person.cell(f"{FIRST}/actual").input_value() == (mine if choice == "用我的" else theirs)


def test_without_a_network_nothing_is_lost(clerk: Person) -> None:
    clerk.page.context.set_offline(True)
    clerk.write(f"{FIRST}/actual", "18004人次")
    clerk.page.locator("#saving.wrong", has_text="连不上服务器").wait_for()
    clerk.write(f"{SECOND}/reason", "离线时写的原因")
    clerk.page.context.set_offline(False)
    clerk.saved()
    clerk.page.reload()
    assert clerk.cell(f"{FIRST}/actual").input_value() == "18004人次"
    assert clerk.cell(f"{SECOND}/reason").input_value() == "离线时写的原因"


def test_what_was_not_saved_is_there_after_a_reload(clerk: Person) -> None:
    page = clerk.page
    page.route("**/cells/", lambda route: route.abort("internetdisconnected"))
    clerk.write(f"{FIRST}/actual", "18005人次")
    page.locator("#saving.wrong").wait_for()
    page.reload()
    assert clerk.cell(f"{FIRST}/actual").input_value() == "18005人次"
    page.unroute("**/cells/")
    clerk.saved()
    page.evaluate("localStorage.clear()")
    page.reload()
    assert clerk.cell(f"{FIRST}/actual").input_value() == "18005人次"


def test_what_was_not_saved_meets_what_another_wrote(two: tuple[Person, Person]) -> None:
    one, other = two
    other.page.route("**/cells/", lambda route: route.abort("internetdisconnected"))
    other.write(f"{FIRST}/actual", "18006人次")
    other.page.locator("#saving.wrong").wait_for()
    one.write(f"{FIRST}/actual", "18007人次")
    one.saved()
    other.page.unroute("**/cells/")
    other.page.reload()
    other.page.locator(".refusal", has_text="18007人次").wait_for()
    other.press("用我的")
    other.saved()
    one.page.reload()
    assert one.cell(f"{FIRST}/actual").input_value() == "18006人次"


def test_what_is_typed_while_another_adds_a_row_stays_with_its_indicator(
    browser: Browser, demo_workbench: Workbench, cookies: StorageState
) -> None:
    one, other = (_clerk(browser, demo_workbench, cookies, GOALS) for _ in range(2))
    names = [one.cell(f"{path}/name").input_value() for path in (FIRST, SECOND)]
    one.press(f"{names[0]}：下面加一行")
    one.in_cell(f"{SECOND}/name")
    other.write(f"{SECOND}/last_year", "366家")
    third = SECOND.removesuffix("1") + "2"
    other.page.locator(f'td[data-path="{third}/name"]', has_text=names[1]).wait_for()
    other.saved()
    assert other.cell(f"{third}/last_year").input_value() == "366家"
    assert other.cell(f"{SECOND}/last_year").input_value() == ""
    assert [*one.faults, *other.faults] == []


def test_the_keyboard_goes_through_the_sheet(clerk: Person) -> None:
    keys = clerk.page.keyboard
    clerk.cell(f"{FIRST}/actual").focus()
    for key, path in (
        ("Enter", f"{SECOND}/actual"),
        ("ArrowUp", f"{FIRST}/actual"),
        ("ArrowDown", f"{SECOND}/actual"),
        ("ArrowRight", f"{SECOND}/reason"),
        ("ArrowLeft", f"{SECOND}/actual"),
        ("Tab", f"{SECOND}/reason"),
        ("Shift+Tab", f"{SECOND}/actual"),
    ):
        keys.press(key)
        assert clerk.cursor() == path, key
    clerk.cell("funds/0/reason").focus()
    keys.press("End")
    keys.press("Shift+Enter")
    keys.type("第二行")
    assert clerk.cell("funds/0/reason").input_value().endswith("\n第二行")


def test_escape_brings_back_what_was_there_even_when_it_was_saved(clerk: Person) -> None:
    before = clerk.cell(f"{SECOND}/actual").input_value()
    clerk.write(f"{SECOND}/actual", "1人")
    clerk.saved()
    clerk.page.keyboard.press("Escape")
    clerk.saved()
    assert clerk.cell(f"{SECOND}/actual").input_value() == before


def test_a_saving_is_undone_from_the_history(clerk: Person) -> None:
    before = clerk.cell(f"{SECOND}/actual").input_value()
    clerk.write(f"{SECOND}/actual", "77人")
    clerk.saved()
    clerk.follow("修改记录")
    newest = clerk.page.locator(".changes li").first
    assert "资助参保人数：实际完成值" in newest.inner_text()
    newest.get_by_role("button", name="撤销这一版").click()
    clerk.see("已撤销第")
    clerk.go("/")
    clerk.follow(FILLING)
    assert clerk.cell(f"{SECOND}/actual").input_value() == before


def test_a_block_that_is_too_large_is_pasted_as_far_as_it_fits(clerk: Person) -> None:
    clerk.paste(f"{FIRST}/actual", '18010人次\t\t"第一行\n第二行"\t多\n12010人\t\t原因\t多')
    clerk.page.locator(".toast", has_text="有2格没有粘上").wait_for()
    clerk.saved()
    assert clerk.cell(f"{FIRST}/reason").input_value() == "第一行\n第二行"
    assert clerk.cell(f"{SECOND}/reason").input_value() == "原因"


def test_a_word_where_a_number_is_due_stays_and_is_told(clerk: Person) -> None:
    clerk.write("funds/0/executed", "很多")
    note = clerk.page.locator('td[data-path="funds/0/executed"] .refusal')
    note.wait_for()
    assert "应当填数" in note.inner_text()
    clerk.press("提交签发")
    clerk.page.locator("#saving.wrong", has_text="见红框").wait_for()
    clerk.page.keyboard.press("Tab")
    clerk.write("funds/0/executed", "1,192.32")
    clerk.cell("funds/0/reason").click()
    clerk.saved()
    assert clerk.cell("funds/0/executed").input_value() == "1192.32"


def test_a_finding_and_its_cell_point_at_each_other(clerk: Person) -> None:
    clerk.page.locator("#findings .error .goto", has_text="资金总额").click()
    assert clerk.cursor().endswith("/executed")
    assert clerk.page.locator("#findings .error.current").count() == 1
    clerk.cell(f"{SECOND}/reason").focus()
    assert clerk.page.locator("#findings .current").count() == 0
