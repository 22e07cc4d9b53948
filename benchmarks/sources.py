"""How fast each product is read, beside bare parsing of the same bytes, and whether memory grows with the file.

python benchmarks/sources.py                                # the made-up examples of the pages
python benchmarks/sources.py ../shared/data/exports          # your own files
python benchmarks/sources.py --json benchmarks/results/sources.json

For each product the largest file that it recognises is repeated in a file of `--size` megabytes (JSON lists, XML roots
and header rows are kept once), and read to its last record in one process. *bare* is the same bytes through the parser
alone: lxml for XML, msgspec for JSON, csv for delimited text, line by line for tagged text; workbooks have calamine.
Memory is the peak of the process when the file is read once (×1) and when four of them follow each other in one file
(×4): what streams does not grow. Ratios of one: nothing is free, and nothing grows.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree
from machine import Report, arguments

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import walk
from zhihang.sources.reading import outcomes, recognised
from zhihang.sources.registry import source
from zhihang.sources.source import Source
from zhihang.sources.tables.source import TableSource
from zhihang.sources.tables.workbook import sheets

EXAMPLES = Path(__file__).parents[1] / "docs" / "reference" / "sources" / "examples"
MEASURING = """
import re, sys
from collections import deque
from pathlib import Path
from zhihang.sources.reading import outcomes
from zhihang.sources.registry import source
deque(outcomes([Path(sys.argv[1])], product=source(sys.argv[2])), maxlen=0)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1e3)
"""


def main() -> None:
    """Prints a line for each product."""
    parser = arguments("sources", __doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[EXAMPLES], help="files or folders (the examples)")
    parser.add_argument("--size", type=float, default=2.0, help="megabytes of the file that is read once")
    chosen = parser.parse_args()
    report = Report("sources", {"size": chosen.size}, chosen.commit)
    rows = []
    for name, data in sorted(largest(chosen.files).items()):
        rows.append(measured(name, data, int(chosen.size * 1e6)))
        print(*rows[-1], sep="\t", flush=True)
    report.table(
        "products", ["of", "MB", "records", "MB/s", "bare MB/s", "bare : read", "MB ×1", "MB ×4", "×4 : ×1"], rows
    )
    report.save(chosen.json)


def largest(files: list[Path]) -> dict[str, bytes]:
    """Product → the largest file that it recognises."""
    found: dict[str, bytes] = {}
    for file in walk(files):
        if isinstance(file, Problem):
            continue
        product = recognised(file)
        if isinstance(product, Source):
            data = file.binary.read()
            if len(data) > len(found.get(product.name, b"")):
                found[product.name] = data
    return found


def measured(name: str, data: bytes, size: int) -> list[str]:
    """Speed and memory of one product."""
    with tempfile.TemporaryDirectory() as folder:
        once, four = Path(folder) / "once", Path(folder) / "four"
        grown, is_repeatable = repeated(name, data, size)
        once.write_bytes(grown)
        four.write_bytes(repeated(name, data, size * 4)[0])
        megabytes = once.stat().st_size / 1e6
        begun = time.perf_counter()
        records = sum(isinstance(each, Record) for each in outcomes([once], product=source(name)))
        seconds = time.perf_counter() - begun
        begun = time.perf_counter()
        bare(name, grown)
        alone = time.perf_counter() - begun
        peak, later = memory(once, name), memory(four, name) if is_repeatable else 0.0
    growth = [f"{later:.0f}", f"{later / peak:.2f}"] if later else ["-", "-"]
    speed = [f"{megabytes / seconds:.1f}", f"{megabytes / alone:.1f}", f"{seconds / alone:.1f}"]
    return [name, f"{megabytes:.1f}", str(records), *speed, f"{peak:.0f}", *growth]


def memory(file: Path, name: str) -> float:
    """Peak megabytes of a process that reads the file and keeps nothing. The kernel's high-water mark of its own
    memory: `ru_maxrss` would begin at what the parent held."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURING, str(file), name], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def repeated(name: str, data: bytes, size: int) -> tuple[bytes, bool]:
    """The content of a file again and again up to a size, and whether that could be done."""
    times = max(1, size // max(1, len(data)))
    text = data.lstrip(b"\xef\xbb\xbf \r\n")
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return data, False
    if text[:1] == b"<":
        return data * times if b"<?xml" in data[:100] else (b"<?xml version='1.0'?>\n" + data) * times, True
    product = source(name)
    mapping = product.mapping if isinstance(product, TableSource) else None
    if text[:1] in b"[{" and (mapping is None or mapping.layout == "json"):
        return _json(text, times), True
    if mapping is None or mapping.names or mapping.layout == "lines":
        return (data.rstrip() + b"\n") * times, True
    header, _, rows = data.partition(b"\n")
    return (header + b"\n" + (rows.rstrip() + b"\n") * times, True) if rows.strip() else (data, False)


def _json(text: bytes, times: int) -> bytes:
    """A list with its members repeated; anything else as one value after the other."""
    if text[:1] == b"[":
        members = b",".join(json.dumps(each, ensure_ascii=False).encode() for each in json.loads(text))
        return b"[" + b",\n".join([members] * times) + b"]"
    return (text.rstrip() + b"\n") * times


def bare(name: str, data: bytes) -> None:
    """The parser alone over the same bytes."""
    text = data.lstrip(b"\xef\xbb\xbf \r\n")
    product = source(name)
    kinds: list[tuple[bool, Callable[[bytes], Iterator[object]]]] = [
        (data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), _workbook),
        (text[:1] == b"<", _xml),
        (isinstance(product, TableSource) and product.mapping.layout == "lines", _lines),
        (text[:1] in b"[{", _values),
        (isinstance(product, TableSource), _rows),
        (True, _lines),
    ]
    parse = next(parse for fits, parse in kinds if fits)
    for _ in parse(data):
        pass


def _xml(data: bytes) -> Iterator[object]:
    parts = [part for part in data.split(b"<?xml") if part.strip()]
    yield from (etree.fromstring(b"<?xml" + part, etree.XMLParser(recover=True, huge_tree=True)) for part in parts)


def _values(data: bytes) -> Iterator[object]:
    decoder, text, place = json.JSONDecoder(), data.decode("utf-8", "replace"), 0
    while place < len(text):
        value, place = decoder.raw_decode(text, place)
        yield value
        while place < len(text) and text[place].isspace():
            place += 1


def _rows(data: bytes) -> Iterator[object]:
    sample = data[:4000].decode("utf-8", "replace")
    delimiter = max(",;\t|", key=sample.count)
    csv.field_size_limit(1 << 27)
    yield from csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""), delimiter=delimiter)


def _lines(data: bytes) -> Iterator[object]:
    yield from (line.split("\t") for line in data.decode("utf-8", "replace").splitlines())


def _workbook(data: bytes) -> Iterator[object]:
    for _, rows in sheets(io.BytesIO(data)):
        yield from rows


if __name__ == "__main__":
    main()
