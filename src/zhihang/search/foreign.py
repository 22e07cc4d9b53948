"""Signs of other systems in a native query 其他系统的写法: seen, named and translated, never read as something else.

The table is `foreign.tsv`. `NEAR/n` and `ADJ/n` stand for the distance that the foreign sign states, counted our
way: Espacenet `<n` is n-1, STN `(nW)` ("n words between") is n+1, Lucene `~n` is n+1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.corpus.fields import field_names

_PLACES = {
    "start": frozenset(
        {None, "open", "close", "comma", "relation", "word", "phrase", "operator", "reference", "saved"}
    ),
    "after": frozenset({"word", "phrase", "close"}),
    "bracket": frozenset({"phrase", "close"}),
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """One foreign sign: what it is, where it ends, how we write it; `replacement` mends it where it stands."""

    sign: str
    end: int
    place: str
    system: str
    native: str
    replacement: str


@cache
def _table() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    lines = (resources.files("zhihang.search") / "foreign.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((place, re.compile(pattern), system, native) for place, pattern, system, native in cells)


def foreign_sign(source: str, position: int, previous: str | None, is_glued: bool) -> Foreign | None:
    """The foreign sign that begins at a position; `previous` is the kind of the token before it."""
    if source[position] not in "pP&|!-+bBwW[{~^(/":
        return None
    for place, pattern, system, native in _table():
        match = pattern.match(source, position) if _may_stand(place, previous, is_glued) else None
        if match is not None:
            sign = match.group()
            native = _native(native, system, sign)
            return Foreign(sign, match.end(), place, system, native, _replacement(place, native))
    return None


def _may_stand(place: str, previous: str | None, is_glued: bool) -> bool:
    if place == "value":
        return previous == "relation" or not is_glued
    if place in {"start", "prefix"}:
        return not is_glued or previous in {"open", "comma", "relation"} or (place == "start" and previous != "range")
    return is_glued and previous in _PLACES[place]


def _distance(system: str, sign: str) -> int:
    """The distance a foreign proximity states, counted our way and kept within 1 to 99."""
    digits = re.search(r"\d+", sign)
    number = int(digits.group()) if digits else 0
    if system in {"STN", "Lucene"}:
        number += 1
    elif system == "Espacenet" and "<" in sign and "<=" not in sign:
        number -= 1
    return min(max(number, 1), 99)


def _native(native: str, system: str, sign: str) -> str:
    """Our form with the numbers and names of the sign filled in."""
    if native == "a..b":
        low, high = re.split(r"\s+to\s+", sign[1:-1], flags=re.IGNORECASE)
        return f"{low}..{high}"
    if native.startswith("field"):
        return f"{','.join(fields_of_suffix(sign)) or 'ti'}=( )"
    if "/ordered" in sign:
        native = native.replace("NEAR", "ADJ")
    return native.replace("/n", f"/{_distance(system, sign)}")


def _replacement(place: str, native: str) -> str:
    if place == "value":
        return native
    if place == "prefix":
        return f"{native} " if native == "NOT" else ""
    return f" {native} " if native else ""


def fields_of_suffix(sign: str) -> tuple[str, ...]:
    """The native fields an Orbit suffix (`/TI/AB`) names, where ours go by the same name.

    >>> fields_of_suffix("/TI/AB"), fields_of_suffix("/XYZ")
    (('ti', 'ab'), ())
    """
    codes = [field_names().get({"clms": "clm"}.get(name, name)) for name in sign.lower().strip("/").split("/")]
    return tuple(code for code in codes if code) if all(codes) else ()
