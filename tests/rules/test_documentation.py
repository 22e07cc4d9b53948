"""The generated pages say what the data says."""

from __future__ import annotations

from pathlib import Path

from zhihang.rules.documentation import pages

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "rules"


def test_the_pages_are_up_to_date() -> None:
    """`zhihang rules document docs/reference/rules` mends it."""
    stale = [
        name
        for name, text in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text
    ]
    assert stale == []


def test_no_page_is_left_over() -> None:
    written = {path.name for path in FOLDER.glob("*.md")} - {"format.md", "choices.md"}
    assert written == set(pages())


def test_a_page_names_article_versions_and_cases() -> None:
    page = pages()["cn-design.md"]
    assert "Patent Law 2020 Art. 42" in page
    assert "… – 1992-12-31" in page
    assert "B02" in page
