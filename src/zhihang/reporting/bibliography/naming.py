"""What values of coded fields are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from zhihang.errors import NotFound, ZhihangError
from zhihang.messages import Language, text
from zhihang.sources.registry import source
from zhihang.standards import languages, locarno, nice, offices, rights, status

Namer = Callable[[str, Language], str]


def _office(code: str, language: Language) -> str:
    return f"{code} {offices.name(code, language)}"


def _numbered(name: Namer) -> Namer:
    return lambda value, language: f"{value} {name(value, language)}"


NAMERS: Final[Mapping[str, Namer]] = {
    "right": rights.name,
    "cc": _office,
    "status": status.name,
    "lang": languages.name,
    "nice": _numbered(nice.name),
    "loc": _numbered(lambda value, language: locarno.name(value[:2], language)),
}


def value_name(field: str, value: str, language: Language) -> str:
    """A value for people; a code that its list does not know stays as it is, no value says so.

    >>> value_name("cc", "CN", "en"), value_name("pd", "2019", "en"), value_name("cc", "", "en")
    ('CN China', '2019', 'not stated')
    """
    if not value:
        return text("reporting", "NOT_STATED", language)
    try:
        return NAMERS[field](value, language) if field in NAMERS else value
    except (ZhihangError, KeyError):
        return value


def product_name(product: str, language: Language) -> str:
    """The official product's name; its code where this installation has no reader for it any more."""
    try:
        return source(product).title(language)
    except NotFound:
        return product
