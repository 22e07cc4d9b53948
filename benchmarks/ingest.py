"""How fast official files become a searchable corpus, and what that costs in memory and on disk.

    python benchmarks/ingest.py --size 500 --json benchmarks/results/ingest.json

On so many megabytes (10^6 bytes) of generated US full text: XML MB/s of bare expat and of our reader; text MB/s of the
bare index engine with its default tokenizer on the very texts that were read, once without and once with storing them,
and of `zhihang corpus add` from the file to the edition that is switched to; the index as a share of the text; memory
at four sizes. Engine and command run in turn, several times; the best of each counts, since other work disturbs both.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers import expat

import tantivy
from fulltext import write_full_text
from machine import Report, arguments, verdict
from memory import Peak, watched

from records import LONG, records, text_bytes
from zhihang.corpus.edition import Corpus
from zhihang.corpus.index.builder import THREADS, WRITER_MEMORY, IndexBuilder
from zhihang.records.record import Record, to_json
from zhihang.sources.containers import Delivered, walk
from zhihang.sources.reading import chunks, recognised
from zhihang.sources.source import Chunk, Place, Source

TEXTS = ("title", "abstract", "claims", "description")
CHINESE_RECORDS = 3_000


def pieces(files: list[Path]) -> Iterator[tuple[Source, Chunk, Place]]:
    """The XML documents of files."""
    for delivered in walk(files):
        assert isinstance(delivered, Delivered)
        source = recognised(delivered)
        assert isinstance(source, Source)
        place = Place(file=delivered.name, product=source.name)
        for chunk in chunks(delivered, source, place):
            assert isinstance(chunk, Chunk)
            yield source, chunk, place


def bare_expat(files: list[Path]) -> float:
    """Seconds of expat over the same documents, without any handler."""
    seconds = 0.0
    for _, chunk, _ in pieces(files):
        begun = time.perf_counter()
        expat.ParserCreate().Parse(chunk.data, True)
        seconds += time.perf_counter() - begun
    return seconds


def parsed(files: list[Path]) -> tuple[float, list[dict[str, str]]]:
    """Seconds of splitting and parsing, and the texts of the records."""
    texts: list[dict[str, str]] = []
    seconds, begun = 0.0, time.perf_counter()
    for source, chunk, place in pieces(files):
        for outcome in source.parse(chunk, place):
            seconds += time.perf_counter() - begun
            if isinstance(outcome, Record):
                texts.append(searched(outcome))
            begun = time.perf_counter()
    return seconds + time.perf_counter() - begun, texts


def searched(record: Record) -> dict[str, str]:
    """The texts of a record, a field each."""
    found = {"title": "\n".join(record.title.values())}
    for name in TEXTS[1:]:
        found[name] = "\n".join(text for paragraphs in getattr(record, name).values() for text in paragraphs)
    return found


@dataclass
class Took:
    """Seconds by the clock and of processors."""

    seconds: float
    processor: float


def bare_engine(texts: list[dict[str, str]], folder: Path, *, stored: bool = False) -> Took:
    """The index engine alone: default tokenizer, positions, our memory and threads, until all segments are written.

    `stored`: the texts can be shown, too, as they can be with us; else they are in the index only.
    """
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="default", index_option="position", stored=stored)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    begun, used = time.perf_counter(), time.process_time()
    writer: Any = tantivy.Index(builder.build(), str(folder)).writer(WRITER_MEMORY, THREADS)
    for record in texts:
        document = tantivy.Document()
        for name, text in record.items():
            document.add_text(name, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return Took(time.perf_counter() - begun, time.process_time() - used)


def added(files: list[Path], corpus: Path) -> Peak:
    """The whole way by the command that people use."""
    shutil.rmtree(corpus, ignore_errors=True)
    zhihang = str(Path(sys.executable).parent / "zhihang")
    return watched([zhihang, "corpus", "add", *map(str, files), "--corpus", str(corpus)])


def size_of(folder: Path) -> float:
    """Megabytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def chinese_share(folder: Path) -> float:
    """Index size as a share of the text of generated Chinese records."""
    shutil.rmtree(folder, ignore_errors=True)
    made = (record for record in records(2 * CHINESE_RECORDS, LONG) if record.language == "zh")
    text, ord_ = 0, 0
    with IndexBuilder(folder) as builder:
        while batch := list(islice(made, 500)):
            text += sum(map(text_bytes, batch))
            builder.add_batch([(ord_ + place, to_json(record)) for place, record in enumerate(batch)])
            ord_ += len(batch)
    return size_of(folder) * 1e6 / text


@dataclass
class Rounds:
    """The runs of the bare engine, of the engine that stores, and of the command."""

    bare: list[Took]
    storing: list[Took]
    whole: list[Peak]


def rounds(files: list[Path], texts: list[dict[str, str]], folder: Path, times: int) -> Rounds:
    """All three in turn, so many times."""
    found = Rounds([], [], [])
    for _ in range(times):
        found.bare.append(bare_engine(texts, folder / "bare"))
        found.whole.append(added(files, folder / "corpus"))
        found.storing.append(bare_engine(texts, folder / "storing", stored=True))
    return found


def speeds(files: list[Path], folder: Path, report: Report, times: int) -> None:
    """Each way of going through the files, from the barest to the whole."""
    xml = megabytes(files)
    expat_seconds = bare_expat(files)
    parse_seconds, texts = parsed(files)
    text, number = sum(len(value.encode()) for record in texts for value in record.values()) / 1e6, len(texts)
    found = rounds(files, texts, folder, times)
    del texts
    edition = Corpus.open(folder / "corpus").current()
    assert edition.manifest.counts.records == number, "every document is a record"
    seconds = min(run.seconds for run in found.whole)
    engine = text / min(run.seconds for run in found.bare)
    storing, ours = text / min(run.seconds for run in found.storing), text / seconds
    report.table(
        f"Speed on {xml:.0f} MB of XML, {number:,} documents, {text:.0f} MB of extracted text, best of {times}",
        ("what", "MB/s", "of", "ratio", "goal", "reached"),
        [
            ("bare expat, one process", xml / expat_seconds, "XML", 1.0, "", ""),
            ("our reader alone, one process", xml / parse_seconds, "XML", expat_seconds / parse_seconds, "", ""),
            ("bare index engine, two threads, nothing stored", engine, "text", 1.0, "", ""),
            ("bare index engine that stores the texts", storing, "text", storing / engine, "", ""),
            ("end to end, `zhihang corpus add`", ours, "text", "", "8 MB/s", verdict(ours, 8, least=True)),
            ("end to end ÷ engine, nothing stored", "", "text", ours / engine, "0.40", _reached(ours / engine)),
            ("end to end ÷ engine that stores", "", "text", ours / storing, "0.40", _reached(ours / storing)),
            ("end to end", xml / seconds, "XML", expat_seconds / seconds, "", ""),
            ("end to end, documents/s", number / seconds, "", "", "", ""),
        ],
    )
    processors(found, text, report)
    latin, chinese = size_of(edition.index_directory) / text, chinese_share(folder / "chinese")
    report.table(
        "Index size as a share of the text",
        ("what", "share", "goal", "reached"),
        [
            ("bare engine, nothing stored", size_of(folder / "bare") / text, "", ""),
            ("bare engine that stores", size_of(folder / "storing") / text, "", ""),
            ("ours, Latin", latin, "0.50", verdict(latin, 0.5)),
            ("ours, Chinese", chinese, "1.00", verdict(chinese, 1.0)),
            ("tables beside it, Latin", size_of(edition.tables_directory) / text, "", ""),
        ],
    )


def _reached(ratio: float) -> str:
    return verdict(ratio, 0.4, least=True)


def processors(found: Rounds, text: float, report: Report) -> None:
    """The same in seconds of processors, which depend less on what else runs."""
    rows: list[tuple[Any, ...]] = []
    bare = min(run.processor for run in found.bare)
    for what, some in (
        ("bare index engine, nothing stored", found.bare),
        ("bare index engine that stores", found.storing),
        ("end to end", found.whole),
    ):
        least = min(run.processor for run in some)
        rows.append((what, least, least / text * 100, bare / least))
    report.table("Seconds of processors, the least", ("what", "seconds", "for 100 MB of text", "ratio"), rows)


def memory(files: list[Path], folder: Path, report: Report) -> None:
    """What the command needs for the first of the files, twice as many, and so on."""
    rows = []
    for share in (8, 4, 2, 1):
        some = files[: max(1, len(files) // share)]
        p = added(some, folder / "corpus")
        size = f"{megabytes(some):.0f} MB"
        reached = verdict(p.together, 3000)
        rows.append((size, p.seconds, p.processor, p.main, p.worker, p.anonymous, p.together, "3,000", reached))
        shutil.rmtree(folder / "corpus")
    report.table(
        "Peak memory of `zhihang corpus add`, MB",
        ("XML", "seconds", "processor", "main", "largest worker", "without files", "together", "goal", "reached"),
        rows,
    )


def megabytes(files: list[Path]) -> float:
    """The size of files."""
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Runs all of it."""
    parser = arguments("ingest", __doc__)
    parser.add_argument("--size", type=float, default=100, help="megabytes of XML")
    parser.add_argument("--times", type=int, default=3, help="how often engine and command run")
    parser.add_argument("--largest", type=float, default=2000, help="megabytes of XML at which memory is measured last")
    options = parser.parse_args()
    settings = {"megabytes": options.size, "times": options.times, "largest": options.largest}
    report = Report("ingest", settings, options.commit)
    folder = options.folder / "ingest"
    shutil.rmtree(folder, ignore_errors=True)
    speeds(write_full_text(folder / "whole", options.size), folder, report, options.times)
    report.save(options.json)
    shutil.rmtree(folder)
    memory(write_full_text(folder / "whole", options.largest), folder, report)
    report.save(options.json)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
