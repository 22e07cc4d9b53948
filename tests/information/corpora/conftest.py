"""What the tests of private corpora share: two houses, each with a licensed corpus of records that nobody else has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.library.made_records import built
from tests.workspace.conftest import World, _quick_passwords, signed_in, world

from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.selectors import place
from zhihang.information.corpora.services import make_corpus
from zhihang.workspace.actors.actor import Actor

__all__ = ["_quick_passwords", "signed_in", "world"]
SHARED_ID = "EP9800001A1"
"""A document that the public corpus has too."""


@pytest.fixture(autouse=True)
def private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHIHANG_PRIVATE_CORPORA", str(tmp_path / "corpora"))
    return tmp_path / "corpora"


def licensed_records(word: str, first: int) -> list[dict[str, Any]]:
    """Three patents of one right and family, and a mark, in which one word stands everywhere."""
    patents = [
        {
            "id": f"US{first + at}A1", "right_id": f"US-PA-{first}", "right": "patent", "office": "US",
            "number": str(first + at), "kind": "A1", "language": "en", "application_number": f"US{first}",
            "title": {"en": f"Battery {word} {at}"}, "abstract": {"en": [f"A battery with a {word}."]},
            "publication_date": f"2021-03-0{at + 1}", "applicants": [{"name": f"{word} Holding"}],
            "ipc": ["H01M 4/36"], "citations": [{"number": SHARED_ID}],
        }
        for at in range(3)
    ]  # fmt: skip
    mark = {
        "id": f"CN-TM-{first}", "right_id": f"CN-TM-{first}", "right": "trademark", "office": "CN",
        "number": str(first),
        "registration_number": str(first), "language": "zh", "mark": {"text": word.upper()}, "nice": ["9"],
        "applicants": [{"name": f"{word} Holding"}],
    }  # fmt: skip
    same = {
        "id": SHARED_ID, "right_id": "EP-PA-19000001", "right": "patent", "office": "EP", "number": "9800001",
        "kind": "A1", "language": "en", "title": {"en": f"Filler battery as {word} has it"},
        "publication_date": "2011-01-02", "applicants": [{"name": f"{word} Holding"}],
    }  # fmt: skip
    return [*patents, mark, same]


@pytest.fixture(scope="session")
def licensed_folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("licensed")
    given = {"alphasecret": 71000001, "betasecret": 72000001}
    return {word: built(folder / word, licensed_records(word, first)) for word, first in given.items()}


@dataclass(frozen=True, slots=True)
class Licensed:
    """The licensed corpora of the group (`alphasecret`) and of the other house (`betasecret`)."""

    alpha: PrivateCorpus
    beta: PrivateCorpus

    def edition(self, row: PrivateCorpus, folder: Path) -> str:
        return (folder / row.folder / "CURRENT").read_text("ascii").strip()


Fill = Callable[[Actor, PrivateCorpus, str], None]


@pytest.fixture
def fill(licensed_folders: dict[str, Path]) -> Fill:
    """Puts a built corpus where a private one lies."""

    def filled(actor: Actor, row: PrivateCorpus, word: str) -> None:
        shutil.copytree(licensed_folders[word], place(actor, str(row.pk)).folder, dirs_exist_ok=True)

    return filled


@pytest.fixture
def licensed(world: World, fill: Fill) -> Licensed:
    mine, theirs = world.actor("administrator"), world.actor("outsider")
    alpha = make_corpus(mine, "Alpha licence", licence="until 2027")
    beta = make_corpus(theirs, "Beta licence")
    fill(mine, alpha, "alphasecret")
    fill(theirs, beta, "betasecret")
    return Licensed(alpha, beta)
