from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from zhihang.demo.markup import block, element

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), max_size=40)


@given(TEXT, TEXT, TEXT)
def test_whatever_is_written_is_read_again(first: str, second: str, attribute: str) -> None:
    inner = element("b", second) if second else None
    root = etree.fromstring(element("a", first, inner, some_name=attribute).encode())
    assert (root.text or "") == first
    assert "".join(root.itertext()) == first + second
    assert root.get("some-name") == attribute


def test_elements_that_hold_nothing_are_left_out() -> None:
    assert block("people", None, block("none")) == ""
    assert block("people", element("name", "A & B")) == "<people>\n<name>A &amp; B</name>\n</people>"
    assert element("empty", kind=None) == "<empty/>"
