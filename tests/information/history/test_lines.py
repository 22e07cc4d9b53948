"""Lines of a search history, pure: what they rest on, and what they mean to everybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.cache import SessionStore

from zhihang.errors import QueryError
from zhihang.information.history.line import Line, history_of, notation, resting_on, text_for_everybody, written_out
from zhihang.information.history.session import MOST_CHARACTERS, MOST_LINES, keep_lines, kept_lines, next_number
from zhihang.search.environment import Environment, Stored
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

_AT = datetime(2026, 1, 5, tzinfo=UTC)


def lines(*queries: str) -> list[Line]:
    found: list[Line] = []
    for number, query in enumerate(queries, 1):
        tree = notation(parse(query, environment=Environment(history_of(found))))
        found.append(Line(number, query, tree, 0, "e", _AT))
    return found


def test_a_line_rests_on_those_it_names_and_on_theirs() -> None:
    history = lines("a", "b", "#1 AND c", "#3 NOT #2", "d")
    assert history[3].rests_on == {2, 3}
    assert resting_on(history, 1) == [3, 4]
    assert resting_on(history, 2) == [4]
    assert resting_on(history, 5) == []


def test_a_line_that_is_edited_sees_only_those_before_it() -> None:
    assert set(history_of(lines("a", "b", "c"), before=2)) == {1}


def test_written_out_a_query_means_the_same_without_the_history() -> None:
    cells = Stored(to_sexpr(parse("d OR e").tree))
    environment = Environment(history_of(lines("a OR b", "#1 AND c")), {"Cells": cells})
    query = parse("ti=x AND #2 NOT ##cells", environment=environment)
    meant = '(not (and ti:"x" (and (or bi:"a" bi:"b") bi:"c")) (or bi:"d" bi:"e"))'
    assert to_sexpr(written_out(query.tree, environment)) == meant
    text = text_for_everybody(query, environment)
    assert "#" not in text
    assert to_sexpr(parse(text).tree) == '(not (and ti:"x" (or bi:"a" bi:"b") bi:"c") (or bi:"d" bi:"e"))'
    assert to_sexpr(written_out(query.tree, environment, keep=frozenset({"cells"}))).count("saved") == 1


def test_a_query_that_names_nothing_stays_as_typed() -> None:
    query = parse("ti=( a  OR b ) -- as I like it")
    assert text_for_everybody(query, Environment()) is query.text


def test_a_circle_ends_with_an_error() -> None:
    anything = Environment(history=(1, 2))
    trees = [to_sexpr(parse(text, environment=anything).tree) for text in ("#2", "#1")]
    circle = Environment({number: Stored(tree) for number, tree in enumerate(trees, 1)})
    query = parse("#1", environment=circle)
    with pytest.raises(QueryError):
        written_out(query.tree, circle)


def test_a_session_keeps_the_latest_lines_and_gives_no_number_twice() -> None:
    session = SessionStore()
    many = [Line(number, f"q{number}", "t", None, "e", _AT) for number in range(1, MOST_LINES + 6)]
    keep_lines(session, many)
    assert kept_lines(session) == many[5:]
    long = [Line(1, "x" * MOST_CHARACTERS, "t", 3, "e", _AT), Line(2, "y", "t", None, "e", _AT)]
    keep_lines(session, long)
    assert kept_lines(session) == long[1:]
    keep_lines(session, long[:1])
    assert kept_lines(session) == long[:1]
    assert [next_number(session), next_number(session)] == [1, 2]
    keep_lines(session, [])
    assert next_number(session) == 3
