"""The made-up corpus of the exports, and small readers of the formats of citation managers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.made_corpus import corpus_folder

from zhihang.library import Corpus, open_corpus

__all__ = ["corpus_folder"]


@pytest.fixture(scope="session")
def corpus(corpus_folder: Path) -> Corpus:
    return open_corpus(corpus_folder)


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """References of a RIS file: each line `TY  - value`, each reference from TY to ER."""
    references: list[dict[str, list[str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        tag, value = match.groups()
        if tag == "TY":
            references.append({})
        assert references, "a reference begins with TY"
        references[-1].setdefault(tag, []).append(value)
    assert all(list(reference)[-1] == "ER" for reference in references)
    return references


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Entries of a BibTeX file by the rules of its grammar: braces balance, a backslash takes the next sign."""
    entries, place = [], 0
    while (start := text.find("@", place)) >= 0:
        end = _closing(text, text.index("{", start))
        kind, body = text[start + 1 : text.index("{", start)], text[text.index("{", start) + 1 : end]
        key, _, fields = body.partition(",")
        entries.append({"kind": kind, "key": key} | dict(_fields(fields)))
        place = end
    return entries


def _fields(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while (equals := text.find("=", place)) >= 0:
        start = text.index("{", equals)
        end = _closing(text, start)
        found.append((text[place:equals].strip(" ,\n"), plain(text[start + 1 : end])))
        place = end + 1
    return found


def _closing(text: str, start: int) -> int:
    depth, place = 0, start
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign in "{}":
            depth += 1 if sign == "{" else -1
            if depth == 0:
                return place
        place += 1
    raise AssertionError(f"brace never closed: {text[start : start + 80]}")


def plain(value: str) -> str:
    """What TeX prints: named signs and escaped ones, grouping braces gone."""
    named = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    value = re.sub(r"\\(text\w+)\{\}", lambda match: f"\x00{named[match[1]]}", value)
    value = re.sub(r"\\([{}%&#_$])", "\x00\\1", value)
    value = re.sub(r"(?<!\x00)[{}]", "", value)
    return value.replace("\x00", "")
