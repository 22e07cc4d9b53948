"""The objects of a PDF file, written one after the other; where each stands is all that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, BinaryIO

from pypdf.generic import DictionaryObject, IndirectObject, NameObject, NumberObject, PdfObject


class Objects:
    """A file that is being written. `first`: the first number that is given out; those below are the caller's."""

    def __init__(self, target: BinaryIO, first: int) -> None:
        self._target = target
        self._next = first
        self._places: dict[int, int] = {}
        self._at = 0
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def number(self) -> int:
        """A number for an object that will be written."""
        self._next += 1
        return self._next - 1

    def reference(self, number: int) -> IndirectObject:
        """How other objects name it."""
        return IndirectObject(number, 0, None)

    def add(self, value: PdfObject) -> IndirectObject:
        """Write an object under a number of its own."""
        number = self.number()
        self.write(number, value)
        return self.reference(number)

    def write(self, number: int, value: PdfObject) -> None:
        """Write an object under a number."""
        self._places[number] = self._at
        data = BytesIO()
        value.write_to_stream(data)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, data.getvalue()))

    def finish(self, catalog: int, about: int) -> None:
        """Write where each object stands, and the end."""
        table = self._at
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % self._next)
        for number in range(1, self._next):
            self._put(b"%010d 00000 n \n" % self._places[number])
        trailer = dictionary(
            {"/Root": self.reference(catalog), "/Info": self.reference(about), "/Size": NumberObject(self._next)}
        )
        data = BytesIO()
        trailer.write_to_stream(data)
        self._put(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (data.getvalue(), table))

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self._at += len(data)


def dictionary(content: Mapping[str, Any]) -> DictionaryObject:
    """A dictionary of the file."""
    return DictionaryObject({NameObject(key): value for key, value in content.items()})
