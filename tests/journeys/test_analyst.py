"""An analyst builds a strategy of several lines: completes words, names lines, corrects an error, saves the result."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def test_a_strategy_of_three_lines(open_page: OpenPage) -> None:
    page = open_page("/search", person="Zhao")
    page.keyboard.type("ti=filler AND pa=appl")
    proposals = page.locator(".proposals [role=option]")
    expect(proposals.first).to_contain_text("Applicant 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(proposals.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value('ti=filler AND pa="Applicant 2"')
    expect(page.locator(".proposals")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .basis")).to_contain_text("line #1")

    page.locator("#q").fill("ti=filler AND pd=2015..")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .basis")).to_contain_text("line #2")

    page.locator("#tab-history").click()
    page.locator("#q").fill("")
    page.locator("#history [data-insert='#1']").click()
    page.keyboard.type(" AND")
    page.locator("#history [data-insert='#2']").click()
    expect(page.locator("#q")).to_have_value("#1 AND #2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .basis")).to_contain_text("line #3")

    page.locator("#q").fill("#1 AND #9")
    expect(page.locator("#mend .why").first).to_have_text("E701")
    page.locator("#q").fill("#1 AND #2")
    page.locator("main .btn.go").first.click()
    page.locator(".save summary").click()
    page.locator("#save-name").fill("Fillers since 2015")
    page.locator(".save button").click()
    expect(page.locator("main > .note")).to_contain_text('##"Fillers since 2015"')
    page.locator("#q").fill("##fill")
    page.locator("#q").press("End")
    page.keyboard.type("e")
    expect(proposals.first).to_contain_text('##"Fillers since 2015"')
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_have_value('##"Fillers since 2015"')

    page.goto(page.url.split("/search")[0] + "/history/1")
    page.locator("#q").fill("ti=filler AND (pa=1 NEAR pa=2)")
    expect(page.locator("#mend .mend")).to_be_visible()
    page.locator("#q").fill('ti=filler AND pa="Applicant 4"')
    page.locator("main .btn.go").click()
    expect(page.locator("main > .note.ok")).to_be_visible()
    expect(page.locator("#line-3")).not_to_contain_text("to run again")


def test_the_tabs_beside_the_query_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/search?q=battery")
    page.locator("#tab-clauses").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-copies")).to_be_focused()
    expect(page.locator("#copies")).to_contain_text("PATENTSCOPE")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-history")).to_be_focused()
    expect(page.locator("#history")).to_contain_text("battery")
    expect(page.locator("#clauses")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#clauses")).to_be_visible()


def test_the_form_writes_the_query_while_one_fills_it_in(open_page: OpenPage) -> None:
    page = open_page("/search/form")
    page.locator("#all_words").fill("filler")
    expect(page.locator("#written-query")).to_have_text("bi=filler")
    page.locator("[name=offices][value=EP]").check()
    expect(page.locator("#written-query")).to_have_text("bi=filler\nAND cc=EP")
    page.locator("#applicants").focus()
    page.keyboard.type("applicant 3")
    page.locator(".proposals [role=option]", has_text="Applicant 3").click()
    expect(page.locator("#written-query")).to_contain_text('pa="Applicant 3"')
    page.locator("[name=go]").click()
    expect(page.locator("#q")).to_have_value('bi=filler\nAND pa="Applicant 3"\nAND cc=EP')


def test_results_are_chosen_by_keyboard_and_read_as_a_list(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3Dfiller&sort=id&order=asc&view=context")
    expect(page.locator(".hit .k1").first).to_have_text("Filler")
    page.locator("h1").click()
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-picked-count]")).to_have_text("2")
    page.goto(page.url.replace("view=context", "page=2"))
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-picked-count]")).to_have_text("3")
    page.locator("[data-picked-show]").click()
    expect(page.locator("#result .big-line")).to_have_text("3 records")
    expect(page.locator("tr.picked")).to_have_count(3)
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator(".crumb")).to_contain_text("1 of 3")
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_count(0)  # a query of numbers has no words
    page.keyboard.press("j")
    expect(page.locator(".crumb")).to_contain_text("2 of 3")
    page.go_back()
    page.go_back()
    page.locator("[data-picked-clear]").click()
    expect(page.locator("[data-picked-acts]")).to_be_hidden()


def test_the_words_of_the_query_are_found_in_the_record_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/search?q=tac%3D(solid%20AND%20electrolyte)")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/records/**")
    page.keyboard.press("n")
    expect(page.locator("mark.here")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator(".acts [data-pick]")).to_be_checked()


def test_columns_are_chosen_and_stay(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3Dfiller%20OR%20ti%3Dsolid")
    page.locator("summary", has_text="Columns").click()
    page.locator("[name=cols][value=status]").uncheck()
    page.locator("[name=cols][value=cpc]").check()
    page.locator(".columns-form button").click()
    expect(page.locator("th.c-cpc")).to_be_visible()
    expect(page.locator("th.c-status")).to_have_count(0)
    page.goto(page.url.split("?")[0] + "?q=battery")
    expect(page.locator("th.c-cpc")).to_be_visible()


def test_the_query_is_copied_for_another_system(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3D(filler%20NEAR%2F5%20battery)")
    page.locator("#tab-copies").click()
    page.locator("#copies summary", has_text="PATENTSCOPE").click()
    expect(page.locator("#copy-patentscope")).to_contain_text("NEAR5")
    page.locator("[name=dialect]").select_option("espacenet")
    page.locator("#q").fill('ti all "filler battery"')
    page.keyboard.press("Control+Enter")
    expect(page.locator("main .note")).to_contain_text("Read as Espacenet")
    expect(page.locator("#result .big-line")).to_have_text("110 records")
