"""Several corpora on the pages: which are searched, where a record stands, what an old address answers."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client
from tests.information.corpora.conftest import SHARED_ID, Licensed
from tests.workspace.conftest import SignedIn, World

from zhihang.errors import NotFound
from zhihang.information.collections.services import make_list
from zhihang.information.corpora.services import make_corpus, retire_corpus
from zhihang.information.editions.opening import OpenEditions
from zhihang.information.editions.selectors import reading
from zhihang.workspace.actors.actor import Actor

ALL = "id=*"


def total(client: Client, query: str, **said: str) -> int:
    response = client.get("/search", {"q": query, **said})
    assert response.status_code == 200, response.content.decode()[:2000]
    return int(response.context["page"].total)


def test_own_data_and_the_public_record_are_searched_together(
    world: World, licensed: Licensed, signed_in: SignedIn
) -> None:
    public = reading(Actor()).counts.records
    assert total(signed_in("administrator"), ALL) == public + 5
    assert total(signed_in("anonymous"), ALL) == total(signed_in("stranger"), ALL) == public
    assert total(signed_in("administrator"), "alphasecret") == 5
    assert total(signed_in("outsider"), "alphasecret") == 0


def test_corpora_are_chosen_and_the_choice_is_kept(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    client, key = signed_in("administrator"), str(licensed.alpha.pk)
    public = reading(Actor()).counts.records
    assert total(client, ALL, corpora=key) == 5
    assert total(client, ALL) == public + 5, "a link is no choice"
    assert total(client, ALL, corpora=key, chosen="1") == 5
    page = client.get("/search", {"q": ALL}).content.decode()  # remembered, and said in every address of the page
    assert f"corpora={key}" in page
    assert total(client, ALL) == 5
    assert client.get("/search/form?all_words=battery", headers={"hx-request": "true"}).context["total"] == 4
    assert total(client, ALL, corpora="public", chosen="1") == public
    assert total(client, ALL, corpora=f"public,{key}", chosen="1") == public + 5
    make_corpus(world.actor("administrator"), "Something later")
    assert "zhihang_corpora" not in {name for name, morsel in client.cookies.items() if morsel.value}


def test_a_corpus_that_is_not_ones_own_is_not_there(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    for key in (str(licensed.beta.pk), "987654"):
        response = signed_in("administrator").get("/search", {"q": ALL, "corpora": key})
        assert response.status_code == 404
        said = response.context
        assert (said["code"], said["detail"]) == ("NO_CORPUS_HERE", f"There is no corpus {key} for you here")


def test_a_remembered_corpus_that_was_retired_is_passed_over(
    world: World, licensed: Licensed, signed_in: SignedIn
) -> None:
    client = signed_in("administrator")
    total(client, ALL, corpora=str(licensed.alpha.pk), chosen="1")
    retire_corpus(world.actor("administrator"), licensed.alpha.pk)
    assert total(client, ALL) == reading(Actor()).counts.records


def test_a_document_in_two_corpora_is_shown_with_each(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    page = client.get("/search", {"q": f"id={SHARED_ID}"})
    lines = page.context["page"].lines
    assert [(line.row["id"], line.corpus.name) for line in lines] == [
        (SHARED_ID, "Public corpus"), (SHARED_ID, "Alpha licence"),
    ]  # fmt: skip
    said = page.content.decode()
    assert "each counted in every corpus that holds it" in said
    record = client.get(f"/records/{SHARED_ID}")
    assert [(each.place.name, each.is_shown) for each in record.context["standing"]] == [
        ("Public corpus", True), ("Alpha licence", False),
    ]  # fmt: skip
    assert "alphasecret" not in record.content.decode()
    mine = client.get(f"/records/{SHARED_ID}", {"corpus": str(licensed.alpha.pk)})
    assert "as alphasecret has it" in mine.content.decode()
    assert mine.context["standing"][0].place.name == "Alpha licence"
    for form in ("json", "bib", "ris"):
        said = client.get(f"/records/{SHARED_ID}.{form}", {"corpus": str(licensed.alpha.pk)}).content.decode()
        assert "alphasecret" in said, form
        assert "alphasecret" not in client.get(f"/records/{SHARED_ID}.{form}").content.decode()


def test_the_next_record_is_the_next_line(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    page = client.get(f"/records/{SHARED_ID}", {"q": f"id={SHARED_ID}", "at": "1", "corpus": "public"})
    identifier, parameters = page.context["neighbours"].following
    following = client.get(f"/records/{identifier}?{parameters}")
    assert "as alphasecret has it" in following.content.decode()


def test_a_corpus_without_an_edition_is_told_as_empty(world: World, signed_in: SignedIn) -> None:
    row = make_corpus(world.actor("administrator"), "Still empty")
    client = signed_in("administrator")
    page = client.get("/search", {"q": ALL})
    assert page.status_code == 200
    assert "Still empty is empty so far." in page.content.decode()
    assert total(client, ALL) == reading(Actor()).counts.records
    only = client.get("/search", {"q": ALL, "corpora": str(row.pk)})
    assert only.status_code == 404
    assert "no edition" in only.content.decode().lower()


def test_a_corpus_of_another_schema_breaks_no_search(
    world: World, licensed: Licensed, signed_in: SignedIn, private_folder: Path
) -> None:
    marker = private_folder / licensed.alpha.folder / "zhihang-corpus.json"
    marker.write_text(marker.read_text("utf-8").replace('"schema":', '"schema":9'), "utf-8")
    page = signed_in("administrator").get("/search", {"q": ALL})
    assert page.status_code == 200
    assert "cannot be read now and was not searched" in page.content.decode()


def test_editions_are_named_together_by_their_readers(
    world: World, licensed: Licensed, private_folder: Path, edition: str
) -> None:
    alpha = licensed.edition(licensed.alpha, private_folder)
    beta = licensed.edition(licensed.beta, private_folder)
    mine = world.actor("administrator")
    assert reading(mine, f"{edition}+{alpha}").edition_id == f"{edition}+{alpha}"
    assert reading(mine, f"{alpha} {edition[:6]}").edition_id == f"{alpha}+{edition}"
    assert reading(mine, alpha).within == str(licensed.alpha.pk)
    codes = set()
    for wrong in (beta, f"{edition}+{beta}", "0000dead", f"{edition}+0000dead", f"{edition}+{edition}"):
        with pytest.raises(NotFound) as caught:
            reading(mine, wrong)
        codes.add((caught.value.code, caught.value.fields["edition"] == wrong))
    assert codes == {("EDITION_GONE", True)}


def test_the_same_files_in_two_corpora_answer_for_their_id_once_each(
    world: World, licensed: Licensed, private_folder: Path, fill: object
) -> None:
    mine = world.actor("administrator")
    again = make_corpus(mine, "The same again")
    fill(mine, again, "alphasecret")  # type: ignore[operator]
    alpha = licensed.edition(licensed.alpha, private_folder)
    assert reading(mine, f"{alpha}+{alpha}").within == f"{licensed.alpha.pk},{again.pk}"
    with pytest.raises(NotFound):
        reading(mine, f"{alpha}+{alpha}+{alpha}")


@pytest.mark.parametrize("who", ["anonymous", "stranger", "outsider", "administrator"])
def test_an_edition_that_is_gone_offers_the_current_one(
    world: World, licensed: Licensed, signed_in: SignedIn, private_folder: Path, who: str
) -> None:
    gone = licensed.edition(licensed.alpha if who == "outsider" else licensed.beta, private_folder)
    for wrong in (gone, "0000dead00000000"):
        response = signed_in(who).get("/search", {"q": "ti=battery", "edition": wrong, "sort": "ti"})
        if who == "outsider" and wrong == gone:
            assert response.status_code == 404
        said = response.content.decode()
        if response.status_code == 200:
            assert who == "outsider"
            continue
        assert response.status_code == 404
        assert 'href="/search?q=ti%3Dbattery&amp;sort=ti"' in said
        assert "EDITION_GONE" in said


def test_open_editions_are_kept_and_the_oldest_goes(licensed_folders: dict[str, Path]) -> None:
    opening = OpenEditions(most=1)
    folders = {
        word: (folder, (folder / "CURRENT").read_text("ascii").strip()) for word, folder in licensed_folders.items()
    }
    first = opening.opened(*folders["alphasecret"])
    assert opening.opened(*folders["alphasecret"]) is first
    opening.opened(*folders["betasecret"])
    assert len(opening) == 1
    assert opening.opened(*folders["alphasecret"]) is not first
    assert first.reader.searcher.num_docs == 5  # who held it reads on


@pytest.mark.parametrize(("path", "asked"), [("/similar", {"text": "battery"}), ("/marks", {"name": "ALPHA*"})])
def test_other_ways_of_searching_ask_and_name_corpora_too(
    licensed: Licensed, signed_in: SignedIn, path: str, asked: dict[str, str]
) -> None:
    client, key = signed_in("administrator"), str(licensed.alpha.pk)
    both = client.get(path, asked).content.decode()
    assert 'name="corpora" value="public" checked' in both
    assert '<span class="where">Alpha licence</span>' in both
    assert f"&amp;corpus={key}" in both
    without = client.get(path, {**asked, "corpora": "public"}).content.decode()
    assert '<span class="where">Alpha licence</span>' not in without
    only = client.get(path, {**asked, "corpora": key, "chosen": "1"})
    assert only.context["reading"].within == key
    assert client.get(path, asked).context["reading"].within == key, "remembered"
    assert f"edition={only.context['edition_id']}" in only.content.decode()
    assert client.get(path, {**asked, "corpora": str(licensed.beta.pk)}).status_code == 404


def test_a_switch_of_edition_is_seen_at_the_next_request(
    world: World, licensed: Licensed, private_folder: Path, licensed_folders: dict[str, Path]
) -> None:
    actor, folder = world.actor("administrator"), private_folder / licensed.alpha.folder
    before = reading(actor)
    other = licensed_folders["betasecret"]
    for part in ("editions", "deliveries"):
        shutil.copytree(other / part, folder / part, dirs_exist_ok=True)
    shutil.copy(other / "CURRENT", folder / "CURRENT")
    now = reading(actor)
    assert now.edition_id != before.edition_id
    assert (now.search("betasecret").total, before.search("alphasecret").total) == (5, 5)
    assert now.is_current
    assert not before.is_current
    assert reading(actor, before.edition_id) == before


def test_many_who_ask_at_once_open_an_edition_once(licensed_folders: dict[str, Path]) -> None:
    folder = licensed_folders["alphasecret"]
    opening, identifier = OpenEditions(), (folder / "CURRENT").read_text("ascii").strip()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: opening.opened(folder, identifier), range(32)))
    assert len({id(each) for each in found}) == 1


def test_the_form_searches_the_corpora_that_are_ticked(licensed: Licensed, signed_in: SignedIn) -> None:
    client, key = signed_in("administrator"), str(licensed.alpha.pk)
    assert 'name="corpora" value="public" checked' in client.get("/search/form").content.decode()
    asked = {"all_words": "battery", "corpora": key, "chosen": "1"}
    assert client.get("/search/form", asked, headers={"hx-request": "true"}).context["total"] == 4
    found = client.get("/search/form", asked | {"go": "1"}, follow=True)
    assert (found.context["page"].total, found.context["reading"].within) == (4, key)
    assert client.get("/search/form").context["choices"]["offices"][0].count == 3, "counts of what is searched"


def test_a_collection_names_the_corpora_of_its_records(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    actor = world.actor("administrator")
    row = make_list(actor, "Both", records=[SHARED_ID], corpus=reading(actor))
    page = signed_in("administrator").get(f"/collections/{row.pk}")
    assert [line.corpus.name for line in page.context["page"].lines] == ["Public corpus", "Alpha licence"]
    said = page.content.decode()
    assert f"&amp;corpus={licensed.alpha.pk}" in said
    assert "documents of 2 corpora, each counted in every corpus that holds it" in said
