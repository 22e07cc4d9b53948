"""Two names of organizations beside each other: what speaks for one applicant, what against.

Words are compared after usual abbreviations (`TECH`, `INTL`) are one word; Han characters by themselves and, against a
name in Latin letters, by their pinyin. Words that many names share count for little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from zhihang.corpus.applicants.legal_forms import LegalForm
from zhihang.corpus.applicants.normal import normalise
from zhihang.text.chinese import readings

_HAN = re.compile("[\u3400-\u9fff]")
LONG_ENOUGH: Final = 8
"""Letters from which one other letter is likelier a slip than another name."""
NEAR: Final = 0.9
"""Share of letters that agree, from which names are near."""
SYLLABLES: Final = 2
"""Syllables in which a name in Latin letters has to begin as a Han name sounds."""
CUT: Final = 20
"""Letters after which office data may cut a name (DOCDB: 30 characters with the legal form)."""
MOST_SPELLINGS: Final = 16
BEGINNING: Final = 4
"""Letters of a beginning by which names are looked for."""
MOST_WORDS: Final = 6
"""Words that a person's name may have."""


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """An organization's name 单位名称 as it is compared: its words in canonical form, those that tell it apart, its
    legal form."""

    text: str
    words: tuple[str, ...]
    telling: frozenset[str]
    form: LegalForm | None

    @property
    def is_han(self) -> bool:
        """Whether it is written in Han characters."""
        return _HAN.search(self.text) is not None


@cache
def _table(kind: str) -> dict[str, str]:
    lines = (resources.files(__package__) / "words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: meant for each, meant, words in rows if each == kind for word in words.split()}


@lru_cache(maxsize=1 << 16)
def organization(name: str) -> OrganizationName:
    """A name of an organization, read once."""
    made = normalise(name)
    inside = made.text.split(" ")
    form = made.legal_form
    if form is None and len(inside) > 2:
        form, inside = _form_inside(inside)
    words = tuple(_table("abbreviation").get(word, word) for word in inside)
    telling = frozenset(word for word in words if word not in _table("weak") and (len(word) > 1 or _HAN.match(word)))
    return OrganizationName(made.text, words, telling or frozenset(words), form)


def _form_inside(words: list[str]) -> tuple[LegalForm | None, list[str]]:
    """The legal form in the middle of a name that office data turns around (`BOSCH GMBH ROBERT`), and the words."""
    for place in range(1, len(words) - 1):
        form = normalise(f"{words[0]} {words[place]}").legal_form
        if form is not None and len(words[place]) > 1:
            return form, [*words[:place], *words[place + 1 :]]
    return None, words


def looks_like_one(name: str) -> bool:
    """Whether a name tells by itself that it is an organization's: a legal form, a word such as university."""
    made = organization(name)
    before, comma, _ = name.partition(",")
    if comma and before.strip() and looks_like_one(before):
        return True
    if made.form is not None or len(made.words) > MOST_WORDS or any(word in _table("sign") for word in made.words):
        return True
    return made.is_han and any(made.text.endswith(sign) for sign in _table("sign") if _HAN.match(sign))


@lru_cache(maxsize=1 << 14)
def pinyin_spellings(text: str) -> frozenset[str]:
    """How the Han characters of a name may be spelled in Latin letters, toneless and joined; some readings at most."""
    spellings = {""}
    for each in readings("".join(_HAN.findall(text))):
        if each:
            spellings = {before + syllable for before in spellings for syllable in sorted(each)}
            spellings = set(sorted(spellings)[:MOST_SPELLINGS])
    return frozenset(spellings - {""})


def block_keys(name: str) -> Iterator[str]:
    """What names of one organization share most likely: a telling word, the beginning, initials, pinyin."""
    made = organization(name)
    joined = "".join(made.words)
    if made.is_han:
        yield from (joined[place : place + 2] for place in range(max(1, len(joined) - 1)))
        for text in {made.text, made.text[len(_place_of(made.text)) :]}:
            yield from (f"^{spelling[:BEGINNING]}" for spelling in pinyin_spellings(text[:SYLLABLES]))
        return
    yield from made.telling
    yield f"^{joined[:BEGINNING]}"
    if len(made.words) > 2:
        yield f"^{_initials(made)}"
        yield _initials(made)


def _initials(made: OrganizationName) -> str:
    return "".join(word[0] for word in made.words if word not in {"and", "of", "for", "the"})


def compared(one: str, two: str) -> list[str] | None:
    """The evidence of two names, as codes of `evidence.tsv`; None where nothing in them agrees."""
    left, right = organization(one), organization(two)
    level = _name_level(left, right)
    if level is None:
        return None
    if left.form is None or right.form is None:
        return [level]
    if left.is_han != right.is_han:
        return [level]
    return [level, "form-same" if left.form.code == right.form.code else "form-other"]


def _name_level(one: OrganizationName, two: OrganizationName) -> str | None:
    if one.text == two.text:
        return "name-same"
    if one.is_han != two.is_han:
        return _across_scripts(one, two) if one.is_han else _across_scripts(two, one)
    if "".join(one.words) == "".join(two.words):
        return "name-abbreviated"
    if sorted(_named(one)) == sorted(_named(two)):
        return "name-reordered"
    short, long = sorted((one, two), key=lambda each: len(each.text))
    if _is_near(short.text, long.text):
        return "name-near"
    if len(short.text) >= CUT and long.text.startswith(short.text):
        return "name-cut"
    if not short.is_han and _initials(long) == "".join(short.words) and len(long.words) > 2:
        return "name-initials"
    if (_tells(short) and short.telling <= long.telling) or (short.is_han and short.text in long.text):
        return "name-contained"
    if not short.is_han and 2 * len(short.telling & long.telling) < len(short.telling):
        return None
    return "name-similar" if fuzz.token_set_ratio(short.text, long.text) >= 100 * NEAR else None


def _named(name: OrganizationName) -> list[str]:
    """The words without those that names leave out."""
    return [word for word in name.words if word not in _table("article")]


def _tells(name: OrganizationName) -> bool:
    """Whether any of its words is more than a letter."""
    return any(len(word) > 1 for word in name.telling)


def _is_near(short: str, long: str) -> bool:
    limit = 1 if len(short) < 2 * LONG_ENOUGH else 2
    if len(short) < (LONG_ENOUGH if short.isascii() else 6):
        return False
    return DamerauLevenshtein.distance(short, long, score_cutoff=limit) <= limit


def _across_scripts(han: OrganizationName, latin: OrganizationName) -> str | None:
    """Whether a name in Latin letters begins as the Han name sounds, its place left out: two syllables or more."""
    place = _place_of(han.text)
    joined = "".join(latin.words)
    heads = {spelling for spelling in pinyin_spellings(place) if joined.startswith(spelling)} if place else set()
    rests = [joined, *(joined[len(head) :] for head in heads)]
    beginnings = pinyin_spellings(han.text[len(place) :][:SYLLABLES])
    agrees = any(rest.startswith(beginning) for rest in rests for beginning in beginnings)
    return "name-pinyin" if agrees and len(han.text) >= len(place) + SYLLABLES else None


def _place_of(text: str) -> str:
    """The province or city with which a Han name begins."""
    return max((place for place in _table("place") if text.startswith(place) and text != place), key=len, default="")
