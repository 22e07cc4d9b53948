"""What a build promises whatever happens: repetition, interruption, locks, full disks, older schemas, reports."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made_source
import pytest
from edition_content import content
from made_source import document, right

from zhihang.corpus import building, composing, keeping, pool
from zhihang.corpus.deliveries import arrival, receiving
from zhihang.corpus.deliveries.contribution import ContributionWriter
from zhihang.corpus.difference import diff
from zhihang.corpus.edition import Corpus
from zhihang.corpus.manifest import Marker, load
from zhihang.corpus.plan import Everything
from zhihang.corpus.tables.parts import TextWriter
from zhihang.corpus.verification import verify
from zhihang.errors import CorpusError, CorpusLocked, CorpusOutdated, NotFound
from zhihang.messages import error_text
from zhihang.sources.source import Aside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_source.write(tmp_path / "in" / "a.txt", "ep-xml", document("1", title={"en": "Cell"}), document("2"))
    made_source.write(tmp_path / "in" / "b.txt", "ep-register", right("EP-PA-1", status={"value": "active"}))
    return tmp_path


def add(folder: Path, *names: str, **options: Any) -> building.BuildReport:
    options.setdefault("jobs", 1)
    return building.add(folder / "corpus", [folder / "in" / name for name in names] or [folder / "in"], **options)


def test_the_report_says_what_became_of_each_file(folder: Path) -> None:
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("1", title={"en": "Cell"}), {"problem": "junk"})
    (folder / "in" / "d.txt").write_text("whatever")
    made_source.write(folder / "in" / "e.txt", "aside")
    (folder / "in" / "f.txt").write_bytes((folder / "in" / "a.txt").read_bytes())
    report = add(folder)
    said = {entry.file: entry for entry in report.deliveries}
    assert (said["in/a.txt"].read, said["in/a.txt"].distinct, said["in/a.txt"].merged) == (2, 2, 1)
    assert said["in/a.txt"].formats == ("ep-xml",)
    assert said["in/c.txt"].problems == 1
    assert [entry.problem for entry in report.unrecognised()] == ["unrecognised"]
    assert [entry.aside for entry in report.aside()] == ["aside-document"]
    assert said["in/f.txt"].same_as == "in/a.txt"
    assert report.problems == 2
    assert not report.is_complete
    assert report.counts
    assert report.counts.records == 2
    edition = Corpus.open(folder / "corpus").current()
    assert [problem.code for problem in edition.problems()] == ["junk"]
    unused = edition.corpus.unused()
    assert [delivery.name for delivery in unused] == ["in/d.txt", "in/e.txt"]
    assert [problem.code for problem in edition.corpus.problems(unused[0].key)] == ["unrecognised"]
    assert edition.coverage()["ep-xml"].filled["title"] == 2


def test_adding_the_same_files_again_changes_nothing(folder: Path) -> None:
    first = add(folder)
    again = add(folder)
    assert (again.before, again.edition) == (first.edition, first.edition)
    assert all(entry.known for entry in again.deliveries)
    assert len(Corpus.open(folder / "corpus").editions()) == 1


def test_the_same_content_is_known_by_the_smallest_of_its_names(folder: Path) -> None:
    add(folder, "a.txt")
    copy = folder / "in" / "0.txt"
    copy.write_bytes((folder / "in" / "a.txt").read_bytes())
    add(folder, "0.txt")
    grown = Corpus.open(folder / "corpus").current()
    assert [source.name for source in grown.manifest.sources] == ["0.txt"]
    building.add(folder / "other", [copy, folder / "in" / "a.txt"], jobs=1)
    assert content(Corpus.open(folder / "other").current()) == content(grown)


def test_dry_run_counts_and_writes_nothing(folder: Path) -> None:
    report = add(folder, dry_run=True)
    assert [(entry.read, entry.distinct) for entry in report.deliveries] == [(2, 2), (1, 1)]
    assert report.edition is None
    assert not (folder / "corpus").exists()


def test_strict_refuses_any_problem_and_keeps_the_edition(folder: Path) -> None:
    first = add(folder)
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("3"), {"problem": "junk"})
    with pytest.raises(CorpusError, match="STRICT"):
        add(folder, strict=True)
    assert Corpus.open(folder / "corpus").current_id() == first.edition


def test_a_file_that_is_mostly_unreadable_is_refused(folder: Path) -> None:
    lost = {"problem": "damaged", "fatal": True}
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("3"), lost, lost)
    report = add(folder)
    assert [entry.refused for entry in report.deliveries] == [False, False, True]
    assert report.counts
    assert report.counts.records == 2


def test_a_file_read_again_by_a_later_reader_is_told_as_that_reads_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "in" / "d.txt").write_text("whatever")
    with monkeypatch.context() as old:
        for module in (arrival, receiving):
            old.setattr(module, "READER", "0.1.0")
        add(folder)
    edition = Corpus.open(folder / "corpus").current()
    assert sorted(entry.name for entry in edition.read_before()) == ["in/a.txt", "in/b.txt"]
    unrecognised = [each.code for entry in edition.corpus.unused() for each in edition.corpus.problems(entry.key)]
    assert unrecognised == ["unrecognised"]
    recognised = made_source.recognised
    monkeypatch.setattr(
        receiving,
        "recognised",
        lambda file: Aside(file=file.name, reason="aside-text") if file.name == "in/d.txt" else recognised(file),
    )
    add(folder)
    edition = Corpus.open(folder / "corpus").current()
    assert edition.read_before() == []
    (unused,) = edition.corpus.unused()
    assert [member.aside for member in unused.members] == ["aside-text"]
    keeping.prune(folder / "corpus", 1)
    assert len(list(edition.corpus.layout.deliveries.iterdir())) == 3


def test_nothing_usable_makes_no_edition(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "d.txt").write_text("whatever")
    report = add(tmp_path)
    assert report.edition is None
    assert not report.is_usable


def test_a_reader_that_stumbles_costs_one_chunk(folder: Path) -> None:
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("3"), {"id": 5}, document("4"))
    report = add(folder)
    assert report.counts
    assert report.counts.records == 4
    problems = list(Corpus.open(folder / "corpus").current().problems())
    assert [(problem.code, problem.position, problem.fatal) for problem in problems] == [("reader-failed", 3, True)]


def test_readers_of_an_old_edition_are_not_disturbed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "MOST_DEAD", 2.0)
    add(folder, "a.txt")
    old = Corpus.open(folder / "corpus").current()
    before = content(old)
    for number in range(3, 8):
        made_source.write(folder / "in" / f"{number}.txt", "ep-xml", document("1", title={"en": f"{number}"}))
        add(folder, f"{number}.txt", delivered=f"202{number}")
    assert content(old) == before
    assert sorted(old.index.ordinals(Everything())) == old.tables.every().to_pylist()
    assert verify(old) == []
    shared = {part.file for part in old.manifest.parts["texts"]}
    new = Corpus.open(folder / "corpus").current()
    assert shared <= {part.file for part in new.manifest.parts["texts"]}
    file = shared.pop()
    assert (old.tables_directory / file).stat().st_ino == (new.tables_directory / file).stat().st_ino
    assert new.manifest.dead == 5


def test_worn_editions_are_composed_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder)
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("1", pages=1), document("2", pages=2))
    add(folder, "c.txt")
    worn = Corpus.open(folder / "corpus").current()
    assert (worn.manifest.base, worn.manifest.dead) == (None, 0)
    monkeypatch.setattr(composing, "MOST_PARTS", 1)
    made_source.write(folder / "in" / "d.txt", "ep-xml", document("3"))
    add(folder, "d.txt")
    assert Corpus.open(folder / "corpus").current().manifest.base is None


def test_two_builds_at_once(folder: Path) -> None:
    add(folder)
    lock = folder / "corpus" / "lock"
    with lock.open("r+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.write(json.dumps({"who": "li", "pid": 7, "host": "h", "since": "2026-01-01T00:00:00Z"}))
        stream.flush()
        with pytest.raises(CorpusLocked) as caught:
            add(folder)
        assert "li (process 7 on h, since 2026" in error_text(caught.value)
    # the text alone locks nobody out: its process is gone
    assert add(folder).edition


SCRIPT = """
import sys
sys.path.insert(0, {tests!r})
import made_source
from pathlib import Path
from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving
receiving.recognised = made_source.recognised
def progress(stage, done, total, detail=""):
    print(stage, detail, flush=True)
    if stage == {stage!r}:
        import time; time.sleep(60)
building.add(Path({corpus!r}), [Path({files!r})], jobs=1, progress=progress)
"""


@pytest.mark.parametrize("stage", ["merge", "derive"])
def test_killed_in_the_middle(folder: Path, stage: str) -> None:
    before = add(folder, "a.txt").edition
    made_source.write(folder / "in" / "c.txt", "ep-xml", *(document(str(n)) for n in range(10, 40)))
    script = SCRIPT.format(
        tests=str(Path(__file__).parent), stage=stage, corpus=str(folder / "corpus"), files=str(folder / "in")
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(stage):
                break
        os.kill(process.pid, signal.SIGKILL)
    corpus = Corpus.open(folder / "corpus")
    assert corpus.current_id() == before
    assert verify(corpus.current()) == []
    assert corpus.layout.unfinished()
    report = add(folder)
    assert [entry.known for entry in report.deliveries] == [True, True, True]
    assert report.counts
    assert report.counts.records == 32
    assert not corpus.layout.unfinished()


@pytest.mark.parametrize("blow", [signal.SIGTERM, signal.SIGKILL])
def test_other_processes_end_with_the_one_that_builds(folder: Path, blow: signal.Signals) -> None:
    before = add(folder, "a.txt").edition
    made_source.write(folder / "in" / "c.txt", "ep-xml", *(document(str(n)) for n in range(10, 40)))
    script = SCRIPT.format(
        tests=str(Path(__file__).parent), stage="merge", corpus=str(folder / "corpus"), files=str(folder / "in")
    )
    script = "from zhihang.corpus import pool; pool.ALONE = 0\n" + script.replace("jobs=1", "jobs=2")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert any(line.startswith("merge") for line in process.stdout)
        others = _session(process.pid) - {process.pid}
        process.send_signal(blow)
    assert len(others) >= 3, "two that work, one that starts them"
    _wait_until(lambda: not _session(process.pid), "nobody is left of the build")
    corpus = Corpus.open(folder / "corpus")
    assert corpus.current_id() == before
    assert add(folder).edition != before


def _session(leader: int) -> set[int]:
    """The living processes of a session."""
    found = set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.add(int(entry.name))
    return found


def _wait_until(is_so: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail(what)


def test_a_worker_that_is_killed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = add(folder, "a.txt").edition
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("3"), {"die": True})
    with monkeypatch.context() as patch:
        patch.setattr(pool, "ALONE", 0)
        with pytest.raises(CorpusError, match="WORKER") as caught:
            add(folder, jobs=2)
    assert "--jobs 1" in error_text(caught.value)
    corpus = Corpus.open(folder / "corpus")
    assert corpus.current_id() == before
    assert not corpus.layout.unfinished()


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(CorpusError, match="ENGINE"):
        building.add(folder / "file" / "corpus", [folder / "in"], jobs=1)


@pytest.mark.parametrize("writer", [ContributionWriter, TextWriter])
def test_a_full_disk(folder: Path, writer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = add(folder, "a.txt").edition
    made_source.write(folder / "in" / "c.txt", "ep-xml", document("3"))

    def full(self: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(writer, "_flush", full)
        with pytest.raises(CorpusError, match="DISK_FULL") as caught:
            add(folder)
    assert "make room" in error_text(caught.value)
    corpus = Corpus.open(folder / "corpus")
    assert corpus.current_id() == before
    assert not corpus.layout.unfinished()
    assert add(folder).edition != before


def test_an_older_schema_tells_how_to_rebuild(folder: Path) -> None:
    add(folder)
    marker = folder / "corpus" / "zhihang-corpus.json"
    marker.write_text('{"schema": 0}')
    with pytest.raises(CorpusOutdated) as caught:
        Corpus.open(folder / "corpus")
    assert "zhihang corpus rebuild" in error_text(caught.value)
    before = load(marker, Marker).schema
    edition = building.rebuild(folder / "corpus", jobs=1)
    assert (before, Corpus.open(folder / "corpus").current_id()) == (0, edition.id)


def aged(corpus: Path, *patterns: str) -> None:
    """Written by an older schema, as far as the files of these names go."""
    for path in (path for pattern in patterns for path in corpus.glob(pattern)):
        content = json.loads(path.read_text())
        path.write_text(json.dumps({**content, "schema": 0}))


def test_a_whole_corpus_of_an_older_schema_is_made_anew_from_its_deliveries(folder: Path) -> None:
    first = add(folder, "a.txt").edition
    edition = add(folder).edition
    assert edition != first
    aged(folder / "corpus", "zhihang-corpus.json", "editions/*/manifest.json")
    assert building.rebuild(folder / "corpus", jobs=1).id == edition
    assert Corpus.open(folder / "corpus").current().index.count(Everything()) == 2
    # the edition before cannot be read by anybody: it does not stand in the way of those that list all
    assert [each.manifest.id for each in Corpus.open(folder / "corpus").editions()] == [edition]


def test_older_deliveries_are_told_with_a_way_that_works(folder: Path) -> None:
    """Neither building anew nor adding to the same corpus can help; the files in a new one do."""
    edition = add(folder).edition
    aged(folder / "corpus", "zhihang-corpus.json", "editions/*/manifest.json", "deliveries/*/manifest.json")
    with pytest.raises(CorpusError, match="READ_AGAIN") as caught:
        building.rebuild(folder / "corpus", jobs=1)
    assert "--corpus NEW" in error_text(caught.value)
    (folder / "corpus").rename(folder / "former")
    assert add(folder).edition == edition


def test_an_edition_of_an_older_schema_is_not_read(folder: Path) -> None:
    identifier = add(folder).edition
    path = folder / "corpus" / "editions" / str(identifier) / "manifest.json"
    path.write_text(json.dumps({"schema": 0, "what": "ever"}))
    with pytest.raises(CorpusOutdated):
        _ = Corpus.open(folder / "corpus").current().manifest


def test_the_index_is_made_anew_from_the_tables(folder: Path) -> None:
    add(folder)
    corpus = Corpus.open(folder / "corpus")
    old = corpus.current()
    assert old.index.count(Everything()) == 2
    new = building.rebuild_index(folder / "corpus", jobs=1)
    assert verify(new) == []
    assert (new.id, new.index.count(Everything()), old.index.count(Everything())) == (old.id, 2, 2)


def test_verify_finds_what_was_changed(folder: Path) -> None:
    add(folder)
    edition = Corpus.open(folder / "corpus").current()
    (edition.tables_directory / "records-0000.parquet").write_bytes(b"changed")
    (edition.tables_directory / "counts.parquet").unlink()
    assert sorted(fault.code for fault in verify(edition)) == ["checksum", "missing"]


def test_a_folder_of_other_things_is_no_corpus(folder: Path) -> None:
    with pytest.raises(CorpusError, match="FOREIGN"):
        building.add(folder / "in", [folder / "in"], jobs=1)
    with pytest.raises(NotFound, match="CORPUS"):
        Corpus.open(folder / "in")
    with pytest.raises(NotFound, match="PATH"):
        building.add(folder / "corpus", [folder / "nowhere"], jobs=1)


def test_diff_use_and_prune(folder: Path) -> None:
    add(folder, "a.txt", delivered="2020")
    made_source.write(
        folder / "in" / "c.txt", "ep-xml", document("1", title={"en": "Cell"}), document("3"), {"withdraw": "EP2A1"}
    )
    add(folder, "b.txt")
    add(folder, "c.txt", delivered="2021")
    corpus = Corpus.open(folder / "corpus")
    new, middle, old = corpus.editions()
    found = diff(old, new)
    assert (found.added, found.gone) == (["EP3A1"], ["EP2A1"])
    assert [(change.id, change.fields) for change in found.changed] == [("EP1A1", ("status",))]
    assert [(back.id, back.action, back.product) for back in found.withdrawn] == [("EP2A1", "delete", "ep-xml")]
    assert diff(middle, new).redelivered == 1
    assert [(row.office, row.kind, row.before, row.after) for row in found.completeness] == [("EP", "A1", 2, 2)]
    assert found.deliveries_added == ["b.txt", "c.txt"]
    assert keeping.use(folder / "corpus", old.id[:8]).id == old.id
    assert corpus.current_id() == old.id
    vectors = corpus.layout.root / keeping.VECTORS / "made-1"
    vectors.mkdir(parents=True)
    for name in (f"{new.id}.npz", f"{middle.id}.npz", f"{old.id}.npz", "vectors.bin"):
        (vectors / name).touch()
    pruned = keeping.prune(folder / "corpus", 2)
    assert pruned.editions == (middle.id,)
    assert {path.name for path in vectors.iterdir()} == {f"{new.id}.npz", f"{old.id}.npz", "vectors.bin"}
    assert [edition.id for edition in corpus.editions()] == [new.id, old.id]
    assert keeping.prune(folder / "corpus", 1).editions == (new.id,)
    assert len(list(corpus.layout.deliveries.iterdir())) == 1
    assert verify(corpus.current()) == []


def test_several_processes_read_and_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.monotonic()
    monkeypatch.setattr(pool, "ALONE", 0)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    for number in range(3):
        lines = (document(f"{number}{n:03}", title={"en": f"t{n}"}) for n in range(50))
        made_source.write(tmp_path / "in" / f"{number}.txt", "ep-xml", *lines)
    add(tmp_path, jobs=2)
    building.add(tmp_path / "alone", [tmp_path / "in"], jobs=1)
    assert content(Corpus.open(tmp_path / "corpus").current()) == content(Corpus.open(tmp_path / "alone").current())
    assert time.monotonic() - started < 60
