"""Progress on a terminal: a bar with rate and remaining time; plain lines where there is none."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from zhihang.cli.output import tell
from zhihang.messages import Language

QUIET_SECONDS = 2.0
LINE_SECONDS = 10.0


class Shown:
    """A listener of long work, used as a context; silent for the first two seconds."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.started = self.last = time.monotonic()
        self.bars: Any = None
        self.tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.bars is not None:
            self.bars.stop()

    def __call__(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """`done` of `total` units of a stage."""
        now = time.monotonic()
        if now - self.started < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total, detail)
        elif now - self.last >= LINE_SECONDS:
            self.last = now
            tell("STAGE", self.language, stage=stage, done=f"{done:,}", total=f"{total:,}", detail=detail)

    def _draw(self, stage: str, done: int, total: int, detail: str) -> None:
        if self.bars is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bars = Progress(*columns, TextColumn("{task.fields[detail]}"), console=Console(stderr=True))
            self.bars.start()
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(stage, total=total or None, detail=detail)
        self.bars.update(self.tasks[stage], completed=done, total=total or None, detail=detail[-40:])
