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


def test_the_selection_is_written_on_and_compared_without_leaving_the_result(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3Dfiller&sort=id&order=asc&cols=id,ti,tags", person="Wang")
    page.locator("[data-pick]").nth(0).check()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**page=2**")
    page.locator("[data-pick]").nth(1).check()
    expect(page.locator("[data-picked-count]")).to_have_text("2")
    page.locator("details.selection summary").click()
    page.locator("#selection-tag").fill("look again")
    page.locator("#selection-rating").select_option("5")
    page.locator("#selection-list").select_option("new")
    page.locator(".selection-form [name=name]").fill("Two of the fillers")
    page.locator(".selection-form button").click()
    expect(page.locator(".selection-form .note.ok")).to_contain_text("Tag set on records: 2")
    expect(page.locator("tr.picked")).to_contain_text("look again")
    page.keyboard.press("Escape")
    page.locator("[data-picked-compare]").click()
    expect(page.locator("h1")).to_have_text("2 records side by side")
    expect(page.locator("tr.differs.of-title mark.own-words").first).to_be_visible()
    page.locator("a", has_text="equal rows").click()
    expect(page.locator("tr.equal")).to_have_count(0)
    page.goto(page.url.split("/compare")[0] + "/search?q=%23%23%22Two%20of%20the%20fillers%22&cols=id,tags,rating")
    expect(page.locator("#result .big-line")).to_have_text("2 records")
    expect(page.locator("tbody tr").first).to_contain_text("5.0")
    page.locator("[data-picked-clear]").click()


def test_a_column_of_ones_own_is_filled_shown_and_narrows(open_page: OpenPage) -> None:
    page = open_page("/annotations", person="Li")
    page.locator("[name=name]").fill("Reading stage")
    page.locator("[name=kind]").select_option("choice")
    page.locator("[name=choices]").fill("first look\nread")
    page.locator("button[type=submit]", has_text="Make it").click()
    expect(page.locator("main")).to_contain_text("Reading stage")
    page.goto(page.url.split("/annotations")[0] + "/search?q=id%3D(EP9800005A1,EP9800006A1)&sort=id&order=asc")
    page.locator("[data-pick]").nth(0).check()
    page.locator("details.selection summary").click()
    page.locator("#selection-column").select_option(label="Reading stage")
    page.locator(".selection-form [name=value]").fill("read")
    page.locator(".selection-form button").click()
    expect(page.locator(".selection-form .note.ok")).to_contain_text("Value set on records: 1")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Columns").click()
    own = page.locator(".columns-form label", has_text="Reading stage").locator("input")
    own.check()
    own.press("Alt+ArrowUp")
    page.locator(".columns-form button").click()
    expect(page.locator("th", has_text="Reading stage")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("read")
    page.goto(page.url.split("?")[0] + '?q=##"Reading stage:read"'.replace("#", "%23"))
    expect(page.locator("#result .big-line")).to_have_text("1 record")


def test_a_list_is_read_one_after_the_other_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/similar?text=solid%20electrolyte%20battery")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/records/**")
    expect(page.locator(".reading")).to_contain_text("2 / ")
    second = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda address: address != second)
    expect(page.locator(".reading")).to_contain_text("3 / ", timeout=20_000)
    page.keyboard.press("k")
    page.wait_for_url(second)
    expect(page.locator(".reading")).to_contain_text("2 / ", timeout=20_000)
    page.locator(".reading a").first.click()
    expect(page.locator("h1")).to_have_text("Similar records")


def test_all_values_of_a_facet_are_looked_through(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3Dfiller")
    page.locator(".facet.of-pan").evaluate("section => section.scrollIntoView()")
    expect(page.locator(".facet.of-pan")).to_contain_text("Applicant 1", timeout=20_000)
    page.locator(".facet.of-pd summary").click()
    expect(page.locator(".facet.of-pd .ticks li")).to_have_count(12)
    page.locator("#find-pd").press_sequentially("2015", delay=60)
    expect(page.locator(".facet.of-pd .ticks li")).to_have_count(1, timeout=20_000)
    page.locator(".facet.of-pd [name=value]").check()
    page.locator(".facet.of-pd [name=how][value=out]").click()
    expect(page.locator("#q")).to_have_value("ti=filler\nNOT pd=2015")


def test_the_form_opens_filled_from_the_query(open_page: OpenPage) -> None:
    page = open_page("/search?q=ti%3Dfiller%20AND%20cc%3DEP%20AND%20clm%3D(a%20NEAR%2F5%20b)")
    page.get_by_role("link", name="Form", exact=True).click()
    expect(page.locator("#all_words")).to_have_value("filler")
    expect(page.locator("[name=offices][value=EP]")).to_be_checked()
    expect(page.locator(".note.warn")).to_contain_text("NEAR/5")
