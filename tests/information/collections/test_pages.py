"""Pages of collections: who may open each, what they show, what their forms do."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from tests.workspace.conftest import SignedIn, World

from zhihang.information.collections import importing, selectors, services
from zhihang.information.collections.policy import Sharing
from zhihang.library import Corpus

ROWS = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "member", "outsider", "administrator")
SAID = {"name": "Another", "sharing": "private", "numbers": "EP9800003\nnonsense", "record": "EP9800001A1"}
SCRIPT = "<script>alert('x')</script>\"'&"


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_who_may(row: dict[str, str], who: str, world: World, signed_in: SignedIn, corpus: Corpus) -> None:
    member = world.actor("member")
    cells = services.make_list(member, "Cells", sharing=Sharing.WRITABLE, records=["EP9800001A1"], corpus=corpus)
    report = importing.import_numbers(member, cells.pk, "EP9800002\nnonsense", corpus)
    gone = services.make_list(member, "Gone")
    services.remove_collection(member, gone.pk)
    live = services.make_live(member, "Live", "ti=filler", sharing=Sharing.READABLE, theme="industry")
    address = row["address"].format(row=cells.pk, report=report.pk, gone=gone.pk, live=live.pk)
    response = getattr(signed_in(who), row["method"])(address, SAID if row["method"] == "post" else {})
    said = str(response.status_code)
    if said == "302" and "/accounts/login" in response.headers["Location"]:
        said = "sign in"
    assert said == row[who]


def test_a_collection_shows_its_records_and_figures(world: World, signed_in: SignedIn) -> None:
    row = services.make_live(world.actor("member"), "Fillers", "ti=filler", theme="industry", description=SCRIPT)
    client = signed_in("member")
    text = client.get(f"/collections/{row.pk}?rows=25&page=2").content.decode()
    assert "26–50 / 110" in text
    assert SCRIPT not in text
    narrowed = client.get(f"/collections/{row.pk}?q=pd%3D2015").content.decode()
    assert "/ 110 records meet" in narrowed
    figures = client.get(f"/collections/{row.pk}/figures").content.decode()
    assert "Applicant 1" in figures
    assert f"/collections/{row.pk}?q=cc%3DEP" in figures
    database = client.get(f"/databases/{row.pk}").content.decode()
    assert "Latest published" in database
    assert "Fillers" in client.get("/databases").content.decode()


def test_a_narrowing_that_cannot_be_read_says_where(world: World, signed_in: SignedIn) -> None:
    row = services.make_live(world.actor("member"), "Fillers", "ti=filler")
    response = signed_in("member").get(f"/collections/{row.pk}?q=ti%3D(a%20NEAR%20b)")
    assert response.status_code == 400
    assert "Line 1, column" in response.content.decode()


def test_a_broken_query_is_shown_at_its_place_and_repaired_by_a_button(world: World, signed_in: SignedIn) -> None:
    client = signed_in("member")
    said = {"name": "Near", "query": "ti=(a NEAR b)", "sharing": "private"}
    refused = client.post("/collections/new?kind=live", said)
    assert refused.status_code == 400
    assert 'name="q" value="ti=(a NEAR/5 b)"' in refused.content.decode()
    assert client.post("/collections/new?kind=live", said | {"q": "ti=(a NEAR/5 b)"}).status_code == 302
    assert selectors.collections(world.actor("member")).get().query == "ti=(a NEAR/5 b)"


def test_a_collection_means_the_same_to_everybody(world: World, signed_in: SignedIn) -> None:
    client = signed_in("member")
    client.get("/search?q=ti%3Dfiller")
    made = client.post(
        "/collections/new?kind=live", {"name": "Later", "query": "#1 AND pd=2015", "sharing": "readable"}
    )
    assert made.status_code == 302
    row = selectors.collections(world.actor("member")).get()
    assert "#" not in row.query
    assert "9 records" in signed_in("administrator").get(f"/collections/{row.pk}").content.decode()


def test_records_are_collected_from_a_search_and_taken_out_again(world: World, signed_in: SignedIn) -> None:
    client, member = signed_in("member"), world.actor("member")
    client.post("/collections/add", {"q": "ti=filler AND pd=2015", "name": "Of 2015"})
    row = selectors.collections(member).get()
    kept = selectors.identifiers(member, row)
    assert len(kept) == 9
    client.post("/collections/add", {"record": ["US99000001B2"], "collection": row.pk, "next": "/records/US99000001B2"})
    assert len(selectors.identifiers(member, row)) == 10
    taken = client.post(f"/collections/{row.pk}/records/remove", {"record": kept[:2]})
    assert "Put them back" in client.get(taken.headers["Location"]).content.decode()
    entry = taken.headers["Location"].partition("undo=")[2]
    client.post(f"/collections/{row.pk}/records/undo/{entry}")
    assert len(selectors.identifiers(member, row)) == 10


def test_the_report_names_the_lines_without_a_record(world: World, signed_in: SignedIn, corpus: Corpus) -> None:
    member = world.actor("member")
    row = services.make_list(member, "Cells")
    report = importing.import_numbers(member, row.pk, f"EP9800001\n{SCRIPT}\n=1+1", corpus)
    client = signed_in("member")
    text = client.get(f"/collections/{row.pk}/imports/{report.pk}").content.decode()
    assert SCRIPT not in text
    assert "cannot be read as a number" in text
    table = client.get(f"/collections/{row.pk}/imports/{report.pk}.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(table)))
    assert [line[:2] for line in lines[1:]] == [["2", SCRIPT], ["3", "'=1+1"]]


@pytest.mark.parametrize("address", ["/collections", "/collections/{row}", "/collections/{row}/figures"])
def test_more_rows_ask_the_database_no_more_often(
    address: str, world: World, signed_in: SignedIn, corpus: Corpus, django_assert_max_num_queries: Any
) -> None:
    member, client = world.actor("member"), signed_in("member")
    for number in range(30):
        services.make_list(member, f"List {number}", records=["EP9800001A1"], corpus=corpus)
    row = services.make_list(member, "Fillers", records=corpus.search("ti=filler").ids().to_pylist(), corpus=corpus)
    with django_assert_max_num_queries(32):  # what mandates open is asked for once for each table read
        assert client.get(address.format(row=row.pk), {"rows": "100"}).status_code == 200


def test_old_links_and_slow_queries_have_their_page(
    world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = services.make_live(world.actor("member"), "Fillers", "ti=filler")
    client = signed_in("member")
    assert client.get(f"/collections/{row.pk}?edition=0000dead").status_code == 404
    assert client.get(f"/collections/{row.pk}?page=999999999").status_code == 200
    monkeypatch.setenv("ZHIHANG_TIME_LIMIT", "0.0000001")
    assert client.get(f"/collections/{row.pk}").status_code == 503


def test_combining_from_the_list(world: World, signed_in: SignedIn, corpus: Corpus) -> None:
    member, client = world.actor("member"), signed_in("member")
    one = services.make_list(member, "A", records=["EP9800001A1", "EP9800002A1"], corpus=corpus)
    other = services.make_list(member, "B", records=["EP9800002A1"], corpus=corpus)
    said = {"operation": "difference", "kind": "live", "name": "A without B"}
    refused = client.post("/collections/combine", said | {"collection": [one.pk]})
    assert refused.status_code == 400
    assert "at least two" in refused.content.decode()
    made = client.post("/collections/combine", said | {"collection": [one.pk, other.pk]})
    text = client.get(made.headers["Location"]).content.decode()
    assert "EP9800001A1" in text
    assert "EP9800002A1" not in text
    assert "COLLECTION" not in text


def test_removing_and_bringing_back(world: World, signed_in: SignedIn) -> None:
    row = services.make_list(world.actor("member"), "Cells")
    client = signed_in("member")
    client.post(f"/collections/{row.pk}/remove")
    assert "1 removed collection" in client.get("/collections").content.decode()
    client.post(f"/collections/{row.pk}/restore")
    assert client.get(f"/collections/{row.pk}").status_code == 200


def test_a_whole_collection_leaves_in_the_order_of_its_page(world: World, signed_in: SignedIn) -> None:
    row = services.make_live(world.actor("member"), "Fillers", "ti=filler")
    response = signed_in("member").get(f"/collections/{row.pk}/export.csv?sort=id&order=asc")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    exported = [line["id"] for line in csv.DictReader(io.StringIO(text))] if "id" in text[:4] else text.splitlines()[1:]
    assert len(exported) == 110
    assert exported == sorted(exported)
