"""Progress on a terminal: a bar with rate and remaining time; plain lines where there is none."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from zhihang.cli.output import tell
from zhihang.messages import Language, text

QUIET_SECONDS = 2.0
LINE_SECONDS = 10.0


class Shown:
    """A listener of long work, used as a context; silent for the first two seconds."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.started = self.last = time.monotonic()
        self.bars: Any = None
        self.tasks: dict[str, Any] = {}
        self.begun: dict[str, float] = {}

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
        self.begun.setdefault(stage, now)
        if now - self.started < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw(stage, done, total, detail)
        elif now - self.last >= LINE_SECONDS:
            self.last = now
            named = self._named(stage, detail)
            tell("STAGE", self.language, stage=named, done=_amount(stage, done), total=_amount(stage, total))

    def _draw(self, stage: str, done: int, total: int, detail: str) -> None:
        if self.bars is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            rate = TextColumn("{task.fields[amount]}  {task.fields[rate]}/s")
            columns = ("{task.description}", BarColumn(), rate, TimeRemainingColumn())
            self.bars = Progress(*columns, console=Console(stderr=True))
            self.bars.start()
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task("", total=total or None, amount="", rate="")
        passed = max(time.monotonic() - self.begun[stage], 0.1)
        self.bars.update(
            self.tasks[stage],
            description=self._named(stage, detail),
            completed=done,
            total=total or None,
            amount=f"{_amount(stage, done)}/{_amount(stage, total)}",
            rate=_amount(stage, int(done / passed)),
        )

    def _named(self, stage: str, detail: str) -> str:
        return text("corpus", f"stage-{stage}", self.language, detail=detail[-40:])


def _amount(stage: str, number: int) -> str:
    """Bytes of files that are read; records or files in other stages."""
    return f"{number / 1_000_000:,.1f} MB" if stage == "read" else f"{number:,}"
