"""Having a builder work: started, listened to, stopped when nobody wants its work any more; its crash is an error."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from zhihang.corpus.building import building
from zhihang.corpus.edition import Corpus
from zhihang.corpus.report import BuildReport
from zhihang.errors import UsageError, ZhihangError
from zhihang.information.intake.builder import Event, Order

logger = logging.getLogger("zhihang.intake")

_LISTEN: Final = 0.5  # seconds after which the listener is asked whether the work is still wanted
_LAST_WORDS: Final = 10.0
_TAIL: Final = 2000


def built(order: Order, listen: Callable[[Event], None]) -> BuildReport:
    """What a builder makes of an order, in a process of its own.

    `listen` is told each event, and the last one again while nothing new is said; what it raises stops the builder, and
    readers keep the edition they have. Raises UsageError with the code and room of what ended the build, and
    `BUILDER_ENDED` where the builder crashed: neither mends itself, so a person decides whether to try again.
    """
    command = [sys.executable, "-m", "zhihang.information.intake.builder", str(os.getpid())]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        report: BuildReport | None = None
        try:
            _hand_over(process, order)
            report = _heard(process, listen)
        finally:
            _end(process, order, is_done=report is not None)
        if report is None:
            logger.error("the builder ended with %s: %s", process.returncode, _tail(log))
            raise UsageError("BUILDER_ENDED", room="information", how=_how(process.returncode))
    return report


def _hand_over(process: subprocess.Popen[bytes], order: Order) -> None:
    assert process.stdin is not None  # it is a pipe
    with suppress(BrokenPipeError), process.stdin as stream:  # one that ended at once is told by its exit status
        stream.write(msgspec.json.encode(order))


def _heard(process: subprocess.Popen[bytes], listen: Callable[[Event], None]) -> BuildReport | None:
    """The report; none where the builder ended without one."""
    last = Event()
    for line in _lines(process):
        if line:
            last = msgspec.json.decode(line, type=Event)
        if last.code:
            raise UsageError(last.code, room=last.room, **last.fields)
        if last.report is not None:
            return last.report
        listen(last)
    return None


def _lines(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What the process says, line by line; an empty line each time it was silent for a while."""
    assert process.stdout is not None  # it is a pipe
    descriptor, rest = process.stdout.fileno(), b""
    while True:
        if not select.select([descriptor], [], [], _LISTEN)[0]:
            yield b""
            continue
        block = os.read(descriptor, 1 << 16)
        if not block:
            return
        *lines, rest = (rest + block).split(b"\n")
        yield from lines


def _end(process: subprocess.Popen[bytes], order: Order, *, is_done: bool) -> None:
    """Wait for a builder that is done; stop one that is not, and clear what it left."""
    assert process.stdout is not None  # it is a pipe
    process.stdout.close()
    if not is_done and process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_LAST_WORDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.returncode != 0 and not order.is_trial:
        _clear(Path(order.corpus))


def _clear(folder: Path) -> None:
    try:
        with building(Corpus.open(folder)):
            """What an interrupted build left is cleared on the way in."""
    except ZhihangError:
        logger.info("nothing cleared in %s", folder, exc_info=True)


def _how(status: int | None) -> str:
    """How a process ended: a signal by its name, else its status."""
    if status is not None and status < 0:
        return signal.Signals(-status).name
    return str(status)


def _tail(log: BinaryIO) -> str:
    log.seek(0, os.SEEK_END)
    log.seek(max(0, log.tell() - _TAIL))
    return log.read().decode("utf-8", "replace")
