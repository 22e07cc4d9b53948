from __future__ import annotations

import io

import pytest

from zhihang.sources.encoding import Utf8Reader, declared, to_utf8

TEXT = '<?xml version="1.0"?><t>Größe 1 µm – 中文</t>'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8"])
def test_marks_and_wide_encodings_are_carried_over(encoding):
    reader = Utf8Reader(io.BytesIO(TEXT.encode(encoding)))
    data = b"".join(iter(reader.block, b""))
    assert data.decode() == TEXT
    assert not reader.damaged


def test_a_character_cut_between_blocks_is_whole():
    class Odd(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 3) if size > 0 else size)

    reader = Utf8Reader(Odd(TEXT.encode("utf-16")))
    assert b"".join(iter(reader.block, b"")).decode() == TEXT


def test_half_a_wide_character_at_the_end_is_told():
    reader = Utf8Reader(io.BytesIO(TEXT.encode("utf-16") + b"x"))
    assert b"".join(iter(reader.block, b"")).decode().endswith("�")
    assert reader.damaged


@pytest.mark.parametrize(
    ("data", "name", "text", "assumed"),
    [
        ("Größe".encode(), "utf-8", "Größe", None),
        ("Größe".encode("latin-1"), "utf-8", "Größe", "declared utf-8, read as windows-1252 where it is not"),
        (
            "Größe – µ".encode() + "é".encode("latin-1"),
            "utf-8",
            "Größe – µé",
            "declared utf-8, read as windows-1252 where it is not",
        ),
        ("5 \x80".encode("latin-1"), None, "5 €", "declared utf-8, read as windows-1252 where it is not"),
        ("Größe".encode("latin-1"), "iso-8859-1", "Größe", None),
        ("一种电池".encode("gb18030"), "gb2312", "一种电池", None),
        ("一种电池的制备方法".encode("gb18030"), "utf-8", "一种电池的制备方法", "declared utf-8, read as gb18030"),
        ("电池".encode(), "gb2312", None, None),
        (b"plain", "no-such-encoding", "plain", None),
        ("Größe".encode(), "no-such-encoding", "Größe", "declared no-such-encoding, read as utf-8"),
    ],
)
def test_documents_are_read_as_what_they_are(data, name, text, assumed):
    read, told = to_utf8(data, name)
    if text is not None:
        assert read.decode() == text
        assert told == assumed


def test_the_declaration_names_its_encoding():
    assert declared(b"\n<?xml version='1.0' encoding='ISO-8859-1'?><a/>") == "iso-8859-1"
    assert declared(b"<a/>") is None
