from __future__ import annotations

import html.entities
import re

import pytest

from zhihang.sources.entities import characters, substituted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10 &mgr;m", "10 μm"),
        ("&Agr;&ohgr;", "Αω"),
        ("20&deg;C &plusmn; 1", "20°C ± 1"),
        ("&bull; a", "• a"),
        ("a &lt; b", "a &lt; b"),
        ("&LT;p", "&lt;p"),
        ("&AMP;amp", "&amp;amp"),
        ("&#956; &#x3bc;", "&#956; &#x3bc;"),
        ("&b.alpha;", "\U0001d6c2"),
        ("&AACUTE;", "á"),
    ],
)
def test_a_character_of_the_official_lists_becomes_its_character(written, read):
    assert substituted(f"<p>{written}</p>".encode()) == (f"<p>{read}</p>".encode(), [])


def test_any_other_reference_stays_as_written_and_is_told_once_with_its_number():
    data, told = substituted(b"<p>\n&nosuch; and &nosuch;</p>")
    assert data == b"<p>\n&amp;nosuch; and &amp;nosuch;</p>"
    assert told == [("entity", 2, "&nosuch; (2 times)")]


def test_bare_ampersands_are_read_as_the_character():
    data, told = substituted(b"<p>R&D, AT&T & co; x=1&y;=2</p>")
    assert data == b"<p>R&amp;D, AT&amp;T &amp; co; x=1&amp;y;=2</p>"
    assert [code for code, _, _ in told] == ["bare-ampersand", "entity"]


def test_character_data_sections_and_comments_are_literal():
    data = b"<p><![CDATA[&mgr; & <b>]]><!-- &x; --> &mgr;</p>"
    assert substituted(data)[0] == "<p><![CDATA[&mgr; & <b>]]><!-- &x; --> μ</p>".encode()


def test_html_names_are_all_there_with_their_characters():
    table = characters()
    for name, value in html.entities.html5.items():
        if name.endswith(";"):
            assert html.unescape(table[name[:-1].encode()].decode()) == value


@pytest.mark.real_data
def test_every_character_entity_of_the_official_lists_is_in_the_table(shared):
    table = characters()
    for file in sorted((shared / "data/schemas").rglob("*.dtd")):
        text = file.read_text("utf-8", "replace")
        names = re.findall(r"<!ENTITY\s+([\w.]+)\s+(?:CDATA\s+)?\"&#", text)
        assert [name for name in names if name.encode() not in table] == [], file.name
