"""JSON cut into values and members, wherever the blocks of the stream end."""

from __future__ import annotations

import io
import json

import pytest

from zhihang.sources.coverage import Coverage, Step
from zhihang.sources.json_reading import read_json, unread
from zhihang.sources.source import Chunk
from zhihang.sources.splitting_json import ENVELOPE, split_json


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__()
        self.data, self.size = data, size

    def read(self, size: int = -1) -> bytes:
        length = self.size if size < 0 else min(size, self.size)
        taken, self.data = self.data[:length], self.data[length:]
        return taken


@pytest.fixture
def cut(place):
    def reader(data: bytes, *lists: str, size: int = 7):
        found = list(split_json(Dribble(data, size), place, lists))
        chunks = [(each.position, json.loads(each.data), each.context.get("part")) for each in found
                  if isinstance(each, Chunk)]  # fmt: skip
        return chunks, [(each.code, each.detail) for each in found if not isinstance(each, Chunk)]

    return reader


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1 << 16])
def test_lines_are_values(cut, size):
    data = b'\xef\xbb\xbf{"a": "x{\\"]"}\n\n{"a": [1, {"b": "\\\\"}]}\n'
    assert cut(data, size=size) == ([(1, {"a": 'x{"]'}, None), (3, {"a": [1, {"b": "\\"}]}, None)], [])


@pytest.mark.parametrize("size", [1, 5, 1 << 16])
def test_members_of_a_list_are_chunks_and_the_rest_follows(cut, size):
    data = b'{"n": 2, "hits": {"docs": [{"a": {"docs": [1]}}, {"a": "]"}], "more": "x"}, "z": [{"q": 1}]}'
    assert cut(data, "hits.docs", size=size) == (
        [
            (1, {"a": {"docs": [1]}}, None),
            (2, {"a": "]"}, None),
            (1, {"n": 2, "hits": {"docs": [], "more": "x"}, "z": [{"q": 1}]}, ENVELOPE),
        ],
        [],
    )


def test_a_list_on_top(cut):
    assert cut(b'[{"a": 1},\n{"a": 2}]', "")[0][:2] == [(1, {"a": 1}, None), (2, {"a": 2}, None)]


def test_a_value_without_the_list_is_whole(cut):
    assert cut(b'{"other": [{"a": 1}]}', "docs") == ([(1, {"other": [{"a": 1}]}, None)], [])


def test_what_is_no_json_is_told(cut):
    assert cut(b'{"a": 1} junk {"b": 2}')[1] == [("junk", "junk")]
    assert cut(b'{"docs": [{"a": 1}, 5, {"a": 2}]}', "docs")[1] == [("junk", "5")]
    assert cut(b'{"docs": [{"a": 1}, {"a": ', "docs")[1] == [("truncated", "no end of {")]
    assert cut(b'{"a": "never ends')[1] == [("truncated", "no end of {")]


def test_signs_that_do_not_pair_cost_their_line(cut):
    chunks, problems = cut(b'{"a": ]}\n{"b": 2}\n')
    assert chunks == [(2, {"b": 2}, None)]
    assert [code for code, _ in problems] == ["damaged-json"]


def test_damage_inside_a_value_is_told(place):
    value, (problem,) = read_json(Chunk(position=4, data=b'{"a": 01x}'), place)
    assert (value, problem.code, problem.position, problem.fatal) == (None, "damaged-json", 4, True)


def test_very_deep_values_are_told(place):
    value, (problem,) = read_json(Chunk(position=1, data=b"[" * 100000 + b"]" * 100000), place)
    assert (value, problem.code) == (None, "damaged-json")


def test_keys_that_no_list_knows_are_counted():
    tree = Step(below={"a": Step(), "b": Step(below={"c": Step()}), "free": Step(everything=True)})
    value = {"a": 1, "b": [{"c": 1, "d": 2}, {"d": 3}], "free": {"x": 1}, "new": {"deep": 1}}
    assert unread(value, Coverage((), (), tree)) == {"b/d": 2, "new": 1}
    assert unread({"c": 1, "e": 2}, Coverage((), (), tree), "b") == {"b/e": 1}
