"""Texts for people, in English and Chinese.

Each room keeps its texts as data in `messages/*.yaml` beside its code:

    E101:
      en: Quotation mark is not closed
      zh: 引号未闭合

What the modules beside the rooms say (`config`) stands in `messages.yaml` beside this one, the room `""`.

`text("search", "E101", "zh")` gives the Chinese one. A text may hold `{placeholders}`; both languages
hold the same ones (a test checks that). A code that no file knows is a programming error: `KeyError`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

import yaml

from zhihang.errors import ZhihangError

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | bytes) -> Any:
    """What a YAML text of ours holds; by the C loader where PyYAML has one, which is ten times as fast."""
    return yaml.load(text, _Loader)


@cache
def room_texts(room: str) -> dict[str, dict[str, str]]:
    """All texts of one room: code → language → text."""
    texts: dict[str, dict[str, str]] = {}
    for file in _files(room):
        for code, by_language in (read_yaml(file.read_text("utf-8")) or {}).items():
            if code in texts:
                raise KeyError(f"message code {code} twice in room {room}")
            texts[str(code)] = by_language
    return texts


def _files(room: str) -> list[Traversable]:
    if not room:
        return [resources.files("zhihang") / "messages.yaml"]
    folder = resources.files(f"zhihang.{room}") / "messages"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".yaml")] if folder.is_dir() else []
    return sorted(found, key=lambda entry: entry.name)


def text(room: str, code: str, language: Language = "en", /, **fields: Any) -> str:
    """The text of `code` in `language`, with its placeholders filled."""
    return room_texts(room)[code][language].format(**fields)


def error_text(error: ZhihangError, language: Language = "en") -> str:
    """What to tell a person about an error: its room's text, or the bare code where a room has none."""
    if error.code in room_texts(error.room):
        return text(error.room, error.code, language, **error.fields)
    return str(error)
