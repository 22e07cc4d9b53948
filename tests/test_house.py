"""The house rules that no tool checks: texts in both languages, sizes, words, generated pages."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from zhihang import errors
from zhihang.messages import LANGUAGES, room_texts

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "zhihang"
FILES = sorted(PACKAGE.rglob("*.py"))
ROOMS = sorted({path.parent.name for path in PACKAGE.glob("*/messages")} | {""})
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}

LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FILE = 500, 60, 150
HAN = re.compile("[\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WITHOUT_FIELD: set[str] = set()
"""An engine that cannot even be opened does not know the folder that its text names."""
BILINGUAL_PAGES = {"sources/tables/reference.py": 1}
"""Lines of Han in the code of a generator whose page shows both languages side by side."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# messages


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_has_both_languages_with_the_same_placeholders(room: str) -> None:
    for code, by_language in room_texts(room).items():
        assert set(by_language) == set(LANGUAGES), code
        assert all(by_language.values()), code
        assert len({placeholders(text) for text in by_language.values()}) == 1, code


def placeholders(text: str) -> frozenset[str]:
    return frozenset(re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name is not None)


def raised(tree: ast.Module, room: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Codes that a module says by name, with the room whose texts explain them."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        words = [word.value if isinstance(word, ast.Constant) else None for word in call.args]
        named = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
        first = words[0] if words else named.get("code")
        if called in ERRORS and isinstance(first, str):
            yield first, "search" if called == "QueryError" else str(named.get("room", "")), call
        elif called == "Problem" and isinstance(named.get("code"), str):
            yield str(named["code"]), "sources", call
        elif called in {"problem", "aside"} and room == "sources" and isinstance(first, str):
            yield first, "sources", call
        elif called == "Notice" and isinstance(first, str):
            yield first, "search", call
        elif called == "tell" and isinstance(first, str):
            yield first, "cli", call
        elif called == "text" and len(words) > 1 and isinstance(words[0], str) and isinstance(words[1], str):
            yield words[1], words[0], call


def said() -> list[tuple[str, str, ast.Call, Path]]:
    return [
        (code, where, call, path)
        for path in FILES
        for code, where, call in raised(parsed(path), path.relative_to(PACKAGE).parts[0])
    ]


def test_every_code_that_is_said_has_its_text() -> None:
    unknown = [
        f"{name_of(path)}:{call.lineno} {where or '-'} {code}"
        for code, where, call, path in said()
        if code not in room_texts(where)
    ]
    assert unknown == []
    assert len(said()) > 150


def test_every_error_brings_what_its_text_shows() -> None:
    """Fields given by name must hold every placeholder; an error given `**fields` is left to its own tests."""
    missing = []
    for code, where, call, path in said():
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called not in ERRORS - {"QueryError"} or any(word.arg is None for word in call.keywords):
            continue
        needed = placeholders(room_texts(where).get(code, {}).get("en", "")) - {word.arg for word in call.keywords}
        if needed and f"{name_of(path)} {code}" not in WITHOUT_FIELD:
            missing.append(f"{name_of(path)}:{call.lineno} {code} lacks {sorted(needed)}")
    assert missing == []


# Han in code


def allowed_lines(tree: ast.Module) -> Iterator[int]:
    """Lines on which a Chinese word may stand: module docstrings, first lines of others, their examples."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if not ast.get_docstring(node, clean=False):
            continue
        text = node.body[0]
        assert isinstance(text, ast.Expr)
        lines = ast.get_docstring(node, clean=False).splitlines()  # type: ignore[union-attr]
        example = False
        for place, line in enumerate(lines):
            example = line.strip().startswith(">>>") or (example and bool(line.strip()))
            if place == 0 or example or isinstance(node, ast.Module):
                yield text.lineno + place


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_chinese_stands_in_data_not_in_code(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    found = [number for number, line in enumerate(lines, 1) if HAN.search(line)]
    if found:
        found = sorted(set(found) - set(allowed_lines(parsed(path))))
    assert len(found) <= BILINGUAL_PAGES.get(name_of(path), 0), [f"{name_of(path)}:{number}" for number in found]


# sizes


def test_files_are_short() -> None:
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}
    assert statistics.median(sizes.values()) < MEDIAN_FILE


def test_functions_are_short() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_drawer_for_everything() -> None:
    """No module or folder whose name says nothing about what is in it."""
    names = {"utils", "helpers", "common", "misc", "base"}
    assert [name_of(path) for path in FILES if names & {*path.relative_to(PACKAGE).parts, path.stem}] == []
