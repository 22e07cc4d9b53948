"""How much memory and processor time a command needs, with all processes that it starts.

Memory is the proportional set size (PSS): what a process has to itself, and of what it shares its share, pages of
mapped files included. The sum over the processes counts every page once.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Peak:
    """Seconds of a command by the clock and of processors; megabytes at their peak: of the main process, of the
    largest other, of all together, and of that what no file on the disk stands for."""

    seconds: float
    processor: float
    main: float
    worker: float
    together: float
    anonymous: float


def watched(command: list[str], every: float = 0.2) -> Peak:
    """Run a command to its end; its processes are looked at every so many seconds."""
    begun = time.perf_counter()
    peak = Peak(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    used: dict[int, float] = {}
    # as everywhere but on a developer's machine, modules are compiled once
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        while process.poll() is None:
            family = [process.pid, *_below(process.pid)]
            used.update((pid, seconds) for pid in family if (seconds := _processor(pid)))
            _look(family, peak)
            time.sleep(every)
        peak.seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    peak.processor = sum(used.values())
    return peak


def _look(family: list[int], peak: Peak) -> None:
    sizes = [_shares(pid) for pid in family]
    peak.main = max(peak.main, sizes[0][0])
    peak.worker = max(peak.worker, *(size for size, _ in sizes[1:]), 0.0)
    peak.together = max(peak.together, sum(size for size, _ in sizes))
    peak.anonymous = max(peak.anonymous, sum(size for _, size in sizes))


def _shares(pid: int) -> tuple[float, float]:
    """Megabytes of a process: its share of all its pages, and of those of no file."""
    found = {"Pss": 0.0, "Pss_Anon": 0.0}
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in found:
                found[name] = int(rest.split()[0]) * 1024 / 1e6
    except OSError:  # it has just ended
        pass
    return found["Pss"], found["Pss_Anon"]


def _processor(pid: int) -> float:
    """Seconds of processors that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _below(pid: int) -> Iterator[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from _below(child)
