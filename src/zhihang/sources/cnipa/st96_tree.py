"""The tree of the newer generation, spelled as the older one, so that both are read by the same functions."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

from lxml.etree import _Element as Element

from zhihang.sources.xml import without_namespaces

_SCHEMA_PLACE = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@cache
def _names() -> dict[str, str]:
    lines = (resources.files("zhihang.sources.cnipa") / "st36_names.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines[2:])


def local_names(root: Element) -> Element:
    """The tree with local names, without the place of its schema, which is no data."""
    root.attrib.pop(_SCHEMA_PLACE, "")
    return without_namespaces(root)


def spelled_as_st36(root: Element) -> Element:
    """The tree in the names of ST.36, where they exist; pictures tell their kind as ST.36 does."""
    names = _names()
    for element in root.iter():
        element.tag = names.get(str(element.tag), element.tag)
        if element.tag == "img" and element.get("imgContent"):
            element.set("img-content", element.get("imgContent", ""))
    return root


def preferred(elements: Iterable[Element]) -> list[Element]:
    """One element of each that stands in several formats, by sequence: the printed one, else the standardized one."""
    chosen: dict[str, Element] = {}
    for position, element in enumerate(elements):
        key = element.get("sequence") or ("" if element.get("dataFormat") else str(position))
        kept = chosen.get(key)
        if kept is None or (kept.get("dataFormat") == "standard" and element.get("dataFormat") != "standard"):
            chosen[key] = element
    return list(chosen.values())
