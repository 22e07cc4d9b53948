"""From paths to outcomes: what is wrong with one file costs no other, whatever it is."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.registry import source
from zhihang.sources.source import Chunk, Place

GRANT = (
    "<?xml version='1.0' encoding='UTF-8'?><us-patent-grant lang='EN'><us-bibliographic-data-grant>"
    "<publication-reference><document-id><country>US</country><doc-number>09999999</doc-number><kind>B2</kind>"
    "<date>20190604</date></document-id></publication-reference><application-reference appl-type='utility'>"
    "<document-id><country>US</country><doc-number>15123456</doc-number><date>20160102</date></document-id>"
    "</application-reference><invention-title>Größe</invention-title></us-bibliographic-data-grant></us-patent-grant>"
)
GOOD = GRANT.encode()


def told(folder) -> list[str]:
    return [each.code if isinstance(each, Problem) else type(each).__name__ for each in outcomes([folder])]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("empty", b"", ["empty"]),
        ("not a product", b"hello", ["unrecognised"]),
        ("truncated", GOOD[:-30], ["truncated"]),
        ("latin-1 declared as utf-8", GRANT.encode("latin-1"), ["encoding", "Record"]),
        ("utf-16", GRANT.replace("UTF-8", "UTF-16").encode("utf-16"), ["Record"]),
        ("byte-order mark", b"\xef\xbb\xbf" + GOOD, ["Record"]),
        ("carriage returns", GOOD.replace(b"><", b">\r<"), ["Record"]),
        ("preamble", b"Received: today\n\n" + GOOD, ["junk", "Record"]),
        ("zip", None, ["Record"]),
        ("two in one", GOOD + GOOD, ["Record", "Record"]),
        ("broken gzip", gzip.compress(GOOD)[:60], ["archive-damaged"]),
        ("entities of an absent document type", GOOD.replace("ö".encode(), b"&ouml;&mgr;"), ["Record"]),
        ("an unknown entity", GOOD.replace("ö".encode(), b"&nosuch;"), ["entity", "Record"]),
    ],
)
def test_each_bad_file_is_told_and_the_next_one_read(tmp_path, name, data, expected):
    if data is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("x.xml", GOOD)
        data = out.getvalue()
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "b").write_bytes(GOOD)
    assert told(tmp_path) == [*expected, "Record"]


def test_a_stream_that_breaks_off_in_the_middle_ends_its_file_only(tmp_path):
    whole = gzip.compress(b"".join(GOOD.replace(b"15123456", b"15%06d" % n) for n in range(20_000)), 1)
    (tmp_path / "a.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b").write_bytes(GOOD)
    found = told(tmp_path)
    assert found[-1] == "Record"
    assert found[-2] == "archive-damaged"
    assert found.count("Record") > 1000


def test_provenance_names_product_file_line_and_delivery(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"\n\n" + GOOD)
    (record,) = outcomes([tmp_path / "a.xml"], delivered="2024-01-02")
    (origin,) = record.provenance
    assert (origin.product, origin.file, origin.delivered) == ("us-grant-xml", "a.xml", "2024-01-02")
    assert {"id", "title", "filing_date"} <= set(origin.fields)
    assert "abstract" not in origin.fields


def test_a_product_may_be_forced(tmp_path):
    (tmp_path / "a.xml").write_bytes(GOOD)
    forced = list(outcomes([tmp_path], product=source("us-application-xml")))
    assert [record.provenance[0].product for record in forced if isinstance(record, Record)] == ["us-grant-xml"]


def test_reading_twice_gives_the_same(tmp_path):
    (tmp_path / "a.xml").write_bytes(GOOD + GOOD[:-30] + b"&" + GOOD)
    assert list(outcomes([tmp_path])) == list(outcomes([tmp_path]))


@settings(max_examples=300)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=0, max_size=6), st.integers(0, 8))
def test_whatever_is_overwritten_nothing_is_raised(place_in, insert, cut):
    data = GOOD[:place_in] + insert + GOOD[place_in + cut :]
    at = Place(file="f", product="us-grant-xml")
    reader = source("us-grant-xml")
    for chunk in reader.split(io.BytesIO(data), at):
        if isinstance(chunk, Chunk):
            assert list(reader.parse(chunk, at))
