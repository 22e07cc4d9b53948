"""The catalogs: complete, current, with the same placeholders."""

from __future__ import annotations

import re

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from zhihang.workspace.pages.catalogs import CATALOG, catalog, texts


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\((\w+)\)s|<[^>]+>", text))


def _strings(texts: Catalog) -> set[str]:
    return {f"{message.string!r}".strip("(,)[]") for message in texts if message.id}


def test_every_text_of_the_pages_has_its_chinese() -> None:
    known = catalog()
    missing = []
    for text in texts():
        message = known.get(text[0] if isinstance(text, tuple) else text)
        strings = message and (message.string if isinstance(message.string, tuple) else (message.string,))
        if not strings or not all(strings):
            missing.append(text)
    assert missing == [], "run `zhihang manage catalogs` and translate"


def test_no_text_is_kept_that_nobody_says() -> None:
    said = {text[0] if isinstance(text, tuple) else text for text in texts()}
    kept = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalog() if message.id}
    assert kept - said == set()


def test_chinese_holds_the_placeholders_of_the_english() -> None:
    for message in catalog():
        if message.id:
            english = message.id[-1] if isinstance(message.id, tuple) else message.id
            chinese = message.string[0] if isinstance(message.string, tuple) else message.string
            assert _placeholders(str(chinese)) == _placeholders(str(english)), english


def test_what_django_reads_is_compiled_from_what_people_edit() -> None:
    with CATALOG.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    assert _strings(compiled) == _strings(catalog())
