"""Collections as `##name` in queries, and what the names of saved searches have to do with it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from tests.workspace.conftest import SignedIn, World

from zhihang.errors import UsageError
from zhihang.information.collections import services
from zhihang.information.collections.policy import Sharing
from zhihang.information.saved_searches.selectors import names
from zhihang.information.saved_searches.services import save_search
from zhihang.library import Corpus
from zhihang.search.environment import EMPTY, Environment
from zhihang.workspace.actors.actor import Actor

BOTH = ["EP9800001A1", "EP9800002A1"]


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


def found(actor: Actor, corpus: Corpus, query: str) -> list[str]:
    environment = Environment(saved=names(actor))
    return sorted(corpus.search(query, environment=environment).ids().to_pylist())


def test_set_algebra_by_query(member: Actor, corpus: Corpus) -> None:
    services.make_list(member, "To read", records=BOTH, corpus=corpus)
    services.make_live(member, "Threes", "ti=(filler 3)")
    assert found(member, corpus, '##"to read"') == BOTH
    assert found(member, corpus, '##"To Read" NOT id=EP9800001A1') == BOTH[1:]
    assert found(member, corpus, '##"To read" OR ##threes') == sorted([*BOTH, "EP9800003A1"])
    assert found(member, corpus, '##threes AND ##"To read"') == []
    assert found(member, corpus, '##"collection:To read"') == BOTH


def test_an_empty_list_has_nothing(member: Actor, corpus: Corpus) -> None:
    services.make_list(member, "Empty")
    assert found(member, corpus, "##Empty") == []
    assert len(found(member, corpus, "id=* NOT ##Empty")) == corpus.search("id=*").total


@pytest.mark.parametrize(
    ("who", "sharing", "total"),
    [
        ("member", Sharing.PRIVATE, 2), ("administrator", Sharing.PRIVATE, 2), ("outsider", Sharing.READABLE, None),
        ("stranger", Sharing.WRITABLE, None), ("anonymous", Sharing.WRITABLE, None),
    ],
)  # fmt: skip
def test_who_may_name_it(
    who: str, sharing: Sharing, total: int | None, world: World, signed_in: SignedIn, corpus: Corpus
) -> None:
    services.make_list(world.actor("member"), "Cells", sharing=sharing, records=BOTH, corpus=corpus)
    answer = signed_in(who).get("/search?q=%23%23Cells")
    assert answer.status_code == (200 if total else 400)
    assert ("E702" in answer.content.decode()) is (total is None)
    if total:
        assert answer.context["page"].total == total


def test_the_permanent_address_keeps_the_name(member: Actor, signed_in: SignedIn, corpus: Corpus) -> None:
    services.make_list(member, "Cells", records=BOTH, corpus=corpus)
    client = signed_in("member")
    client.get("/search?q=id%3DEP9800001A1")
    page = client.get("/search?q=" + quote("#1 OR ##Cells"))
    assert page.context["kept"].query.replace("\n", " ") == 'id="ep9800001a1" OR ##"Cells"'
    assert client.get("/search/explanation?q=%23%23Cells").status_code == 200
    exported = client.get("/search/export.csv?q=%23%23Cells")
    assert len(b"".join(exported.streaming_content).decode().splitlines()) == 3
    assert client.get("/search?q=%23%23Cells&view=context").status_code == 200


def test_a_result_that_names_collections_is_collected(member: Actor, signed_in: SignedIn, corpus: Corpus) -> None:
    services.make_list(member, "Cells", records=BOTH, corpus=corpus)
    client = signed_in("member")
    answer = client.post("/collections/add", {"q": "##Cells NOT id=EP9800001A1", "name": "Rest"})
    assert found(member, corpus, "##Rest") == BOTH[1:]
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"] + "?q=%23%23Cells").context["page"].total == 1


def test_a_live_collection_rests_on_no_name(member: Actor, corpus: Corpus) -> None:
    services.make_list(member, "Cells", records=BOTH, corpus=corpus)
    with pytest.raises(UsageError) as refused:
        services.make_live(member, "Later", "ti=filler AND ##Cells")
    assert refused.value.code == "COLLECTION_NAMES_OTHERS"


def test_a_name_means_one_thing(member: Actor, corpus: Corpus) -> None:
    services.make_list(member, "Cells", records=BOTH, corpus=corpus)
    with pytest.raises(UsageError) as refused:
        save_search(member, "CELLS", "ti=filler", is_shared=False, environment=EMPTY)
    assert refused.value.code == "SAVED_NAME_TAKEN"
    save_search(member, "Fillers", "ti=filler", is_shared=False, environment=EMPTY)
    with pytest.raises(UsageError) as clash:
        services.make_list(member, "fillers")
    assert (clash.value.code, clash.value.fields["proposal"]) == ("COLLECTION_NAME_SAVED", "fillers (2)")
    services.make_list(member, clash.value.fields["proposal"])


def test_a_saved_search_may_name_a_collection_and_stays_alive(member: Actor, corpus: Corpus) -> None:
    cells = services.make_list(member, "Cells", records=BOTH[:1], corpus=corpus)
    row = save_search(member, "Others", "ti=filler NOT ##Cells", is_shared=True, environment=EMPTY)
    assert row.query == "ti=filler NOT ##Cells"
    before = len(found(member, corpus, "##Others"))
    services.add_records(member, cells.pk, BOTH, corpus)
    assert len(found(member, corpus, "##Others")) == before - 1


def test_names_are_proposed(member: Actor, signed_in: SignedIn, corpus: Corpus) -> None:
    services.make_list(member, "To read", records=BOTH, corpus=corpus)
    items = signed_in("member").get("/search/complete", {"before": "ti=a AND ##to"}).json()["items"]
    assert [(item["text"], item["count"]) for item in items] == [('##"To read"', 2)]
