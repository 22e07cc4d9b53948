"""A name without its accidents 规范化名称: what two spellings of one name have in common, step by step.

Steps, in this order: a country code in brackets at the end is the party's country (`LG CHEM LTD [KR]`) · width,
case, diacritics, traditional characters, as the query language folds them · signs and blanks (`&` is `and`, letters
that stand alone come together: `S.p.A.` is `spa`, `J. M.` is `jm`; a leading `the` says nothing) · the legal form, in
its canonical spelling.

    >>> made = normalise("Siemens Aktiengesellschaft")
    >>> made.text, made.legal_form.code, made.key == normalise("SIEMENS AG").key
    ('siemens', 'ag', True)

The legal form stays part of the key: `Delta AG` and `Delta GmbH` are two names until somebody judges them the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from zhihang.corpus.applicants.legal_forms import LegalForm, LegalForms, read_legal_forms, table_digest
from zhihang.standards.offices import is_office
from zhihang.text.folding import fold
from zhihang.text.tokens import folded_tokens, joined

VERSION: Final = 1
"""Version of the steps; with the table of legal forms it decides which spellings are one name."""

_COUNTRY = re.compile(r"\s*[\[(\uff08\uff3b]([A-Z]{2})[\])\uff09\uff3d]\s*$")
_LETTERS = re.compile(r"\b[^\W\d_](?: [^\W\d_])+\b")
_AND = re.compile(r"\s*[&+]\s*")
_POSSESSIVE = re.compile(r"['\u2019](?=s\b)")
_ARTICLE: Final = "the "


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a name; `code` is a message of this room (`step-…`)."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NormalisedName:
    """A name as published, what is left of it, and how it came to that.

    `text`: the folded words; `legal_form`: what kind of company it says it is; `country`: as the name or its source
    says, ST.3.
    """

    name: str
    text: str
    legal_form: LegalForm | None
    country: str | None
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """What spellings of one name share: its words and its legal form."""
        return f"{self.text}|{self.legal_form.code}" if self.legal_form else self.text


def rules_digest() -> str:
    """What decides the key of a name: the steps' version and the table of legal forms."""
    return f"{VERSION}-{table_digest()}"


def normalise(name: str, country: str | None = None) -> NormalisedName:
    """The normal form of a name; `country`: what its source says of the party."""
    steps: list[Step] = []
    text = name.strip()
    stripped, stated = _without_country(text)
    text = _noted(steps, "step-country", text, stripped)
    country = country or stated
    text = _noted(steps, "step-fold", text, fold(text))
    text = _noted(steps, "step-bracketed-form", text, _spelled_out(text))
    text = _noted(steps, "step-signs", text, _clean(text) or text)
    if text.startswith(_ARTICLE) and len(text) > len(_ARTICLE):
        text = _noted(steps, "step-article", text, text[len(_ARTICLE) :])
    split = _legal_forms().split(text)
    if split is not None and split.text:
        _noted(steps, "step-legal-form", text, f"{split.text} | {split.form.code}")
        return NormalisedName(name, split.text, split.form, country, tuple(steps))
    return NormalisedName(name, text, None, country, tuple(steps))


def bare(name: str) -> str:
    """A name as published, without a country code in brackets at its end."""
    return _without_country(name.strip())[0]


def _without_country(text: str) -> tuple[str, str | None]:
    match = _COUNTRY.search(text)
    if match is not None and is_office(match[1]) and match.start():
        return text[: match.start()], match[1]
    return text, None


def key_of(name: str) -> str:
    """The key of a name, without an account of how it came about."""
    return normalise(name).key


def _noted(steps: list[Step], code: str, before: str, after: str) -> str:
    if before != after:
        steps.append(Step(code, before, after))
    return after


def _clean(folded: str) -> str:
    """Words with one blank between, Han characters joined, signs gone; nothing where there are only signs."""
    words = joined(folded_tokens(_POSSESSIVE.sub("", _AND.sub(" and ", folded))))
    return _LETTERS.sub(lambda match: match[0].replace(" ", ""), words)


def _spelled_out(folded: str) -> str:
    """Legal forms in brackets, as East Asian names abbreviate them, in full."""
    if "(" in folded:
        for bracketed, form in _legal_forms().bracketed.items():
            folded = folded.replace(bracketed, f" {form.code} ")
    return folded


@cache
def _legal_forms() -> LegalForms:
    return read_legal_forms(lambda spelling: _clean(fold(spelling)))
