"""How long pages take, for one reader alone and for fifty readers at once while an edition is built.

    python benchmarks/pages.py --json benchmarks/results/pages.json     # the demo corpus, and a million records
    python benchmarks/pages.py --size 0                                 # the demo corpus alone

The application runs as `zhihang serve` runs it, with its workers, and is asked over HTTP. *Alone*: one page after the
other over one connection, each asked once before. *Fifty readers*: each asks a page, reads it for 2 to 8 seconds and
asks the next, while another process adds file after file to the same corpus with the priority that the application
gives its builder; editions are switched meanwhile. Pages are complete: everything that the server sends for them but
the stylesheet, which browsers keep.
"""

from __future__ import annotations

import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpora import corpus_of
from fulltext import write_full_text
from machine import Report, arguments, percentile, verdict

from zhihang.errors import QueryError
from zhihang.library import open_corpus

RIGHTS = (
    "patent", "utility_model", "design", "trademark", "copyright", "layout_design", "plant_variety",
    "geographical_indication", "spc",
)  # fmt: skip
SEARCHES = {
    "search, nothing asked": "/search",
    "search, one word": "/search?q=battery",
    "search, words and a date, page 3": "/search?q=battery%20AND%20pd%3E%3D2012&page=3",
    "search, Chinese": "/search?q=%E7%94%B5%E6%B1%A0",
    "search, proximity": "/search?q=battery%20NEAR%2F5%20electrode",
    "search, by title": "/search?q=battery&sort=ti&order=asc",
    "search, families": "/search?q=battery&collapse=simple",
    "search, words in context": "/search?q=battery&view=context",
    "explanation": "/search/explanation?q=battery%20AND%20pd%3E%3D2012",
    "form": "/search/form",
    "fields": "/fields",
    "similar marks": "/marks?q=lumina",
    "corpus": "/corpus",
    "certificate": "/corpus/certificate",
    "problems": "/corpus/problems",
}
GOALS = {"demo": 100, "million": 300}
READERS, CROWD_GOAL = 50, 500
_NICE = 10
_ADD = """
import os, sys
from zhihang.corpus.building import add
os.nice(int(sys.argv[1]))
add(sys.argv[2], [sys.argv[3]])
"""
_START = "import sys; from zhihang.web.serving import serve; serve(sys.argv[1])"


@contextmanager
def served(corpus: Path) -> Iterator[tuple[str, int]]:
    """The application over a corpus, with managed work of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="zhihang-pages-") as folder:
        environment = os.environ | {"ZHIHANG_CORPUS": str(corpus.resolve()), "ZHIHANG_SECRET_KEY": "of the benchmark"}
        command = [sys.executable, "-c", _START, f"127.0.0.1:{port}"]
        with (Path(folder) / "log").open("wb") as log:
            server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(port, server, Path(folder) / "log")
            yield "127.0.0.1", port
        finally:
            server.terminate()
            server.wait(30)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the application did not start:\n{log.read_text('utf-8')}")


def pages_of(corpus: Path) -> dict[str, str]:
    """The pages to ask, with the record of each right that is cited or else published last."""
    found = dict(SEARCHES)
    opened = open_corpus(corpus)
    for right in RIGHTS:
        try:
            rows = opened.search(f"right={right}").page(0, 1, "nfc")
        except QueryError:
            continue
        found |= {f"record, {right.replace('_', ' ')}": f"/records/{row.id}" for row in rows}
    return found


@dataclass
class Asked:
    """What came of asking: milliseconds by page, and what was no page."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def ask(self, connection: http.client.HTTPConnection, name: str, address: str) -> None:
        """One page, whole."""
        begun = time.perf_counter()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                self.errors.append(f"{answer.status} {address}")
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(f"{error!r} {address}")
            connection.close()
        self.times.setdefault(name, []).append((time.perf_counter() - begun) * 1000)


def alone(report: Report, what: str, corpus: Path, times: int, goal: int) -> None:
    """Each page for one reader."""
    pages = pages_of(corpus)
    with served(corpus) as (host, port):
        connection = http.client.HTTPConnection(host, port, timeout=120)
        warm, asked = Asked(), Asked()
        for _ in range(3):  # each worker has opened the edition
            for name, address in pages.items():
                warm.ask(connection, name, address)
                connection.close()
        for _ in range(times):
            for name, address in pages.items():
                asked.ask(connection, name, address)
    rows = [_row(name, asked.times[name], goal) for name in pages]
    report.table(f"Milliseconds of a page, {what}, one reader", ("page", "p50", "p95", "goal", "reached"), rows)
    _fail_on(asked)


def _row(name: str, times: list[float], goal: int) -> tuple[object, ...]:
    p95 = percentile(times, 0.95)
    return name, percentile(times, 0.5), p95, goal, verdict(p95, goal)


def _fail_on(asked: Asked) -> None:
    if asked.errors:
        raise SystemExit(f"{len(asked.errors)} answers were no pages, such as: {asked.errors[:3]}")


def together(report: Report, what: str, corpus: Path, seconds: float) -> None:
    """Fifty readers while files are added to the corpus that they read."""
    pages = pages_of(corpus)
    asked, built, stopped = Asked(), [], threading.Event()
    with tempfile.TemporaryDirectory(prefix="zhihang-pages-") as folder, served(corpus) as (host, port):
        warm = Asked()
        for _ in range(4):
            for name, address in pages.items():
                connection = http.client.HTTPConnection(host, port, timeout=120)
                warm.ask(connection, name, address)
                connection.close()
        builder = threading.Thread(target=_build, args=(corpus, Path(folder), stopped, built))
        builder.start()
        readers = [threading.Thread(target=_read, args=(n, host, port, pages, stopped, asked)) for n in range(READERS)]
        for reader in readers:
            reader.start()
        time.sleep(seconds)
        stopped.set()
        for thread in (*readers, builder):
            thread.join()
    every = [each for times in asked.times.values() for each in times]
    row = (
        what,
        READERS,
        len(every),
        len(built),
        len(asked.errors),
        percentile(every, 0.5),
        percentile(every, 0.95),
        max(every),
    )
    columns = ("corpus", "readers", "pages", "editions built", "errors", "p50", "p95", "worst", "goal p95", "reached")
    goal = (CROWD_GOAL, verdict(row[6], CROWD_GOAL))
    report.table(f"Milliseconds of a page, {READERS} readers, a build running, {what}", columns, [(*row, *goal)])
    _fail_on(asked)


def _read(number: int, host: str, port: int, pages: dict[str, str], stopped: threading.Event, asked: Asked) -> None:
    """One reader: asks a page, reads it for a while, asks the next."""
    chance = random.Random(number)
    connection = http.client.HTTPConnection(host, port, timeout=120)
    stopped.wait(chance.uniform(0, 8))
    while not stopped.is_set():
        name = chance.choice(list(pages))
        asked.ask(connection, name, pages[name])
        stopped.wait(chance.uniform(2, 8))


def _build(corpus: Path, folder: Path, stopped: threading.Event, built: list[float]) -> None:
    """Add one file after the other, each of its own documents."""
    seed = 100
    while not stopped.is_set():
        files = write_full_text(folder / str(seed), 12, seed=seed)
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _ADD, str(_NICE), str(corpus), str(files[0])], check=True)
        built.append(time.perf_counter() - begun)
        seed += 1


def demo_corpus(folder: Path) -> Path:
    """The demo's corpus, made new: what it holds follows from the program."""
    target = folder / "pages-demo"
    shutil.rmtree(target, ignore_errors=True)
    subprocess.run(
        [str(Path(sys.executable).parent / "zhihang"), "demo", str(target)], check=True, stdout=subprocess.DEVNULL
    )
    return target / "corpus"


def main() -> None:
    """Runs it."""
    parser = arguments("pages", __doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="records of the large corpus; 0: none")
    parser.add_argument("--times", type=int, default=20, help="how often a page is asked")
    parser.add_argument("--seconds", type=float, default=90, help="how long fifty readers read")
    options = parser.parse_args()
    report = Report("pages", {"size": options.size, "times": options.times}, options.commit)
    demo = demo_corpus(options.folder)
    alone(report, "demo corpus", demo, options.times, GOALS["demo"])
    if options.size:
        corpus_of(options.folder, options.size)
        large = options.folder / f"records-{options.size}"
        alone(report, f"{options.size:,} records", large, options.times, GOALS["million"])
    together(report, "demo corpus", demo, options.seconds)
    report.save(options.json)


if __name__ == "__main__":
    main()
