"""Character entities of the official document types, replaced by their characters before XML is parsed.

The table `entities.tsv` (name, code points) holds the names of HTML (with which MathML and the current ISO sets agree)
and the further ISO names that the exchange schemas of the offices declare (`mgr`, `agr`, `b.alpha`, upper-case forms).
Where the two disagree, HTML's character stands. Any other reference stays in the text as it was written and is told.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

Unknown = tuple[str, int, str]
"""Problem code, line within the document from 1, and what stood there with its number."""

_NAMED = 20
"""How many different references are told one by one; the others are told together, with their number."""

_LOOSE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#x[0-9A-Fa-f]+;|#[0-9]+;)(?:([A-Za-z][\w.]*);)?")
_LITERAL = rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|<\?(?:.*?\?>|.*)"
_LOOSE_OR_LITERAL = re.compile(_LITERAL + rb"|" + _LOOSE.pattern, re.DOTALL)


@cache
def characters() -> dict[bytes, bytes]:
    """Entity name → its characters, in UTF-8, written so that XML may hold them."""
    table = {}
    text = (resources.files(__package__) / "entities.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        name, codes = line.split("\t")
        value = "".join(chr(int(code, 16)) for code in codes.split())
        table[name.encode()] = value.replace("&", "&amp;").replace("<", "&lt;").encode()
    return table


def substituted(data: bytes) -> tuple[bytes, list[Unknown]]:
    """The document with its character entities replaced, and the references (and bare `&`) that are none.

    >>> substituted(b"<p>10 &mgr;m &foo; R&D</p>")
    (b'<p>10 \\xce\\xbcm &amp;foo; R&amp;D</p>', [('entity', 1, '&foo;'), ('bare-ampersand', 1, '&D</p>')])
    """
    if _LOOSE.search(data) is None:
        return data, []
    table = characters()
    unknown: dict[tuple[str, bytes], list[int]] = {}

    def character(match: re.Match[bytes]) -> bytes:
        if not match[0].startswith(b"&"):
            return match[0]
        name = match[1]
        value = table.get(name) if name else None
        if value is None:
            key = ("entity", match[0]) if name else ("bare-ampersand", b"")
            unknown.setdefault(key, []).append(match.start())
            return b"&amp;" + match[0][1:]
        return value

    literal = b"<![CDATA[" in data or b"<!--" in data or b"<?" in data[5:]
    result = (_LOOSE_OR_LITERAL if literal else _LOOSE).sub(character, data)
    named = list(unknown.items())
    told = [_told(data, code, what, places) for (code, what), places in named[:_NAMED]]
    if named[_NAMED:]:
        number = sum(len(places) for _, places in named[_NAMED:])
        told.append(("entity", 1, f"{number} further references of {len(named) - _NAMED} names"))
    return result, told


def _told(data: bytes, code: str, what: bytes, places: list[int]) -> Unknown:
    first = places[0]
    before = data[:first]
    line = (before.count(b"\n") or before.count(b"\r")) + 1
    shown = (what or data[first : first + 20].split(b"\n")[0]).decode("utf-8", "replace")
    return code, line, shown if len(places) == 1 else f"{shown} ({len(places)} times)"
