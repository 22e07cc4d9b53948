"""Pages of a PDF report: their numbers, where contents and indexes lead, what does not depend on the chunks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.reporting.conftest import document, pdf_of, squashed

from zhihang import config
from zhihang.errors import UsageError
from zhihang.reporting import fonts
from zhihang.reporting.blocks import (
    Basis,
    Block,
    Column,
    Contents,
    Cover,
    Entry,
    Heading,
    Index,
    Paragraph,
    Part,
    Run,
    Term,
    Unshown,
)
from zhihang.reporting.pdf import places, writing

ENTRIES = 12


def entry(number: int, words: str = "Some text of an abstract. ") -> Entry:
    """An entry on as many pages as its number says (up to three)."""
    text = Paragraph((Run(words * (1 + 120 * (number % 3))),))
    terms = (Term("PARTIES", f"Party {number % 4}", f"{number % 4}"), Term("NUMBERS", f"N{number}", f"{number:03}"))
    summary = (Run(f"Title {number}"), Run("Party"), Run("2026-01-01"))
    return Entry(
        number, f"US {number}00 B2", "patent", (Run(f"Title {number}"),), summary, (Basis(("x",)), text), terms
    )


def whole(entries: int = ENTRIES) -> Iterator[Block]:
    yield Cover("Report", (), ())
    yield Contents("Contents", (Column("Title", 5), Column("Party", 3), Column("Date")))
    yield from (entry(number) for number in range(1, entries + 1))
    yield Index("Index of parties", "PARTIES")
    yield Index("Index of nothing", "PEOPLE")
    yield Index("Index of numbers", "NUMBERS")
    yield Part("Annex")
    yield Unshown("Characters")


@pytest.fixture(scope="module")
def report() -> PdfReader:
    return pdf_of(document(whole()))


def page_texts(report: PdfReader) -> list[str]:
    return [squashed(page.extract_text()) for page in report.pages]


def page_of(texts: list[str], number: int) -> int:
    """The page (from 1) on which an entry begins."""
    return next(at for at, text in enumerate(texts, start=1) if f"{number}US{number}00B2patent" in text)


def test_every_page_but_the_title_page_is_numbered(report: PdfReader) -> None:
    texts = page_texts(report)
    assert "pageof" not in texts[0]
    assert "page1of" not in texts[0]
    for at, text in enumerate(texts[1:], start=2):
        assert f"page{at}of{len(texts)}" in text


def test_the_contents_give_the_page_of_each_record(report: PdfReader) -> None:
    texts = page_texts(report)
    for number in range(1, ENTRIES + 1):
        assert f"{number}US{number}00B2Title{number}Party2026-01-01{page_of(texts, number)}" in texts[1]


def test_the_indexes_give_the_pages_of_their_words(report: PdfReader) -> None:
    texts = page_texts(report)
    index = next(text for text in texts if "Indexofparties" in text and "Theofeach" not in text and "Party0" in text)
    pages = ", ".join(str(page_of(texts, number)) for number in (1, 5, 9))
    assert squashed(f"Party 1{pages}") in index
    assert not any("Indexofnothing" in text for text in texts)


def test_links_lead_to_the_pages_they_name(report: PdfReader) -> None:
    texts = page_texts(report)
    numbers = {page.indirect_reference: at for at, page in enumerate(report.pages, start=1)}
    links = [each.get_object() for page in report.pages for each in page.get("/Annots", ())]
    goals = {numbers[link["/Dest"][0].indirect_reference] for link in links}
    assert {page_of(texts, number) for number in range(1, ENTRIES + 1)} <= goals
    assert not any("/A" in link for link in links)


def test_the_outline_holds_parts_and_records(report: PdfReader) -> None:
    titles = [each["/Title"] for each in report.outline if not isinstance(each, list)]
    assert titles == ["Report", "Contents", "Index of parties", "Index of numbers", "Annex"]
    below = next(each for each in report.outline if isinstance(each, list))
    assert [each["/Title"] for each in below] == [f"{number}  US {number}00 B2" for number in range(1, ENTRIES + 1)]


def test_chunks_change_nothing(report: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ENTRIES_OF_A_CHUNK", 3)
    monkeypatch.setattr(places, "ROWS_OF_A_CHUNK", 100)
    assert page_texts(pdf_of(document(whole()))) == page_texts(report)


def test_long_contents_move_the_pages_after_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "ROWS_OF_A_CHUNK", 10)
    texts = page_texts(pdf_of(document(whole(35))))
    assert page_of(texts, 1) == 6
    listed = "".join(texts[1:5])
    for number in range(1, 36):
        assert f"{number}US{number}00B2Title{number}Party2026-01-01{page_of(texts, number)}" in listed


def test_the_same_report_gives_the_same_pages_and_dates(report: PdfReader) -> None:
    again = pdf_of(document(whole()))
    assert again.metadata == report.metadata
    assert str(report.metadata["/CreationDate"]) == "D:20261122073000Z"  # type: ignore[index]  # it has metadata


def test_characters_without_glyph_are_told_in_an_annex() -> None:
    blocks: list[Block] = [entry(1, "a \U00013000 hieroglyph "), Unshown("Characters that could not be shown")]
    texts = page_texts(pdf_of(document(blocks)))
    assert "[U+13000]" in texts[0]
    assert re.search(r"\[U\+13000\]EGYPTIANHIEROGLYPHA0011211", texts[-1])


def test_every_heading_stays_with_what_follows_it() -> None:
    """No page ends in a heading: whatever stands before, the heading moves to the page of its text."""
    entries: list[Block] = []
    for rows in range(30, 60):
        inner: list[Block] = [Paragraph((Run(f"Line {row}."),)) for row in range(rows)]
        inner += [Heading("Abstract", "57"), Paragraph((Run("The text of it."),))]
        entries.append(Entry(rows, "N", "k", (), (), tuple(inner)))
    texts = page_texts(pdf_of(document(entries)))
    assert sum("AbstractThetextofit." in text for text in texts) == len(entries)


def test_a_font_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "font.ttf").write_bytes(b"no font")
    for path in (tmp_path / "font.ttf", tmp_path / "missing.ttf"):
        monkeypatch.setenv(config.SETTINGS["fonts"].variable, str(path))
        with pytest.raises(UsageError, match="FONT_UNREADABLE"):
            fonts.font_set()


def test_without_chinese_font_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_coverage", lambda family, faces: frozenset(range(128)))
    monkeypatch.setattr(fonts, "_font_set", fonts._font_set.__wrapped__)
    with pytest.raises(UsageError, match="FONT_MISSING"):
        fonts.font_set()
