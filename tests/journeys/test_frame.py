"""The frame in a browser: the account menu, the rail of one's own pages, and everything by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

OWN_PAGES = ["/account", "/organizations", "/organizations/1", "/jobs", "/notices", "/audit"]


def test_the_menu_leads_to_ones_own_pages_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/search", person="Li")
    expect(page.locator(".tools")).to_contain_text("Made-up Group")
    menu = page.locator(".tools .drop")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Account")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".tools .drop a", has_text="Jobs").press("Enter")
    page.wait_for_url("**/jobs")
    expect(page.locator(".rail [aria-current=page]")).to_have_text("Jobs")
    expect(page.locator(".rail")).to_contain_text("Audit")


def test_a_member_is_not_shown_what_only_auditors_read(open_page: OpenPage) -> None:
    page = open_page("/organizations", person="Wang")
    expect(page.locator(".rail")).to_contain_text("Notices")
    expect(page.locator(".rail")).not_to_contain_text("Audit")
    expect(page.locator(".tools")).not_to_contain_text("Audit")


def test_an_anonymous_reader_is_led_to_sign_in_and_back(open_page: OpenPage, people: dict[str, str]) -> None:
    page = open_page("/search?q=battery")
    page.locator(".tools a", has_text="Sign in").click()
    page.locator("[name=login]").fill("wang@made-up.example")
    page.locator("[name=password]").fill("a-long-made-up-phrase")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=battery")
    expect(page.locator(".tools .drop summary")).to_have_text("Wang")
    page.locator(".tools .drop summary").click()
    page.locator(".tools .drop button", has_text="Sign out").click()
    page.wait_for_url("**/search?q=battery")
    expect(page.locator(".tools")).to_contain_text("Sign in")


@pytest.mark.parametrize("address", OWN_PAGES)
def test_everything_on_ones_own_pages_is_reached_by_tab(open_page: OpenPage, address: str) -> None:
    page = open_page(address, person="Li")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("main a[href], main button, main input, main select")]
                 .filter((each) => each.type !== "hidden" && each.checkVisibility()).length"""
    )
    page.locator("#main").focus()
    reached: set[str] = set()
    for _ in range(wanted + 40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const it = document.activeElement;
                return it.closest("main") && it.matches("a, button, input, select")
                    ? String([...document.querySelectorAll("main *")].indexOf(it)) : ""; }"""
        )
        reached |= {at} - {""}
    assert len(reached) == wanted


def test_the_sheet_of_keys_opens_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page("/notices", person="Li")
    link = page.locator("[data-keys]")
    link.focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()
    expect(link).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#goto")).to_be_focused()
    page.keyboard.type("jobs")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs")
