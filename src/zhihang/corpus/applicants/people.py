"""Two names of persons beside each other: what speaks for one person, what against.

A name is read as surname and given names where a comma says so, and as far as its script tells: Han names begin with
the surname. Without a comma either end may be the surname (`Yuqun Zeng`, `ZENG YUQUN`), so both readings are compared
and the better one counts. Signs of generation (Jr, III) and titles stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from rapidfuzz.distance import OSA

from zhihang.text.folding import fold
from zhihang.text.sounds import sound_key
from zhihang.text.tokens import folded_tokens, is_single

_SEPARATOR = re.compile("[,\uff0c]")
_DIGRAPHS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"))
LONG_ENOUGH: Final = 5
"""Letters from which a name with one other letter is likelier a slip than another name."""
BEGINNING: Final = 4
"""Letters with which a name may stand for a longer one that begins so."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name 自然人姓名 in parts, folded; `given` has all given names and initials in order."""

    surname: str
    given: tuple[str, ...]
    suffix: str = ""


@cache
def _words(kind: str) -> dict[str, str]:
    lines = (resources.files(__package__) / "people_words.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {word: meant for each, meant, words in rows if each == kind for word in words.split()}


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    lines = (resources.files(__package__) / "people_words.tsv").read_text("utf-8").splitlines()
    found: dict[str, set[str]] = {}
    for kind, full, words in (line.split("\t") for line in lines if not line.startswith("#")):
        if kind == "short":
            for word in words.split():
                found.setdefault(word, set()).add(full)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=1 << 16)
def readings(name: str) -> tuple[PersonName, ...]:
    """The ways to read a name, the likelier first; nothing where no word is left."""
    before, comma, after = _SEPARATOR.sub(",", fold(name)).partition(",")
    first, second = _parts(before), _parts(after)
    if comma and first[0] and second[0]:
        return (PersonName("".join(first[0]), second[0], second[1] or first[1]),)
    words = (*first[0], *second[0])
    suffix = first[1] or second[1]
    if not words:
        return ()
    if all(map(is_single, words)):
        return (PersonName(words[0], ("".join(words[1:]),) if words[1:] else (), suffix),)
    if len(words) == 1:
        return (PersonName(words[0], (), suffix),)
    return PersonName(words[-1], words[:-1], suffix), PersonName(words[0], words[1:], suffix)


def _parts(text: str) -> tuple[tuple[str, ...], str]:
    """Words without titles, and the sign of generation."""
    text = text.replace("'", "").replace("\u2019", "").replace("-", " ")
    words, suffix = [], ""
    for word in folded_tokens(text):
        if word in _words("suffix"):
            suffix = _words("suffix")[word]
        elif word not in _words("title"):
            words.append(word)
    return tuple(words), suffix


def block_keys(name: str) -> Iterator[str]:
    """What names of one person share most likely: the sound of the surname with the first letter of a given name."""
    for reading in readings(name):
        sound = sound_key(_plain(reading.surname)) or reading.surname
        for letter in {given[0] for given in reading.given[:1]} or {""}:
            yield f"{sound}\t{letter}"
            for full in _short_forms().get(reading.given[0], ()) if reading.given else ():
                yield f"{sound}\t{full[0]}"


def _plain(surname: str) -> str:
    for digraph, letter in _DIGRAPHS:
        surname = surname.replace(digraph, letter)
    return surname


def surname_level(one: str, two: str) -> str | None:
    """How far surnames agree; None where they are two."""
    if one == two:
        return "surname-same"
    if _plain(one) == _plain(two):
        return "surname-transcribed"
    if min(len(one), len(two)) >= LONG_ENOUGH and OSA.distance(one, two, score_cutoff=1) <= 1:
        return "surname-close"
    return None


def given_level(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    """How far given names agree, the first ones before the further ones."""
    if not one or not two:
        return "given-missing"
    if "".join(one) == "".join(two):
        return "given-same-all" if len(one) > 1 or len(two) > 1 else "given-same"
    first = _first_level(one[0], two[0])
    further = _further(one[1:], two[1:])
    if further == "conflict" and first != "given-other":
        return "given-middle-conflict" if first == "given-same" else "given-other"
    if first in {"given-other", "given-short", "given-close", "given-beginning"}:
        return first
    if first == "given-initial":
        return "given-initial-middle" if further == "agree" else "given-initial"
    return "given-middle-agree" if further == "agree" else "given-middle-missing"


def _first_level(one: str, two: str) -> str:
    short, long = sorted((one, two), key=len)
    if one == two:
        return "given-initial" if len(one) == 1 else "given-same"
    if len(short) == 1:
        return "given-initial" if long.startswith(short) else "given-other"
    if _full(one) & _full(two):
        return "given-short"
    if len(short) >= LONG_ENOUGH and OSA.distance(one, two, score_cutoff=1) <= 1:
        return "given-close"
    return "given-beginning" if len(short) >= BEGINNING and long.startswith(short) else "given-other"


def _full(name: str) -> frozenset[str]:
    return _short_forms().get(name, frozenset()) | {name}


def _further(one: tuple[str, ...], two: tuple[str, ...]) -> str:
    """`agree`, `conflict`, or `missing` where one side has none."""
    if not one or not two:
        return "missing"
    agree = all(_may_be_one(left, right) for left, right in zip(one, two, strict=False))
    return "agree" if agree else "conflict"


def _may_be_one(one: str, two: str) -> bool:
    """Whether further names agree: as initial and name, shortened, or but for one letter of long ones."""
    short, long = sorted((one, two), key=len)
    if len(short) == 1 or len(short) >= BEGINNING:
        return long.startswith(short) or (len(short) >= LONG_ENOUGH and OSA.distance(one, two, score_cutoff=1) <= 1)
    return one == two


def compared(one: str, two: str) -> list[str] | None:
    """The evidence of two names, as codes of `evidence.tsv`; None where no reading gives one surname."""
    best: list[str] | None = None
    for left in readings(one):
        for right in readings(two):
            surname = surname_level(left.surname, right.surname)
            if surname is None:
                continue
            found = [surname, given_level(left.given, right.given)]
            if left.suffix != right.suffix:
                found.append("suffix-conflict" if left.suffix and right.suffix else "suffix-missing")
            if best is None or _strength(found) > _strength(best):
                best = found
    return best


def _strength(codes: list[str]) -> float:
    from zhihang.corpus.applicants.evidence import weights

    return sum(weights("person").get(code, 0.0) for code in codes)
