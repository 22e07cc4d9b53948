"""What the documents say can be done as they say it: links, commands, queries, the notebook."""

from __future__ import annotations

import ast
import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from zhihang.cli.command import app
from zhihang.search.dialects import read
from zhihang.search.environment import Environment
from zhihang.search.parser import parse

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ENVIRONMENT = Environment(history={1, 2, 3}, saved={"name"}, lists={"numbers.txt", "seen.txt"})


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)", text)
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def commands_in(page: Path) -> Iterator[list[str]]:
    """Lines of code blocks that begin with `zhihang`, as a shell takes them; comments and redirections left out."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for block in (text for language, text in blocks if language in ("", "console", "sh", "bash")):
        for line in block.splitlines():
            words = shlex.split(re.sub(r"\s+>\s+\S+", "", line.split(" && ")[0]), comments=True)
            if words[:1] == ["zhihang"] and not any("QUERY" in word or "…" in word for word in words):
                yield words[1:]


def command_of(words: list[str]) -> tuple[Any, list[str]]:
    """The subcommand that some words name, and the words that remain."""
    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        assert words, "a subcommand"
        assert words[0] in command.commands, words[0]
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_exist_with_their_options(page: Path) -> None:
    for words in commands_in(page):
        command, rest = command_of(words)
        if command.context_settings.get("ignore_unknown_options"):
            continue  # it hands them on
        options = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        used = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert used <= options, f"zhihang {' '.join(words)}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_queries_can_be_read(page: Path) -> None:
    for words in commands_in(page):
        if words[0] in {"count", "search", "facets", "explain"} and "--help" not in words:
            if "--read-as" in words:
                read(words[1], words[words.index("--read-as") + 1], environment=ENVIRONMENT)
            else:
                parse(words[1], environment=ENVIRONMENT)


def test_there_are_commands_in_the_documents() -> None:
    assert len([words for page in PAGES for words in commands_in(page)]) > 40


def test_python_in_the_documents_can_be_read() -> None:
    for page in PAGES:
        for block in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), flags=re.DOTALL):
            if ">>>" not in block:
                ast.parse(block, name_of(page))


def test_the_notebook_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "tutorials" / "notebook.md"
    result = doctest.testfile(
        str(page), module_relative=False, encoding="utf-8", optionflags=doctest.REPORT_ONLY_FIRST_FAILURE
    )
    assert result.attempted > 20
    assert result.failed == 0


def test_the_readme_fits_on_a_screen() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 60


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = [path.parent.name for path in (ROOT / "src" / "zhihang").glob("*/__init__.py")]
    assert [room for room in rooms if f"`{room}`" not in text] == []
    paths = re.findall(r"`((?:[a-z_]+/)+[a-z_-]+\.(?:py|yaml))`", text)
    assert paths
    assert [path for path in paths if not (ROOT / "src" / "zhihang" / path).exists()] == []
