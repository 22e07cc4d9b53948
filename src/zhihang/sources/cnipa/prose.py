"""The running text of Chinese publications: lines that the printer broke are joined, paragraphs, claims and pictures.

Files keep the line breaks of the printed page, as white space with a line end or as `br` inside of it. Between Chinese
characters a break is nothing at all; elsewhere it is a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.etree import _Element as Element

from zhihang.sources.flow import Flow

_CJK = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_BREAK = re.compile(rf"(?<=[{_CJK}])[^\S\n]*\n\s*|\s*\n[^\S\n]*(?=[{_CJK}])")
_BREAKS = frozenset({"br", "Break"})


def join_lines(element: Element) -> None:
    """Takes the line breaks of the printed page out of an element, in place."""
    for line_break in [child for child in element.iter() if child.tag in _BREAKS]:
        _dissolve(line_break)
    for part in element.iter():
        if part.text and "\n" in part.text:
            part.text = _BREAK.sub("", part.text)
        if part.tail and "\n" in part.tail and part is not element:
            part.tail = _BREAK.sub("", part.tail)


def _dissolve(line_break: Element) -> None:
    parent, before = line_break.getparent(), line_break.getprevious()
    if parent is None:
        return
    text = "\n" + (line_break.tail or "")
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    line_break.tail = None
    parent.remove(line_break)


def paragraphs(elements: Iterable[Element], flow: Flow) -> tuple[str, ...]:
    """The paragraphs of some elements in order."""
    found: list[str] = []
    for element in elements:
        join_lines(element)
        found += flow.paragraphs(element)
    return tuple(found)


def claim(element: Element, flow: Flow) -> str:
    """One claim, its parts on lines of their own."""
    join_lines(element)
    return flow.text(element)
