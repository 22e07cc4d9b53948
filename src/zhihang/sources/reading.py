"""From delivered paths to outcomes: open, recognise, cut, parse, each fault a counted value.

The corpus runs `chunks` in one process and `parse` in a pool; `outcomes` does both in turn, for small inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from zhihang.records.dates import PartialDate
from zhihang.records.problem import Problem
from zhihang.sources.containers import DAMAGE, Delivered, TooLarge, walk
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.source import Aside, Chunk, Outcome, Place, Source

READINGS: Final = 2
"""How often the readers have changed what they make of the same file. Raise it with each change of a source that does:
a file that older readers have read is then read anew when it is added again, and corpora tell which files those are."""


def recognised(delivered: Delivered) -> Source | Aside | Problem:
    """The source of a delivered file, or why there is none."""
    try:
        return recognise(head_of(delivered.head, delivered.name))
    except DAMAGE as error:
        return Problem(file=delivered.name, code="archive-damaged", detail=str(error), fatal=True)


def chunks(delivered: Delivered, source: Source, place: Place) -> Iterator[Chunk | Problem]:
    """The chunks of a file; a stream that breaks off ends them with a problem."""
    try:
        yield from source.split(delivered.binary, place)
    except TooLarge as error:
        yield place.problem("too-large", detail=str(error), fatal=True)
    except DAMAGE as error:
        yield place.problem("archive-damaged", detail=str(error) or type(error).__name__, fatal=True)


def outcomes(
    paths: Iterable[Path], *, delivered: PartialDate | None = None, product: Source | None = None
) -> Iterator[Outcome]:
    """Everything that the files below the paths give, in order. `product` forces a source."""
    for file in walk(paths):
        if isinstance(file, Problem):
            yield file
            continue
        source = product or recognised(file)
        if not isinstance(source, Source):
            yield source
            continue
        place = Place(file=file.name, product=source.name, delivered=delivered)
        for chunk in chunks(file, source, place):
            if isinstance(chunk, Chunk):
                yield from source.parse(chunk, place)
            else:
                yield chunk
