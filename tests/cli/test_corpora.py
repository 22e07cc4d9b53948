"""`zhihang corpus …`: files in, editions out, and what is told about them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.made_corpus import GRANTS, MARKS, us_document, write_files

BROKEN = "申请/注册号,商标名称,国际分类,申请日期\n91000001,坏日子,9,2018-02-30\n91000002,好日子,9,2018-03-01\n"
ODD = "申请/注册号,商标名称,国际分类\n91000001,奇怪,99\n91000002,平常,9\n"
MAPPING = """\
product: partner-list
title: {en: List of a partner, zh: 合作方清单}
recognise: {headers: [Pub. no., Title]}
right: patent
language: en
columns:
  - {header: Pub. no., key: publication_number}
  - {header: Title, key: title}
aside:
  - {header: Remark, reason: {en: their own remark, zh: 对方备注}}
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return write_files(tmp_path / "files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


@pytest.fixture
def corpus(bare: Command, folder: Path, files: Path) -> Command:
    """The command with a fresh corpus, `corpus("list")` for `zhihang corpus list`."""
    assert bare("corpus", "add", files, "--corpus", folder).status == 0
    return lambda *arguments: bare("corpus", *arguments, "--corpus", folder)


def test_adding_tells_of_each_file_and_the_edition(bare: Command, folder: Path, files: Path) -> None:
    answer = bare("corpus", "add", files, "--corpus", folder, "--delivered", "2024-06-30", "--jobs", "1")
    assert (answer.status, answer.data) == (0, b"")
    *lines, last = answer.err.splitlines()
    assert lines == [
        "files/applications.xml: us-application-xml, 1 read, 0 problems",
        "files/grants.xml: us-grant-xml, 4 read, 0 problems",
        "files/marks.csv: cn-trademark-table, 4 read, 0 problems",
    ]
    assert last.startswith("Edition ")
    assert last.endswith(": 9 records (9 read from 3 files)")
    assert bare("count", "id=*", "--corpus", folder).out == "9\n"


def test_the_same_files_again_change_nothing(corpus: Command, files: Path) -> None:
    before = corpus("list", "--json").json
    answer = corpus("add", files)
    assert answer.status == 0
    assert answer.err.splitlines()[-1].startswith("Nothing new: edition ")
    assert corpus("list", "--json").json == before


def test_a_report_for_programs(bare: Command, folder: Path, files: Path) -> None:
    content = bare("corpus", "add", files, "--corpus", folder, "--json").json
    assert [entry["formats"] for entry in content["deliveries"]] == [
        ["us-application-xml"],
        ["us-grant-xml"],
        ["cn-trademark-table"],
    ]
    assert content["counts"]["records"] == 9


def test_a_dry_run_writes_nothing(bare: Command, folder: Path, files: Path) -> None:
    answer = bare("corpus", "add", files, "--corpus", folder, "--dry-run")
    assert answer.status == 0
    assert answer.err.splitlines()[-1] == "3 files, 9 records would be read; nothing was written"
    assert not folder.exists()


def test_problems_are_counted_and_listed(corpus: Command, tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(BROKEN, "utf-8")
    answer = corpus("add", path)
    assert answer.status == 3
    assert answer.err.splitlines()[-1] == "1 problems; see: zhihang corpus problems"
    ((file, position, code, words, detail),) = corpus("problems").rows
    assert (file, position, code, detail) == ("broken.csv", "2", "date", "申请日期: 2018-02-30")
    assert words
    (problem,) = corpus("problems", "--json", "--lang", "zh").json
    assert (problem["code"], problem["file"], problem["position"]) == ("date", "broken.csv", 2)
    assert problem["message"] != words


def test_notices_are_counted_and_listed_apart(corpus: Command, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(ODD, "utf-8")
    answer = corpus("add", path)
    assert answer.status == 0
    assert "odd.csv: cn-trademark-table, 2 read, 0 problems, 2 notices" in answer.err
    assert "2 notices, nothing lost; see: zhihang corpus problems --notices" in answer.err
    assert corpus("problems").rows == []
    (file, position, code, words, detail), again = corpus("problems", "--notices").rows  # one cell fills two keys
    assert (file, position, code, detail) == ("odd.csv", "2", "class", "国际分类: 99")
    assert again == [file, position, code, words, detail]
    notice, _ = corpus("problems", "--notices", "--json", "--lang", "zh").json
    assert (notice["level"], notice["code"], notice["message"] != words) == ("notice", "class", True)
    counted = corpus("problems", "--notices", "--count").rows
    assert counted == [["odd.csv", "cn-trademark-table", "class", words, "2"]]
    assert corpus("problems", "--notices", "--count", "--json").json[0]["number"] == 2
    assert corpus("info", "--json").json["files"][-1]["notices"] == 2
    assert corpus("add", path, "--strict").status == 0


def test_files_that_older_readers_read_are_named(corpus: Command, folder: Path, files: Path) -> None:
    assert corpus("info", "--json").json["read_before"] == []
    manifest = next(path for path in folder.glob("deliveries/*/manifest.json") if "marks.csv" in path.read_text())
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(content | {"reader": "0.1.0"}))
    assert corpus("info", "--json").json["read_before"] == [content["name"]]
    assert "1 files were read by an older version of the readers" in corpus("info").err


def test_strict_refuses_any_problem(corpus: Command, tmp_path: Path) -> None:
    before = corpus("list").out
    path = tmp_path / "broken.csv"
    path.write_text(BROKEN, "utf-8")
    answer = corpus("add", path, "--strict")
    assert answer.status == 1
    assert "--strict" in answer.err
    assert corpus("list").out == before


def test_nothing_usable(bare: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\nplease find attached nothing.\n")
    answer = bare("corpus", "add", tmp_path / "letter.txt", "--corpus", folder)
    assert answer.status == 1
    assert "letter.txt: refused, " in answer.err
    assert answer.err.splitlines()[-1] == "No file could be used"
    assert bare("corpus", "add", tmp_path / "missing.xml", "--corpus", folder).status == 1
    listed = bare("corpus", "problems", "--corpus", folder)
    assert (listed.status, len(listed.rows), listed.rows[0][0]) == (0, 1, "letter.txt")


def test_a_wrong_date_or_format_is_refused(corpus: Command, files: Path) -> None:
    assert corpus("add", files, "--delivered", "2024-02-30").status == 1
    answer = corpus("add", files, "--as", "no-such-product")
    assert answer.status == 1
    assert "us-grant-xml" in answer.err


def test_a_mapping_of_the_user(bare: Command, folder: Path, tmp_path: Path) -> None:
    mapping, table = tmp_path / "partner.yaml", tmp_path / "list.csv"
    mapping.write_text(MAPPING, "utf-8")
    table.write_text("Pub. no.,Title,Remark\nEP3000001B1,Separator,A-17\n")
    assert bare("corpus", "add", table, "--corpus", folder, "--as", mapping, "--dry-run").err.startswith(
        "list.csv: partner-list, 1 read, 0 problems"
    )
    assert bare("corpus", "add", table, "--corpus", folder, "--as", mapping).status == 0
    assert bare("count", "pn=EP3000001B1 and ti=separator", "--corpus", folder).out == "1\n"
    mapping.write_text(MAPPING.replace("language: en", "language: de"), "utf-8")
    assert bare("corpus", "add", table, "--corpus", folder, "--as", mapping).status == 0
    assert bare("count", "ti.de=separator", "--corpus", folder).out == "1\n"
    assert bare("count", "ti.en=separator", "--corpus", folder).out == "0\n"
    mapping.write_text(MAPPING.replace("publication_number", "publication_nummer"), "utf-8")
    answer = bare("corpus", "add", table, "--corpus", folder, "--as", mapping)
    assert answer.status == 1
    assert str(mapping) in answer.err


def test_a_known_product_by_name(bare: Command, folder: Path, files: Path) -> None:
    answer = bare("corpus", "add", files / "marks.csv", "--corpus", folder, "--as", "cn-trademark-table")
    assert (answer.status, "cn-trademark-table, 4 read" in answer.err) == (0, True)


def test_the_current_edition_described(corpus: Command) -> None:
    content = corpus("info", "--json", "--fields").json
    assert content["records"] == 9
    assert content["counts"]["right"] == {"patent": 5, "trademark": 4}
    assert content["counts"]["office"] == {"CN": 4, "US": 5}
    grants = content["files"][1]
    assert (grants["file"], grants["format"], grants["read"], grants["problems"]) == (
        "files/grants.xml", ["us-grant-xml"], 4, 0,
    )  # fmt: skip
    assert len(grants["sha256"]) == 64
    fields = content["fields"]["us-grant-xml"]
    assert fields["filled"]["title"] == 4
    assert fields["aside"][0]["reason"]
    assert content["unused"] == []
    rows = corpus("info", "--fields").rows
    assert ["right", "patent", "5"] in rows
    assert ["us-grant-xml", "filled", "title", "4"] in rows
    assert any(row[:2] == ["us-grant-xml", "aside"] for row in rows)


def test_editions_are_listed_used_compared_and_removed(
    corpus: Command, bare: Command, folder: Path, files: Path
) -> None:
    first = corpus("list", "--json").json[0]["edition"]
    assert corpus("diff").status == 1
    assert corpus("diff", "--conflicts", "--json").json["conflicts"] == []
    (files / "more.xml").write_text(us_document(GRANTS[0], "grant").replace("91000001", "91000009"))
    marks = MARKS.replace("茶山合作社,有效", "茶山合作社,注销").replace("云雀电池,9", "云雀电池,11")
    (files / "marks.csv").write_text(marks, "utf-8")
    assert corpus("add", files, "--delivered", "2024-07-31").status == 0
    listed = corpus("list", "--json").json
    second = listed[0]["edition"]
    assert [entry["edition"] for entry in listed] == [second, first]
    assert [entry["current"] for entry in listed] == [True, False]

    content = corpus("diff", "--json").json
    assert (content["old"], content["new"]) == (first, second)
    assert content["added"] == ["US91000009B2"]
    changed = {entry["id"]: entry["fields"] for entry in content["changed"]}
    assert "status" in changed["CN-TM-90000004"]
    assert "nice" in changed["CN-TM-90000001"]
    gone = {entry["id"]: entry.get("vanished") for entry in content["changed"]}
    assert gone["CN-TM-90000001"]["nice"] == ["9"]
    rows = corpus("diff", first[:6]).rows
    assert ["v", "CN-TM-90000001", "nice", '"9"'] in rows
    assert ["+", "US91000009B2", ""] in rows
    backwards = corpus("diff", second, first)
    assert ["-", "US91000009B2", ""] in backwards.rows
    assert f"{second} → {first}" in backwards.err

    assert corpus("use", first[:6]).err == f"Reading edition {first} now\n"
    assert bare("count", "id=*", "--corpus", folder).out == "9\n"
    assert bare("count", "id=*", "--corpus", folder, "--edition", second).out == "10\n"
    assert [row[0] for row in corpus("list").rows] == ["", "*"]
    assert corpus("prune", "--keep", "0").status == 1
    assert corpus("prune", "--keep", "1").err == "1 editions removed, 1 kept\n"
    assert [entry["edition"] for entry in corpus("list", "--json").json] == [first]


def test_the_certificate_of_an_edition(corpus: Command) -> None:
    content = corpus("certificate", "--json").json
    assert content["faults"] == []
    assert sum(row["read"] for row in content["completeness"]) == sum(file["read"] for file in content["files"])
    assert ["Edition", content["edition"]] in corpus("certificate").rows
    answer = corpus("certificate", content["edition"][:6], "--lang", "zh")
    assert answer.out.startswith("版本数据证书\n")
    assert content["files"][0]["sha256"] in answer.out


def test_verify_tells_what_is_damaged(corpus: Command, folder: Path) -> None:
    answer = corpus("verify")
    assert answer.status == 0
    assert answer.err.endswith("is whole: 9 records in tables and index\n")
    damaged = next((folder / "editions").glob("*/tables/records-*.parquet"))
    data = damaged.read_bytes()
    damaged.unlink()
    damaged.write_bytes(data[:-1] + b"?")
    answer = corpus("verify", "--lang", "zh")
    assert answer.status == 1
    assert f"tables/{damaged.name}已改变：校验和" in answer.err
    damaged.unlink()
    assert f"tables/{damaged.name} is missing" in corpus("verify").err


def test_rebuilding_gives_the_same_edition(corpus: Command, bare: Command, folder: Path) -> None:
    before = corpus("list", "--json").json[0]["edition"]
    for option in ([], ["--index"]):
        answer = corpus("rebuild", *option)
        assert (answer.status, answer.err) == (0, f"Edition {before} rebuilt: 9 records\n")
    assert bare("count", "ti=battery", "--corpus", folder).out == "3\n"


def test_no_corpus(bare: Command, tmp_path: Path) -> None:
    for command in ("info", "problems", "list", "verify", "rebuild", "diff"):
        answer = bare("corpus", command, "--corpus", tmp_path / "none")
        assert (answer.status, answer.err.count("\n")) == (1, 1), command
    assert json.loads(bare("corpus", "info", "--json", "--corpus", tmp_path / "none").err)["error"]["code"] == "CORPUS"
