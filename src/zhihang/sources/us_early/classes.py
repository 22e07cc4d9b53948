"""Classes as early US grants write them: in fixed widths, without separators."""

from __future__ import annotations

from zhihang.sources.draft import Draft
from zhihang.sources.symbols import joined, locarno, uspc, written


def international(text: str) -> tuple[str, str] | None:
    """Key and symbol of what stands in the place of the international class.

    >>> international("A47L  514"), international("H04M 1100"), international("1402"), international("D0299")
    (('ipc', 'A47L 5/14'), ('ipc', 'H04M 11/00'), ('locarno', '14-02'), ('locarno', '02-99'))
    """
    bare = text.strip()
    if bare.isdigit() or (bare[:1] == "D" and bare[1:].isdigit() and len(bare) == 5):
        symbol = locarno(bare.removeprefix("D"))
        return ("locarno", symbol) if symbol else None
    whole = written(bare) or joined(bare[:1], bare[1:3], bare[3:4], bare[4:7].strip().lstrip("0"), bare[7:].strip())
    return ("ipc", whole) if whole else None


def add_international(text: str, draft: Draft, *, is_first: bool) -> None:
    """An international class, of patents or of designs."""
    if not text.strip():
        return
    found = international(text)
    if found is None:
        draft.findings.note("class", text)
        return
    key, symbol = found
    draft.add(key, symbol)
    if key == "ipc" and is_first:
        draft.values.setdefault("ipc_first", symbol)


def add_national(text: str, draft: Draft) -> None:
    """A symbol of the former US classification."""
    symbol = uspc(text)
    if symbol:
        draft.add("national_classes", f"US{symbol}")
