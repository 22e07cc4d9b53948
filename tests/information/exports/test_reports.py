"""Reports from the pages: of a result, of a record, by a job; for whom they are made, who may, what is too long."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from tests.information.exports.test_exports import run
from tests.reporting.conftest import docx_text, pdf_text, squashed
from tests.workspace.conftest import SignedIn, World

from zhihang.information.collections import services as collecting
from zhihang.information.exports import selectors, services
from zhihang.library import Corpus
from zhihang.workspace.organizations.selectors import organization

QUERY = "ti=battery"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def text_of(data: bytes, extension: str) -> str:
    return pdf_text(PdfReader(BytesIO(data))) if extension == "pdf" else docx_text(data)


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture(params=["pdf", "docx"])
def extension(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_result_as_a_report(extension: str, client: Client) -> None:
    answer = client.get(f"/search/export.{extension}", {"q": QUERY})
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPES[extension])
    text = text_of(content_of(answer), extension)
    assert squashed("Bibliographic report") in text
    assert "Madefor" not in text


def test_it_says_for_whom_it_is_made(extension: str, world: World, signed_in: SignedIn) -> None:
    client, member = signed_in("member"), world.actor("member")
    assert member.organization is not None
    text = text_of(content_of(client.get(f"/search/export.{extension}", {"q": QUERY})), extension)
    asked_by = f"{member.name}, {organization(member, member.organization).name}"
    assert squashed(f"Made for {asked_by}") in text


def test_it_speaks_the_language_of_the_page(extension: str) -> None:
    reader = Client(headers={"accept-language": "zh-hans"})
    text = text_of(content_of(reader.get(f"/search/export.{extension}", {"q": QUERY})), extension)
    assert "著录项目报告" in text


def test_a_record_as_a_report(extension: str, client: Client) -> None:
    identifier = next(iter(client.get("/search/export.jsonl", {"q": QUERY}).streaming_content))  # type: ignore[attr-defined]
    number = identifier.split(b'"id":"')[1].split(b'"')[0].decode()
    page = client.get(f"/records/{number}").content.decode()
    assert f"/records/{number}.{extension}?" in page
    answer = client.get(f"/records/{number}.{extension}")
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPES[extension])
    assert f'filename="{number}.{extension}"' in answer["Content-Disposition"]
    assert squashed(f"{number} record id") in text_of(content_of(answer), extension)
    assert client.get(f"/records/XX0000.{extension}").status_code == 404


@pytest.mark.parametrize("address", ["/search/export.{}?q=ti%3Dbattery", "/records/US99000001B2.{}"])
def test_who_may_not_read_gets_no_report(
    address: str, extension: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", "no")
    answer = client.get(address.format(extension))
    table = client.get(address.format("bib"))
    assert answer.status_code == table.status_code != 200
    assert not content_of(answer).startswith((b"%PDF", b"PK"))


def test_a_long_report_is_a_jobs(
    extension: str, client: Client, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("search_pages.reports", "search_pages.views", "exports.template_tags", "api.searching"):
        monkeypatch.setattr(f"zhihang.information.{module}.LONG_REPORT", 100)
    page = client.get("/search", {"q": "ti=filler"}).content.decode()
    assert "export.csv" in page
    assert f"export.{extension}" not in page
    refused = client.get(f"/search/export.{extension}", {"q": "ti=filler"})
    assert refused.status_code == 400
    assert "Export by a job" in refused.content.decode()
    assert client.get("/api/v1/search/export", {"q": "ti=filler", "format": extension}).status_code == 400
    offered = signed_in("member").get("/search", {"q": "ti=filler"}).content.decode()
    assert f'<option value="{extension}">' in offered
    assert '<option value="csv">' not in offered


def test_the_api_gives_short_reports(extension: str, client: Client) -> None:
    answer = client.get("/api/v1/search/export", {"q": QUERY, "format": extension})
    assert (answer.status_code, answer["Content-Type"]) == (200, MEDIA_TYPES[extension])


def test_a_job_makes_the_report_of_a_collection(extension: str, world: World) -> None:
    member = world.actor("member")
    kept = collecting.make_live(member, "Fillers of the year", "ti=filler")
    row = run(services.start_export(member, extension, collection=kept.pk, query="pd=2015", language="en"))
    text = text_of(selectors.file_of(member, row).read_bytes(), extension)
    assert squashed("Fillers of the year") in text
    assert squashed("Narrowed by pd=2015") in text
    assert f"{row.total}records" in text
    assert row.written == row.total > 1


def test_a_list_is_reported_without_its_numbers_on_the_title_page(
    extension: str, world: World, client: Client, corpus: Corpus
) -> None:
    member = world.actor("member")
    ids = [
        line.split(b'"id":"')[1].split(b'"')[0].decode()
        for line in content_of(client.get("/search/export.jsonl", {"q": QUERY})).splitlines()
    ]
    kept = collecting.make_list(member, "Kept by hand", records=ids, corpus=corpus)
    row = run(services.start_export(member, extension, collection=kept.pk))
    text = text_of(selectors.file_of(member, row).read_bytes(), extension)
    assert row.written == len(ids)
    assert "Keptbyhand" in text
    assert "id=*" not in text
    assert text.index(ids[0]) > text.index("Contents")
