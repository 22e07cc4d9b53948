"""Signing in, preferences that follow the person, and whom the corpus is open to."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.web.sign_in import oidc_provider, sign_in_apps
from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import change_account, close_account, open_account
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.audit.models import AuditEntry

PASSWORD = "a-long-made-up-phrase"


@pytest.fixture(autouse=True)
def _no_limits_between_tests(db: None) -> None:
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    return open_account(machine("tests"), "Li@Made-Up.example", name="Li", password=PASSWORD)


def sign_in(client: Client, email: str = "li@made-up.example", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def actions() -> list[str]:
    found = AuditEntry.objects.unscoped("test").filter(concept="accounts.account").order_by("id")
    return [entry.action for entry in found]


def test_one_signs_in_by_e_mail_however_written_and_goes_on(person: User, client: Client) -> None:
    response = sign_in(client, "LI@made-up.EXAMPLE", next="/keys")
    assert (response.status_code, response.headers["Location"]) == (302, "/keys")
    assert "Li" in client.get("/account").content.decode()
    client.post("/accounts/logout/")
    assert client.get("/account").status_code == 302
    assert actions() == ["open", "sign in", "sign out"]


def test_signing_in_never_leads_elsewhere(person: User, client: Client) -> None:
    assert sign_in(client, next="https://evil.example/").headers["Location"] == "/"


def test_a_wrong_password_says_nothing_about_the_account(person: User, client: Client) -> None:
    pages = [re.sub(r'value="[^"]*"', "", sign_in(client, email, "wrong").content.decode()) for email in
             ("li@made-up.example", "nobody@made-up.example")]  # fmt: skip
    errors = [re.findall(r'role="alert">(.*?)</div>', page) for page in pages]
    assert errors[0] == errors[1] != []
    assert actions() == ["open", "refused", "refused"]


def test_guessing_is_stopped(person: User, client: Client) -> None:
    for _ in range(6):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code != 302


def test_a_closed_account_stays_outside(person: User, client: Client) -> None:
    close_account(machine("tests"), person.pk, reason="left")
    sign_in(client)
    assert client.get("/account").status_code == 302
    assert "sign in" not in actions()


def test_the_second_factor_is_asked_for(person: User, client: Client) -> None:
    sign_in(client)
    assert "/reauthenticate/" in client.get("/accounts/2fa/totp/activate/").headers["Location"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in page
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)})
    assert "Second factor: on" in client.get("/account").content.decode()
    other = Client()
    response = sign_in(other)
    assert response.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/account").status_code == 302
    cache.clear()  # one code serves once
    other.post("/accounts/2fa/authenticate/", {"code": _code(secret)})
    assert other.get("/account").status_code == 200


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


PAGES = (
    "login/",
    "password/reset/",
    "password/change/",
    "email/",
    "logout/",
    "2fa/",
    "2fa/totp/activate/",
    "reauthenticate/",
)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_of_the_sign_in_library_stand_in_our_frame(
    person: User, client: Client, address: str, language: str
) -> None:
    if address not in ("login/", "password/reset/"):
        sign_in(client)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(f"/accounts/{address}", headers={"accept-language": language}).content.decode()
    assert 'class="band"' in page
    assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in page
    assert not re.search(r"\s(style|on[a-z]+)=", page)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_strangers_open_no_accounts_unless_the_operator_lets_them(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"email": "new@made-up.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/signup/", said)
    assert not User.objects.filter(email="new@made-up.example").exists()
    assert "/accounts/signup" not in client.get("/accounts/login/").content.decode()
    monkeypatch.setenv("ZHIHANG_SIGN_UP", "1")
    assert "/accounts/signup" in client.get("/accounts/login/").content.decode()
    client.post("/accounts/signup/", said)
    assert User.objects.filter(email="new@made-up.example").exists()


def test_preferences_follow_the_person_to_another_machine(person: User, client: Client) -> None:
    sign_in(client)
    client.post("/preferences", {"theme": "dark", "density": "comfortable", "language": "zh-hans"})
    elsewhere = Client()
    sign_in(elsewhere)
    assert (
        '<html lang="zh-Hans" data-theme="dark" data-density="comfortable">' in elsewhere.get("/keys").content.decode()
    )
    elsewhere.post("/account", {"name": "Li Na", "language": "", "theme": "light", "density": ""})
    assert 'lang="en" data-theme="light"' in elsewhere.get("/keys").content.decode()
    person.refresh_from_db()
    assert (person.name, person.language, person.theme, person.density) == ("Li Na", "", "light", "")


def test_accounts_are_ones_own(world: Any) -> None:
    with pytest.raises(NotFound):
        change_account(world.actor("outsider"), world.member.pk, {"name": "x"})
    with pytest.raises(Forbidden):
        close_account(world.actor("administrator"), world.member.pk, reason="")
    with pytest.raises(UsageError):
        change_account(world.actor("member"), world.member.pk, {"theme": "pink"})
    with pytest.raises(UsageError):
        change_account(world.actor("member"), world.member.pk, {"is_operator": "1"})


def test_reading_is_open_until_the_operator_closes_it(
    db: None, client: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/").status_code == 302
    assert "login" not in client.get("/").headers["Location"]
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "0")
    for address in ("/search", "/", "/corpus"):
        response = client.get(address)
        assert response.status_code == 404 or response.headers["Location"].startswith("/accounts/login/?next=/")
    assert client.get("/keys").status_code == 200
    assert client.get("/accounts/login/").status_code == 200
    sign_in(client)
    assert "login" not in client.get("/").headers["Location"]


def test_a_reader_who_is_not_signed_in_costs_no_query(
    db: None, client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/keys").status_code == 200


def test_answers_carry_the_number_of_the_request(client: Client) -> None:
    one, other = (client.get("/keys", headers={"x-request-id": "mine"}).headers["X-Request-ID"] for _ in range(2))
    assert re.fullmatch("[0-9a-f]{16}", one)
    assert one != other


def test_the_operator_is_made_on_the_command_line(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_PASSWORD", "short")
    with pytest.raises(CommandError):
        call_command("operator", "boss@made-up.example")
    assert not User.objects.filter(email="boss@made-up.example").exists()
    monkeypatch.setenv("ZHIHANG_PASSWORD", PASSWORD)
    call_command("operator", "boss@made-up.example", organization="Made-up Group")
    assert User.objects.get(email="boss@made-up.example").is_operator
    with pytest.raises(CommandError):
        call_command("operator", "Boss@made-up.example")


def test_open_id_connect_is_configured_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert oidc_provider() == {}
    assert "allauth.socialaccount" not in sign_in_apps()
    monkeypatch.setenv("ZHIHANG_OIDC_ISSUER", "https://login.made-up.example")
    with pytest.raises(UsageError):
        oidc_provider()
    monkeypatch.setenv("ZHIHANG_OIDC_CLIENT", "zhihang")
    app = oidc_provider()["openid_connect"]["APPS"][0]
    assert (app["client_id"], app["settings"]["server_url"]) == ("zhihang", "https://login.made-up.example")
    assert "allauth.socialaccount" in sign_in_apps()


def test_with_open_id_connect_the_entrance_offers_it(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    script = (
        "import django; django.setup(); from django.test import Client;"
        "from django.core.management import call_command;"
        "call_command('migrate', verbosity=0);"
        "page = Client().get('/accounts/login/', headers={'host': 'localhost'}).content.decode();"
        "assert '/accounts/oidc/oidc/login/' in page and 'Group Sign-in' in page, page"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "zhihang.web.settings", "ZHIHANG_OIDC_ISSUER": "https://login.made-up.example",
        "ZHIHANG_OIDC_CLIENT": "zhihang", "ZHIHANG_OIDC_NAME": "Group Sign-in",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
