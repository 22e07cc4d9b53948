"""Every page that the table of permissions names, with something on it: usable by everybody, and in both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sample_corpus
import test_accessibility
import test_collecting
from axe_playwright_python.sync_playwright import Axe
from furnished import WHO, furnish
from playwright.sync_api import Page
from served_site import served

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
MATRIX = Path(__file__).parents[1] / "web" / "permissions" / "matrix.tsv"
MODES = [("en", "light", 1440), ("zh-hans", "dark", 400), ("zh-hans", "light", 1440), ("en", "dark", 400)]
NO_PAGE = re.compile(
    r"\.(json|bib|ris|pdf|docx|csv|txt|png)\b|^/api/|/file$|/content$|/search/(complete|check|facet)|/count$|/selection\?"
)
"""Files, programs' answers and parts of pages."""


def pages() -> list[tuple[str, str]]:
    """Address and asker of each page that somebody may see, and that no other test opens in every mode."""
    lines = [line.split("\t") for line in MATRIX.read_text("utf-8").splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    elsewhere = {*test_accessibility.PAGES.values(), *test_collecting.PAGES.values()}
    found: dict[str, str] = {}
    for row in rows:
        who = next((each for each in WHO if row[each] == "200"), "")
        is_page = row["method"] == "get" and not NO_PAGE.search(row["address"])
        if is_page and who and row["address"] not in elsewhere:
            found[row["address"]] = who
    return sorted(found.items())


@pytest.fixture(scope="module")
def furnished_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this application keeps its corpus and its database."""
    folder = tmp_path_factory.mktemp("furnished")
    sample_corpus.build_sample(folder)
    return folder


@pytest.fixture(scope="module")
def site(furnished_folder: Path) -> Iterator[str]:
    """The address of an application of its own."""
    before = os.environ.get("ZHIHANG_WATCHED_ROOTS")
    os.environ["ZHIHANG_WATCHED_ROOTS"] = str(furnished_folder / "sent")
    yield from served(furnished_folder)
    if before is None:
        del os.environ["ZHIHANG_WATCHED_ROOTS"]


@pytest.fixture(scope="module")
def furniture(site: str, furnished_folder: Path) -> dict[str, Any]:
    """What there is, by name, and who may see it."""
    return furnish(furnished_folder)


@pytest.fixture(scope="module")
def people(furniture: dict[str, Any]) -> dict[str, str]:
    """The sessions."""
    sessions: dict[str, str] = furniture["sessions"]
    return sessions


@pytest.mark.parametrize(("place", "address", "who"), [(n, *each) for n, each in enumerate(pages())])
def test_the_page_can_be_used_by_everybody(
    open_page: OpenPage, furniture: dict[str, Any], place: int, address: str, who: str
) -> None:
    filled = re.sub(r"\{(\w+)\}", lambda found: furniture["things"][found[1]], address)
    language, theme, width = MODES[place % len(MODES)]
    page = open_page(filled, language=language, theme=theme, width=width, person=who)
    assert page.locator("h1").count() == 1, "a page has one title"
    assert page.evaluate("document.documentElement.lang").lower().startswith(language[:2])
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    findings = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_table_names_many_pages() -> None:
    assert len(pages()) > 50
