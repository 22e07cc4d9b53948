"""What journeys share: the served application over a small corpus, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import sample_corpus

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NO_CHROMIUM = "Chromium is missing: these tests drive the system's browser. Install it with: apt-get install chromium"
_PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_START = "import sys; from zhihang.web.serving import serve; serve(sys.argv[1])"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the application, served as `zhihang serve` does."""
    folder = tmp_path_factory.mktemp("site")
    sample_corpus.build_sample(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = os.environ | {"ZHIHANG_CORPUS": str(folder / "corpus"), "ZHIHANG_SECRET_KEY": "of the tests"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", _START, address], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(f"http://{address}/keys", server, folder / "log")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the application did not start:\n{log.read_text('utf-8')}")


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
    """Opens pages as a reader: `open_page("/search", language="zh-hans", theme="dark", width=400)`.

    A page that logs an error to the console, breaks its content policy, or asks another machine fails its test.
    """
    contexts, complaints = [], []

    def opened(path: str, *, language: str = "en", theme: str = "light", width: int = 1440, **more: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", **more
        )
        contexts.append(context)
        context.add_cookies([{"name": "zhihang_language", "value": language, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if _is_complaint(message.text) else None)
        page.on("response", lambda answer: complaints.append(answer.url) if _is_lost(answer) else None)
        page.on("request", lambda asked: complaints.append(asked.url) if _leaves(asked.url, site) else None)
        page.goto(f"{site}{path}")
        if more.get("java_script_enabled", True):
            page.wait_for_function("!document.querySelector('#clauses .skel')")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(text: str) -> bool:
    return any(word in text for word in ("Content Security Policy", "Refused", "Uncaught", "Failed to fetch"))


def _is_lost(answer: Response) -> bool:
    """A style, script or part of a page that is not there; pages themselves may answer with what is wrong."""
    return answer.status >= 400 and answer.request.resource_type != "document"


def _leaves(address: str, site: str) -> bool:
    return not address.startswith((f"{site}/", "data:", "blob:"))


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a picture of a page for the documentation, when ZHIHANG_PICTURES=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("ZHIHANG_PICTURES") == "1":
            _PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=_PICTURES / f"{name}.png")

    return take
