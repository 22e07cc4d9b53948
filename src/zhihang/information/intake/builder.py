"""The builder: a process of its own that reads files into a corpus, so that its memory and its end are its own.

    python -m zhihang.information.intake.builder PARENT     an Order as JSON comes in, events as JSON lines go out

It does what `zhihang corpus add` does. While somebody else builds the same corpus it waits and says for whom. It ends
when its parent is gone. Nothing of Django is imported here.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any, BinaryIO, Final

import msgspec

from zhihang.corpus.building import add
from zhihang.corpus.report import BuildReport
from zhihang.errors import CorpusLocked, ZhihangError

_PAUSE: Final = 1.0  # seconds between two looks at a lock
_OFTEN: Final = 0.25  # seconds between two events of one stage
_NICE: Final = 10


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done: `zhihang corpus add --corpus CORPUS FILES`."""

    corpus: str
    files: list[str]
    product: str = ""
    delivered: str = ""
    is_trial: bool = False


class Event(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the builder says: how far it is; at the end its report, or the error that ended it.

    `stage`: as of `corpus.progress`, or `wait` with who builds in `detail`; `begun`: how many files were begun.
    """

    stage: str = ""
    done: int = 0
    total: int = 0
    detail: str = ""
    begun: int = 0
    report: BuildReport | None = None
    code: str = ""
    room: str = ""
    fields: dict[str, Any] = {}


class Voice:
    """Says events on a stream; of one stage not more often than people look."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._last = ("", 0.0)
        self._begun: set[str] = set()

    def say(self, event: Event) -> None:
        """Say one."""
        self._stream.write(msgspec.json.encode(event) + b"\n")
        self._stream.flush()

    def __call__(self, stage: str, done: int, total: int, detail: str = "") -> None:
        """A listener of the build."""
        if stage == "read":
            self._begun.add(detail)
        now = time.monotonic()
        if stage == self._last[0] and now - self._last[1] < _OFTEN and done < total:
            return
        self._last = (stage, now)
        self.say(Event(stage=stage, done=done, total=total, detail=detail, begun=len(self._begun)))


def carry_out(order: Order, voice: Voice) -> BuildReport:
    """Build, as soon as nobody else does. Raises what `corpus.building.add` raises, but CorpusLocked."""
    while True:
        try:
            return add(
                order.corpus,
                order.files,
                as_format=order.product or None,
                delivered=order.delivered or None,
                dry_run=order.is_trial,
                progress=voice,
            )
        except CorpusLocked as error:
            voice.say(Event(stage="wait", detail=f"{error.fields.get('who')}, {error.fields.get('since')}"))
            time.sleep(_PAUSE)


def main() -> None:
    """Read the order, carry it out, say how it ended."""
    threading.Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    os.nice(_NICE)
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever libraries print is no event
    voice = Voice(stream)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        voice.say(Event(report=carry_out(order, voice)))
    except ZhihangError as error:
        fields = {name: value if isinstance(value, int | float) else str(value) for name, value in error.fields.items()}
        voice.say(Event(code=error.code, room=error.room, fields=fields))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE / 2)
    os._exit(1)  # the lock ends with the process, and what was half written is cleared by the next build


if __name__ == "__main__":
    main()
