"""Official files in, an edition out: the steps of `zhihang corpus add` and `rebuild`.

    lock ─ clear what an interrupted build left ─ read files into deliveries ─ compose an edition ─ switch to it

Whatever fails, readers keep the edition they have; deliveries that were read completely stay for the next run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import msgspec

from zhihang.corpus.applicants import standing
from zhihang.corpus.applicants.overlay import current_overlay, renew
from zhihang.corpus.composing import Composer, reindex
from zhihang.corpus.deliveries.arrival import MANIFEST, Identity
from zhihang.corpus.deliveries.receiving import File, Reading, Receiver, files_below, identified
from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.layout import DELIVERY_SCHEMA, SCHEMA, Layout, temporary
from zhihang.corpus.lock import locked
from zhihang.corpus.manifest import Deliveries, DeliveryManifest, Marker, Source, load, save
from zhihang.corpus.pool import Pool
from zhihang.corpus.progress import Progress, silent
from zhihang.corpus.report import BuildReport, delivery_report
from zhihang.corpus.tables.failures import clear_failures
from zhihang.errors import CorpusError, NotFound
from zhihang.records.dates import iso_date
from zhihang.records.problem import Problem
from zhihang.sources.registry import source as source_named
from zhihang.sources.source import Source as SourceFormat


def add(
    path: Path | str,
    paths: Iterable[Path | str],
    *,
    as_format: str | SourceFormat | None = None,
    delivered: str | None = None,
    jobs: int | None = None,
    strict: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> BuildReport:
    """Read official files and folders of them into the corpus at `path`, and switch to the edition they make.

    `as_format`: the product that the files are (or its source), not to be recognised; `delivered`: the delivery's date;
    `strict`: any problem is fatal; `dry_run`: recognise and count only. The same files again change nothing.
    Raises CorpusLocked, CorpusOutdated, CorpusError (`STRICT`, `DISK_FULL`, `WORKER`, `ENGINE`), UsageError for a date,
    NotFound for a format or a path that does not exist.
    """
    reading = Reading(
        as_format=source_named(as_format) if isinstance(as_format, str) else as_format,
        delivered=iso_date(delivered) if delivered else None,
    )
    files = files_below(_existing(paths))
    layout = Layout(Path(path))
    if dry_run:
        with clear_failures(layout.root), Pool(jobs) as pool:
            return _read(layout, files, reading, pool, progress, dry=True)[0]
    with clear_failures(layout.root):
        corpus = Corpus.create(path)
    with building(corpus), Pool(jobs) as pool:
        report, manifests = _read(layout, files, reading, pool, progress)
        if strict and report.problems:
            raise CorpusError("STRICT", room="corpus", problems=report.problems)
        _compose(corpus, report, manifests, pool, progress)
    return report


def rebuild(path: Path | str, *, jobs: int | None = None, progress: Progress = silent) -> Edition:
    """Compose the current edition anew from its deliveries and switch to it; also from an older schema, whose other
    editions go, since nobody can read them.

    Raises CorpusError `READ_AGAIN` where the deliveries themselves were written by another schema: then the files have
    to be added to a new corpus.
    """
    corpus = Corpus(Path(path))
    if not corpus.layout.marker.is_file() or corpus.current_id() is None:
        corpus = Corpus.open(path)
        corpus.current()
    with building(corpus), Pool(jobs) as pool:
        manifest = load(corpus.layout.edition(corpus.current_id() or "") / MANIFEST, Deliveries)
        for source in manifest.sources:
            _check_delivery(corpus, source)
        sources = _united(corpus, list(manifest.sources))
        edition = Composer(corpus, sources, pool, progress).compose(None, anew=True)
        save(corpus.layout.marker, Marker(schema=SCHEMA))
        standing.write(edition, current_overlay(corpus))
        current = corpus.switch(edition.id)
        _forget_outdated(corpus)
        return current


def _forget_outdated(corpus: Corpus) -> None:
    """Let go of editions of another schema: nobody can read them, and what they were made of is kept."""
    for edition in corpus.editions():
        if load(edition.directory / MANIFEST, Marker).schema != SCHEMA:
            edition.directory.rename(temporary(edition.directory))  # cleared with what unfinished builds leave


def rebuild_index(path: Path | str, *, jobs: int | None = None, progress: Progress = silent) -> Edition:
    """Make the index of the current edition anew from its tables (`rebuild --index`), also of another index layout."""
    corpus = Corpus.open(path)
    edition = corpus.current()
    with building(corpus), Pool(jobs) as pool:
        reindex(edition, pool, progress)
    return corpus.current()


@contextmanager
def building(corpus: Corpus) -> Iterator[None]:
    """The time of a build: the lock is held, leftovers are cleared before and after, failures are told clearly."""
    with clear_failures(corpus.layout.root), locked(corpus.layout.lock):
        _clear(corpus.layout)
        try:
            yield
        finally:
            _clear(corpus.layout)


def _clear(layout: Layout) -> None:
    for path in layout.unfinished():
        shutil.rmtree(path)


def _existing(paths: Iterable[Path | str]) -> list[Path]:
    found = [Path(path) for path in paths]
    for path in found:
        if not path.exists():
            raise NotFound("PATH", room="corpus", path=str(path))
    return found


def _read(
    layout: Layout, files: list[File], reading: Reading, pool: Pool, progress: Progress, *, dry: bool = False
) -> tuple[BuildReport, dict[str, DeliveryManifest]]:
    """The deliveries of some files by key, and the report of them."""
    with ThreadPoolExecutor(pool.jobs) as threads:  # summing up files leaves the interpreter to others
        pairs = list(zip(files, threads.map(lambda file: identified(file, reading), files), strict=True))
    readable = [(file, identity) for file, identity in pairs if isinstance(identity, Identity)]
    known = {identity.key for _, identity in readable if layout.delivery(identity.key).is_dir()}
    manifests = Receiver(layout, reading, pool, progress, dry).receive(readable)
    report = BuildReport(dry_run=dry)
    report.unreadable = [identity for _, identity in pairs if isinstance(identity, Problem)]
    first: dict[str, str] = {}
    for file, identity in readable:
        same_as = first.setdefault(identity.key, file.name)
        report.deliveries.append(
            delivery_report(
                manifests[identity.key],
                file.name,
                key=identity.key,
                known=identity.key in known,
                same_as=same_as if same_as != file.name else None,
            )
        )
    return report, manifests


def _compose(
    corpus: Corpus, report: BuildReport, manifests: dict[str, DeliveryManifest], pool: Pool, progress: Progress
) -> None:
    """Make the edition of what the corpus has and what was read, switch to it, and complete the report."""
    report.before = corpus.current_id()
    base = corpus.current() if report.before else None
    judged = [Source(key=entry.key, name=entry.file) for entry in report.deliveries if entry.has_judgements]
    overlay = renew(corpus, judged)
    report.overlay = overlay.version or None
    report.contradictions = len(overlay.problems) if judged else 0
    delivered = [Source(key=entry.key, name=entry.file) for entry in report.deliveries if entry.is_usable]
    if not delivered and base is None:
        return
    carried = list(base.manifest.sources) if base else []
    sources = _united(corpus, [*carried, *delivered])
    edition = Composer(corpus, sources, pool, progress).compose(base)
    standing.write(edition, overlay)
    corpus.switch(edition.id)
    report.edition, report.counts = edition.id, edition.manifest.counts
    parts = {source.key: source for source in edition.manifest.sources}
    report.deliveries = [
        msgspec.structs.replace(entry, merged=parts[entry.key].merged, superseded=parts[entry.key].superseded)
        if entry.key in parts
        else entry
        for entry in report.deliveries
    ]


def _united(corpus: Corpus, sources: list[Source]) -> list[Source]:
    """The set of deliveries: each once, under the smallest of its names; the newest reading of the same file.

    That makes the set, and with it the edition, independent of the order in which files were added. Only where a file
    is read by another mapping of the same name does the one asked for last replace the other.
    """
    names: dict[str, str] = {}
    for source in sources:
        names[source.key] = min(source.name, names.get(source.key, source.name))
    newest: dict[tuple[str, str | None, str | None], tuple[list[int], int, str]] = {}
    asked = {source.key: place for place, source in enumerate(sources)}
    for key in names:
        manifest = corpus.delivery(key)
        newest[manifest.what] = max(newest.get(manifest.what, ([], 0, "")), (manifest.reader_order, asked[key], key))
    return [Source(key=key, name=names[key]) for _, _, key in newest.values()]


def _check_delivery(corpus: Corpus, source: Source) -> None:
    path = corpus.layout.delivery(source.key) / MANIFEST
    if not path.is_file() or load(path, Marker).schema != DELIVERY_SCHEMA:
        raise CorpusError("READ_AGAIN", room="corpus", file=source.name)
