"""The reference page is the one of the schema; what the how-to says can be run as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tests.workspace.conftest import World

from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.information.collections.selectors import collections, identifiers
from zhihang.library import Corpus
from zhihang.web.api_reference import page, schema
from zhihang.workspace.jobs.declaring import Progress, declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State

DOCS = Path(__file__).parents[3] / "docs"


def test_the_reference_says_what_the_schema_says() -> None:
    written = (DOCS / "reference" / "api.md").read_text("utf-8")
    assert written == page(schema()), "run script/reference"


def run_waiting_jobs(seconds: float) -> None:
    for job in Job.objects.unscoped("tests").filter(state=State.WAITING, name="export_result"):
        declared(job.name).run(Progress(), **job.arguments)


@pytest.mark.django_db(transaction=True)
def test_the_how_to_runs(
    world: World, corpus: Corpus, live_server: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, secret = make_token(world.actor("member"), "how-to", list(Scope), 1)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "how-to" / "use-the-api.md").read_text("utf-8"), re.DOTALL)
    code = "\n".join(blocks).replace("http://127.0.0.1:8000", live_server.url).replace("zh_…", secret)
    monkeypatch.setattr("time.sleep", run_waiting_jobs)
    known: dict[str, Any] = {}
    exec(compile(code, "use-the-api.md", "exec"), known)
    total = corpus.search("ti=battery").total
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{total} of {total} in edition {corpus.edition_id}"
    assert said[1].startswith("line 1 EP 1000000 NO_RECORD")
    assert said[-1] == f"{total} of {total}"
    assert known["workbook"][:2] == b"PK"
    row = collections(world.actor("member")).get()
    assert len(identifiers(world.actor("member"), row)) == total
