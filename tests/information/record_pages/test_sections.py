"""The page of a real record of each right shows each of its sections, in both languages, with no empty heading.

No layout-design and no supplementary protection certificate is among the delivered files: the page of a layout-design
is tried on a made-up record, that of a certificate not at all.
"""

from __future__ import annotations

import gzip
import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from zhihang.corpus.building import add
from zhihang.corpus.deliveries import receiving
from zhihang.sources.reading import recognised

CASES = yaml.safe_load(Path(__file__).with_name("sections.yaml").read_text("utf-8"))
Reader = Callable[[str], Client]


def delivered(source: Path, target: Path, lines: int | None) -> None:
    """A file as it is, or its first lines."""
    if lines is None:
        shutil.copyfile(source, target)
    elif source.suffix == ".gz":
        with gzip.open(source, "rt", encoding="utf-8") as stream:
            target.with_suffix("").write_text("".join(next(stream, "") for _ in range(lines)), "utf-8")
    else:
        with source.open(encoding="utf-8") as stream:
            target.write_text("".join(next(stream, "") for _ in range(lines)), "utf-8")


@pytest.fixture(scope="module")
def real_folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One corpus of the files of all cases."""
    folder = tmp_path_factory.mktemp("sections")
    (folder / "files").mkdir()
    for case in CASES:
        for file in case["files"]:
            delivered(shared / "data" / file, folder / "files" / Path(file).name, case.get("lines"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "recognised", recognised)
        add(folder / "corpus", [folder / "files"], jobs=1)
    return folder / "corpus"


def shown(client: Client, record: str) -> tuple[str, str]:
    """The page between its head and its foot, and its text."""
    answer = client.get(f"/records/{record}")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return main, re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.real_data
@pytest.mark.parametrize("case", CASES, ids=[f"{case['right']} {case['record']}" for case in CASES])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_right_has_its_sections(
    real_folder: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch, case: dict[str, Any], language: str
) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(real_folder))
    page, text = shown(reader(language), case["record"])
    missing = [section for section in case["sections"] if f'id="{section}"' not in page]
    assert missing == []
    for code in case["codes"]:
        assert code in text, code
    for words in case["texts"]:
        assert words in text or words in html.unescape(page), words
    anchors = set(re.findall(r'<a href="#([\w-]+)"', page))
    assert anchors <= set(re.findall(r'id="([\w-]+)"', page)), "a link within the page leads nowhere"
    for form in (".json", ".bib", ".ris"):
        assert reader(language).get(f"/records/{case['record']}{form}").status_code == 200


def test_every_right_of_the_files_is_among_the_cases() -> None:
    assert {case["right"] for case in CASES} == {
        "patent", "utility_model", "design", "trademark", "copyright", "geographical_indication", "plant_variety",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Structure, technology, function"), ("zh-hans", "结构、技术、功能")]
)
def test_a_made_up_layout_design_has_its_sections(reader: Reader, language: str, words: str) -> None:
    page, text = shown(reader(language), "CN-LD-BS205900001")
    assert [
        each for each in ("bib", "status", "expiry", "numbers", "ev", "sources") if f'id="{each}"' not in page
    ] == []
    for expected in (words, "CMOS", "电池保护芯片", "海蓝材料有限公司", "2020-04-04"):
        assert expected in text
