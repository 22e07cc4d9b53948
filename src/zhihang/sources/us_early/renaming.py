"""Early US texts by the element names of XML v4, so that one text flow reads all generations."""

from __future__ import annotations

from functools import cache
from importlib import resources

from lxml import etree

from zhihang.sources.xml import Element

_LEFT_OUT = "-"


@cache
def names(generation: str) -> dict[str, str]:
    """Element → name in the text flow, of one generation."""
    text = (resources.files(__package__) / "tags.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {tag: name for owner, name, tags in rows if owner == generation for tag in tags.split()}


def renamed(element: Element, generation: str) -> Element:
    """The same element, its insides under the names of v4; attributes in small letters; numbers of paragraphs gone."""
    known = names(generation)
    for inner in list(element.iter(etree.Element)):
        name = known.get(str(inner.tag))
        if inner.get("FILE"):
            inner.set("file", str(inner.get("FILE")))
        if inner is element or name is None:
            continue
        if name == _LEFT_OUT:
            _leave_out(inner)
        else:
            inner.tag = name
    return element


def _leave_out(element: Element) -> None:
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)
