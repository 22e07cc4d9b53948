"""What journeys share: the served application over a small corpus, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))
sys.path.insert(0, str(Path(__file__).parent))

import sample_corpus
from served_people import sessions
from served_site import served

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NO_CHROMIUM = "Chromium is missing: these tests drive the system's browser. Install it with: apt-get install chromium"


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served application keeps its corpus and its database."""
    folder = tmp_path_factory.mktemp("site")
    sample_corpus.build_sample(folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the application over the small corpus, served as `zhihang serve` does."""
    yield from served(site_folder)


@pytest.fixture(scope="session")
def people(site: str, site_folder: Path) -> dict[str, str]:
    """The sessions of those who can sign in there: Li, an administrator, Wang and Zhao, members."""
    return sessions(site_folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; a machine without one fails, so that nobody believes the pages were tried."""
    path = os.environ.get("ZHIHANG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages as a reader: `open_page("/search", language="zh-hans", theme="dark", width=400, person="Li")`.

    A page that logs an error to the console, breaks its content policy, or asks another machine fails its test.
    """
    contexts, complaints = [], []

    def opened(path: str, *, language: str = "en", theme: str = "light", width: int = 1440, person: str = "",
               **more: Any) -> Page:  # fmt: skip
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", **more
        )
        contexts.append(context)
        context.add_cookies([{"name": "zhihang_language", "value": language, "url": site}])
        if person:
            session = request.getfixturevalue("people")[person]
            context.add_cookies([{"name": "zhihang_session", "value": session, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message.text) else None)
        page.on("response", lambda answer: complaints.append(answer.url) if _is_lost(answer) else None)
        page.on("request", lambda asked: complaints.append(asked.url) if _leaves(asked.url, site) else None)
        page.goto(f"{site}{path}")
        if more.get("java_script_enabled", True):
            expect(page.locator("#clauses .skel")).to_have_count(0)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(text: str) -> bool:
    return any(word in text for word in ("Content Security Policy", "Refused", "Uncaught", "Failed to fetch"))


def _is_lost(answer: Response) -> bool:
    """A style, script or part of a page that is not there; pages and forms may answer with what is wrong."""
    is_form = answer.request.method == "POST" and answer.status == 400
    return answer.status >= 400 and answer.request.resource_type != "document" and not is_form


def _leaves(address: str, site: str) -> bool:
    return not address.startswith((f"{site}/", "data:", "blob:"))
