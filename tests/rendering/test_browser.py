"""The page in a real browser: what a reader clicks. Skipped where no Chromium is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from jixiao.rendering.page import render_page
from jixiao.rendering.report import Report

pytestmark = pytest.mark.browser


class Opened:
    """A page in the browser, with the requests it made and the faults of its script."""

    def __init__(self, browser: Browser, html: Path, scripts: bool = True) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 600}, java_script_enabled=scripts)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.page.goto(html.as_uri())

    def in_view(self, selector: str) -> bool:
        """Tell whether the first element found stands inside the window."""
        box = self.page.locator(selector).first.bounding_box()
        return box is not None and 0 <= box["y"] < 600


@pytest.fixture
def opened(browser: Browser, report: Report, tmp_path: Path) -> Iterator[Opened]:
    html = tmp_path / "核查 结果.html"
    html.write_text(render_page(report), encoding="utf-8")
    opened = Opened(browser, html)
    yield opened
    opened.page.close()
    assert opened.faults == []


@pytest.fixture
def opened_dossier(browser: Browser, dossier: Report, tmp_path: Path) -> Iterator[Opened]:
    html = tmp_path / "dossier.html"
    html.write_text(render_page(dossier), encoding="utf-8")
    opened = Opened(browser, html)
    yield opened
    opened.page.close()
    assert opened.faults == []


def test_no_request_but_the_page_itself(opened: Opened) -> None:
    opened.page.check("#verified")
    opened.page.locator(".card").first.click()
    assert len(opened.requests) == 1
    assert opened.requests[0].startswith("file:")


def test_click_in_the_list_shows_the_place(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 1280, "height": 300})
    opened.page.locator("#f-0-2").click()
    assert opened.page.locator(".m.active").all_text_contents() == ["99.74%"]
    assert sorted(opened.page.locator(".o.active").all_text_contents()) == ["1000.00", "990.5"]
    assert opened.in_view("#m-0-2")
    assert opened.page.locator("#f-0-2").evaluate("card => card.classList.contains('active')")


def test_click_on_a_place_link_goes_to_that_place(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 1280, "height": 300})
    opened.page.locator("#f-0-2 .where a", has_text="表1第3行第3列").click()
    assert opened.in_view("td:has-text('990.5')")


def test_click_on_a_mark_shows_the_finding(opened: Opened) -> None:
    opened.page.set_viewport_size({"width": 1280, "height": 260})
    opened.page.locator(".paper .m", has_text="质量指标").click()
    assert opened.page.locator(".card.active").get_attribute("data-check") == "vague-indicator"
    assert opened.page.evaluate("document.activeElement.id") == "f-0-3"
    opened.page.locator(".paper .badge", has_text="5").click()
    assert opened.page.locator(".card.active").get_attribute("data-check") == "blank-cell"


def test_hints_are_off_at_first_and_filters_work(opened: Opened) -> None:
    def visible() -> list[str]:
        cards = opened.page.locator(".card:visible")
        return [str(cards.nth(at).get_attribute("data-check")) for at in range(cards.count())]

    assert visible() == ["score-sum", "execution-rate", "vague-indicator", "blank-cell"]
    opened.page.locator(".chip.info").click()
    assert "numbering" in visible()
    opened.page.locator(".chip.error").click()
    assert visible() == ["vague-indicator", "numbering", "blank-cell"]
    assert opened.page.locator(".m.error").count() == 0
    assert opened.page.locator("#m-0-1").is_hidden()
    opened.page.locator(".chip.error").click()
    opened.page.select_option(".by-check", "execution-rate")
    assert visible() == ["execution-rate"]
    assert opened.page.locator(".m").all_text_contents() == ["99.74%"]


def test_a_mark_of_two_findings_keeps_the_colour_of_what_is_left(opened: Opened) -> None:
    # The title carries a hint; it is plain text until hints are switched on.
    title = opened.page.locator("span[data-f='0-4']")
    assert title.get_attribute("class") == ""
    opened.page.locator(".chip.info").click()
    assert title.get_attribute("class") == "m info"


def test_steps_by_button_and_key(opened: Opened) -> None:
    opened.page.locator(".step[data-step='1']").click()
    assert opened.page.locator(".card.active").get_attribute("id") == "f-0-1"
    opened.page.keyboard.press("j")
    assert opened.page.locator(".card.active").get_attribute("id") == "f-0-2"
    opened.page.keyboard.press("k")
    opened.page.keyboard.press("k")
    assert opened.page.locator(".card.active").get_attribute("id") == "f-0-5"


def test_links_work_from_the_keyboard(opened: Opened) -> None:
    opened.page.locator("#f-0-2 .where a").first.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".card.active").get_attribute("id") == "f-0-2"


def test_checked_figures_and_their_proof(opened: Opened) -> None:
    failed = opened.page.locator(".v.failed").first
    style = "element => getComputedStyle(element).borderBottomStyle"
    assert opened.page.locator(".v.held").first.evaluate(style) != "dotted"
    opened.page.check("#verified")
    assert opened.page.locator(".v.held:not(.m)").first.evaluate(style) == "dotted"
    assert opened.page.locator(".legend").is_visible()
    failed.click()
    proof = opened.page.locator(".proof").text_content() or ""
    assert "不成立 990.5 ÷ 1000.00；文中写 99.74%；复算得 99.05%" in proof
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".proof").is_hidden()


def test_all_proofs_are_listed_and_lead_to_their_place(opened: Opened) -> None:
    opened.page.locator(".proofs summary").click()
    opened.page.locator(".proofs li").first.wait_for()
    assert opened.page.locator(".proofs li").count() == 2
    opened.page.locator(".proofs button").nth(1).click()
    assert opened.page.locator(".chosen").first.text_content() == "99.74%"


def test_documents_are_switched(opened_dossier: Opened) -> None:
    page = opened_dossier.page
    assert page.locator("#overview").is_visible()
    assert page.locator(".document:visible").count() == 0
    page.locator("#overview a", has_text="自评表.xlsx").click()
    assert page.locator("#d-1").is_visible()
    assert page.locator("#d-0").is_hidden()
    page.select_option("#switch", "all")
    assert page.locator("#overview").is_visible()


def test_a_place_in_another_document_opens_it(opened_dossier: Opened) -> None:
    page = opened_dossier.page
    page.select_option("#switch", "1")
    page.locator(".where a", has_text="报告.docx").click()
    assert page.locator("#d-0").is_visible()
    assert page.locator("#d-0 .o.active").text_content() == "608.41"
    page.locator("#d-0 .o.active").click()
    assert page.locator("#d-1").is_visible()
    assert page.locator("#d-1 .card.active").count() == 1


def test_without_scripts_all_is_there_and_links_work(browser: Browser, dossier: Report, tmp_path: Path) -> None:
    html = tmp_path / "plain.html"
    html.write_text(render_page(dossier), encoding="utf-8")
    opened = Opened(browser, html, scripts=False)
    assert opened.page.locator(".document:visible").count() == 2
    assert opened.page.locator(".js:visible").count() == 0
    opened.page.locator("#d-1 .card .where a").first.click()
    assert opened.page.url.endswith("#m-1-1")
    opened.page.close()


def test_print_shows_list_and_document_without_controls(opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    assert opened.page.locator(".bar, .filters, .proofs").locator("visible=true").count() == 0
    assert opened.page.locator(".card:visible").count() == 4
    assert opened.page.locator(".paper").is_visible()
    overflow = opened.page.locator(".side").evaluate("side => getComputedStyle(side).overflowY")
    assert overflow == "visible"
