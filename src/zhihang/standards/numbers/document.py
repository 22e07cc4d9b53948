"""Document and application numbers, whatever the office: from any usual spelling to one key.

    >>> publication_number("US 8,000,000 B2").joined, publication_number("EP1000000").joined
    ('US8000000B2', 'EP1000000')
    >>> application_number("ZL201811564288.X").joined
    'CN201811564288'

Both functions are called for every number of every record, so the common case, a number that is canonical already,
is one dictionary look-up and one regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import ModuleType
from typing import Final

from zhihang.errors import InvalidNumber
from zhihang.standards.numbers import au, ca, cn, de, ep, fallback, fr, gb, in_, jp, kr, tw, us, wo
from zhihang.standards.numbers.scheme import NumberScheme, Reading
from zhihang.standards.numbers.writing import refusal, split_kind, split_office, tidy, without_separators
from zhihang.standards.offices import office_code
from zhihang.standards.tables import rows

_MODULES: Final[dict[str, ModuleType]] = {
    "AU": au, "CA": ca, "CN": cn, "DE": de, "EP": ep, "FR": fr, "GB": gb,
    "IN": in_, "JP": jp, "KR": kr, "TW": tw, "US": us, "WO": wo,
}  # fmt: skip

# numbers that are canonical as they stand: no repair can apply to them
_CANONICAL = {
    "EP": re.compile(r"EP(\d{7})([AB]\d)?"),
    "US": re.compile(r"US([1-9]\d{3,7}|20\d{9})(A\d?|B[12])?"),
    "CN": re.compile(r"CN([1-3](?:\d{8}|\d{6}))([A-Z]\d?)?"),
    "WO": re.compile(r"WO((?:19|20)\d{8})(A\d)?"),
    "JP": re.compile(r"JP(20\d{8}|[2-9]\d{6}(?!A))(A|B\d)?"),
    "KR": re.compile(r"KR((?:19|20)\d{9}|[12]0\d{7})([ABUY]\d?)?"),
    "DE": re.compile(r"DE([1-9]\d{5,7}|1[0-3]20\d{8})(A1|B[34]|C[1-5]|T\d|U1)?"),
    "FR": re.compile(r"FR([1-9]\d{0,6})([AB]\d)?"),
    "GB": re.compile(r"GB([1-9]\d{0,6})([AB])?"),
    "CA": re.compile(r"CA([1-9]\d{0,6})(A1|C)?"),
    "AU": re.compile(r"AU(20\d{8})(A1|B2)?"),
    "TW": re.compile(r"TW([IMD]\d{6}|20\d{7})([ABU])?"),
}
_CANONICAL_APPLICATION = {
    "CN": re.compile(r"CN((?:19|20)\d{2}[12389]\d{7})"),
    "US": re.compile(r"US([0-3]\d{7}|6[0-3]\d{6})"),
    "EP": re.compile(r"EP(\d{8})"),
}
# the same without the office in front, as files state them beside it; the check digit in the second group is verified
_BARE_APPLICATION = {
    "CN": re.compile(r"((?:19|20)\d{2}[12389]\d{7})(?:\.([0-9X]))?"),
    "US": re.compile(r"([0-3]\d{7}|6[0-3]\d{6})"),
    "EP": re.compile(r"(\d{8})(?:\.(\d))?"),
}
_CHECK_DIGIT: dict[str, Callable[[str], str]] = {"CN": cn.check_digit, "EP": ep.check_digit}
_COMMUNITY_DESIGN = re.compile(r"(?:E[PM])?\s?(\d{6,9}-\d{4})(?:\s?S)?")  # files state the EPO for them, or the EUIPO
_DUMMY = re.compile(r"\d+[DTX]")  # what DOCDB writes for an application whose number nobody knows
_NO_TEN_DIGITS = frozenset({"CA", "CN", "EP", "FR", "GB", "US"})
"""Offices whose own application numbers never have ten digits."""
_YEAR_AND_SIX = re.compile(r"(?:19[789]\d|20\d\d)0\d{5}")
_INTERNATIONAL = "W"  # DOCDB's kind of PCT applications under their receiving office; no kind of a publication
_WHOLE_NUMBER = re.compile(r"(?=.*\d)[\w\s.,/()'’\-‐‑–—−]{2,60}")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A publication number 文献号: office (ST.3), canonical number, kind (ST.16, empty where none is stated)."""

    office: str
    number: str
    kind: str = ""

    @property
    def joined(self) -> str:
        """The record's identifier: `EP1000000A1`."""
        return f"{self.office}{self.number}{self.kind}"

    @property
    def docdb(self) -> str:
        """`EP.1000000.A1`; the number as DOCDB spells it."""
        number = publication_scheme(self.office).docdb(self._reading)
        return ".".join(filter(None, (self.office, number, self.kind)))

    @property
    def epodoc(self) -> str:
        """`EP1000000`, `CN101911042B`."""
        return publication_scheme(self.office).epodoc(self._reading) or self.joined

    @property
    def original(self) -> str:
        """As the office prints it: `US 8,000,000 B2`."""
        return publication_scheme(self.office).display(self._reading)

    @property
    def without_kind(self) -> str:
        """`EP1000000`: what documents of one publication number share."""
        return f"{self.office}{self.number}"

    @property
    def _reading(self) -> Reading:
        return Reading(self.number, self.kind)


@dataclass(frozen=True, slots=True)
class ApplicationNumber:
    """An application number 申请号: office, canonical number without check digit, DOCDB kind, year where known.

    Kind and year do not belong to its identity. International applications are numbers of `WO`.
    """

    office: str
    number: str
    kind: str = field(default="A", compare=False)
    year: int | None = field(default=None, compare=False)

    @property
    def joined(self) -> str:
        """`CN201811564288`; an international application in full, `PCT/US2004/011130`."""
        return self.number if self.number.startswith("PCT/") else f"{self.office}{self.number}"

    @property
    def docdb(self) -> str | None:
        """`EP.99203729.A`; None where DOCDB's form needs a year that is not known (old US numbers)."""
        number = self._scheme.docdb(self._reading)
        office = self.number[4:6] if self.number.startswith("PCT/") else self.office
        return number and f"{office}.{number}.{self.kind}"

    @property
    def epodoc(self) -> str | None:
        """`EP19990203729`; None where the form is not known or needs a year that is not."""
        return self._scheme.epodoc(self._reading)

    @property
    def original(self) -> str:
        """As the office prints it: `US 10/778,449`."""
        return self._scheme.display(self._reading)

    @property
    def _reading(self) -> Reading:
        return Reading(self.number, self.kind, self.year)

    @property
    def _scheme(self) -> NumberScheme:
        is_dummy = self.office != "CN" and _DUMMY.fullmatch(self.number)
        return fallback.application(self.office) if is_dummy else application_scheme(self.office)


def publication_scheme(office: str) -> NumberScheme:
    """The scheme of an office's publication numbers."""
    module = _MODULES.get(office)
    return module.PUBLICATION if module else fallback.publication(office)


def application_scheme(office: str) -> NumberScheme:
    """The scheme of an office's application numbers."""
    module = _MODULES.get(office)
    return module.APPLICATION if module else fallback.application(office)


def publication_number(text: str, office: str | None = None) -> DocumentNumber:
    """The publication number that is meant. Raises `InvalidNumber`.

    Where the office is known apart from the text, give it; `text` may still begin with it.
    """
    known = text[:2]
    pattern = _CANONICAL.get(known)
    if pattern is not None and (office is None or office == known) and (match := pattern.fullmatch(text)):
        return DocumentNumber(known, match[1], match[2] or "")
    return _read_publication(text, office)


@lru_cache(maxsize=1 << 16)
def _read_publication(text: str, office: str | None) -> DocumentNumber:
    tidied = _sane(text)
    if tidied.startswith(("PCT/", "PCT-", "ZL")):
        tidied = _published_pct(tidied, text)
    if office is None and jp.is_japanese(tidied):
        office = "JP"
    code, _ = split_office(tidied, office and office_code(office))
    if code in ("EP", "EM") and (design := _COMMUNITY_DESIGN.fullmatch(tidied)):
        return _document("EM", fallback.publication("EM").read(design[1], ""))
    scheme = publication_scheme(code)
    body, kind = _split_given(scheme, tidied, code)
    if kind == _INTERNATIONAL:
        raise refusal(text, code)
    return _document(code, scheme.read(body, kind))


def document_number(office: str, number: str, kind: str = "") -> DocumentNumber:
    """The publication number whose parts a file states apart. Raises `InvalidNumber`."""
    pattern = _CANONICAL.get(office)
    if pattern is not None and pattern.fullmatch(joined := f"{office}{number}{kind}"):
        return DocumentNumber(office, number, kind)
    code = office_code(office)
    tidied = tidy(number)
    if not kind or (code in ("EP", "EM") and _COMMUNITY_DESIGN.fullmatch(tidied)):
        return publication_number(tidied, code)
    scheme = publication_scheme(code)
    body, stated = scheme.split(f"{code}{tidied}")
    if stated and stated != kind.upper():
        raise refusal(joined if pattern else f"{office}{number}{kind}", code)
    return _document(code, scheme.read(body, kind.strip().upper()))


def application_number(text: str, office: str | None = None, *, year: int | None = None) -> ApplicationNumber:
    """The application number that is meant. Raises `InvalidNumber` (`NUMBER`, `CHECKDIGIT`).

    A bare `201811564288.X` is a Chinese number; any other needs its office, in the text or given. `year` (of filing)
    lets forms be written that need it.
    """
    known = text[:2]
    pattern = _CANONICAL_APPLICATION.get(known)
    if pattern is not None and (office is None or office == known) and (match := pattern.fullmatch(text)):
        return ApplicationNumber(known, match[1], year=year)
    if office in _BARE_APPLICATION and (match := _BARE_APPLICATION[office].fullmatch(text)):
        digit = match[2] if match.re.groups == 2 else None
        if digit is None or digit == _CHECK_DIGIT[office](match[1]):
            return ApplicationNumber(office, match[1], year=year)
    return _read_application(text, office, year)


@lru_cache(maxsize=1 << 16)
def _read_application(text: str, office: str | None, year: int | None) -> ApplicationNumber:
    tidied = _sane(text)
    if "PCT" in tidied[:6] or (office == "WO" and wo.UNDER_WO.fullmatch(tidied)):
        return _application("WO", wo.APPLICATION.read(tidied, ""), year)
    if office is None and re.fullmatch(r"\d{12}\.?[0-9X]", tidied):
        office = "CN"
    if office is None and jp.is_japanese(tidied):
        office = "JP"
    code, _ = split_office(tidied, office and office_code(office))
    if code in ("EP", "EM") and (design := _COMMUNITY_DESIGN.fullmatch(tidied)):
        return _application("EM", fallback.application("EM").read(design[1], ""), year)
    scheme = application_scheme(code)
    body, kind = _split_given(scheme, tidied, code)
    if kind == _INTERNATIONAL and code != "WO":
        return _application("WO", wo.from_docdb(code, without_separators(body)))
    if len(kind) > 1:
        raise refusal(text, code)  # kinds of applications are single letters: this is a publication
    try:
        return _application(code, scheme.read(body, kind), year)
    except InvalidNumber:
        if code in _NO_TEN_DIGITS and _YEAR_AND_SIX.fullmatch(body.removeprefix(code)):
            # what no national number can be: an international application as DOCDB writes it, without its W
            return _application("WO", wo.from_docdb(code, body.removeprefix(code)))
        raise


def application_from_docdb(office: str, number: str, kind: str = "A") -> ApplicationNumber:
    """The application number that DOCDB states in three parts (`US`, `40809899`, `A`). Raises `InvalidNumber`."""
    digits = without_separators(tidy(number))
    if kind.startswith("W"):
        return _application("WO", wo.from_docdb(office_code(office), digits))
    code = office_code(office)
    if code != "CN" and _DUMMY.fullmatch(digits):
        return ApplicationNumber(code, digits, kind)
    if code in ("US", "JP", "GB") and digits.isdigit():
        module = {"US": us, "JP": jp, "GB": gb}[code]
        return _application(code, module.from_docdb(digits, kind))
    scheme = application_scheme(code)
    body, _ = scheme.split(f"{code}{digits}") if digits[:1].isdigit() else (digits, "")
    return _application(code, scheme.read(body, kind))


def _split_given(scheme: NumberScheme, tidied: str, code: str) -> tuple[str, str]:
    """Body and kind; a scheme of another office's letters (`PCT/…`, `ZL…`) splits for itself."""
    return scheme.split(tidied if tidied[:2] == code else f"{code} {tidied.removeprefix('ZL')}")


def _sane(text: str) -> str:
    """The tidied text without a label in front. Raises where it cannot be one number."""
    tidied = tidy(text)
    if tidied.startswith(_labels()):
        label = next(label for label in _labels() if tidied.startswith(label))
        tidied = tidied[len(label) :].lstrip(" .:")
    if not _WHOLE_NUMBER.fullmatch(tidied):
        raise refusal(text)
    return tidied


def _published_pct(tidied: str, text: str) -> str:
    """`PCT/WO98/31467` is a publication; `PCT/US…` and `ZL…` are application numbers."""
    if not re.match(r"PCT[/-]WO", tidied):
        raise refusal(text)
    return f"WO{tidied[6:]}"


def _document(office: str, reading: Reading) -> DocumentNumber:
    kind = reading.kind
    for old, first, last, docdb in _kind_repairs().get(office, ()):
        if kind == old and reading.number.isdigit() and first <= int(reading.number) <= last:
            kind = docdb
            break
    return DocumentNumber(office, reading.number, kind)


def _application(office: str, reading: Reading, year: int | None = None) -> ApplicationNumber:
    return ApplicationNumber(office, reading.number, reading.kind, reading.year or year)


@cache
def _labels() -> tuple[str, ...]:
    return tuple(tidy(row["label"]) for row in rows("numbers/labels.tsv"))


@cache
def _kind_repairs() -> dict[str, tuple[tuple[str, int, int, str], ...]]:
    found: dict[str, list[tuple[str, int, int, str]]] = {}
    for row in rows("numbers/kind_repairs.tsv"):
        entry = (row["kind"], int(row["first"]), int(row["last"]), row["docdb"])
        found.setdefault(row["office"], []).append(entry)
    return {office: tuple(entries) for office, entries in found.items()}


__all__ = [
    "ApplicationNumber",
    "DocumentNumber",
    "application_from_docdb",
    "application_number",
    "application_scheme",
    "document_number",
    "publication_number",
    "publication_scheme",
    "split_kind",
]
