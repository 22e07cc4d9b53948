"""Signing in by a provider, with every step over HTTP: run by `test_open_id_connect`, which configures the provider."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from tests.workspace.accounts.made_up_provider import CODE, Provider

from zhihang.workspace.accounts.models import User
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.audit.models import AuditEntry

ISSUER = os.environ["ZHIHANG_OIDC_ISSUER"]
LI = "li@made-up.example"


@pytest.fixture(scope="module")
def serving() -> Iterator[Provider]:
    made = Provider(urlsplit(ISSUER).port or 0)
    assert made.issuer == ISSUER
    yield made
    made.close()


@pytest.fixture
def provider(serving: Provider, db: None) -> Provider:
    cache.clear()
    serving.knows("li", LI, email_verified=True)
    return serving


def begun(provider: Provider, client: Client, address: str = "/accounts/oidc/oidc/login/") -> dict[str, str]:
    """What the browser carries to the provider."""
    away = client.post(address)
    assert away.status_code == 302, away.content
    assert away.headers["Location"].startswith(f"{provider.issuer}/authorization?")
    said = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["Location"]).query).items()}
    assert said["code_challenge_method"] == "S256"
    provider.challenge = said["code_challenge"]
    return said


def signed_in(
    provider: Provider, client: Client | None = None, *, process: str = "", **changed: str
) -> tuple[Client, Any]:
    client = client or Client()
    said = begun(provider, client, f"/accounts/oidc/oidc/login/{f'?process={process}' if process else ''}")
    back = {"code": CODE, "state": said["state"], **changed}
    return client, client.get(urlsplit(said["redirect_uri"]).path, back)


def person_of(client: Client) -> str:
    number = client.session.get("_auth_user_id")
    return "" if number is None else User.objects.get(pk=number).email


def test_a_person_whom_the_provider_knows_gets_an_account_and_comes_back_to_it(provider: Provider) -> None:
    client, answer = signed_in(provider)
    assert (answer.status_code, person_of(client)) == (302, LI)
    provider.knows("li", "new-name@made-up.example", email_verified=False)
    again, _ = signed_in(provider)
    assert person_of(again) == LI  # known by the provider's name, whatever the address is now
    assert User.objects.count() == 1
    assert "sign in" in AuditEntry.objects.unscoped("tests").values_list("action", flat=True)
    assert "/realm/token" in provider.asked


def test_an_account_with_the_verified_address_is_the_persons(provider: Provider) -> None:
    mine = open_account(machine("tests"), LI, password="a-long-made-up-phrase")
    client, _ = signed_in(provider)
    assert person_of(client) == LI
    assert [row.user_id for row in SocialAccount.objects.all()] == [mine.pk]
    provider.knows("li", email_verified=False)
    assert person_of(signed_in(provider)[0]) == LI


@pytest.mark.parametrize("verified", [False, None])
@pytest.mark.parametrize("is_here", [True, False])
def test_an_address_nobody_vouches_for_opens_nothing(provider: Provider, verified: bool | None, is_here: bool) -> None:
    if is_here:
        open_account(machine("tests"), LI, password="a-long-made-up-phrase")
    provider.knows("stranger", LI, **({} if verified is None else {"email_verified": verified}))
    client, answer = signed_in(provider)
    assert (answer.status_code, person_of(client)) == (403, "")
    assert "does not vouch for" in answer.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (int(is_here), 0)
    assert AuditEntry.objects.unscoped("tests").filter(action="refused").count() == 1


def test_without_any_address_nobody_comes_in(provider: Provider) -> None:
    provider.knows("nameless")
    client, answer = signed_in(provider)
    assert (answer.status_code, person_of(client), User.objects.count()) == (403, "", 0)


def test_who_is_signed_in_connects_the_provider_oneself(provider: Provider) -> None:
    mine = open_account(machine("tests"), "wang@made-up.example", password="a-long-made-up-phrase")
    client = Client()
    client.post("/accounts/login/", {"login": mine.email, "password": "a-long-made-up-phrase"})
    assert "/accounts/3rdparty/" in client.get("/account").content.decode()
    assert 'class="rail"' in client.get("/accounts/3rdparty/").content.decode()
    provider.knows("wang-at-work", email_verified=False)
    signed_in(provider, client, process="connect")
    assert [row.user_id for row in SocialAccount.objects.all()] == [mine.pk]
    assert person_of(signed_in(provider)[0]) == mine.email


@pytest.mark.parametrize(
    "claims",
    [{"iss": "http://127.0.0.1:1/other"}, {"aud": "another client"}, {"exp": 1_700_000_000}],
    ids=["another issuer", "for another client", "expired"],
)
def test_a_token_that_is_not_good_opens_nothing(provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims |= claims
    client, answer = signed_in(provider)
    assert (person_of(client), User.objects.count()) == ("", 0)
    assert answer.status_code == 401
    assert "Third-Party Login Failure" in answer.content.decode()


def test_a_provider_cannot_call_itself_another(provider: Provider) -> None:
    provider.described = {"issuer": "http://127.0.0.1:1/other"}
    provider.claims["iss"] = "http://127.0.0.1:1/other"
    assert person_of(signed_in(provider)[0]) == ""


def test_token_and_page_speak_of_one_person(provider: Provider) -> None:
    provider.userinfo["sub"] = "somebody else"
    client, answer = signed_in(provider)
    assert (answer.status_code, person_of(client), User.objects.count()) == (403, "", 0)


@pytest.mark.parametrize("changed", [{"state": "made-up"}, {"code": "made-up"}])
def test_an_answer_that_was_not_asked_for_opens_nothing(provider: Provider, changed: dict[str, str]) -> None:
    client, answer = signed_in(provider, **changed)
    assert (person_of(client), User.objects.count()) == ("", 0)
    assert answer.status_code < 500


def test_a_token_serves_once(provider: Provider) -> None:
    provider.claims["jti"] = "one"
    assert person_of(signed_in(provider)[0]) == LI
    assert person_of(signed_in(provider)[0]) == ""


def test_a_closed_account_stays_outside(provider: Provider) -> None:
    open_account(machine("tests"), LI)
    User.objects.update(is_active=False)
    assert person_of(signed_in(provider)[0]) == ""


def test_a_second_factor_is_asked_for_also_here(provider: Provider) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    mine = open_account(machine("tests"), LI)
    TOTP.activate(mine, generate_totp_secret())
    client, answer = signed_in(provider)
    assert Authenticator.objects.filter(user=mine).exists()
    assert ("2fa/authenticate" in answer.headers["Location"], person_of(client)) == (True, "")


def test_addresses_of_the_provider_count_as_verified(provider: Provider) -> None:
    signed_in(provider)
    assert [(row.email, row.verified) for row in EmailAddress.objects.all()] == [(LI, True)]
