"""The texts of a record in a report: abstract in each language, claims as far as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhihang.messages import Language
from zhihang.reporting.bibliography.claim_tree import Claim, ClaimTree
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.reporting.blocks import Block, Heading, Paragraph, Run
from zhihang.reporting.record_report.asking import Claims
from zhihang.reporting.record_report.lines import inid, said

_UNSAID = "und"
"""The language of a text whose source does not say it."""


def title_runs(sheet: RecordSheet) -> tuple[Run, ...]:
    """The titles in each language, or the mark; what the source did not supply is said."""
    if sheet.titles:
        return tuple(Run(title, code) for code, title in sheet.titles)
    mark = sheet.record.mark
    if mark is not None and mark.text:
        return (Run(mark.text, sheet.record.language or ""),)
    return (Run(said("NO_TITLE", sheet.language), "", "muted"),)


def abstracts(sheet: RecordSheet) -> Iterator[Block]:
    """The abstract in each of its languages, that of the record first."""
    own = sheet.record.language or ""
    for code, paragraphs in sorted(sheet.record.abstract.items(), key=lambda pair: (pair[0] != own, pair[0])):
        yield Heading(said("HEADING_ABSTRACT", sheet.language), inid("57"), _language(sheet, code))
        for paragraph in paragraphs:
            yield Paragraph((Run(paragraph, code),))


def claims(sheet: RecordSheet, wanted: Claims) -> Iterator[Block]:
    """The claims that are asked for, with their numbers in the margin and how many there are."""
    tree = sheet.claims
    chosen = _chosen(tree, wanted)
    if not chosen:
        return
    yield Heading(said(f"HEADING_CLAIMS_{wanted.upper()}", sheet.language), "", _note(sheet, tree, chosen))
    for claim in chosen:
        yield Paragraph((Run(claim.text, sheet.claims_language),), str(claim.number))


def _chosen(tree: ClaimTree, wanted: Claims) -> Sequence[Claim]:
    match wanted:
        case "none":
            return ()
        case "first":
            return tree.claims[:1]
        case "independent":
            return [claim for claim in tree.claims if claim.is_independent]
        case _:
            return tree.claims


def _note(sheet: RecordSheet, tree: ClaimTree, chosen: Sequence[Claim]) -> str:
    language: Language = sheet.language
    shown = said("CLAIMS_OF", language, shown=len(chosen), total=len(tree.claims))
    return f"{shown} · {_language(sheet, sheet.claims_language)}"


def _language(sheet: RecordSheet, code: str) -> str:
    """A language in words; what the source does not say is said."""
    return said("LANGUAGE_UNKNOWN", sheet.language) if code == _UNSAID else sheet.language_name(code)
