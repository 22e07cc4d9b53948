"""Each page in both languages, light and dark, wide and narrow: no finding of axe, nothing that scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]

PAGES = {
    "search-start": "/search",
    "search-result": "/search?q=battery",
    "search-refined": "/search?q=battery%0AAND%20cc%3D(CN%2C%20US)%0ANOT%20kind%3DA",
    "search-context": "/search?q=tac%3D(solid%20NEAR%2F5%20electrolyte)&view=context&collapse=simple",
    "search-columns": "/search?q=battery&cols=id,ti,in,ab,nfc,cpc",
    "search-read-as": "/search?q=ti%3Dbattery&dialect=espacenet",
    "copy-as": "/search/as?q=battery",
    "search-facet": "/search/facet?q=battery&field=ipc&level=group",
    "compare-start": "/compare",
    "compare": "/compare?id=US99000001B2&id=CN190000001B&id=CN-TM-99000001",
    "compare-mistake": "/compare?id=US99000001B2&id=CN190000001B&id=EP0",
    "form-read-back": "/search/form?from=ti%3Da%20AND%20nfc%3E10",
    "strategy": "/history/upload",
    "search-form": "/search/form?any_words=battery&offices=EP",
    "marks-start": "/marks",
    "marks": "/marks?name=%E8%93%9D%E7%A6%BE",
    "marks-script": "/marks?name=script",
    "marks-mistakes": "/marks?name=a&classes=99&least=x",
    "marks-nothing": "/marks?name=zebra&classes=9&least=50",
    "similar-start": "/similar",
    "similar-text": "/similar?text=solid%20electrolyte%20battery",
    "similar-record": "/similar?record=US99000001B2&fold=simple",
    "similar-mistake": "/similar?text=a&scope=cc%3D(&by=vectors",
    "similar-nothing": "/similar?text=zzqqx",
    "history-empty": "/history",
    "search-error": "/search?q=ti%3D(a%20NEAR%20b)&shown=battery",
    "search-nothing": "/search?q=ti%3Dbattery%20AND%20ti%3Dzebra%20AND%20cc%3DUS",
    "explanation": "/search/explanation?q=battery%20AND%20(solid%20OR%20ti%3Dmembrane)",
    "fields": "/fields",
    "record-patent": "/records/US99000001B2",
    "record-from-a-result": "/records/US99000001B2?q=tac%3D(solid%20electrolyte)&at=1",
    "record-chinese": "/records/CN190000001B",
    "record-trademark": "/records/CN-TM-99000001",
    "record-silent": "/records/CN390000001S",
    "edition": "/corpus",
    "problems": "/corpus/problems",
    "keys": "/keys",
    "not-here": "/records/EP1",
}
PERSON_PAGES = {
    "account": "/account",
    "password": "/accounts/password/change/",
    "address": "/accounts/email/",
    "sign-out": "/accounts/logout/",
    "organizations": "/organizations",
    "organization": "/organizations/1",
    "jobs": "/jobs",
    "notices": "/notices",
    "audit": "/audit",
    "search-signed-in": "/search?q=battery",
    "history": "/history",
    "saved-searches": "/saved",
}
ENTRANCE_PAGES = {"sign-in": "/accounts/login/", "lost-password": "/accounts/password/reset/"}
MODES = [("en", "light", 1440), ("zh-hans", "dark", 400)]
"""`test_every_page` opens each page in one of all four."""
MAIN = ("search-start", "search-result", "search-error", "explanation", "record-patent", "record-chinese", "edition")
"""Pages that are opened in both; the others take turns."""


def in_turn(names: Iterable[str]) -> list[tuple[str, str, str, int]]:
    """Each page with the mode, or the modes, it is opened in."""
    return [
        (name, *mode)
        for place, name in enumerate(names)
        for mode in (MODES if name in MAIN else MODES[place % 2 : place % 2 + 1])
    ]


@pytest.mark.parametrize(("name", "language", "theme", "width"), in_turn([*PAGES, *ENTRANCE_PAGES]))
def test_each_page_can_be_used_by_everybody(
    open_page: OpenPage, name: str, language: str, theme: str, width: int
) -> None:
    check(open_page((PAGES | ENTRANCE_PAGES)[name], language=language, theme=theme, width=width))


@pytest.mark.parametrize(("name", "language", "theme", "width"), in_turn(PERSON_PAGES))
def test_each_page_can_be_used_by_every_member(
    open_page: OpenPage, name: str, language: str, theme: str, width: int
) -> None:
    page = open_page(PERSON_PAGES[name], language=language, theme=theme, width=width, person="Li")
    page.locator(".tools .drop summary").click()
    check(page)


def check(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    findings = [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
    assert findings == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
