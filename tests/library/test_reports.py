"""Reports through the Python face: all records, the order of the result, the strategy, pipes, what is missing."""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import pytest
from pypdf import PdfReader
from tests.reporting.conftest import docx_text, pdf_text, squashed

from zhihang.corpus.pictures.rendering import Rendered
from zhihang.errors import UsageError
from zhihang.library import Corpus, pictures
from zhihang.library.exporting import ReportWish, leading_picture
from zhihang.library.pictures import PictureNote
from zhihang.messages import Language
from zhihang.records.marks import Image
from zhihang.reporting.blocks import Picture

WISH = ReportWish(asked_by="Li Na, Lanhe Group", created=datetime(2026, 11, 22, tzinfo=UTC))


def report(corpus: Corpus, format_: str, query: str = "id=*", language: Language = "en", **options: object) -> str:
    stream = BytesIO()
    corpus.search(query, language=language).export(format_, stream, wish=WISH, **options)  # type: ignore[arg-type]
    return pdf_text(PdfReader(stream)) if format_ == "pdf" else docx_text(stream.getvalue())


@pytest.mark.parametrize("format_", ["pdf", "docx"])
@pytest.mark.parametrize(("sort", "descending"), [("pd", True), ("ti", False)])
def test_all_records_in_the_order_of_the_result(corpus: Corpus, format_: str, sort: str, descending: bool) -> None:
    result = corpus.search("id=*")
    text = report(corpus, format_, sort=sort, descending=descending)
    ids = [row.id for row in result.page(0, result.total, sort, descending)]
    places = [text.index(f"{squashed(each)}recordid") for each in ids]
    assert len(ids) > 5
    assert places == sorted(places)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_title_page_says_how_to_make_it_again(corpus: Corpus, format_: str) -> None:
    text = report(corpus, format_, "ti=separator or ti=anode", limit=1, sort="ad", descending=False)
    for words in (
        "ti=separator or ti=anode", corpus.edition_id, "Li Na, Lanhe Group", "2026-11-22 00:00 UTC",
        "this report holds the first 1 in its order", "filing date, rising", "documents, each counted once",
    ):  # fmt: skip
        assert squashed(words).casefold() in text.casefold(), words


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_strategy_counts_each_clause(corpus: Corpus, format_: str) -> None:
    query = "ti=separator or ti=anode"
    text = report(corpus, format_, query)
    strategy = text[text.rindex("Annex:searchstrategy") :]
    for clause in corpus.search(query).explain().clauses:
        assert squashed(f"{clause.text}{clause.total}") in strategy


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_report_of_nothing_says_so(corpus: Corpus, format_: str) -> None:
    text = report(corpus, format_, "ti=nowhere")
    assert squashed("0 records; this report holds all of them") in text
    assert text.count(squashed("Annex: search strategy")) == 2
    assert "Indexof" not in text


def test_a_query_in_another_language_says_which(corpus: Corpus) -> None:
    stream = BytesIO()
    corpus.search("ti=separator", dialect="espacenet").export("docx", stream, wish=WISH)
    assert squashed("Written in Espacenet") in docx_text(stream.getvalue())


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_chinese_report_is_chinese(corpus: Corpus, format_: str) -> None:
    text = report(corpus, format_, language="zh")
    assert "著录项目报告" in text
    assert "Contents" not in text


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_record_alone(corpus: Corpus, format_: str, tmp_path: Path) -> None:
    assert corpus.report("US91000001B2", format_, tmp_path / "record", wish=WISH) == 1
    data = (tmp_path / "record").read_bytes()
    text = pdf_text(PdfReader(BytesIO(data))) if format_ == "pdf" else docx_text(data)
    assert "Batteryseparator" in text
    assert "Index" not in text


def test_a_table_is_no_report(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="FORMAT"):
        corpus.report("US91000001B2", "csv", BytesIO())


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_pipe_gets_the_whole_file(corpus: Corpus, format_: str) -> None:
    reading, writing = os.pipe()
    got: list[bytes] = []
    with os.fdopen(reading, "rb") as source:
        taking = threading.Thread(target=lambda: got.append(source.read()))
        taking.start()
        with os.fdopen(writing, "wb") as target:
            corpus.search("ti=anode").export(format_, target, wish=WISH)
        taking.join()
    stream = BytesIO(got[0])
    assert len(PdfReader(stream).pages) > 3 if format_ == "pdf" else docx.Document(stream).paragraphs


def test_progress_is_told_record_by_record(corpus: Corpus) -> None:
    told: list[int] = []
    total = corpus.search("id=*").export("docx", BytesIO(), told=told.append)
    assert told == list(range(1, total + 1))


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_the_same_question_gives_the_same_file(corpus: Corpus, format_: str) -> None:
    files = [BytesIO(), BytesIO()]
    for file in files:
        corpus.search("id=*").export(format_, file, wish=WISH)
    assert files[0].getvalue() == files[1].getvalue()


def test_what_must_be_installed_is_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith(("zhihang.reporting.pdf", "zhihang.reporting.fonts"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError) as raised:
        corpus.search("id=*").export("pdf", BytesIO())
    assert (raised.value.code, raised.value.fields["missing"]) == ("FORMAT_NEEDS", "typst")


def test_the_picture_that_stands_for_a_record(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    record = msgspec.structs.replace(corpus.record("US91000001B2"), images=(Image(file="#/mark"), Image(file="d1.tif")))
    note = PictureNote(2, "d1.tif", "drawing", "", "00")
    monkeypatch.setattr(pictures, "leading_pictures", lambda *_: {(0, record.id): note})
    monkeypatch.setattr(pictures, "picture_png", lambda _, identifier, n, side: Rendered(b"%d" % n, side, 1))
    assert leading_picture(corpus, record, "zh") == [Picture(b"2", "image/png", "附图 · d1.tif")]

    def damaged(*_: object) -> Rendered:
        raise UsageError("NO_PICTURE", room="corpus")

    monkeypatch.setattr(pictures, "picture_png", damaged)
    assert [each.data for each in leading_picture(corpus, record, "en")] == [b""]
    assert leading_picture(corpus, corpus.record("US91000001B2"), "en") == []
