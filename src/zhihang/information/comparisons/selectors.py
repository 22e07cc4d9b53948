"""Reading the records of a comparison."""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.errors import InvalidNumber, NotFound, UsageError
from zhihang.information.search_pages.desk import Desk
from zhihang.messages import error_text
from zhihang.records.record import Record


def records_named(desk: Desk, numbers: Iterable[str]) -> tuple[list[Record], dict[str, str]]:
    """The records of some numbers in any usual way of writing them, each once, and of the others why there is none."""
    found: dict[str, Record] = {}
    missing: dict[str, str] = {}
    for number in numbers:
        try:
            record = desk.corpus.record(number)
        except NotFound:
            error = NotFound("NO_RECORD", room="information", number=number[:60], edition=desk.edition)
            missing[number] = error_text(error, desk.language)
        except (InvalidNumber, UsageError) as error:
            missing[number] = error_text(error, desk.language)
        else:
            found[record.id] = record
    return list(found.values()), missing
