"""Every element path and attribute of both schemas is read or left aside with a reason; flow knows their markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from zhihang.sources.cnipa import patent_document, st96
from zhihang.sources.cnipa.st96_tree import _names
from zhihang.sources.coverage import Step, coverage
from zhihang.sources.flow import known_tags

Schema = Mapping[str, tuple[list[str], list[str]]]
"""Element → children, attributes."""

XS = "{http://www.w3.org/2001/XMLSchema}"
pytestmark = pytest.mark.real_data


def document_type(path: Path) -> Schema:
    """A DTD by its declarations: its comments are not well formed, so no parser takes it."""
    text = re.sub(r"<!--.*?-->", "", path.read_text("utf-8-sig"), flags=re.DOTALL)
    entities = dict(re.findall(r'<!ENTITY\s+%\s+([\w.]+)\s+"([^"]*)"', text))
    for _ in range(3):
        text = re.sub(r"%([\w.]+);", lambda match: entities.get(match[1], ""), text)
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name, model in re.findall(r"<!ELEMENT\s+([\w-]+)\s+([^>]*)>", text):
        children = dict.fromkeys(re.findall(r"[A-Za-z][\w-]*", model.replace("#PCDATA", "")))
        found[name] = ([child for child in children if child not in ("EMPTY", "ANY")], [])
    types = r"(?:CDATA|ID|IDREFS?|NMTOKEN|\([^)]*\))"
    attribute = re.compile(rf'([\w:-]+)\s+{types}\s+(?:#IMPLIED|#REQUIRED|#FIXED\s+"[^"]*"|"[^"]*")')
    for name, body in re.findall(r"<!ATTLIST\s+([\w-]+)\s+([^>]*)>", text):
        if name in found:
            found[name][1].extend(attribute.findall(body))
    return found


def schema(path: Path) -> Schema:
    """An XSD by local names; the one damaged end tag is mended."""
    root = etree.fromstring(re.sub(rb"</xs:element\s*\n(?=\s*<)", b"</xs:element>\n", path.read_bytes()))
    types = {each.get("name"): each for each in root if each.tag == f"{XS}complexType"}
    found: dict[str, tuple[list[str], list[str]]] = {}
    for element in root:
        if element.tag == f"{XS}element" and element.get("name"):
            children: list[str] = []
            attributes: list[str] = []
            for part in (element, types.get(element.get("type"))):
                if part is not None:
                    _collect(part, types, children, attributes)
            found.setdefault(element.get("name"), (list(dict.fromkeys(children)), attributes))
    return found


def _collect(node: etree._Element, types: dict, children: list[str], attributes: list[str]) -> None:
    for child in node:
        if child.tag in (f"{XS}element", f"{XS}group"):
            children.append((child.get("ref") or child.get("name")).rpartition(":")[2])
        elif child.tag == f"{XS}attribute":
            attributes.append(child.get("name") or child.get("ref").rpartition(":")[2])
        else:
            if child.tag == f"{XS}extension" and child.get("base") in types:
                _collect(types[child.get("base")], types, children, attributes)
            if isinstance(child.tag, str):
                _collect(child, types, children, attributes)


def missing(known: Schema, name: str, path: str, step: Step) -> list[str]:
    """Paths below an element that its coverage does not know."""
    if step.everything:
        return []
    children, attributes = known.get(name, ([], []))
    found = [f"{path}/@{attribute}" for attribute in attributes if attribute not in step.attributes]
    for child in children:
        below = step.below.get(child)
        found += [f"{path}/{child}"] if below is None else missing(known, child, f"{path}/{child}", below)
    return found


@pytest.fixture(scope="module")
def standard(shared: Path) -> Path:
    return shared / "data" / "schemas" / "cn-standard"


def test_the_older_schema_is_covered(standard: Path) -> None:
    known = document_type(standard / "cn_old.dtd")
    assert len(known) > 200
    tree = coverage(patent_document.COVERAGE).tree
    assert missing(known, patent_document.ROOT, patent_document.ROOT, tree.below[patent_document.ROOT]) == []


def test_the_newer_schema_is_covered(standard: Path) -> None:
    known = schema(standard / "zh_new.xsd")
    assert len(known) > 900
    tree = coverage(st96.COVERAGE).tree
    assert missing(known, st96.ROOT, st96.ROOT, tree.below[st96.ROOT]) == []


RUNNING = {
    "document": ("cn_old.dtd", ("description", "claims", "abstract")),
    "st96": ("zh_new.xsd", ("Paragraphs", "ClaimText")),
}
NOT_TEXT = {
    "SearchField", "DecisionVerdictRelated", "NumericalRangeDetails", "ApplicationCitation", "BiologicalDeposit",
    "NPLCitationDetails", "Evidence", "Accessory",
}  # fmt: skip
"""Markup of other kinds of document (court decisions, indexing), or read apart."""


@pytest.mark.parametrize("generation", RUNNING)
def test_the_markup_of_running_text_is_known(generation: str, standard: Path) -> None:
    file, roots = RUNNING[generation]
    known = document_type(standard / file) if generation == "document" else schema(standard / file)
    seen: set[str] = set()
    waiting = [name for root in roots for name in known[root][0]]
    while waiting:
        name = waiting.pop()
        if name not in seen and name not in NOT_TEXT:
            seen.add(name)
            waiting += known.get(name, ([], []))[0]
    spelled = {_names().get(name, name) if generation == "st96" else name for name in seen}
    assert sorted(spelled - known_tags()) == []
