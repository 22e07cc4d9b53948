"""What the tests of arrivals share: people of two houses, a private corpus of one, folders of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.made_corpus import GRANTS, MARKS, us_document
from tests.workspace.conftest import World, _quick_passwords, signed_in, world

from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.services import make_corpus
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.storing import Received, copied
from zhihang.workspace.jobs.declaring import Progress, declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State

__all__ = ["_quick_passwords", "signed_in", "world"]

GRANT_TEXT = "".join(us_document(each, "grant") for each in GRANTS)
FILES = {"marks.csv": MARKS.encode(), "grants.xml": GRANT_TEXT.encode()}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Corpora and uploads of this test alone."""
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "public"))
    monkeypatch.setenv("ZHIHANG_PRIVATE_CORPORA", str(tmp_path / "corpora"))
    monkeypatch.setenv("ZHIHANG_UPLOAD_FOLDER", str(tmp_path / "uploads"))
    monkeypatch.setenv("ZHIHANG_JOBS", "1")
    return tmp_path


@pytest.fixture
def own(world: World) -> PrivateCorpus:
    """The private corpus of the group."""
    return make_corpus(world.actor("administrator"), "Licensed")


Bring = Callable[..., list[Received]]


@pytest.fixture
def bring(tmp_path: Path) -> Bring:
    """Received files: `bring("marks.csv", a_zip=b"...")`: a name of `FILES`; a name with _ for . and its content."""

    def brought(*names: str, **contents: bytes) -> list[Received]:
        found = []
        for name, content in [*((name, FILES[name]) for name in names), *contents.items()]:
            shown = name if name in FILES else name.replace("_", ".")
            path = tmp_path / "sent" / shown
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            found.append(copied(path, shown, ""))
        return found

    return brought


def worked(row: Arrival, progress: Progress | None = None) -> Arrival:
    """The arrival after its job has run in this process (the builder is another one all the same)."""
    job = Job.objects.unscoped("tests").get(pk=row.job)
    result: Any = declared(job.name).run(progress or Progress(), **job.arguments)
    Job.objects.unscoped("tests").filter(pk=job.pk).update(state=State.SUCCEEDED, result=result)
    return Arrival.objects.unscoped("tests").get(pk=row.pk)


def files_of(row: Arrival) -> dict[str, ArrivedFile]:
    """Its files by name."""
    return {each.name: each for each in ArrivedFile.objects.unscoped("tests").filter(arrival=row)}
