"""A newcomer finds a record, corrects an error by its repair, narrows, reads, goes on: in both languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


@dataclass(frozen=True)
class Words:
    code: str
    records: str
    place: str
    message: str
    still: str
    claims: str
    stated: str


READERS = [
    Words("en", "4 records", "Line 2, column 10.", "Say how near: NEAR/5", "Nothing of the new query has run.",
          "4 claims, 2 independent", "in force"),
    Words("zh-hans", "4条记录", "第2行，第10列。", "请写明距离：NEAR/5", "新检索式尚未执行。",
          "共4项，独立2项", "有效"),
]  # fmt: skip


@pytest.mark.parametrize("words", READERS, ids=lambda words: words.code)
def test_a_newcomer_finds_a_record(open_page: OpenPage, words: Words) -> None:
    page = open_page("/", language=words.code)
    expect(page.locator("#q")).to_be_focused()

    page.keyboard.type("ti=solid")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#result .big-line")).to_have_text(words.records)
    expect(page.locator("#clauses .tree")).to_contain_text("4")

    page.locator("#q").fill("ti=solid AND\n(battery NEAR membrane)")
    expect(page.locator("#mend .mend b")).to_have_text(words.message)
    expect(page.locator("#mend .at")).to_have_text(words.place)
    expect(page.locator(".q .tx .e")).to_have_text("NEAR")
    page.locator("main .btn.go").click()
    expect(page.locator(".qbar")).to_contain_text(words.still)
    expect(page.locator("#result .big-line")).to_have_text(words.records)

    page.locator("[data-repair]").click()
    expect(page.locator("#q")).to_have_value("ti=solid AND\n(battery NEAR/5 membrane)")
    expect(page.locator(".mend")).to_have_count(0)

    page.locator("h1").click()
    page.keyboard.press("j")
    row = page.locator("[data-rows] tr.sel a").first
    identifier = row.inner_text()
    page.keyboard.press("o")
    page.wait_for_url(f"**/records/{identifier}?**")
    expect(page.locator(".verdict").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(words.stated)


@pytest.mark.parametrize("words", READERS, ids=lambda words: words.code)
def test_reading_on_from_record_to_record(open_page: OpenPage, words: Words) -> None:
    page = open_page("/records/US99000001B2", language=words.code)
    expect(page.locator("#claims")).to_contain_text(words.claims)

    page = open_page("/search?q=ti%3Dfiller&sort=id&order=asc", language=words.code)
    page.locator("[data-rows] a", has_text="EP9800002A1").click()
    page.wait_for_url("**/records/EP9800002A1?**")  # until its scripts listen
    expect(page.locator(".crumb")).to_contain_text("2")
    page.keyboard.press("j")
    page.wait_for_url("**/records/EP9800003A1?**")
    page.keyboard.press("k")
    page.wait_for_url("**/records/EP9800002A1?**")


def test_facets_narrow_and_are_taken_back(open_page: OpenPage) -> None:
    page = open_page("/search?q=battery")
    page.locator(".facet a.pick", has_text="CN China").click()
    expect(page.locator("#q")).to_have_value("battery\nAND cc=CN")
    page.locator(".facet li.in a.pick", has_text="CN China").click()
    expect(page.locator("#q")).to_have_value("battery")
    page.locator(".facet li", has_text="EP European").locator("a.not").click()
    expect(page.locator("#q")).to_have_value("battery\nNOT cc=EP")
    expect(page.locator(".facet li.out")).to_contain_text("EP European")


def test_keys_are_listed_and_close(open_page: OpenPage) -> None:
    page = open_page("/search?q=battery")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#goto")).to_be_focused()
    page.keyboard.type("?q")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("q")
    expect(page.locator("#q")).to_be_focused()


def test_f8_leads_to_the_error(open_page: OpenPage) -> None:
    page = open_page("/search")
    page.locator("#q").fill("电池😀 AND\n(battery NEAR membrane)")
    expect(page.locator(".mend")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("F8")
    chosen = "q => q.value.slice(q.selectionStart, q.selectionEnd)"
    assert page.locator("#q").evaluate(chosen) == "NEAR"


def test_light_and_dark_change_at_once_and_stay(open_page: OpenPage) -> None:
    page = open_page("/search")
    with page.expect_response("**/preferences"):
        page.locator("button[name=theme]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    with page.expect_response("**/preferences"):
        page.locator("button[name=density]").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.density") == "comfortable"
    page.locator("button[name=language]").click()
    expect(page.locator("h1")).to_have_text("检索")


def test_everything_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/search", java_script_enabled=False)
    page.locator("#q").fill("ti=(solid")
    page.locator("main .btn.go").click()
    expect(page.locator(".mend .excerpt .e")).to_have_text("(")
    page.locator("[data-repair]").click()
    expect(page.locator("#result .big-line")).to_have_text("4 records")
    page.locator("#clauses a").click()
    expect(page.locator("h1")).to_have_text("How the query was read")
    page.locator(".foot [data-keys]").click()
    expect(page.locator("h1")).to_have_text("Keyboard")
