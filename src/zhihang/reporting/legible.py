"""What a renderer can show of a text: every other character is written as its code, and told.

A page never shows an empty box or nothing where a character stands, and no character may turn the order of those
around it: controls, half pairs, marks that override the direction of writing, and what no font has become `[U+202E]`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

NAMED_ENTRIES: Final = 12
"""Entries that are named for one character; how many more there are is said."""

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
_ORDERING: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Marks that override or isolate the direction of writing."""
_XML_REFUSED: Final = frozenset("\ufffe\uffff")


@dataclass(slots=True)
class Sighting:
    """A character that could not be shown 未能显示的字符: how often, and in which entries it was first met."""

    times: int = 0
    entries: list[int] = field(default_factory=list)
    more: int = 0


class Legibility:
    """Makes texts showable, and keeps count of what could not be shown.

    `covers`: whether the renderer has a glyph for a character; asked once for each.
    """

    def __init__(self, covers: Callable[[str], bool] = lambda _: True) -> None:
        self._covers = covers
        self._shown: set[str] = set(" ")
        self.unshown: dict[str, Sighting] = {}

    def shown(self, text: str, entry: int = 0, *, keeps_blanks: bool = False) -> str:
        """The text as it can be shown; runs of blanks and line ends become one blank unless they are kept.

        `entry`: the running number under which an unshown character is told; 0: none.
        """
        text = text.replace("\t", "    ") if keeps_blanks else _BLANKS.sub(" ", text)
        unknown = set(text) - self._shown
        refused = {character for character in unknown if not self._is_shown(character)}
        self._shown |= unknown - refused
        if not refused:
            return text
        return "".join(self._told(each, entry) if each in refused else each for each in text)

    def _is_shown(self, character: str) -> bool:
        if character in _ORDERING or character in _XML_REFUSED:
            return False
        category = unicodedata.category(character)
        if category in {"Cc", "Cs"}:
            return False
        is_silent = category == "Cf" or unicodedata.name(character, "").startswith("VARIATION SELECTOR")
        return is_silent or self._covers(character)

    def _told(self, character: str, entry: int) -> str:
        sighting = self.unshown.setdefault(character, Sighting())
        sighting.times += 1
        if entry and (not sighting.entries or sighting.entries[-1] != entry):
            if len(sighting.entries) < NAMED_ENTRIES:
                sighting.entries.append(entry)
            else:
                sighting.more += 1
        return code_of(character)


def code_of(character: str) -> str:
    """A character by its code.

    >>> code_of("\\u202e")
    '[U+202E]'
    """
    return f"[U+{ord(character):04X}]"


def name_of(character: str) -> str:
    """Its name in Unicode; its code where it has none, as controls have."""
    return unicodedata.name(character, f"U+{ord(character):04X}")
