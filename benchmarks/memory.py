"""How much memory a command needs: its main process, the largest of its workers, all together."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Peak:
    """Seconds of a command, and megabytes at their peak."""

    seconds: float
    main: float
    worker: float
    together: float


def watched(command: list[str], every: float = 0.25) -> Peak:
    """Run a command to its end; its processes are looked at every so many seconds."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        peak = Peak(0.0, 0.0, 0.0, 0.0)
        while process.poll() is None:
            sizes = {pid: _resident(pid) for pid in (process.pid, *_below(process.pid))}
            peak.main = max(peak.main, sizes.pop(process.pid))
            peak.worker = max(peak.worker, *sizes.values(), 0.0)
            peak.together = max(peak.together, _resident(process.pid) + sum(sizes.values()))
            time.sleep(every)
        peak.seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return peak


def _resident(pid: int) -> float:
    """Megabytes that are the process's own; pages of files that it has mapped can be dropped at any time."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    own = [int(line.split()[1]) for line in lines if line.startswith(("RssAnon:", "RssShmem:"))]
    return sum(own) * 1024 / 1e6


def _below(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return children + [other for child in children for other in _below(child)]
