"""Lists of numbers: which line is which record, which found nothing and why, long ones as jobs."""

from __future__ import annotations

import pytest
from tests.workspace.conftest import World

from zhihang.errors import Forbidden, UsageError
from zhihang.information.collections import importing, selectors, services
from zhihang.information.collections.models import NumberImport
from zhihang.information.collections.policy import Sharing
from zhihang.library import Corpus
from zhihang.workspace.jobs.declaring import Progress, declared
from zhihang.workspace.jobs.models import Job

LIST = """; what the client sent
EP9800001A1
EP 9800002
us 99,000,001 b2
CN-TM-99000001

EP9800001
EP1234567
nonsense
<script>alert(1)</script>
=1+1
"""


def test_each_line_is_found_or_reported(world: World, corpus: Corpus) -> None:
    member = world.actor("member")
    row = services.make_list(member, "Cells")
    report = importing.import_numbers(member, row.pk, LIST, corpus, name="list.txt")
    assert isinstance(report, NumberImport)
    assert selectors.identifiers(member, row) == ["EP9800001A1", "EP9800002A1", "US99000001B2", "CN-TM-99000001"]
    assert (report.lines, report.matched, report.added) == (9, 5, 4)
    assert [(line, text) for line, text, _ in report.unmatched] == [
        (8, "EP1234567"), (9, "nonsense"), (10, "<script>alert(1)</script>"), (11, "=1+1"),
    ]  # fmt: skip
    assert report.unmatched[0][2] == "NO_RECORD"
    assert report.unmatched[1][2] != "NO_RECORD"


def test_a_list_again_adds_nothing(world: World, corpus: Corpus) -> None:
    member = world.actor("member")
    row = services.make_list(member, "Cells")
    importing.import_numbers(member, row.pk, LIST, corpus)
    again = importing.import_numbers(member, row.pk, LIST, corpus)
    assert isinstance(again, NumberImport)
    assert (again.matched, again.added) == (5, 0)


def test_a_long_list_is_read_by_a_job(world: World, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    member = world.actor("member")
    row = services.make_list(member, "Cells")
    queued = importing.import_numbers(member, row.pk, LIST, corpus, name="long.txt")
    assert isinstance(queued, Job)
    progress = Progress()
    told = declared("import_numbers").run(progress, **queued.arguments)
    assert (told["lines"], told["matched"]) == (9, 5)
    assert (progress.done, progress.total) == (9, 9)
    assert len(selectors.identifiers(member, row)) == 4
    assert selectors.number_imports(member, row).get().name == "long.txt"


def test_who_may_not_change_a_list_brings_nothing_in(world: World, corpus: Corpus) -> None:
    member = world.actor("member")
    row = services.make_list(member, "Cells", sharing=Sharing.READABLE)
    live = services.make_live(member, "Live", "ti=filler")
    with pytest.raises(UsageError, match="NOT_A_LIST"):
        importing.import_numbers(member, live.pk, LIST, corpus)
    with pytest.raises(UsageError, match="NO_LINES"):
        importing.import_numbers(member, row.pk, "; nothing\n\n", corpus)
    services.change_collection(world.actor("administrator"), row.pk, {"sharing": "readable"})
    other = world.actor("auditor")
    with pytest.raises((Forbidden, UsageError)):
        importing.import_numbers(other, row.pk, LIST, corpus)
