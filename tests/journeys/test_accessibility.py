"""Each page in both languages, light and dark, wide and narrow: no finding of axe, nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

PAGES = {
    "search-start": "/search",
    "search-result": "/search?q=battery",
    "search-refined": "/search?q=battery%0AAND%20cc%3D(CN%2C%20US)%0ANOT%20kind%3DA",
    "search-error": "/search?q=ti%3D(a%20NEAR%20b)&shown=battery",
    "search-nothing": "/search?q=ti%3Dbattery%20AND%20ti%3Dzebra%20AND%20cc%3DUS",
    "explanation": "/search/explanation?q=battery%20AND%20(solid%20OR%20ti%3Dmembrane)",
    "fields": "/fields",
    "record-patent": "/records/US99000001B2",
    "record-chinese": "/records/CN190000001B",
    "record-trademark": "/records/CN-TM-99000001",
    "record-silent": "/records/CN390000001S",
    "edition": "/corpus",
    "problems": "/corpus/problems",
    "keys": "/keys",
    "not-here": "/records/EP1",
}
MODES = [("en", "light", 1440), ("zh-hans", "dark", 1440), ("en", "dark", 400), ("zh-hans", "light", 400)]


@pytest.mark.parametrize(("language", "theme", "width"), [MODES[0], MODES[1], MODES[3]])
@pytest.mark.parametrize("name", list(PAGES))
def test_each_page_can_be_used_by_everybody(
    open_page: OpenPage, name: str, language: str, theme: str, width: int
) -> None:
    page = open_page(PAGES[name], language=language, theme=theme, width=width)
    found = Axe().run(page).response["violations"]
    findings = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
