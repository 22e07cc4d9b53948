"""Input made to be slow: patterns that invite a reader to try again and again, in no more than a moment."""

from __future__ import annotations

import io
import time

import pytest

from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.registry import source
from zhihang.sources.source import Chunk, Place

GRANT = b"<us-patent-grant lang='EN'>%s</us-patent-grant>"
CASES = {
    "comments in an open document type": b"<!DOCTYPE us-patent-grant [" + b"<!-- a -->" * 5000 + b'"',
    "comments before a foreign root": b"<!-- a -->" * 5000 + b"<foo/>",
    "open comments": GRANT % (b"<!-- & " * 60_000),
    "open character data": GRANT % (b"<![CDATA[ & " * 60_000),
    "open instructions": GRANT % (b"<?a & " * 60_000),
    "document types without a document": b"<!DOCTYPE a>" * 60_000,
    "declarations without a document": b"<?xml version='1.0'?>" * 30_000,
    "quotes in a document type": b"<!DOCTYPE a " + b"\"'" * 100_000,
    "bare ampersands": GRANT % (b"&" * 300_000),
    "unknown entities": GRANT % b"".join(b"&e%d;" % n for n in range(20_000)),
    "unknown elements": GRANT % b"".join(b"<e%d/>" % n for n in range(20_000)),
    "attributes": b"<us-patent-grant " + b"".join(b"a%d='1' " % n for n in range(20_000)) + b"/>",
    "open tags": b"<us-patent-grant>" + b"<" * 300_000,
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("product", ["us-grant-xml", "epo-docdb"])
def test_hostile_documents_are_over_in_a_moment(name, product):
    data = CASES[name]
    begin = time.perf_counter()
    recognise(head_of(data[: 1 << 16]))
    reader, at = source(product), Place(file="f", product=product)
    for chunk in reader.split(io.BytesIO(data), at):
        if isinstance(chunk, Chunk):
            list(reader.parse(chunk, at))
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("name", ["unknown entities", "unknown elements"])
def test_very_many_problems_of_one_kind_are_told_together_with_their_number(tmp_path, name):
    (tmp_path / "a.xml").write_bytes(CASES[name])
    found = [each.detail for each in outcomes([tmp_path]) if each.code in ("entity", "unread-element")]
    assert len(found) <= 51
    number, _, rest = found[-1].partition(" further")
    assert int(number) + len(found) - 1 == 20_000
    assert rest
