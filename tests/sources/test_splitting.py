from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.records.problem import Problem
from zhihang.sources import splitting
from zhihang.sources.source import Chunk, Place
from zhihang.sources.splitting import split_documents

ONE = b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "a.dtd" [ ]>\n<a>1</a>\n'
TWO = b'<?xml version="1.0"?><b>2</b>'
BARE = b"<!DOCTYPE c>\n<c>3</c>\n"


def texts(found):
    return [chunk.data if isinstance(chunk, Chunk) else chunk.code for chunk in found]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 1 << 20])
def test_a_file_is_cut_at_declarations_and_nothing_is_lost(documents, size):
    found = documents(ONE + TWO + BARE + BARE, size)
    assert texts(found) == [ONE, TWO, BARE, BARE]
    assert [chunk.position for chunk in found] == [1, 4, 4, 6]


@given(st.lists(st.sampled_from([ONE, TWO, BARE]), max_size=6))
def test_the_chunks_together_are_the_file(parts):
    import io

    data = b"".join(parts)
    found = list(split_documents(io.BytesIO(data), Place(file="f", product="p")))
    assert b"".join(chunk.data for chunk in found) == data
    assert len(found) == len(parts)


def test_lines_are_counted_with_carriage_returns_alone(documents):
    found = documents(b"<?xml?>\r<a>\r</a>\r<?xml version='1.0'?>\r<b/>")
    assert [chunk.position for chunk in found] == [1, 4]


def test_text_before_the_declaration_is_told_and_the_document_read(documents):
    found = documents(b"HTTP/1.1 200 OK\r\n\r\n" + TWO)
    assert texts(found) == ["junk", TWO]
    assert found[0].detail == "HTTP/1.1 200 OK"
    assert texts(documents(b"  hello <a/>")) == ["junk", b"<a/>"]


def test_a_document_longer_than_the_limit_is_a_problem_and_the_next_one_is_read(documents, monkeypatch):
    monkeypatch.setattr(splitting, "LARGEST_DOCUMENT", 10_000)
    found = documents(ONE + b'<?xml version="1.0"?><a>' + b"x" * 100_000 + b"</a>" + TWO, 1000)
    assert texts(found) == [ONE, "document-too-large", TWO]
    assert found[1].fatal
    assert found[1].position == 4


def test_memory_does_not_grow_with_a_giant_document(monkeypatch, place):
    """What is kept while a document is passed over stays below the limit and one block."""
    monkeypatch.setattr(splitting, "LARGEST_DOCUMENT", 1 << 20)
    kept = []

    class Endless:
        left = 64

        def read(self, size=-1):
            self.left -= 1
            return b"<a>" + b"y" * (1 << 20) if self.left > 0 else b""

    shed = splitting._Buffer.shed
    monkeypatch.setattr(splitting._Buffer, "shed", lambda self: (kept.append(len(self.data)), shed(self)))
    found = list(split_documents(Endless(), place))
    assert [problem.code for problem in found] == ["document-too-large"]
    assert max(kept) <= 3 << 20


HEAD = b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<x:docs xmlns:x="urn:x" xmlns="urn:d" date="1">\n'


@pytest.mark.parametrize("size", [1, 3, 50, 1 << 20])
def test_elements_are_cut_whole_with_the_namespaces_above_them(elements, size):
    data = HEAD + b'<x:doc n="1"><p>a</p></x:doc><x:doc n="2"/>\n <x:document/>\n<doc>c</doc></x:docs>'
    found = elements(data, "doc", size)
    assert texts(found) == [b'<x:doc n="1"><p>a</p></x:doc>', b'<x:doc n="2"/>', b"<doc>c</doc>"]
    assert [chunk.position for chunk in found] == [3, 3, 5]
    assert found[0].context == {"encoding": "iso-8859-1", "namespaces": 'xmlns:x="urn:x" xmlns="urn:d"'}


def test_an_element_without_end_costs_only_itself(elements):
    found = elements(HEAD + b"<doc>a</doc><doc>b<p></p><doc>c</doc></x:docs>", "doc")
    assert texts(found) == [b"<doc>a</doc>", b"<doc>b<p></p>", b"<doc>c</doc>"]


def test_a_file_that_breaks_off_says_so(elements):
    found = elements(HEAD + b"<doc>a</doc><doc>b", "doc")
    assert texts(found) == [b"<doc>a</doc>", b"<doc>b", "truncated"]
    assert isinstance(found[-1], Problem)


def test_text_between_elements_is_told(elements):
    found = elements(HEAD + b"<doc/>stray<doc/></x:docs>", "doc")
    assert texts(found) == [b"<doc/>", "junk", b"<doc/>"]


def test_a_giant_element_is_passed_over(elements, monkeypatch):
    monkeypatch.setattr(splitting, "LARGEST_DOCUMENT", 10_000)
    found = elements(HEAD + b"<doc>" + b"z" * 50_000 + b"</doc><doc>c</doc></x:docs>", "doc", 1000)
    assert texts(found) == ["document-too-large", b"<doc>c</doc>"]


def test_the_namespace_nearest_to_an_element_holds(elements):
    (chunk,) = elements(b"<a xmlns='urn:1' xmlns:p='urn:p'><b xmlns='urn:2'><e/></b></a>", "e")
    assert chunk.context["namespaces"] == "xmlns='urn:2' xmlns:p='urn:p'"
