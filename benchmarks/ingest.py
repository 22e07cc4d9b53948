"""How fast official files become a searchable corpus, and what that costs in memory and on disk.

    python benchmarks/ingest.py --size 500 --json benchmarks/results/ingest.json

On so many megabytes (10^6 bytes) of generated US full text: XML MB/s of bare expat and of our reader; text MB/s of the
bare index engine with its default tokenizer on the very texts that were read, and of `zhihang corpus add` from the
file to the edition that is switched to; the index as a share of the text; memory at three sizes.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.parsers import expat

import tantivy
from fulltext import write_full_text
from machine import Report, arguments, verdict
from memory import Peak, watched

from records import LONG, records, text_bytes
from zhihang.corpus.edition import Corpus
from zhihang.corpus.index.builder import WRITER_MEMORY, IndexBuilder
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


def bare_engine(texts: list[dict[str, str]], folder: Path) -> float:
    """Seconds of the index engine alone: default tokenizer, positions, nothing stored, the memory that we give it."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, tokenizer_name="default", index_option="position")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    begun = time.perf_counter()
    writer: Any = tantivy.Index(builder.build(), str(folder)).writer(WRITER_MEMORY, 2)
    for record in texts:
        document = tantivy.Document()
        for name, text in record.items():
            document.add_text(name, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - begun


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


def speeds(files: list[Path], folder: Path, report: Report) -> None:
    """Each way of going through the files, from the barest to the whole."""
    xml = megabytes(files)
    expat_seconds = bare_expat(files)
    parse_seconds, texts = parsed(files)
    text, number = sum(len(value.encode()) for record in texts for value in record.values()) / 1e6, len(texts)
    engine_seconds = bare_engine(texts, folder / "bare")
    del texts
    whole = added(files, folder / "corpus")
    edition = Corpus.open(folder / "corpus").current()
    assert edition.manifest.counts.records == number, "every document is a record"
    engine, ours = text / engine_seconds, text / whole.seconds
    report.table(
        f"Speed on {xml:.0f} MB of XML, {number:,} documents, {text:.0f} MB of extracted text",
        ("what", "MB/s", "of", "ratio", "goal", "reached"),
        [
            ("bare expat, one process", xml / expat_seconds, "XML", 1.0, "", ""),
            ("our reader alone, one process", xml / parse_seconds, "XML", expat_seconds / parse_seconds, "", ""),
            ("bare index engine, two threads", engine, "text", 1.0, "", ""),
            ("end to end, `zhihang corpus add`", ours, "text", "", "8 MB/s", verdict(ours, 8, least=True)),
            ("end to end ÷ bare engine", "", "text", ours / engine, "0.40", verdict(ours / engine, 0.4, least=True)),
            ("end to end", xml / whole.seconds, "XML", expat_seconds / whole.seconds, "", ""),
            ("end to end, documents/s", number / whole.seconds, "", "", "", ""),
        ],
    )
    latin, chinese = size_of(edition.index_directory) / text, chinese_share(folder / "chinese")
    report.table(
        "Index size as a share of the text",
        ("what", "share", "goal", "reached"),
        [
            ("bare engine", size_of(folder / "bare") / text, "", ""),
            ("ours, Latin", latin, "0.50", verdict(latin, 0.5)),
            ("ours, Chinese", chinese, "1.00", verdict(chinese, 1.0)),
            ("tables beside it, Latin", size_of(edition.tables_directory) / text, "", ""),
        ],
    )
    runs = [(xml, whole)]
    for share in (0.25, 2.0):
        other = write_full_text(folder / "other", xml * share)
        runs.append((megabytes(other), added(other, folder / "other-corpus")))
        shutil.rmtree(folder / "other")
    memory_of(sorted(runs, key=itemgetter(0)), report)


def memory_of(runs: list[tuple[float, Peak]], report: Report) -> None:
    """What the command needed at three sizes."""
    report.table(
        "Peak memory of `zhihang corpus add`, MB",
        ("XML", "seconds", "main process", "largest worker", "together", "goal", "reached"),
        [
            (f"{size:.0f} MB", p.seconds, p.main, p.worker, p.together, "3,000", verdict(p.together, 3000))
            for size, p in runs
        ],
    )


def megabytes(files: list[Path]) -> float:
    """The size of files."""
    return sum(path.stat().st_size for path in files) / 1e6


def main() -> None:
    """Runs all of it."""
    parser = arguments("ingest", __doc__)
    parser.add_argument("--size", type=float, default=100, help="megabytes of XML")
    options = parser.parse_args()
    report = Report("ingest", {"megabytes": options.size}, options.commit)
    folder = options.folder / "ingest"
    shutil.rmtree(folder, ignore_errors=True)
    speeds(write_full_text(folder / "whole", options.size), folder, report)
    report.save(options.json)


if __name__ == "__main__":
    main()
