"""Languages 语种: the two-letter codes of ISO 639-1, and what files write instead.

>>> language_code("EN"), language_code("ger"), language_code("zh-Hans"), name("zh", "en")
('en', 'de', 'zh', 'Chinese')
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows


@cache
def languages() -> dict[str, tuple[str, str]]:
    """Code → English and Chinese name."""
    return {row["code"]: (row["en"], row["zh"]) for row in rows("languages.tsv")}


@cache
def _written() -> dict[str, str]:
    """Names, three-letter codes and habits; the two-letter codes win where both exist (`in`, `kr`, `ee`)."""
    table: dict[str, str] = {}
    for row in rows("languages.tsv"):
        for written in (*row["other"].split(), row["en"].casefold(), row["zh"]):
            table.setdefault(written, row["code"])
    table.update({code: code for code in languages()})
    return table


def language_code(text: str) -> str:
    """The code meant by a code in any case, a three-letter code, a tag (`zh-Hans`) or a name. Raises `InvalidCode`."""
    written = text.strip().casefold()
    table = _written()
    found = table.get(written) or table.get(written.replace("_", "-").split("-", 1)[0])
    if found is None:
        near = ", ".join(get_close_matches(written, table, cutoff=0.6))
        raise InvalidCode("LANGUAGE", room="standards", value=text, suggestions=near)
    return found


def name(code: str, language: Language = "en") -> str:
    """The language's name for people."""
    return languages()[language_code(code)][language == "zh"]
