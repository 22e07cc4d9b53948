"""An administrator brings licensed files, watches them being read, reads the report and opens a record; what is refused
is dealt with; the operator has a folder watched. In both languages, by keyboard, without a script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from served_people import sessions
from served_site import served
from tests.information.intake.conftest import FILES

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
BUILT = 60_000  # milliseconds that a small build may take on a busy machine
OPERATOR = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.actors.reach import everything_from_now_on
everything_from_now_on("journeys")
client = Client()
client.force_login(open_account(machine("journeys"), "operator@made-up.example", is_operator=True))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


@pytest.fixture(scope="module")
def site(site_folder: Path) -> Iterator[str]:
    """The application over a database and private corpora of its own, with a folder that may be watched."""
    folder = site_folder / "intake"
    (folder / "deliveries" / "weekly").mkdir(parents=True)
    (folder / "corpus").symlink_to(site_folder / "corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHIHANG_WATCHED_ROOTS", str(folder / "deliveries"))
        patch.setenv("ZHIHANG_WATCH_QUIET", "0")
        yield from served(folder)


@pytest.fixture(scope="module")
def people(site: str, site_folder: Path) -> dict[str, str]:
    folder = site_folder / "intake"
    environment = os.environ | {
        "ZHIHANG_CORPUS": str(folder / "corpus"), "ZHIHANG_SECRET_KEY": "of the tests",
        "DJANGO_SETTINGS_MODULE": "zhihang.web.settings",
    }  # fmt: skip
    found = sessions(folder)
    command = [sys.executable, "-c", OPERATOR]
    made = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return found | {"operator": made.stdout.decode().strip()}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Files on the person's own machine."""
    folder = tmp_path_factory.mktemp("own")
    contents = {**FILES, "scan.xml": b"\x00\x01\x02" * 100, "empty.csv": b""}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: str(folder / name) for name in contents}


def own_corpus(open_page: OpenPage, name: str) -> Page:
    """A private corpus that Li makes; the page that brings files to it."""
    page = open_page("/corpora/new", person="Li")
    page.locator("#id_name").fill(name)
    page.locator("button.go").click()
    page.get_by_role("link", name="Add files", exact=True).first.click()
    expect(page.locator("h1")).to_have_text(f"Add files to {name}")
    return page


def check(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def path_of(page: Page) -> str:
    return re.sub(r"https?://[^/]+", "", page.url)


def test_an_administrator_adds_files_reads_the_report_and_opens_a_record(
    open_page: OpenPage, files: dict[str, str]
) -> None:
    page = own_corpus(open_page, "Licensed exports")
    page.locator("#id_files").set_input_files([files["marks.csv"], files["grants.xml"], files["scan.xml"]])
    expect(page.locator("[data-chosen] li")).to_have_count(3)
    check(page)
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("#arrival .big-line")).to_have_text("In the corpus", timeout=BUILT)
    expect(page.locator("main tbody .tag.okk")).to_have_count(2)
    expect(page.locator("#unused")).to_contain_text("No source recognises this file")
    check(page)
    page.get_by_role("link", name="grants.xml").click()
    page.get_by_role("link", name="US91000001B2").click()
    expect(page.locator("h1")).to_contain_text("Battery separator")
    search = open_page("/search?q=ti%3Dseparator", person="Li")
    expect(search.locator("[data-rows]")).to_contain_text("US91000001B2")
    stranger = open_page("/search?q=id%3DUS91000001B2", person="operator")
    expect(stranger.locator("main")).not_to_contain_text("Battery separator")
    told = open_page("/notices", person="Li")
    told.get_by_role("link", name=re.compile("2 of 3 used")).first.click()
    expect(told.locator("h1")).to_have_text("Files for Licensed exports")


def test_in_chinese_on_a_narrow_screen_a_trial_and_then_the_build(open_page: OpenPage, files: dict[str, str]) -> None:
    address = path_of(own_corpus(open_page, "自有数据"))
    page = open_page(address, person="Li", language="zh-hans", theme="dark", width=400)
    expect(page.locator("h1")).to_have_text("向自有数据添加文件")
    page.locator("#id_files").set_input_files(files["marks.csv"])
    page.get_by_role("button", name="仅识别，不入库").click()
    expect(page.locator("#arrival .big-line")).to_have_text("已检查，未入库", timeout=BUILT)
    expect(page.locator("main tbody .tag")).to_have_text("可采用")
    check(page)
    page.get_by_role("button", name="添加这些文件").click()
    expect(page.locator("#arrival .big-line")).to_have_text("已入库", timeout=BUILT)
    page.get_by_role("link", name="marks.csv").click()
    check(page)
    page.get_by_role("link", name="CN-TM-90000001").click()
    expect(page.locator("main")).to_contain_text("云雀电池")


def test_what_is_refused_is_removed_and_what_was_there_is_said(open_page: OpenPage, files: dict[str, str]) -> None:
    page = own_corpus(open_page, "Broken things")
    page.locator("#id_files").set_input_files([files["empty.csv"], files["marks.csv"]])
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("#arrival .big-line")).to_have_text("In the corpus", timeout=BUILT)
    page.get_by_role("button", name="Remove empty.csv").click()
    expect(page.locator(".note.ok")).to_contain_text("Removed: empty.csv")
    expect(page.locator("#unused")).to_have_count(0)
    page.get_by_role("link", name="Add more files").click()
    page.locator("#id_files").set_input_files(files["marks.csv"])
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("#arrival .big-line")).to_have_text("Nothing new, all of it was there", timeout=BUILT)


def test_a_mistake_is_said_beside_the_form_and_the_files_stay_chosen(
    open_page: OpenPage, files: dict[str, str]
) -> None:
    page = own_corpus(open_page, "Mistakes")
    page.locator("#id_files").set_input_files(files["marks.csv"])
    page.locator("#id_delivered").fill("yesterday")
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("[data-trouble]")).to_contain_text("yesterday")
    expect(page.locator("[data-chosen] li")).to_have_count(1)
    check(page)
    page.locator("#id_delivered").fill("2024-06-30")
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("#arrival .big-line")).to_have_text("In the corpus", timeout=BUILT)
    expect(page.locator("header .basis")).to_contain_text("2024-06-30")


def test_without_a_script_and_by_keyboard_alone(open_page: OpenPage, files: dict[str, str]) -> None:
    address = path_of(own_corpus(open_page, "Plain forms"))
    page = open_page(address, person="Li", java_script_enabled=False)
    page.locator("#id_files").set_input_files(files["marks.csv"])
    page.locator("#id_files").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/arrivals/[0-9a-f-]{36}$"))
    for _ in range(60):
        if page.locator("#arrival .big-line").inner_text() == "In the corpus":
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail(page.locator("#arrival").inner_text())


def test_files_are_dropped_on_the_page(open_page: OpenPage) -> None:
    page = own_corpus(open_page, "Dropped")
    drop = """(content) => {
        const data = new DataTransfer();
        data.items.add(new File([content], "dropped.csv"));
        const said = { dataTransfer: data, bubbles: true, cancelable: true };
        document.querySelector("main").dispatchEvent(new DragEvent("drop", said));
    }"""
    page.evaluate(drop, FILES["marks.csv"].decode())
    expect(page.locator("[data-chosen] li")).to_contain_text("dropped.csv")
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("#arrival .big-line")).to_have_text("In the corpus", timeout=BUILT)


def test_the_operator_has_a_folder_watched(open_page: OpenPage, site_folder: Path) -> None:
    weekly = site_folder / "intake" / "deliveries" / "weekly"
    own_corpus(open_page, "Fed by a folder")
    page = open_page("/folders", person="operator", language="zh-hans", theme="dark", width=400)
    check(page)
    page.locator("#id_corpus").select_option(label="Fed by a folder (虚构集团)")
    page.locator("#id_path").fill("/etc")
    page.locator("button.go").click()
    expect(page.locator("main")).to_contain_text("不在可监视的文件夹之下")
    page.locator("#id_path").fill(str(weekly))
    page.locator("button.go").click()
    expect(page.locator("h1")).to_have_text(str(weekly))
    (weekly / "marks.csv").write_bytes(FILES["marks.csv"])
    for _ in range(100):
        if page.locator("main tbody tr").count() and "已采用" in page.locator("main tbody").inner_text():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator("main tbody")).to_contain_text("已采用")
    check(page)
    owner = open_page("/folders", person="Li")
    owner.get_by_role("link", name=str(weekly)).click()
    expect(owner.locator("main form")).to_have_count(0)  # the owner sees, the operator declares
    check(owner)


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 1440), ("zh-hans", "dark", 320)])
@pytest.mark.parametrize("person", ["Li", "Wang", "operator"])
def test_lists_can_be_used_by_everybody(
    open_page: OpenPage, language: str, theme: str, width: int, person: str
) -> None:
    for address in ("/arrivals", "/folders"):
        check(open_page(address, language=language, theme=theme, width=width, person=person))
