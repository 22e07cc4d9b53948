"""Files that stand beside records and are no records: schemas, code tables, word lists, benchmarks, notes, licences.

Each kind is recognised by its content, by the lists of `reference_files.yaml`, and left aside with a word. Sources are
asked first, so that nothing that can be read is taken for a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.messages import read_yaml
from zhihang.sources.source import Head

_BINARY = (
    (b"%PDF", "aside-document"),
    (b"\x89PNG", "aside-picture"),
    (b"II*\0", "aside-picture"),
    (b"MM\0*", "aside-picture"),
    (b"\xff\xd8\xff", "aside-picture"),
    (b"GIF8", "aside-picture"),
    (b"VjCD0100", "aside-structure"),
    (b"(*", "aside-structure"),
)
_MOLECULE = re.compile(r"(?:[^\n]*\n){3}[^\n]*V[23]000\s*\n")
_DTD = re.compile(r"(?>\s+|<\?xml.*?\?>|<!--.*?-->)*+<!(?:ELEMENT|ENTITY|ATTLIST)\s", re.DOTALL)
_SAMPLE = 2000
_FIELD = re.compile(r"(?:\(\d{2}\)|\[\d{2}\]|[A-Z]{2,5}\d{0,2})(?:\s|$)")
_RULE = re.compile(r"[*=]{3} ")
_PROSE_LINE = re.compile(r"[^\t{}<>|]*[^\W\d_]{2}[^\t{}<>|]*")
_FEWEST_WORDS = 8
_LETTERS = 0.6
_FIRST_LINES = 20


@dataclass(frozen=True, slots=True)
class Lines:
    """A pattern that nearly every line of a list fits: at least `fewest` lines, at least the `share` of them."""

    code: str
    pattern: re.Pattern[str]
    fewest: int
    share: float

    def fits(self, lines: list[str]) -> bool:
        """Whether these lines are such a list."""
        if len(lines) < self.fewest:
            return False
        return sum(self.pattern.fullmatch(line) is not None for line in lines) >= self.share * len(lines)


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of `reference_files.yaml`, compiled."""

    roots: dict[str, str]
    answers: tuple[tuple[str, str, re.Pattern[str]], ...]
    heads: tuple[tuple[str, re.Pattern[str]], ...]
    lines: tuple[Lines, ...]


@cache
def lists() -> Lists:
    """What is known to stand beside records; read once."""
    data = read_yaml((resources.files(__package__) / "reference_files.yaml").read_text("utf-8"))
    return Lists(
        {root: code for code, roots in data["roots"].items() for root in roots},
        tuple((entry["code"], entry["root"], re.compile(entry["pattern"])) for entry in data["answers"]),
        tuple((entry["code"], re.compile(entry["pattern"])) for entry in data["heads"]),
        tuple(
            Lines(entry["code"], re.compile(entry["pattern"]), entry["fewest"], entry["share"])
            for entry in data["lines"]
        ),
    )


def reference(head: Head) -> str | None:
    """The word for leaving a file aside; None where it is not known to be reference material."""
    for start, code in _BINARY:
        if head.data.startswith(start):
            return code
    if head.root in lists().roots:
        return lists().roots[head.root]
    for code, root, pattern in lists().answers:
        if head.root == root and pattern.search(head.text):
            return code
    if _MOLECULE.match(head.text):
        return "aside-structure"
    if _DTD.match(head.text):
        return "aside-document-type"
    if "\0" in head.text[:_SAMPLE]:
        return None
    return _by_text(head.text) if head.root is None or not head.text.lstrip("\ufeff\r\n\t ").startswith("<") else None


def stands_beside(text: str) -> str | None:
    """The word for a text that one of the lists knows by its beginning or by its lines."""
    text = text.removeprefix("\ufeff")
    for code, pattern in lists().heads:
        if pattern.match(text):
            return code
    rows = _lines(text)
    return next((each.code for each in lists().lines if each.fits(rows)), None)


def _lines(text: str) -> list[str]:
    """The lines of a text that say something; the last one of a longer text may be cut and is left out."""
    complete = text if text.endswith(("\n", "\r")) or len(text) < _SAMPLE else text.rpartition("\n")[0]
    return [line.strip() for line in complete.splitlines() if line.strip()]


def _by_text(text: str) -> str | None:
    known = stands_beside(text)
    return known or ("aside-text" if _is_prose(_lines(text.removeprefix("\ufeff"))) else None)


def _is_columnar(lines: list[str], sign: str) -> bool:
    """Whether a sign parts each line into the same number of cells."""
    return len(lines) > 1 and sign in lines[0] and len({line.count(sign) for line in lines}) == 1


def _is_prose(lines: list[str]) -> bool:
    """Whether this is running text for people: sentences, no fields, no columns, nothing that names a document."""
    if not lines or lines[0][0] in "{[<":
        return False
    text = " ".join(lines)
    letters = sum(each.isalpha() or each.isspace() for each in text)
    fields = sum(_FIELD.match(line) is not None for line in lines)
    is_feed = any(_RULE.match(line) for line in lines)
    prose = sum(_PROSE_LINE.fullmatch(line) is not None for line in lines)
    words = len(text.split()) + sum(each > "\u2e7f" for each in text) // 2
    columns = any(_is_columnar(lines[:_FIRST_LINES], sign) for sign in ",;")
    return (
        words >= _FEWEST_WORDS
        and letters >= _LETTERS * len(text)
        and prose >= _LETTERS * len(lines)
        and (fields * 5 <= len(lines) or len(lines) < 3)
        and not columns
        and not is_feed
    )
