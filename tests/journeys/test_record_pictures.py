"""Pictures in a real browser: they load in the gallery and in lists, lead on by keyboard, and lead to their like."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from served_site import served
from tests.picture_corpus import write_picture_files

from zhihang.corpus.building import add

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def all_loaded(page: Page, images: str) -> None:
    """Each of some images has arrived and has pixels."""
    page.wait_for_function(
        "chosen => [...document.querySelectorAll(chosen)].every(each => each.complete && each.naturalWidth > 0)",
        arg=images,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over the made-up corpus with pictures."""
    folder = tmp_path_factory.mktemp("pictures")
    add(folder / "corpus", [write_picture_files(folder / "files")], jobs=1)
    shutil.rmtree(folder / "files")  # what was delivered may go: the pictures are kept
    yield from served(folder)


def test_an_examiner_looks_at_the_figures(open_page: OpenPage) -> None:
    page = open_page("/records/US91000103B2")
    figures = page.locator(".gallery img")
    expect(figures).to_have_count(2)
    all_loaded(page, ".gallery img")  # a damaged one is a crossed field
    page.locator(".gallery a").first.click()
    expect(page.locator("h1")).to_have_text("Figure 1: drawing")
    all_loaded(page, ".sheet-picture img")
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text("Figure 3: drawing")
    expect(page.get_by_role("status")).to_contain_text("cannot be shown")
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text("Figure 1: drawing")
    page.get_by_role("link", name="Similar pictures").click()
    expect(page.locator("table img.thumb").first).to_be_visible()


def test_a_list_shows_small_pictures(open_page: OpenPage) -> None:
    page = open_page("/search?q=cc%3D(US%2C%20NZ)&cols=id,picture,ti")
    thumbs = page.locator("img.thumb")
    expect(thumbs).to_have_count(5)
    all_loaded(page, "img.thumb")


@pytest.mark.parametrize(
    "path",
    [
        "/records/US91000101B2",
        "/records/NZ-TM-9100001/pictures/1",
        "/marks?name=ring",
        "/records/US91000103B2/pictures/3",
    ],
)
@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("zh-hans", "dark", 320)])
def test_pages_with_pictures_are_accessible(
    open_page: OpenPage, path: str, language: str, theme: str, width: int
) -> None:
    page = open_page(path, language=language, theme=theme, width=width)
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
