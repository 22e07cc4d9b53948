"""A notice that comes while a page is open is counted in its band, without asking for the page again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage

pytestmark = pytest.mark.browser
TELL = """
import django; django.setup()
from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.notices.services import tell
tell(machine("journeys"), [User.objects.get(email="zhao@made-up.example").pk], "JOB_TOLD_FAILED", name="export")
"""


def tell(folder: Path) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "zhihang.web.settings", "ZHIHANG_SECRET_KEY": "of the tests"}
    subprocess.run([sys.executable, "-c", TELL], cwd=folder, env=environment, check=True)


def test_the_count_in_the_band_follows(open_page: OpenPage, site_folder: Path) -> None:
    page = open_page("/account", person="Zhao")
    before = page.locator("#unread").inner_text()
    assert before.isdecimal()
    tell(site_folder)
    with page.expect_response("**/notices/count") as answer:  # as when one comes back to the page
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert answer.value.text() == str(int(before) + 1)
    expect(page.locator("#unread")).to_have_text(str(int(before) + 1))
    page.context.clear_cookies(name="zhihang_session")
    with page.expect_response("**/notices/count") as answer:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert answer.value.status == 286
    expect(page.locator("#unread")).to_have_text("")
