"""Pictures of the pages for the documentation, over the demo: taken when ZHIHANG_PICTURES=1."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from furnished import furnish
from PIL import Image
from playwright.sync_api import Page, expect
from served_site import served

from zhihang.corpus import building
from zhihang.demo.writing import delivery_date, write_demo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("ZHIHANG_PICTURES") != "1", reason="pictures are taken with ZHIHANG_PICTURES=1"),
]
FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
_COLORS = 96
"""Colors of a picture: pages have few, and the pictures stay small."""
RIGHTS = (
    "patent", "utility_model", "design", "trademark", "copyright", "layout_design", "plant_variety",
    "geographical_indication",
)  # fmt: skip
PAGES = {
    "search-start": "/search",
    "search-result": "/search?q=tac%3D((lithium%20OR%20sodium)%20NEAR%2F5%20(battery%20OR%20cell))%0AAND%20pd%3D2015..",
    "search-context": "/search?q=tac%3D(solid%20NEAR%2F5%20electrolyte)&view=context",
    "search-error": "/search?q=(battery%20OR%20cell)%0AAND%20clm%3D(sulfide%20NEAR%20interface)&shown=battery",
    "search-nothing": "/search?q=battery%20AND%20cc%3DKR%20AND%20kind%3DU",
    "search-form": "/search/form?any_words=battery&offices=EP",
    "search-as": "/search/as?q=tac%3D(battery%20NEAR%2F5%20electrode)",
    "explanation": "/search/explanation?q=battery%20AND%20(anode%20OR%20cathode)%20NOT%20cc%3DCN",
    "fields": "/fields",
    "marks": "/marks?name=%E5%90%AC%E9%9B%A8%E8%BD%A9",
    "similar": "/similar?record={one}",
    "compare": "/compare?id={one}&id={two}&id={three}",
    "edition": "/corpus",
    "certificate": "/corpus/certificate",
    "problems": "/corpus/problems",
    "history": "/history",
    "saved-searches": "/saved",
    "collections": "/collections",
    "collection": "/collections/{kept}",
    "databases": "/databases",
    "database": "/databases/{theme}",
    "tags": "/annotations",
    "reviews": "/reviews",
    "review-round": "/reviews/{round}",
    "review-rate": "/reviews/{round}/rate",
    "exports": "/exports",
    "export": "/exports/{export}",
    "corpora": "/corpora",
    "arrivals": "/arrivals",
    "arrival-new": "/arrivals/new/{own}",
    "arrival": "/arrivals/{arrival}",
    "account": "/account",
    "tokens": "/account/tokens",
    "organization": "/organizations/1",
    "jobs": "/jobs",
    "notices": "/notices",
    "audit": "/audit",
    "keys": "/keys",
} | {f"record-{right.replace('_', '-')}": f"/search?q=right%3D{right}%20AND%20cc%3DCN" for right in RIGHTS}


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole demo."""
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder / "demo")
    building.add(folder / "corpus", [folder / "demo"], delivered=delivery_date(), jobs=2)
    return folder


@pytest.fixture(scope="module")
def site(demo_folder: Path) -> Iterator[str]:
    """The application over it."""
    yield from served(demo_folder)


@pytest.fixture(scope="module")
def furniture(site: str, demo_folder: Path) -> dict[str, Any]:
    """What people made of it."""
    made = furnish(demo_folder, Path(__file__).with_name("pictured.py"))
    time.sleep(20)  # the jobs that this began
    return made


@pytest.fixture(scope="module")
def people(furniture: dict[str, Any]) -> dict[str, str]:
    """The one who looks at all pages."""
    return {"Li": furniture["session"]}


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("zh-hans", "dark")])
@pytest.mark.parametrize("name", list(PAGES))
def test_picture(
    open_page: Callable[..., Page], furniture: dict[str, Any], name: str, language: str, theme: str
) -> None:
    address = re.sub(r"\{(\w+)\}", lambda found: furniture["things"][found[1]], PAGES[name])
    page = open_page(address, language=language, theme=theme, person="Li")
    if name.startswith("record-"):
        page.locator("[data-rows] tr .num a").first.click()
        expect(page.locator(".verdict").first).to_be_visible()
    page.keyboard.press("Escape")
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = Image.open(io.BytesIO(page.screenshot()))
    taken.convert("RGB").quantize(_COLORS).save(FOLDER / f"{name}.{language}.png", optimize=True)
