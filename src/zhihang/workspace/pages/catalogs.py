"""Catalogs of the pages' texts: what templates and code say in English, and its Chinese.

The catalog beside the templates (`locale/zh_Hans/LC_MESSAGES/django.po`) is the one people edit; `update()` adds what
is new and drops what nobody says any more; `compiled()` is what Django reads. Both are made with Babel:

    zhihang manage catalogs
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE: Final = Path(__file__).resolve().parents[2]
CATALOG: Final = Path(__file__).with_name("locale") / "zh_Hans" / "LC_MESSAGES" / "django.po"
_APPS: Final = ("workspace", "information")
_KEYWORDS: Final = {
    "_": None, "gettext": None, "gettext_noop": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def texts() -> Iterator[str | tuple[str, str]]:
    """Every text of the pages, once: an English text, or singular and plural of one that counts."""
    seen: set[str | tuple[str, str]] = set()
    for path in _files():
        source = path.read_text("utf-8")
        if path.suffix == ".html":
            source = templatize(source, origin=path.name)
        for _, message, _, _ in extract("python", io.BytesIO(source.encode()), keywords=_KEYWORDS):
            text = (str(message[0]), str(message[1])) if isinstance(message, tuple) else str(message)
            if text not in seen:
                seen.add(text)
                yield text


def _files() -> Iterator[Path]:
    for app in _APPS:
        yield from sorted(path for path in (PACKAGE / app).rglob("*") if path.suffix in (".py", ".html"))


def catalog() -> Catalog:
    """The Chinese catalog as it is kept."""
    with CATALOG.open("rb") as stream:
        return read_po(stream, locale="zh_Hans", domain="django")


def update() -> list[str]:
    """Bring the kept catalog up to what the pages say; returns the texts that have no Chinese yet."""
    known = catalog()
    template = Catalog(domain="django", creation_date=known.creation_date)
    for text in texts():
        template.add(text)
    known.update(template, no_fuzzy_matching=True, keep_user_comments=False)
    known.obsolete.clear()
    with CATALOG.open("wb") as stream:
        write_po(stream, known, omit_header=False, no_location=True, sort_output=True, width=120)
    CATALOG.with_suffix(".mo").write_bytes(compiled())
    return [str(message.id) for message in known if message.id and not all(_strings(message.string))]


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


def compiled() -> bytes:
    """The catalog as Django reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalog())
    return stream.getvalue()
