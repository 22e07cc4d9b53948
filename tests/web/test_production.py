"""Serving others than oneself: names, https behind a proxy, letters, what several processes must know together."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.mail import send_mail
from django.db import connection
from django.test import Client

from zhihang.errors import UsageError
from zhihang.messages import LANGUAGES, error_text
from zhihang.web.mail import mail_settings
from zhihang.web.production import allowed_hosts, sender, transport_settings

PRODUCTION = {
    "ZHIHANG_HOSTS": "ip.example", "ZHIHANG_HTTPS": "yes", "ZHIHANG_PROXIES": "1",
    "ZHIHANG_MAIL": "smtp+tls://u:p@mail.example",
}  # fmt: skip


def checked(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from zhihang.web.serving import manage; manage(['check', '--deploy'])"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ZHIHANG_", "DJANGO_"))}
    return subprocess.run(command, cwd=folder, env=clean | environment, capture_output=True, text=True, check=False)


def test_a_production_set_up_passes_every_check(tmp_path: Path) -> None:
    done = checked(tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr
    assert "WARNINGS" in checked(tmp_path).stderr  # the same checks speak up where nothing is set


def test_https_needs_a_proxy_that_speaks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_HTTPS", "yes")
    with pytest.raises(UsageError) as caught:
        transport_settings()
    assert all("ZHIHANG_PROXIES" in error_text(caught.value, language) for language in LANGUAGES)


def test_names_come_from_the_setting_or_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "127.0.0.1" in allowed_hosts()
    monkeypatch.setenv("ZHIHANG_HOSTS", " ip.example , .works.example,")
    assert allowed_hosts() == ["ip.example", ".works.example"]
    assert sender() == "Zhihang <zhihang@ip.example>"
    monkeypatch.setenv("ZHIHANG_MAIL_FROM", "IP desk <ip@works.example>")
    assert sender() == "IP desk <ip@works.example>"


def test_days_begin_where_the_operator_says(settings: Any) -> None:
    assert settings.TIME_ZONE == "UTC"


@pytest.fixture
def behind_a_proxy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    for name, value in transport_settings().items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["ip.example"]
    return Client(headers={"host": "ip.example", "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"})


def test_behind_a_proxy_transport_is_strict_and_cookies_are_secure(behind_a_proxy: Client, db: None) -> None:
    page = behind_a_proxy.get("/accounts/login/")
    assert page.status_code == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert page.headers["X-Frame-Options"] == "DENY"
    said = behind_a_proxy.post(
        "/preferences", {"theme": "dark", "language": "en"}, headers={"origin": "https://ip.example"}
    )
    cookies = page.cookies | said.cookies
    assert {"csrftoken", "zhihang_theme", "zhihang_language"} <= set(cookies)
    assert all(cookie["secure"] for cookie in cookies.values())
    plain = behind_a_proxy.get("/accounts/login/", headers={"x-forwarded-proto": "http"})
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://ip.example/accounts/login/")
    assert behind_a_proxy.get("/accounts/login/", headers={"host": "other.example"}).status_code == 400


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        ("0", "192.0.2.7", "10.0.0.1"),
        ("1", "192.0.2.7", "192.0.2.7"),
        ("1", "203.0.113.9, 192.0.2.7", "192.0.2.7"),
        ("2", "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        ("2", "192.0.2.7", "10.0.0.1"),
        ("1", "", "10.0.0.1"),
    ],
)
def test_a_request_comes_from_whom_ones_own_proxies_saw(
    proxies: str, said: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    from zhihang.web.production import asked_from

    monkeypatch.setenv("ZHIHANG_PROXIES", proxies)
    seen: list[str] = []

    def view(request: Any) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    asked_from(view)(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=said))
    assert seen == [address]


def test_refused_sign_ins_are_counted_where_every_process_sees_it(db: None) -> None:
    for _ in range(2):
        Client().post("/accounts/login/", {"login": "nobody@made-up.example", "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache")
        assert cursor.fetchone()[0] > 0


# letters


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [("smtp://relay", 25, False, False), ("smtp+tls://a%40b:s%2Fe@m.example", 587, True, False),
     ("smtps://m.example:4465", 4465, False, True)],
)  # fmt: skip
def test_mail_servers(url: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_settings(url, Path("var"))
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)
    if "@" in url:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("a@b", "s/e")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp:mail.example"])
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        mail_settings(url, Path("var"))
    assert caught.value.code == "MAIL"
    assert all("smtps://" in error_text(caught.value, language) for language in LANGUAGES)


class Postman(socketserver.StreamRequestHandler):
    """As much of a mail server as one letter needs."""

    letters: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 made-up\r\n")
        body: list[str] | None = None
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if body is not None:
                if line == ".":
                    self.letters.append("\n".join(body))
                    body = None
                else:
                    body.append(line)
                    continue
            elif line.upper() == "DATA":
                body = []
                self.wfile.write(b"354 go on\r\n")
                continue
            self.wfile.write(b"250 good\r\n")
            if line.upper() == "QUIT":
                return


@pytest.fixture
def postman() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_letters_leave_by_the_server_that_was_named(postman: int, settings: Any) -> None:
    for name, value in mail_settings(f"smtp://127.0.0.1:{postman}", Path("var")).items():
        setattr(settings, name, value)
    assert send_mail("Subject", "Body of the letter", None, ["li@made-up.example"]) == 1
    assert "Body of the letter" in Postman.letters[-1]
    assert "From: Zhihang <zhihang@localhost>" in Postman.letters[-1]


def test_without_a_server_letters_lie_in_a_folder(tmp_path: Path, settings: Any) -> None:
    for name, value in mail_settings("", tmp_path).items():
        setattr(settings, name, value)
    send_mail("Subject", "Body", None, ["li@made-up.example"])
    assert "Body" in next((tmp_path / "mail").iterdir()).read_text("utf-8")
