"""What a certificate says: every contribution is counted once, by what became of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import made_source
import pytest
from made_source import document

from zhihang.corpus import building
from zhihang.corpus.certificate import Certificate, certificate
from zhihang.corpus.certificate_page import facts, sections
from zhihang.corpus.edition import Corpus


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three deliveries: the second replaces one record and takes two back, the third speaks of the same document."""
    folder = tmp_path_factory.mktemp("certificate")
    lines = {
        "2020": (
            "docdb",
            document("1", publication_date="2001"),
            document("2", publication_date="2002-05"),
            document("3", "B1", publication_date="2003"),
            document("4", publication_date="2004"),
            {"problem": "junk"},
            {"problem": "class", "detail": "A21D /"},
            {"aside": "aside-sequences"},
        ),
        "2021": ("docdb", document("1", publication_date="2001"), {"withdraw": "EP2A1"}, {"withdraw": "EP4A1"}),
        "2022": ("ep-xml", document("3", "B1", publication_date="2003"), document("4", publication_date="2004")),
    }
    for day, (product, *content) in lines.items():
        file = made_source.write(folder / f"{day}.txt", product, *content)
        building.add(folder / "corpus", [file], delivered=day, jobs=1)
    return folder


@pytest.fixture(scope="module")
def made(folder: Path) -> Certificate:
    return certificate(Corpus.open(folder / "corpus").current())


def test_what_became_of_each_contribution(made: Certificate) -> None:
    told = {(s.file, s.office, s.kind, s.year): (s.read, s.used, s.taken_back, s.superseded) for s in made.completeness}
    assert told == {
        ("2020.txt", "EP", "A1", "2001"): (1, 0, 0, 1),
        ("2020.txt", "EP", "A1", "2002"): (1, 0, 1, 0),
        ("2020.txt", "EP", "B1", "2003"): (1, 1, 0, 0),
        ("2020.txt", "EP", "A1", "2004"): (1, 0, 1, 0),
        ("2021.txt", "EP", "A1", "2001"): (1, 1, 0, 0),
        ("2022.txt", "EP", "B1", "2003"): (1, 1, 0, 0),
        ("2022.txt", "EP", "A1", "2004"): (1, 1, 0, 0),
    }
    for file in made.files:
        rows = [s for s in made.completeness if s.file == file.name]
        assert sum(s.read for s in rows) == file.read
        assert sum(s.taken_back + s.superseded for s in rows) == file.superseded


def test_files_stand_with_their_checksums(made: Certificate, folder: Path) -> None:
    assert {file.name: file.sha256 for file in made.files} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.txt")
    }
    assert made.problems == {"junk": 1}
    assert made.notices == {"aside-sequences": 1, "class": 1}
    assert [(file.problems, file.notices) for file in made.files] == [(1, 2), (0, 0), (0, 0)]
    told = {section.title: [row[0] for row in section.rows] for section in sections(made, "en")}
    assert (told["Problems"], told["Notices (nothing lost)"]) == (["junk"], ["aside-sequences", "class"])
    assert made.faults == ()


def test_a_damaged_edition_is_certified_as_such(made: Certificate, folder: Path) -> None:
    edition = Corpus.open(folder / "corpus").current()
    part = next(edition.tables_directory.glob("counts*.parquet"))
    content = part.read_bytes()
    part.unlink()
    try:
        found = certificate(Corpus.open(folder / "corpus").edition(edition.id), checked=True)
    finally:
        part.write_bytes(content)
    assert [fault.code for fault in found.faults or ()] == ["missing"]
    assert "1 faults" in dict(facts(found, "en"))["Checks"]


def test_both_languages_have_the_same_tables(made: Certificate) -> None:
    english, chinese = sections(made, "en"), sections(made, "zh")
    assert [len(section.rows) for section in english] == [len(section.rows) for section in chinese] == [3, 7, 1, 2]
    assert all(len(section.columns) == len(row) for section in english for row in section.rows)
    assert english[0].title != chinese[0].title
