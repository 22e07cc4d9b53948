"""Pictures of the pages for the documentation, over the demo: taken when ZHIHANG_PICTURES=1."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from served_site import served

from zhihang.corpus import building
from zhihang.demo.writing import delivery_date, write_demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("ZHIHANG_PICTURES") != "1", reason="pictures are taken with ZHIHANG_PICTURES=1"),
]
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {
    "search-start": "/search",
    "search-result": "/search?q=tac%3D((lithium%20OR%20sodium)%20NEAR%2F5%20(battery%20OR%20cell))%0AAND%20pd%3D2015..",
    "search-error": "/search?q=(battery%20OR%20cell)%0AAND%20clm%3D(sulfide%20NEAR%20interface)&shown=battery",
    "search-nothing": "/search?q=battery%20AND%20cc%3DKR%20AND%20kind%3DU",
    "explanation": "/search/explanation?q=battery%20AND%20(anode%20OR%20cathode)%20NOT%20cc%3DCN",
    "record-patent": "/search?q=right%3Dpatent%20AND%20cc%3DCN%20AND%20clm%3D*",
    "record-trademark": "/search?q=right%3Dtrademark%20AND%20cc%3DCN",
    "fields": "/fields",
    "edition": "/corpus",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application over the whole demo."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "demo")
    building.add(folder / "corpus", [folder / "demo"], delivered=delivery_date(), jobs=2)
    yield from served(folder)


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("zh-hans", "dark")])
@pytest.mark.parametrize("name", list(PAGES))
def test_picture(open_page: Callable[..., Page], name: str, language: str, theme: str) -> None:
    page = open_page(PAGES[name], language=language, theme=theme)
    if name.startswith("record-"):
        page.locator("[data-rows] tr .num a").first.click()
        expect(page.locator(".verdict").first).to_be_visible()
    page.keyboard.press("Escape")
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.{language}.png")
