"""Fonts of the PDF 字体: which families are there, and which characters they have, by the tables in their files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from typst import FontInfo, Fonts

from zhihang import config
from zhihang.errors import UsageError
from zhihang.messages import read_yaml


@dataclass(frozen=True, slots=True)
class FontSet:
    """The families a report is set in, and every character they are sure to have.

    `folders`: where to look for fonts beside those of the system.
    """

    folders: tuple[str, ...]
    latin: str
    code: str
    families: tuple[str, ...]
    covered: frozenset[int]

    def covers(self, character: str) -> bool:
        """Whether there is a glyph for a character."""
        return ord(character) in self.covered


def font_set() -> FontSet:
    """The fonts that are there, that of the setting `fonts` before the others.

    Raises UsageError `FONT_MISSING` where none has Chinese characters, `FONT_UNREADABLE` for a bad setting.
    """
    return _font_set(config.text_value("fonts"))


@cache
def _font_set(own: str) -> FontSet:
    wanted: dict[str, Any] = read_yaml((resources.files("zhihang.reporting") / "fonts.yaml").read_text("utf-8"))
    folders = [str(_checked(Path(own)).parent)] if own else []
    faces = [face for face in Fonts(font_paths=folders).fonts() if face.path is not None]
    chosen = [face.family for face in faces if own and Path(face.path or "") == Path(own)][:1]
    if own and not chosen:
        raise UsageError("FONT_UNREADABLE", room="reporting", path=own, reason="no font")
    known = {face.family for face in faces}
    han = [family for family in wanted["han"] if family in known][:1]
    families = tuple(dict.fromkeys([*chosen, *han, *(each for each in wanted["further"] if each in known)]))
    covered = frozenset().union(*(_coverage(family, faces) for family in families))
    if not {0x4E00, 0x7684} <= covered:
        raise UsageError("FONT_MISSING", room="reporting")
    return FontSet(tuple(folders), wanted["latin"], wanted["code"], families, covered)


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise UsageError("FONT_UNREADABLE", room="reporting", path=str(path), reason="no such file")
    return path


def _coverage(family: str, faces: Iterable[FontInfo]) -> frozenset[int]:
    """What all upright regular and bold faces of a family have: a bold word must not lose a letter."""
    own = [face for face in faces if face.family == family and face.style == "normal" and face.weight in {400, 700}]
    tables = [_characters(face.path, face.index) for face in own if face.path is not None]
    return frozenset.intersection(*tables) if tables else frozenset()


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError) as error:
        raise UsageError("FONT_UNREADABLE", room="reporting", path=path, reason=str(error)) from error
