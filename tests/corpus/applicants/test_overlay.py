"""The overlay in a corpus: queries, facets, editions, deliveries in any order, repairs, removal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_source
import pytest
from made_source import document

from zhihang.corpus import building, keeping
from zhihang.corpus.applicants import standing
from zhihang.corpus.applicants.overlay import current_overlay, problems
from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.plan import Code, FieldRef, Present
from zhihang.sources.judgements.lines import SOURCE

HEADING = "judgement\tname\tcountry\trecord\tother\tgroup\tfrom\tto\tby\twhen\tid\twithdraws\n"


def party(name: str, country: str | None = None, *also: str) -> dict[str, Any]:
    return {"name": name} | ({"country": country} if country else {}) | ({"also": list(also)} if also else {})


def patent(number: str, *applicants: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return document(number, applicants=list(applicants), **keys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_source.write(
        tmp_path / "in" / "a.txt", "ep-xml",
        patent("1", party("MADE UP AG", "DE")),
        patent("2", party("Made Up Aktiengesellschaft", "DE"), party("Other Ltd", "GB")),
        patent("3", party("MU AG", "CH")),
        patent("4", party("Delta Inc", "US")),
        patent("5", party("Delta Inc", "TW")),
        patent("6", party("Latin Name Co., Ltd.", "CN", "某某有限公司")),
        patent("7", party("Made Up AG", "DE"), owners=[party("Buyer GmbH", "DE")]),
        document("8"),
    )  # fmt: skip
    building.add(tmp_path / "corpus", [tmp_path / "in"], jobs=1)
    return tmp_path


def judge(folder: Path, *lines: str, name: str = "judgements.tsv") -> Edition:
    """Deliver judgements; cells separated by `|`."""
    path = folder / name
    path.write_text(HEADING + "".join("\t".join(cell.strip() for cell in line.split("|")) + "\n" for line in lines))
    building.add(folder / "corpus", [path], as_format=SOURCE, jobs=1)
    return Corpus.open(folder / "corpus").current()


def found(edition: Edition, code: str, value: str) -> list[str]:
    """The numbers of the records of a standardized name or group."""
    ords = edition.tables.derived(Code((FieldRef(code),), value))
    return [identifier[2:-2] for identifier in edition.tables.ids_of(ords).to_pylist()]


SAME = "same|MADE UP AG|||MU AG||||lw|2024-05-02|1|"


def test_without_judgements_spellings_of_one_normal_form_share_the_one_that_is_published_most(folder):
    edition = Corpus.open(folder / "corpus").current()
    assert found(edition, "pan", "made up ag") == ["1", "2", "7"]
    assert edition.tables.facet("pan")[:2] == [("MADE UP AG", 3), ("Delta Inc", 2)]
    assert edition.tables.overlay_version == ""


def test_a_standardized_name_is_found_by_itself_by_any_spelling_and_by_its_beginning(folder):
    edition = judge(folder, SAME)
    for value in ("made up ag", "made up aktiengesellschaft", "mu ag", "made*"):
        assert found(edition, "pan", value) == ["1", "2", "3", "7"], value
    assert found(edition, "pan", "other ltd") == ["2"]
    assert dict(edition.tables.facet("pan"))["MADE UP AG"] == 4
    assert edition.tables.derived(Present((FieldRef("pan"),))).to_pylist() == edition.tables.every().to_pylist()[:7]


def test_the_full_text_index_and_the_edition_stay_as_they_are(folder):
    before = Corpus.open(folder / "corpus").current().id
    assert judge(folder, SAME).id == before


def test_names_are_told_apart_by_country_and_by_record(folder):
    edition = judge(
        folder, "different|Delta Inc|US||Delta Inc||||lw|2024|1|", "same|Delta Electronics|||Delta Inc||||lw|2024|2|"
    )
    assert found(edition, "pan", "delta electronics") == ["5"]
    assert found(edition, "pan", "delta inc [us]") == ["4"]
    edition = judge(folder, "same|Echo AG||EP5A1|Delta Inc||||lw|2024|3|", name="more.tsv")
    assert found(edition, "pan", "echo ag [ep5a1]") == []


def test_a_name_in_one_record_only(folder):
    edition = judge(folder, "same|Delta Inc||EP4A1|Foxtrot Inc||||lw|2024|1|")
    assert found(edition, "pan", "foxtrot inc") == ["4"]
    assert found(edition, "pan", "delta inc") == ["5"]


def test_a_further_spelling_that_the_source_gives_counts_where_it_is_judged(folder):
    edition = judge(folder, "same|某某集团|||某某有限公司||||lw|2024|1|")
    assert found(edition, "pan", "某某集团") == ["6"]
    assert "Latin Name Co., Ltd." not in dict(edition.tables.facet("pan"))


def test_groups_are_asked_for_at_a_date_and_speak_of_owners(folder):
    edition = judge(
        folder,
        SAME,
        "member|MU AG||||MADE UP|2010|2019|lw|2024-05-02|2|",
        "member|Buyer GmbH||||BUYERS|2020||lw|2024-05-02|3|",
    )
    assert found(edition, "grp", "made up") == []
    assert found(edition, "grp", "made up@2015") == ["1", "2", "3"]
    assert found(edition, "grp", "made up@2020-01-01") == []
    assert found(edition, "grp", "buyers") == ["7"]
    assert edition.tables.facet("grp") == [("BUYERS", 1)]
    assert found(edition, "grp", "buy*") == ["7"]


def test_a_member_in_one_country_only(folder):
    edition = judge(folder, "member|Delta Inc|TW|||DELTA||||lw|2024|1|".replace("||||lw", "|||lw"))
    assert found(edition, "grp", "delta") == ["5"]
    assert found(edition, "pan", "delta inc") == ["4", "5"]


def test_a_withdrawal_delivered_later_undoes_what_was_said(folder):
    judge(folder, SAME)
    edition = judge(folder, "withdrawn||||||||lw|2024-06-01||1", name="later.tsv")
    assert found(edition, "pan", "made up ag") == ["1", "2", "7"]


def test_contradictions_stand_among_the_problems_and_are_not_followed(folder):
    edition = judge(folder, SAME, "different|MU AG|||Made Up AG||||kt|2024-06-01|2|")
    assert found(edition, "pan", "made up ag") == ["1", "2", "7"]
    corpus = Corpus.open(folder / "corpus")
    (told,) = problems(corpus, current_overlay(corpus))
    again = building.add(folder / "corpus", [folder / "judgements.tsv"], as_format=SOURCE, jobs=1)
    assert (again.contradictions, again.is_complete) == (1, False)
    assert (told.code, told.file, told.position) == ("judgement-contradiction", "judgements.tsv", 3)
    assert "kt, 2024-06-01" in told.detail


def test_the_overlay_is_a_function_of_the_set_of_files(tmp_path, folder):
    judge(folder, SAME)
    one = judge(folder, "same|A|||B||||lw|2024|2|", name="b.tsv").tables.overlay_version
    other = tmp_path / "other"
    other.mkdir()
    made_source.write(other / "in" / "a.txt", "ep-xml", patent("1", party("MADE UP AG")))
    building.add(other / "corpus", [other / "in"], jobs=1)
    judge(other, "same|A|||B||||lw|2024|2|", name="b.tsv")
    assert judge(other, SAME).tables.overlay_version == one


def test_a_file_that_is_written_on_replaces_its_earlier_state(folder):
    judge(folder, SAME)
    judge(folder, SAME, "same|A|||B||||lw|2024|2|")
    overlay = current_overlay(Corpus.open(folder / "corpus"))
    assert (len(overlay.sources), overlay.counts["same"]) == (1, 2)


def test_judgements_that_come_before_any_record_wait_for_them(tmp_path):
    path = tmp_path / "judgements.tsv"
    path.write_text(HEADING + "\t".join(SAME.split("|")) + "\n")
    report = building.add(tmp_path / "corpus", [path], as_format=SOURCE, jobs=1)
    assert (report.edition, report.is_usable, bool(report.overlay)) == (None, True, True)
    made_source.write(tmp_path / "in" / "a.txt", "ep-xml", patent("3", party("MU AG")))
    building.add(tmp_path / "corpus", [tmp_path / "in"], jobs=1)
    assert found(Corpus.open(tmp_path / "corpus").current(), "pan", "made up ag") == ["3"]


def test_a_side_table_that_is_not_there_is_made_when_it_is_asked_for(folder):
    edition = judge(folder, SAME)
    for path in (folder / "corpus" / "overlays").glob("*/*.parquet"):
        path.unlink()
    assert found(Corpus.open(folder / "corpus").current(), "pan", "mu ag") == ["1", "2", "3", "7"]
    assert standing.standing_path(edition, current_overlay(edition.corpus)).is_file() is False


def test_names_that_come_later_get_their_normal_forms_beside_those_that_are_known(folder):
    judge(folder, SAME)
    made_source.write(folder / "in" / "b.txt", "ep-xml", patent("9", party("M.U. AG")), patent("10", party("Mu A.G.")))
    building.add(folder / "corpus", [folder / "in"], jobs=1)
    assert found(Corpus.open(folder / "corpus").current(), "pan", "made up ag") == ["1", "2", "3", "7", "9", "10"]


def test_a_rebuild_numbers_records_anew_and_the_side_table_follows(folder):
    judge(folder, SAME)
    made_source.write(folder / "in" / "0.txt", "ep-xml", patent("0", party("Zero AG")), patent("3", party("MU AG")))
    building.add(folder / "corpus", [folder / "in" / "0.txt"], jobs=1)
    edition = building.rebuild(folder / "corpus", jobs=1)
    assert sorted(found(edition, "pan", "made up ag")) == ["1", "2", "3", "7"]
    assert found(edition, "pan", "zero ag") == ["0"]
    tables = [path.name for path in (folder / "corpus" / "overlays" / edition.tables.overlay_version).glob("*.parquet")]
    assert len([name for name in tables if name.startswith(edition.id)]) == 1


def test_an_open_edition_sees_judgements_that_are_delivered_meanwhile(folder):
    edition = Corpus.open(folder / "corpus").current()
    assert found(edition, "pan", "mu ag") == ["3"]
    judge(folder, SAME)
    assert found(edition, "pan", "mu ag") == ["1", "2", "3", "7"]


def test_prune_keeps_the_judgements_and_removes_overlays_that_are_read_no_more(folder):
    judge(folder, SAME)
    judge(folder, "same|A|||B||||lw|2024|2|", name="b.tsv")
    keeping.prune(folder / "corpus", 1)
    corpus = Corpus.open(folder / "corpus")
    assert [path.name for path in (folder / "corpus" / "overlays").iterdir() if path.is_dir()] == [
        current_overlay(corpus).version
    ]
    assert found(corpus.current(), "pan", "mu ag") == ["1", "2", "3", "7"]
    assert (
        judge(folder, "same|A|||B||||lw|2024|2|", name="b.tsv").tables.overlay_version
        == current_overlay(corpus).version
    )
