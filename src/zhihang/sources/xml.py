"""XML read safely: one chunk → one tree, or a problem that says where the damage is.

Nothing is fetched and nothing expands: the document type is blanked before parsing, entity references are replaced by
the characters of our own table (`entities`), and every reference outside of it stays in the text as it was written and
becomes a problem. A document with damage gives no record; a missing namespace declaration, a bare `&` and control
characters are mended and counted.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.etree import _Element as Element

from zhihang.records.problem import Problem
from zhihang.sources import entities
from zhihang.sources.encoding import declared, to_utf8
from zhihang.sources.source import Chunk, Place

__all__ = ["Element", "read_xml", "without_namespaces"]

_DOCTYPE = re.compile(  # possessive throughout: hostile documents must not make it try again and again
    rb"<!DOCTYPE(?>[^\[>\"']|\"[^\"]*\"|'[^']*')*+"
    rb"(?>\[((?>[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<(?!!--))*+)\]\s*+)?+>",
    re.DOTALL,
)
_DECLARATION = re.compile(rb"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:(SYSTEM|PUBLIC)\b)?[^>]*?(\bNDATA\b)?[^>]*>")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REFERENCE = re.compile(rb"&#(?:x([0-9A-Fa-f]+)|([0-9]+));")
_HUGE = 8 << 20
_WRAPPER = b"zhihang-wrapper"


def _parser(*, huge: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge,
    )


def read_xml(chunk: Chunk, place: Place) -> tuple[Element | None, list[Problem]]:
    """The root element of a chunk and what had to be mended; no element where the XML is damaged."""
    problems: list[Problem] = []
    data, assumed = to_utf8(chunk.data, chunk.context.get("encoding") or declared(chunk.data))
    if assumed:
        problems.append(place.problem("encoding", chunk.position, assumed))
    data, found = _without_doctype(data, chunk, place)
    problems += found
    if any(problem.fatal for problem in found):
        return None, problems
    data, unknown = entities.substituted(data)
    problems += [place.problem(code, chunk.position + line - 1, detail) for code, line, detail in unknown]
    root, found = _parsed(data, chunk, place)
    return root, problems + found


def _without_doctype(data: bytes, chunk: Chunk, place: Place) -> tuple[bytes, list[Problem]]:
    start = _doctype_start(data)
    if start < 0:
        return data, []
    match = _DOCTYPE.match(data, start)
    if match is None:
        return data, [
            place.problem("doctype", chunk.position, data[start : start + 200].decode("utf-8", "replace"), fatal=True)
        ]
    blank = re.sub(rb"[^\r\n]", b" ", match[0])
    return data[:start] + blank + data[match.end() :], _declared_entities(match[1] or b"", chunk, place)


def _doctype_start(data: bytes) -> int:
    """Where the document type begins; one that is commented out is none. -1 where there is none."""
    place = 0
    while True:
        start, comment = data.find(b"<!DOCTYPE", place), data.find(b"<!--", place)
        if start < 0 or not 0 <= comment < start:
            return start
        end = data.find(b"-->", comment)
        if end < 0:
            return -1
        place = end


def _declared_entities(subset: bytes, chunk: Chunk, place: Place) -> list[Problem]:
    """Problems for entities that a document declares itself; pictures (NDATA) are only names and harmless."""
    names: dict[str, list[str]] = {"external-entity": [], "declared-entity": []}
    for match in _DECLARATION.finditer(subset):
        if not match[4] and b"NDATA" not in match[0]:
            names["external-entity" if match[3] else "declared-entity"].append(match[2].decode("utf-8", "replace"))
    return [place.problem(code, chunk.position, ", ".join(found)) for code, found in names.items() if found]


def _parsed(data: bytes, chunk: Chunk, place: Place) -> tuple[Element | None, list[Problem]]:
    wrapped = chunk.context.get("namespaces")
    if wrapped:
        data = b"<%s %s>%s</%s>" % (_WRAPPER, wrapped.encode(), data, _WRAPPER)
    problems: list[Problem] = []
    for mend in (None, _mended_characters, _mended_namespaces):
        if mend is not None:
            data, detail = mend(data)
            if not detail:
                continue
            problems.append(place.problem("mended", chunk.position, detail))
        try:
            root = etree.fromstring(data, _parser(huge=len(data) > _HUGE))
            return _unwrapped(root), problems
        except etree.XMLSyntaxError as error:
            failure = error
    return None, [*problems, _damage(failure, data, chunk, place)]


def _unwrapped(root: Element) -> Element:
    return root[0] if str(root.tag).endswith(_WRAPPER.decode()) and len(root) else root


def _damage(error: etree.XMLSyntaxError, data: bytes, chunk: Chunk, place: Place) -> Problem:
    line, column = error.position
    message = str(error.msg).removesuffix(f", line {line}, column {column}")
    at_end = "Premature end" in message or _WRAPPER.decode() in message or not chunk.data.rstrip().endswith(b">")
    if line == 1 and data.startswith(b"<" + _WRAPPER):
        column -= data.index(b">") + 1
    where = f"line {chunk.position + max(line, 1) - 1}, column {column}"
    return place.problem(
        "truncated" if at_end else "damaged",
        chunk.position + max(line, 1) - 1,
        f"{where}: the document is not complete" if at_end else f"{where}: {message}",
        fatal=True,
    )


def _mended_characters(data: bytes) -> tuple[bytes, str]:
    """Control characters and references to characters that XML forbids, as U+FFFD."""
    count = 0

    def mark(match: re.Match[bytes]) -> bytes:
        nonlocal count
        if match.re is _REFERENCE:
            code = int(match[1], 16) if match[1] else int(match[2])
            if code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
                return match[0]
        count += 1
        return "�".encode()

    data = _REFERENCE.sub(mark, _CONTROL.sub(mark, data))
    return data, f"{count} characters that XML forbids became U+FFFD" if count else ""


def _mended_namespaces(data: bytes) -> tuple[bytes, str]:
    """Prefixes without a declaration, declared at the root by their own name."""
    used = set(re.findall(rb"</?([A-Za-z_][\w.-]*):[A-Za-z_]", data)) | set(
        re.findall(rb"\s([A-Za-z_][\w.-]*):[\w.-]+\s*=", data)
    )
    known = set(re.findall(rb"\bxmlns:([\w.-]+)\s*=", data)) | {b"xml", b"xmlns"}
    missing = sorted(used - known)
    if not missing:
        return data, ""
    spaces = b" ".join(b'xmlns:%s="urn:undeclared:%s"' % (prefix, prefix) for prefix in missing)
    names = b", ".join(missing).decode("utf-8", "replace")
    body = re.sub(rb"^\s*<\?xml[^>]*\?>", b"", data)
    return b"<%s %s>%s</%s>" % (_WRAPPER, spaces, body, _WRAPPER), f"namespace prefix without declaration: {names}"


def without_namespaces(root: Element) -> Element:
    """The same tree with local names only: products use several prefixes for the same elements."""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        if tag[0] == "{":
            element.tag = tag[tag.index("}") + 1 :]
    return root
