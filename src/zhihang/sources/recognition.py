"""Which official product a file is, by its content: never by its name, never by guessing.

Reference material that stands beside records (schemas, document types, code tables, notes, pictures) is recognised too
and left aside with a word; what nobody recognises is a problem that says what was seen.
"""

from __future__ import annotations

import re

from zhihang.records.problem import Problem
from zhihang.sources.encoding import declared, marked, to_utf8
from zhihang.sources.reference_files import reference
from zhihang.sources.registry import sources
from zhihang.sources.source import DETAIL_LENGTH, Aside, Head, Source

_PROLOG = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?>[^\[>\"']|\"[^\"]*\"|'[^']*')*+(?:\[.*?\]\s*+)?>", re.DOTALL)
_ROOT = re.compile(r"<((?:[\w.-]+:)?[A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def head_of(data: bytes, file: str = "") -> Head:
    """What can be seen at the beginning of a file."""
    name, mark = marked(data)
    wide = name is not None and name.startswith(("utf-16", "utf-32"))
    if wide and name is not None:
        text = data[mark:].decode(name, "replace")
    else:
        text = to_utf8(_whole(data[mark:]), declared(data[mark:]))[0].decode("utf-8", "replace")
    junk = text.find("<") if text[:1] != "<" else 0
    xml = text[junk:] if 0 <= junk <= 4096 else text
    doctype, root, attributes = _opening(xml)
    return Head(data=data, text=text, file=file, root=root, attributes=attributes, doctype=doctype)


def _whole(data: bytes) -> bytes:
    """Without a character that the end of the head cuts in two."""
    for cut in range(1, min(4, len(data))):
        if data[-cut] >= 0xC0:
            return data[:-cut]
        if data[-cut] < 0x80:
            break
    return data


def _opening(text: str) -> tuple[str | None, str | None, dict[str, str]]:
    place = _end(_PROLOG, text, 0)
    doctype = _DOCTYPE.match(text, place)
    if doctype:
        place = _end(_PROLOG, text, doctype.end())
    root = _ROOT.match(text, place)
    if not root:
        return (doctype[0] if doctype else None), None, {}
    attributes = {name: double or single for name, double, single in _ATTRIBUTE.findall(root[2])}
    return (doctype[0] if doctype else None), root[1].rpartition(":")[2], attributes


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def recognise(head: Head) -> Source | Aside | Problem:
    """The source that reads this file; or the word for leaving it aside; or a problem."""
    for source in sources().values():
        if source.recognise(head):
            return source
    reason = reference(head)
    if reason:
        return Aside(file=head.file, reason=reason, detail=_seen(head))
    return Problem(file=head.file, code="unrecognised", detail=_seen(head), fatal=True)


def _seen(head: Head) -> str:
    if head.root:
        return f"XML <{head.root}>"
    if b"\0" in head.data[:1024]:
        return f"binary, begins with {head.data[:8].hex(' ')}"
    return " ".join(head.text[:DETAIL_LENGTH].split())
