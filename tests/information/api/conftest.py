"""What the tests of the API share: the workspace's people with a token each, over the small corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.workspace.conftest import World, _quick_passwords, signed_in, world

from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.library import Corpus, open_corpus

__all__ = ["_quick_passwords", "signed_in", "world"]

Ask = Callable[..., Any]


@pytest.fixture
def corpus(corpus_folder: Path) -> Corpus:
    return open_corpus(corpus_folder)


@pytest.fixture(autouse=True)
def _state(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STATE = tmp_path
    monkeypatch.setenv("ZHIHANG_PRIVATE_CORPORA", str(tmp_path / "corpora"))
    monkeypatch.setenv("ZHIHANG_UPLOAD_FOLDER", str(tmp_path / "uploads"))
    monkeypatch.setenv("ZHIHANG_API_RATE", "100000")
    monkeypatch.setenv("ZHIHANG_API_RATE_ANONYMOUS", "100000")


@pytest.fixture
def ask(world: World) -> Ask:
    """Asks an operation: `ask("member", "get", "/search", q="ti=a")`; `body` goes as JSON; nobody is `anonymous`."""
    secrets: dict[str, str] = {}

    def asked(who: str, method: str, path: str, body: Any = None, language: str = "en", **query: Any) -> Any:
        headers = {"accept-language": language}
        if who != "anonymous":
            if who not in secrets:
                secrets[who] = make_token(world.actor(who), "tests", list(Scope), 30)[1]
            headers["authorization"] = f"Bearer {secrets[who]}"
        more: dict[str, Any] = {"query_params": query}
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        return getattr(Client(headers=headers), method)(f"/api/v1{path}", **more)

    return asked
