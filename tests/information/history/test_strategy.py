"""A strategy as a text file: brought in with new numbers, all of it or nothing."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.workspace.conftest import SignedIn

TEXT = "ti=filler\n\npd=2015\n#1 AND #3\n#4 NOT id=EP9800001A1\n"


@pytest.fixture(params=["anonymous", "member"])
def client(request: pytest.FixtureRequest, signed_in: SignedIn) -> Client:
    return signed_in(request.param)


def lines(client: Client) -> list[tuple[int, str, int | None]]:
    return [(line.number, line.query, line.total) for line in client.get("/history").context["lines"]]


def test_lines_get_numbers_of_the_history(client: Client) -> None:
    client.get("/search?q=id%3D*")
    assert client.post("/history/upload", {"lines": TEXT.replace("\n", "\r\n")}).status_code == 302
    found = lines(client)
    queries = [query for _, query, _ in found]
    assert (queries[:4], queries[4].startswith("#4 NOT ")) == (["id=*", "ti=filler", "pd=2015", "#2 AND #3"], True)
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 5]
    assert found[3][2] == client.get("/search?q=ti%3Dfiller AND pd%3D2015").context["page"].total


def test_what_was_downloaded_comes_in_again(client: Client) -> None:
    client.post("/history/upload", {"lines": TEXT})
    written = client.get("/history.txt").content
    before = [(query, total) for _, query, total in lines(client)]
    client.post("/history/clear")
    client.post("/history/upload", {"file": SimpleUploadedFile("strategy.txt", written)})
    again = lines(client)
    assert [total for _, _, total in again] == [total for _, total in before]
    references = {int(number) for _, query, _ in again for number in re.findall(r"#(\d+)", query)}
    assert references <= {number for number, _, _ in again}


def test_a_line_that_is_there_keeps_its_number(client: Client) -> None:
    client.get("/search?q=pd%3D2015")
    client.post("/history/upload", {"lines": "ti=filler\npd=2015\n#1 AND #2"})
    assert [query for _, query, _ in lines(client)] == ["pd=2015", "ti=filler", "#2 AND #1"]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"lines": "ti=filler\nti=(a NEAR b)"}, "Line 2 of the strategy"),
        ({"lines": "ti=filler\n#2"}, "Line 2 of the strategy"),
        ({"lines": "#1 AND #2\nti=a"}, "Line 1 of the strategy"),
        ({"lines": "\n \n"}, "Choose a file"),
        ({}, "Choose a file"),
        ({"lines": "ti=a\n" * 501}, "1 to 500 lines"),
        ({"lines": "ti=(<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_nothing_comes_in_where_a_line_cannot_be_read(said: dict[str, str], text: str, client: Client) -> None:
    answer = client.post("/history/upload", said)
    assert answer.status_code == 400
    assert text in answer.content.decode()
    assert lines(client) == []


def test_a_chinese_file_of_older_programs_is_read(client: Client) -> None:
    client.post("/history/upload", {"file": SimpleUploadedFile("s.txt", "ti=电池".encode("gb18030"))})
    assert [query for _, query, _ in lines(client)] == ["ti=电池"]
