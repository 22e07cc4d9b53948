"""How numbers are written: blanks, separators, the office in front, the kind behind.

The pieces that every office shares. What a number means is the business of the office's own module.
"""

from __future__ import annotations

import re
import unicodedata

from zhihang.errors import InvalidNumber
from zhihang.standards.offices import ALIASES, offices

_KIND = re.compile(r"(?<=[0-9])[\s._/-]*\(?([A-Z][0-9]?)\)?$")
_SEPARATORS = re.compile(r"[\s.,_/()'’\-‐‑–—−]+")
_OWN_LETTERS = {
    "IT": re.compile(r"[A-Z]{2} ?\d{4} ?[AU] ?\d{1,6}"),  # the province: BO is Bologna
    "DK": re.compile(r"PA ?\d{4} ?\d{5}"),
}
"""Numbers that begin with letters of their own, which are offices elsewhere."""
_BLANKS = re.compile(r"\s+")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def tidy(text: str) -> str:
    """Upper case, no blanks at the ends, one blank inside, full width read as ASCII (NFKC), any dash as a hyphen."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return _BLANKS.sub(" ", text.upper()).strip()


def without_separators(text: str) -> str:
    """Letters and digits only.

    >>> without_separators("8,000,000")
    '8000000'
    """
    return _SEPARATORS.sub("", text)


def split_office(tidied: str, office: str | None = None) -> tuple[str, str]:
    """Office and the rest. An office given by the caller wins; one in the text that contradicts it raises.

    >>> split_office("US 8,000,000"), split_office("ZL2018"), split_office("1000000", "EP")
    (('US', '8,000,000'), ('CN', '2018'), ('EP', '1000000'))
    """
    written, rest = _leading_office(tidied)
    if office is None:
        if not written:
            raise refusal(tidied)
        return written, rest
    if written == office:
        again, twice = _leading_office(rest)
        return office, twice if again == office else rest
    own = _OWN_LETTERS.get(office)
    if written in offices() and rest[:1].isdigit() and not (own and own.fullmatch(tidied)):
        raise refusal(tidied, office)
    return office, tidied


def _leading_office(tidied: str) -> tuple[str, str]:
    if tidied.startswith(("PCT", "DM/", "DM ")):
        return "WO", tidied  # the PCT and the Hague system name themselves, not WO
    code = ALIASES.get(tidied[:2], tidied[:2])
    if code == "ZL":
        return "CN", tidied[2:].lstrip(" .:-_/")
    if code not in offices():
        return "", tidied
    rest = tidied[2:].lstrip(" .:-_/")
    if rest[:2] == code and rest[2:3] not in ("", " "):
        rest = rest[2:].lstrip(" .:-_/")  # some tools write the office twice: WOWO 99/39395
    return code, rest


def split_kind(body: str) -> tuple[str, str]:
    """Number and ST.16 kind code (empty where none is written).

    >>> split_kind("8,000,000 B2"), split_kind("20150000637 (U)"), split_kind("1000000")
    (('8,000,000', 'B2'), ('20150000637', 'U'), ('1000000', ''))
    """
    match = _KIND.search(body)
    return (body[: match.start()], match[1]) if match else (body, "")


def refusal(value: str, office: str = "") -> InvalidNumber:
    """The error for what cannot be a number."""
    return InvalidNumber("NUMBER", room="standards", value=value, office=office or "?")


def wrong_check_digit(value: str, expected: str, repaired: str) -> InvalidNumber:
    """The error for a number whose check digit contradicts it, with the right one."""
    return InvalidNumber("CHECKDIGIT", room="standards", value=value, expected=expected, repaired=repaired)
