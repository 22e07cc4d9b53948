"""An analyst keeps what was found, shares it and asks colleagues; a reviewer completes a round; a program fetches."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
FILLERS = "/search?q=ti%3Dfiller%20AND%20pd%3D2015&sort=id&order=asc"


def collected(page: Page, name: str) -> str:
    """Collect what the search page shows into a new list; its address."""
    page.locator(".collect summary").click()
    page.locator("#collect-name").fill(name)
    page.locator(".collect button").click()
    expect(page.locator("h1")).to_have_text(name)
    return page.url.removeprefix(re.match(r"https?://[^/]+", page.url)[0])  # type: ignore[index]


def test_what_was_found_is_collected_tagged_taken_out_and_put_back(open_page: OpenPage) -> None:
    page = open_page(FILLERS, person="Wang")
    collected(page, "Of 2015")
    rows = page.locator("[data-rows] [data-row]")
    expect(rows).to_have_count(9)
    for place in (0, 2):
        rows.nth(place).locator("input[type=checkbox]").check()
    page.locator("input[name=tag]").fill("to read")
    page.get_by_role("button", name="Write on them").click()
    expect(page.locator(".note.ok")).to_contain_text("Written on 2 records.")
    expect(page.locator("td .tag", has_text="to read")).to_have_count(2)
    rows.nth(1).locator("input[type=checkbox]").check()
    page.get_by_role("button", name="Take them out").click()
    expect(rows).to_have_count(8)
    page.get_by_role("button", name="Put them back").click()
    expect(rows).to_have_count(9)
    page.get_by_role("link", name="Figures").click()
    page.locator(".counts a.n").first.click()
    expect(page.locator("#within")).not_to_have_value("")


def test_a_live_collection_with_a_broken_query_is_mended_by_a_button(open_page: OpenPage) -> None:
    page = open_page("/collections/new?kind=live", person="Wang", language="zh-hans")
    page.locator("#id_name").fill("电池产业")
    page.locator("#id_query").fill("ti=(filler NEAR battery)")
    page.locator("#id_theme").select_option("industry")
    page.locator("#id_sharing").select_option("readable")
    page.locator("button.go").click()
    expect(page.locator(".mend")).to_be_visible()
    page.locator("[data-repair]").click()
    expect(page.locator("h1")).to_have_text("电池产业")
    page.locator(".bar").get_by_role("link", name="专题数据库").click()
    expect(page.locator(".counts table")).to_have_count(4)
    shared = open_page("/databases", person="Li")
    expect(shared.get_by_role("link", name="电池产业")).to_be_visible()


def test_a_reviewer_completes_a_round(open_page: OpenPage) -> None:
    leader = open_page(FILLERS, person="Wang")
    address = collected(leader, "For review")
    leader.get_by_role("link", name="Review", exact=True).click()
    leader.locator("#id_question").fill("Does it matter?")
    for box in leader.locator("input[name=reviewers]").all():
        box.check()
    leader.get_by_role("button", name="Open the round").click()
    expect(leader.locator("h1")).to_have_text("For review")
    reviewer = open_page("/notices", person="Li")
    reviewer.get_by_role("link", name=re.compile("For review")).first.click()
    for done in range(9):
        expect(reviewer.locator(".basis")).to_contain_text(f"{done} of 9 rated")
        answer = reviewer.get_by_role("button", name="relevant", exact=True)
        answer.focus()
        reviewer.keyboard.press("Enter")
    expect(reviewer.locator(".big-line")).to_have_text("You have rated all your records")
    leader.get_by_role("link", name="Rate your 9 records").click()
    leader.locator("#comment").fill("only in the description")
    leader.get_by_role("button", name="not relevant").click()
    leader.get_by_role("link", name="For review", exact=True).click()
    expect(leader.locator("h2", has_text="Where people differ")).to_contain_text("1")
    leader.get_by_role("button", name="Settle", exact=True).click()
    leader.get_by_role("button", name="Close the round").click()
    reviewer.goto(leader.url)
    expect(reviewer.locator("h2", has_text="What holds")).to_be_visible()
    assert address


def test_a_program_exports_with_a_token_made_in_the_pages(open_page: OpenPage) -> None:
    page = open_page("/account/tokens", person="Wang")
    page.locator("#id_name").fill("Weekly list")
    for box in page.locator("input[name=scopes]").all():
        box.check()
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("#secret").inner_text()
    site = re.match(r"https?://[^/]+", page.url)[0]  # type: ignore[index]
    headers = {"Authorization": f"Bearer {secret}"}
    asked = page.request.post(f"{site}/api/v1/exports", headers=headers, data={"query": "ti=filler", "format": "csv"})
    assert asked.status == 202, asked.text()
    page.goto(f"{site}/exports/{asked.json()['id']}")
    link = page.get_by_role("link", name="Download 110 records")
    expect(link).to_be_visible(timeout=20_000)  # the page asks again by itself until the job is done
    file = page.request.get(f"{site}/api/v1/exports/{asked.json()['id']}/file", headers=headers)
    assert len(file.text().splitlines()) == 111


PAGES = {
    "collections": "/collections",
    "new-list": "/collections/new",
    "new-live": "/collections/new?kind=live",
    "databases": "/databases",
    "annotations": "/annotations",
    "reviews": "/reviews",
    "exports": "/exports",
    "tokens": "/account/tokens",
    "record-with-notes": "/records/US99000001B2",
}


@pytest.mark.parametrize(
    ("name", "language", "theme", "width"),
    [(name, *(("en", "light", 1440), ("zh-hans", "dark", 400))[place % 2]) for place, name in enumerate(PAGES)],
)
def test_each_page_can_be_used_by_everybody(
    open_page: OpenPage, name: str, language: str, theme: str, width: int
) -> None:
    page = open_page(PAGES[name], language=language, theme=theme, width=width, person="Wang")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "dark", 1440), ("zh-hans", "light", 400)])
def test_the_pages_of_one_collection_can_be_used_by_everybody(
    open_page: OpenPage, language: str, theme: str, width: int
) -> None:
    page = open_page(FILLERS, language=language, theme=theme, width=width, person="Wang")
    address = collected(page, f"Looked at {language}")
    site = page.url.removesuffix(address)
    for path in (address, f"{address}/figures", f"{address}/import", f"{address}/review", f"{address}/change"):
        page.goto(f"{site}{path}")
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [(path, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
