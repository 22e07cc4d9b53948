"""Archives within archives, and everything that is wrong with them."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
import zipfile

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.containers import Delivered, TooLarge, checksum, walk


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def tarred(mode: str, **members: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name.replace("_dot_", "."))
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def seen(*paths):
    """Name and content of each file, name and code of each problem."""
    return [
        (found.file, found.code) if isinstance(found, Problem) else (found.name, found.stream.read())
        for found in walk(paths)
    ]


def write(folder, **files: bytes):
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_folders_are_walked_in_the_order_of_names(tmp_path):
    folder = write(tmp_path / "in", b_dot_xml=b"<b/>", a__z_dot_xml=b"<z/>", c_dot_xml=b"<c/>")
    assert seen(folder) == [("in/a/z.xml", b"<z/>"), ("in/b.xml", b"<b/>"), ("in/c.xml", b"<c/>")]


@pytest.mark.parametrize(
    ("name", "data", "member"),
    [
        ("a.zip", zipped(x_dot_xml=b"<x/>"), "a.zip!x.xml"),
        ("a.xml.gz", gzip.compress(b"<x/>"), "a.xml.gz!a.xml"),
        ("a.xml.bz2", bz2.compress(b"<x/>"), "a.xml.bz2!a.xml"),
        ("a.xml.xz", lzma.compress(b"<x/>"), "a.xml.xz!a.xml"),
        ("a.tar", tarred("w", x_dot_xml=b"<x/>"), "a.tar!x.xml"),
        ("a.tar.gz", tarred("w:gz", x_dot_xml=b"<x/>"), "a.tar.gz!a.tar!x.xml"),
        ("a.tgz", tarred("w:gz", x_dot_xml=b"<x/>"), "a.tgz!a.tar!x.xml"),
        ("a.tar.bz2", tarred("w:bz2", x_dot_xml=b"<x/>"), "a.tar.bz2!a.tar!x.xml"),
        ("a.tar.xz", tarred("w:xz", x_dot_xml=b"<x/>"), "a.tar.xz!a.tar!x.xml"),
        ("a.dat", zipped(in_dot_zip=zipped(x_dot_xml=b"<x/>")), "a.dat!in.zip!x.xml"),
        ("a.zip", zipped(x_dot_gz=gzip.compress(b"<x/>")), "a.zip!x.gz!x"),
    ],
)
def test_archives_are_opened_by_content_at_any_depth(tmp_path, name, data, member):
    (tmp_path / name).write_bytes(data)
    assert seen(tmp_path / name) == [(member, b"<x/>")]


def test_members_come_in_the_order_of_names(tmp_path):
    write(tmp_path, a_dot_zip=zipped(b=b"2", a=b"1"))
    assert seen(tmp_path / "a.zip") == [("a.zip!a", b"1"), ("a.zip!b", b"2")]


def test_a_workbook_is_one_file_not_an_archive(tmp_path):
    data = zipped(**{"[Content_Types].xml": b"<Types/>", "xl__workbook.xml": b"<w/>"})
    (tmp_path / "book.xlsx").write_bytes(data)
    assert seen(tmp_path / "book.xlsx") == [("book.xlsx", data)]


def test_a_zip_bomb_is_stopped_and_the_next_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHIHANG_MAX_RATIO", "100")
    write(tmp_path, a_dot_zip=zipped(zeros=b"\0" * (80 << 20)), b_dot_xml=b"<b/>")
    found = []
    for each in walk([tmp_path]):
        if isinstance(each, Delivered):
            try:
                while each.stream.read(1 << 20):
                    pass
                found.append(each.name)
            except TooLarge:
                found.append("too large")
    assert found == ["too large", f"{tmp_path.name}/b.xml"]


def test_a_bomb_of_bombs_is_counted_over_all_depths(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHIHANG_MAX_RATIO", "100")
    inner = zipped(zeros=b"\0" * (70 << 20))
    write(tmp_path, a_dot_zip=zipped(**{f"m{n}": inner for n in range(3)}))
    stopped = 0
    for each in walk([tmp_path / "a.zip"]):
        if isinstance(each, Delivered):
            try:
                each.stream.drain()
            except TooLarge:
                stopped += 1
        elif each.code == "too-large":
            stopped += 1
    assert stopped == 3


def test_a_member_longer_than_the_setting_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHIHANG_MAX_MEMBER_SIZE", "1000")
    write(tmp_path, a_dot_zip=zipped(long=os.urandom(2000), short=b"ok"))
    assert seen(tmp_path / "a.zip") == [("a.zip!long", "too-large"), ("a.zip!short", b"ok")]


def test_archives_that_stand_too_deep_are_told(tmp_path):
    data = b"<x/>"
    for _ in range(10):
        data = zipped(x=data)
    write(tmp_path, a_dot_zip=data)
    (found,) = seen(tmp_path / "a.zip")
    assert found[1] == "too-deep"


def test_names_that_lead_out_are_told_and_nothing_is_written(tmp_path):
    write(tmp_path, a_dot_zip=zipped(**{"..__..__evil.xml": b"<e/>"}))
    assert seen(tmp_path / "a.zip") == [("a.zip!../../evil.xml", "path"), ("a.zip!../../evil.xml", b"<e/>")]
    assert not (tmp_path.parent / "evil.xml").exists()


def test_links_in_an_archive_are_not_followed(tmp_path):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("passwd")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    write(tmp_path, a_dot_tar=out.getvalue())
    assert seen(tmp_path / "a.tar") == [("a.tar!passwd", "link")]


def test_an_encrypted_member_is_told_and_the_others_read(tmp_path):
    data = bytearray(zipped(a=b"1", b=b"2"))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    write(tmp_path, a_dot_zip=bytes(data))
    assert seen(tmp_path / "a.zip") == [("a.zip!a", "encrypted"), ("a.zip!b", b"2")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (zipped(a=b"1" * 1000)[:60], "archive-damaged"),
        (gzip.compress(os.urandom(90_000))[:1000], "archive-damaged"),
        (b"PK\x03\x04" + b"\xff" * 100, "archive-damaged"),
        (tarred("w", a=b"1" * 5000)[:700], "archive-damaged"),
        (b"\xfd7zXZ\0garbage garbage", "archive-damaged"),
    ],
)
def test_what_cannot_be_opened_is_a_problem(tmp_path, data, code):
    write(tmp_path, a_dot_bin=data, b_dot_xml=b"<b/>")
    found = seen(tmp_path)
    assert found[-1][1] == b"<b/>"
    assert found[0][1] == code


def test_a_missing_or_forbidden_file_is_a_problem(tmp_path):
    assert seen(tmp_path / "absent.xml") == [("absent.xml", "unreadable")]


def test_sums_are_those_of_the_unpacked_file(tmp_path):
    content = os.urandom(200_000)
    write(tmp_path, a_dot_zip=zipped(x=content))
    files = walk([tmp_path / "a.zip"])
    found = next(files)
    head = found.head
    assert head == content[:65536]
    assert found.stream.read(10) == content[:10]
    found.stream.drain()
    assert found.stream.sha256 == hashlib.sha256(content).hexdigest()
    assert found.stream.size == len(content)
    assert next(files, None) is None
    assert checksum(tmp_path / "a.zip") == hashlib.sha256((tmp_path / "a.zip").read_bytes()).hexdigest()


def test_an_office_document_is_one_file_whatever_stands_first_in_it(tmp_path):
    path = tmp_path / "rows.bin"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("docProps/app.xml", "xl/workbook.xml", "[Content_Types].xml"):
            archive.writestr(name, "<a/>")
    assert seen(path) == [("rows.bin", path.read_bytes())]


def test_an_archive_of_xml_files_stays_an_archive(tmp_path):
    path = tmp_path / "rows.bin"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("docProps/app.xml", "<a/>")
        archive.writestr("other.xml", "<a/>")
    assert [each.name for each in walk([path])] == ["rows.bin!docProps/app.xml", "rows.bin!other.xml"]
