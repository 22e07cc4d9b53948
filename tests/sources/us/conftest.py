"""Reads the official document types of the USPTO, to walk every element path they allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TYPE = re.compile(
    r"([\w:.-]+)\s+(?:CDATA|ID|IDREFS?|NMTOKENS?|ENTITY|ENTITIES|\([^)]*\))\s+"
    r"(?:#REQUIRED|#IMPLIED|#FIXED\s+(?:\"[^\"]*\"|'[^']*')|\"[^\"]*\"|'[^']*')"
)


class DocumentType:
    """Children and attributes of each element, parameter entities expanded."""

    def __init__(self, path: Path) -> None:
        text = re.sub(r"<!--.*?-->", "", path.read_text("utf-8", "replace"), flags=re.DOTALL)
        self.parameters: dict[str, str] = {}
        for match in re.finditer(r"<!ENTITY\s+%\s+([\w.-]+)\s+\"([^\"]*)\"\s*>", text):
            self.parameters.setdefault(match[1], match[2])
        self.children: dict[str, list[str]] = {}
        for match in re.finditer(r"<!ELEMENT\s+(\S+)\s+(.*?)>", text, flags=re.DOTALL):
            model = self.expanded(match[2]).replace("#PCDATA", "")
            names = re.findall(r"[A-Za-z_][\w.:-]*", model)
            name = self.expanded(match[1]).strip()
            self.children[name] = [each for each in dict.fromkeys(names) if each not in ("EMPTY", "ANY")]
        self.attributes: dict[str, list[str]] = {}
        for match in re.finditer(r"<!ATTLIST\s+(\S+)\s+(.*?)>", text, flags=re.DOTALL):
            found = [each[1] for each in TYPE.finditer(self.expanded(match[2]))]
            self.attributes.setdefault(self.expanded(match[1]).strip(), []).extend(found)

    def expanded(self, text: str) -> str:
        for _ in range(20):
            text = re.sub(r"%([\w.-]+);", lambda match: self.parameters.get(match[1], ""), text)
        return text


@pytest.fixture
def document_type():
    return DocumentType
