"""Running text with markup, as text a person can read and a search can find.

Inline markup disappears and its characters stay (`H<sub>2</sub>O` → `H2O`); block elements stand apart; cells of a row
are parted by tabs; a fraction keeps its bar as `/`, a root its sign; an operator of content MathML is its name.
Pictures have no text: they are listed. What kind an element is stands in `flow.tsv`; an element that is not there
counts as inline and is told (`unread-element`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from lxml.etree import _Element as Element

from zhihang.records.marks import Image

_BLOCK, _CELL, _SPACE = "\0", "\1", " "
_DEEPEST = 400
_AROUND = {
    "block": (_BLOCK, _BLOCK), "space": (_SPACE, _SPACE), "cell": ("", _CELL), "slash": ("/", ""), "fence": ("(", ")"),
    "root": ("√(", ")"),
}  # fmt: skip
"""What stands before and behind an element of a kind."""

_RARE = "\v\f\x1c\x1d\x1e\x1f"
"""ASCII white space that is neither blank, tab nor line end."""
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))


@dataclass(slots=True)
class Flow:
    """What a text held besides its words: pictures, and elements that no list knows."""

    images: list[Image] = field(default_factory=list)
    unknown: dict[str, int] = field(default_factory=dict)

    def paragraphs(self, element: Element) -> list[str]:
        """The text of an element, block by block."""
        pieces: list[str] = []
        self._walk(element, pieces, 0)
        return _blocks("".join(pieces))

    def line(self, element: Element) -> str:
        """The text of an element in one line."""
        if not len(element):
            return " ".join((element.text or "").split())
        return " ".join(self.paragraphs(element))

    def text(self, element: Element) -> str:
        """The text of an element, its blocks on lines of their own."""
        return "\n".join(self.paragraphs(element))

    def _walk(self, element: Element, pieces: list[str], depth: int) -> None:
        if element.text:
            pieces.append(element.text)
        kinds = _kinds()
        for child in element:
            kind = kinds.get(str(child.tag))
            if kind is None:
                kind = self._kind(child)
            if kind == "inline":
                if len(child):
                    self._below(child, pieces, depth)
                elif child.text:
                    pieces.append(child.text)
            else:
                self._special(child, kind, pieces, depth)
            if child.tail:
                pieces.append(child.tail)

    def _below(self, element: Element, pieces: list[str], depth: int) -> None:
        if not len(element):
            pieces.append(element.text or "")
        elif depth < _DEEPEST:
            self._walk(element, pieces, depth + 1)
        else:
            pieces.extend(str(piece) for piece in element.itertext())

    def _special(self, element: Element, kind: str, pieces: list[str], depth: int) -> None:
        if kind == "image":
            self._image(element)
        elif kind == "fraction":
            for number, part in enumerate(element):
                pieces.append("/" if number else "")
                self._below(part, pieces, depth)
        elif kind == "word":
            pieces.append(f" {str(element.tag).rpartition('}')[2]} ")
        elif kind == "lines":
            pieces.append(_BLOCK + "".join(str(text) for text in element.itertext()).replace("\n", _BLOCK) + _BLOCK)
        elif kind != "nothing":
            before, behind = _AROUND[kind]
            pieces.append(before)
            self._below(element, pieces, depth)
            pieces.append(behind)

    def _image(self, element: Element) -> None:
        file = element.get("file")
        if file:
            self.images.append(Image(file=file, kind=element.get("img-content") or "embedded"))

    def _kind(self, element: Element) -> str:
        tag = str(element.tag)
        kind = _kinds().get(tag.rpartition("}")[2])
        if kind is None:
            self.unknown[tag] = self.unknown.get(tag, 0) + 1
            return "inline"
        return kind


def _blocks(text: str) -> list[str]:
    """Blocks with their white space folded, cells parted by tabs, empty ones dropped; invisible operators left out."""
    if "\u2061" in text or "\u2062" in text:
        text = text.translate(_INVISIBLE)
    is_plain = text.isascii() and not any(sign in text for sign in _RARE)
    found = []
    for block in text.split(_BLOCK):
        folded = block.strip(" ") if _is_folded(block, is_plain=is_plain) else " ".join(block.split())
        if _CELL in folded:
            folded = "\t".join(cell.strip() for cell in folded.split(_CELL)).strip("\t")
        if folded:
            found.append(folded)
    return found


def _is_folded(block: str, *, is_plain: bool) -> bool:
    """Whether all white space within a block is single blanks; asked in the order of what is found fastest."""
    if "\n" in block or "\t" in block or "\r" in block or "  " in block:
        return False
    return is_plain or block.isprintable()  # of what is printable only the blank is white space


@cache
def _kinds() -> dict[str, str]:
    text = (resources.files(__package__) / "flow.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line and not line.startswith("#"))
    return {tag: kind for kind, tags in rows for tag in tags.split()}


def known_tags() -> frozenset[str]:
    """The elements whose kind is known, by local name."""
    return frozenset(_kinds())
