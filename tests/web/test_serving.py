"""Addresses, databases, secrets: what an operator may set."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest

from zhihang.errors import UsageError
from zhihang.messages import LANGUAGES, error_text, room_texts
from zhihang.web.database import database_settings
from zhihang.web.secret import secret_key
from zhihang.web.serving import host_names, page_address, serve, split_address
from zhihang.web.static_files import static_address


@pytest.mark.parametrize(
    ("address", "host", "port", "page"),
    [
        ("127.0.0.1:8000", "127.0.0.1", 8000, "http://127.0.0.1:8000/"),
        ("8001", "127.0.0.1", 8001, "http://127.0.0.1:8001/"),
        (":8001", "127.0.0.1", 8001, "http://127.0.0.1:8001/"),
        ("[::1]:80", "::1", 80, "http://[::1]:80/"),
        ("0.0.0.0:8000", "0.0.0.0", 8000, "http://127.0.0.1:8000/"),
        ("ip.example:8000", "ip.example", 8000, "http://ip.example:8000/"),
    ],
)
def test_addresses(address: str, host: str, port: int, page: str) -> None:
    assert split_address(address) == (host, port)
    assert page_address(address) == page


@pytest.mark.parametrize("address", ["", "localhost", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "a:b", "1:2:-3"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        split_address(address)
    assert caught.value.code == "ADDRESS"
    assert all(address in error_text(caught.value, language) for language in LANGUAGES)


def test_only_the_served_names_may_be_asked_for() -> None:
    assert "ip.example" in host_names("ip.example:80")
    assert "*" not in host_names("127.0.0.1:8000")
    assert host_names("0.0.0.0:8000") == ["*"]


def test_an_address_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError) as caught:
            serve(f"127.0.0.1:{taken.getsockname()[1]}")
    assert caught.value.code == "ADDRESS_IN_USE"


def test_databases() -> None:
    assert database_settings("", Path("var"))["NAME"] == Path("var/zhihang.sqlite3")
    assert database_settings("sqlite:////srv/ip.sqlite3", Path("var"))["NAME"] == Path("//srv/ip.sqlite3")
    found = database_settings("postgresql://ip%40x:s%2Fe@db:5433/zhihang", Path("var"))
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("ip@x", "s/e", "db", "5433")
    with pytest.raises(UsageError):
        database_settings("mysql://db/zhihang", Path("var"))


def test_the_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    assert secret_key(folder) == secret_key(folder)
    assert len(secret_key(folder)) >= 50
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert [entry.name for entry in folder.iterdir()] == ["secret.key"]
    assert secret_key(tmp_path / "other") != secret_key(folder)


def test_the_address_of_static_files_follows_their_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("one")
    first = static_address([tmp_path])
    assert static_address([tmp_path]) == first
    (tmp_path / "a.css").write_text("two")
    assert static_address([tmp_path]) != first


@pytest.mark.parametrize("room", ["web", "workspace", "information"])
def test_messages_say_the_same_in_both_languages(room: str) -> None:
    import re

    for code, by_language in room_texts(room).items():
        assert set(by_language) == set(LANGUAGES), code
        holes = [sorted(re.findall(r"\{(\w+)", by_language[language])) for language in LANGUAGES]
        assert holes[0] == holes[1], code
