"""Legal forms 法律形式 at the end or the beginning of a name: the same form however it is spelled.

`legal_forms.tsv` has a line a form: canonical form, countries, where it stands, spellings, source. Forms are part of
what a name is (two companies may differ in nothing else), so they are recognised, never thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from zhihang.text.tokens import is_single

_HANGUL = re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form 法律形式: its canonical form, and the countries whose laws know it."""

    code: str
    countries: tuple[str, ...]
    source: str


class Split(NamedTuple):
    """A name without its legal form, and the form."""

    text: str
    form: LegalForm


@dataclass(slots=True)
class LegalForms:
    """The spellings, ready to be looked for: those in Latin letters by their last or first word, others as they are."""

    ends: dict[str, list[tuple[str, LegalForm]]] = field(default_factory=dict)
    starts: dict[str, list[tuple[str, LegalForm]]] = field(default_factory=dict)
    joined_ends: list[tuple[str, LegalForm]] = field(default_factory=list)
    joined_starts: list[tuple[str, LegalForm]] = field(default_factory=list)
    bracketed: dict[str, LegalForm] = field(default_factory=dict)

    def split(self, text: str) -> Split | None:
        """A clean name (see `normal`) cut at its legal form, the longest that fits; None without one.

        Something is always left of the name: `AB` alone is a name.
        """
        words = text.split(" ")
        for form, legal in self.ends.get(words[-1], ()):
            if text.endswith(f" {form}"):
                return Split(text[: -len(form) - 1], legal)
        for form, legal in self.joined_ends:
            if text.endswith(form) and text != form:
                return Split(text[: -len(form)].rstrip(), legal)
        for form, legal in self.starts.get(words[0], ()):
            if text.startswith(f"{form} "):
                return Split(text[len(form) + 1 :], legal)
        for form, legal in self.joined_starts:
            if text.startswith(form) and text != form:
                return Split(text[len(form) :].lstrip(), legal)
        return None


def read_legal_forms(clean: Callable[[str], str]) -> LegalForms:
    """The table, its spellings made clean as names are."""
    found = LegalForms()
    for line in (resources.files(__package__) / "legal_forms.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            _add(found, line, clean)
    for group in (found.ends, found.starts):
        for spellings in group.values():
            spellings.sort(key=lambda each: -len(each[0]))
    found.joined_ends.sort(key=lambda each: -len(each[0]))
    found.joined_starts.sort(key=lambda each: -len(each[0]))
    return found


def _add(found: LegalForms, line: str, clean: Callable[[str], str]) -> None:
    code, countries, place, spellings, source = line.split("\t")
    legal = LegalForm(code, tuple(countries.split()), source)
    for spelling in spellings.split(" | "):
        if spelling.startswith("(") and spelling.endswith(")"):
            found.bracketed[spelling] = legal
            continue
        form = clean(spelling)
        is_joined = is_single(form[0]) or _HANGUL.match(form) is not None
        if place in {"end", "both"}:
            _insert(found.joined_ends if is_joined else found.ends.setdefault(form.split(" ")[-1], []), form, legal)
        if place in {"start", "both"}:
            _insert(found.joined_starts if is_joined else found.starts.setdefault(form.split(" ")[0], []), form, legal)


def _insert(spellings: list[tuple[str, LegalForm]], form: str, legal: LegalForm) -> None:
    if all(known != form for known, _ in spellings):
        spellings.append((form, legal))


@cache
def table_digest() -> str:
    """A digest of the table: names normalised by another table are other names."""
    import hashlib

    return hashlib.sha256((resources.files(__package__) / "legal_forms.tsv").read_bytes()).hexdigest()[:12]
