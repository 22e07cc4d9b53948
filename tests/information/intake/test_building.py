"""Arrived files become an edition: each one's fate, once and twice, broken and hostile ones, stopped and crashed builds."""

from __future__ import annotations

import io
import zipfile

from tests.workspace.conftest import World

from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.selectors import place
from zhihang.information.intake import selectors, services
from zhihang.library import open_corpus

from .conftest import Bring, files_of, worked


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def test_files_become_an_edition_that_a_search_reads(world: World, own: PrivateCorpus, bring: Bring) -> None:
    administrator = world.actor("administrator")
    row = worked(services.receive_files(administrator, str(own.pk), bring("marks.csv", "grants.xml")))
    assert row.outcome == "built"
    files = files_of(row)
    assert {name: (file.fate, file.read) for name, file in files.items()} == {
        "marks.csv": ("taken", 4), "grants.xml": ("taken", 4),
    }  # fmt: skip
    assert files["grants.xml"].products == ["us-grant-xml"]
    corpus = open_corpus(place(administrator, str(own.pk)).folder)
    assert corpus.edition_id == row.edition
    assert corpus.search("ti=separator").total == 1
    assert row.records == 8


def test_the_same_files_again_change_nothing(world: World, own: PrivateCorpus, bring: Bring) -> None:
    administrator = world.actor("administrator")
    first = worked(services.receive_files(administrator, str(own.pk), bring("marks.csv")))
    again = worked(services.receive_files(administrator, str(own.pk), bring("marks.csv")))
    assert (again.outcome, again.edition) == ("unchanged", first.edition)
    assert files_of(again)["marks.csv"].fate == "known"
    more = worked(services.receive_files(administrator, str(own.pk), bring("marks.csv", "grants.xml")))
    assert more.outcome == "built"
    assert {file.fate for file in files_of(more).values()} == {"known", "taken"}
    assert selectors.difference_of(administrator, more) == (first.edition, more.edition)
