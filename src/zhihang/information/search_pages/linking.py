"""Which of the documents that a record names are in the corpus, so that only those become links."""

from __future__ import annotations

from zhihang.errors import ZhihangError
from zhihang.library import Corpus
from zhihang.records.record import Record
from zhihang.search.conditions import condition

_AT_ONCE = 100
_MOST = 2_000


def known_records(corpus: Corpus, record: Record) -> dict[str, str]:
    """Number as the record names it → id in the corpus, for citations and family members."""
    named = [each.number for each in (*record.citations, *record.cited_by) if each.number]
    if record.family:
        groups = (record.family.simple, record.family.extended)
        named += [member for group in groups if group for member in group.members]
    wanted = list(dict.fromkeys(named))[:_MOST]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _found(corpus, wanted[start : start + _AT_ONCE])
    return found


def _found(corpus: Corpus, numbers: list[str]) -> dict[str, str]:
    try:
        result = corpus.search(f"{condition('id', numbers)} OR {condition('pn', numbers)}")
    except ZhihangError:  # a number that cannot be one spoils the whole list: by id alone
        result = corpus.search(condition("id", numbers))
    ids: dict[str, str] = {}
    for hit in result.page(0, 10 * len(numbers), "pd", False):
        ids[hit.id] = hit.id
        ids.setdefault(f"{hit.row['office']}{hit.row['number']}", hit.id)
    return {number: ids[number] for number in numbers if number in ids}
