"""An administrator keeps a licensed corpus beside the public one; colleagues search both, strangers only the public."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served_people import sessions
from served_site import served
from tests.information.corpora.conftest import SHARED_ID, licensed_records
from tests.library.made_records import built

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
Fill = Callable[[str], str]


@pytest.fixture(scope="module")
def licensed_site(site_folder: Path) -> Path:
    """A database and private corpora of its own: other journeys count what the public corpus has."""
    folder = site_folder / "licensed"
    folder.mkdir()
    (folder / "corpus").symlink_to(site_folder / "corpus")
    return folder


@pytest.fixture(scope="module")
def site(licensed_site: Path) -> Iterator[str]:
    yield from served(licensed_site)


@pytest.fixture(scope="module")
def people(site: str, licensed_site: Path) -> dict[str, str]:
    return sessions(licensed_site)


@pytest.fixture(scope="module")
def fill(licensed_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Fill:
    """Puts two editions where the private corpus of a name lies, as builds do; gives its folder's name."""
    records = licensed_records("alphasecret", 71000001)
    older = [records[0] | {"title": {"en": "An older title"}, "nice": ["9"]}, *records[2:]]
    made = tmp_path_factory.mktemp("licensed")
    folders = built(made / "older", older), built(made / "newer", records)

    def filled(stem: str) -> str:
        [there] = (licensed_site / "var" / "corpora").glob(f"*-{stem}")
        for folder in folders:
            shutil.copytree(folder, there, dirs_exist_ok=True)
        return there.name

    return filled


def test_a_licensed_corpus_is_made_searched_and_retired(open_page: OpenPage, fill: Fill) -> None:
    page = open_page("/corpora", person="Li")
    page.get_by_role("link", name="New private corpus").click()
    page.get_by_label("Name").fill("Alpha licence")
    page.get_by_label("Licence: from whom").fill("made up, until 2027")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Empty so far")).to_be_visible()
    page.goto(page.url.partition("/corpus?")[0] + "/search?q=id%3D*")
    expect(page.get_by_text("Alpha licence is empty so far.")).to_be_visible()

    fill("alpha-licence")
    page.reload()
    expect(page.get_by_text("Alpha licence is empty so far.")).to_have_count(0)
    choice = page.get_by_role("group", name="Search in")
    expect(choice.get_by_label("Public corpus")).to_be_checked()
    expect(choice.get_by_label("Alpha licence")).to_be_checked()

    choice.get_by_label("Public corpus").uncheck()
    page.get_by_role("textbox", name="Query").fill("battery")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("h2.big-line")).to_have_text("4 records")
    page.goto(page.url.partition("/search")[0] + f"/search?q=id%3D{SHARED_ID}")  # the choice was kept
    expect(page.locator("h2.big-line")).to_have_text("1 record")
    page.get_by_role("group", name="Search in").get_by_label("Public corpus").check()
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("tr[data-row]")).to_have_count(2)
    expect(page.locator("tr[data-row] .where")).to_have_text(["Public corpus", "Alpha licence"])
    page.locator("tr[data-row] td.c-id a").nth(1).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as alphasecret has it")
    page.locator(".basis").get_by_role("link", name="Public corpus").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("alphasecret")

    colleague = open_page("/search?q=alphasecret", person="Wang")
    expect(colleague.locator("h2.big-line")).to_have_text("5 records")
    colleague.goto(colleague.url.partition("/search")[0] + "/corpora")
    expect(colleague.get_by_role("link", name="Alpha licence")).to_be_visible()
    expect(colleague.get_by_role("link", name="New private corpus")).to_have_count(0)
    stranger = open_page("/search?q=id%3DUS71000001A1")
    expect(stranger.get_by_role("group", name="Search in")).to_have_count(0)
    expect(stranger.locator("tr[data-row]")).to_have_count(0)

    page.goto(page.url.partition("/records")[0] + "/corpora")
    page.get_by_role("row", name="Alpha licence").get_by_role("link", name="Change").click()
    page.get_by_label("Reason").fill("the licence ended")
    page.get_by_role("button", name="Retire it").click()
    expect(page.get_by_role("button", name="Bring back")).to_be_visible()
    colleague.goto(colleague.url.partition("/corpora")[0] + "/search?q=alphasecret")
    expect(colleague.locator("h2.big-line")).not_to_have_text("5 records")


PAGES = {
    "corpora": "/corpora",
    "corpora-new": "/corpora/new",
    "corpora-change": "/corpora/{licensed}/change",
    "corpus-empty": "/corpus?corpus={empty}",
    "corpus-private": "/corpus?corpus={licensed}",
    "corpus-differences": "/corpus/differences?corpus={licensed}",
    "corpus-differences-changed": "/corpus/differences?corpus={licensed}&part=changed",
    "corpus-one-edition": "/corpus/differences",
    "similar-several": "/similar?text=battery",
    "marks-several": "/marks?name=alpha*",
    "form-several": "/search/form",
    "edition-gone": "/search?q=battery&edition=0123456789abcdef",
    "search-several": f"/search?q=battery%20or%20id%3D{SHARED_ID}&sort=id",
    "search-context-several": f"/search?q=battery%20or%20id%3D{SHARED_ID}&view=context",
    "record-in-two": f"/records/{SHARED_ID}?corpus={{licensed}}",
}


@pytest.fixture(scope="module")
def kept(site: str, people: dict[str, str], licensed_site: Path, fill: Fill, chromium: Browser) -> dict[str, str]:
    """The numbers of a licensed corpus with two editions and of one without."""
    context = chromium.new_context()
    context.add_cookies([{"name": "zhihang_session", "value": people["Li"], "url": site}])
    page = context.new_page()
    numbers = []
    for name in ("Licensed export", "Own reports"):
        page.goto(f"{site}/corpora/new")
        page.get_by_label("Name").fill(name)
        page.get_by_label("What is in it").fill("Made-up records of a made-up vendor.")
        page.get_by_role("button", name="Make it").click()
        expect(page.get_by_role("heading", name="Empty so far")).to_be_visible()
        numbers.append(page.url.partition("corpus=")[2])
    fill("licensed-export")
    context.close()
    return dict(zip(("licensed", "empty"), numbers, strict=True))


@pytest.mark.parametrize(
    ("name", "language", "theme", "width"),
    [(name, *(("en", "light", 1440), ("zh-hans", "dark", 320))[place % 2]) for place, name in enumerate(PAGES)],
)
def test_pages_are_accessible_and_do_not_scroll_sideways(
    open_page: OpenPage, kept: dict[str, str], name: str, language: str, theme: str, width: int
) -> None:
    page = open_page(PAGES[name].format(**kept), language=language, theme=theme, width=width, person="Li")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    wide = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    assert page.evaluate(wide) <= 0
