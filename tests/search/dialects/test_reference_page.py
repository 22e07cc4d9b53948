"""The reference page of the dialects shows the data as it is, and its commands say what they say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from zhihang.search.dialects import dialects, print_as, read
from zhihang.search.dialects.reference import with_tables
from zhihang.search.parser import parse

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "dialects.md"


def test_the_page_shows_the_present_data() -> None:
    page = PAGE.read_text("utf-8")
    assert with_tables(page) == page, "run: python -m zhihang.search.dialects.reference"


def test_the_commands_of_the_page_can_be_read() -> None:
    commands = [shlex.split(line) for line in re.findall(r"^zhihang .+$", PAGE.read_text("utf-8"), re.MULTILINE)]
    assert len(commands) >= 3
    for _, _, query, *options in commands:
        chosen = dict(zip(options[::2], options[1::2], strict=True))
        tree = read(query, chosen["--read-as"]).tree if "--read-as" in chosen else parse(query).tree
        assert print_as(tree, chosen.get("--to", "lens")).is_complete


def test_the_page_names_every_dialect() -> None:
    page = PAGE.read_text("utf-8")
    assert all(f"`{name}`" in page for name in dialects())
