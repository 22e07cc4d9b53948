"""Names without their accidents: which spellings are one name, and how each step is told."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.applicants.normal import key_of, normalise, rules_digest
from zhihang.messages import room_texts
from zhihang.standards.offices import is_office

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "cases_normal.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("verdict", "one", "two"), [pytest.param(*case[:3], id=f"{case[1]} / {case[2]}: {case[3]}") for case in CASES]
)
def test_spellings(verdict, one, two):
    assert (key_of(one) == key_of(two)) == (verdict == "same"), (key_of(one), key_of(two))


def test_a_name_comes_with_an_account_of_its_steps():
    made = normalise("Ｍade Up S.p.A. [IT]")
    assert (made.text, made.legal_form and made.legal_form.code, made.country) == ("made up", "spa", "IT")
    assert [step.code for step in made.steps] == ["step-country", "step-fold", "step-signs", "step-legal-form"]
    assert made.steps[0].before == "Ｍade Up S.p.A. [IT]"
    assert all(step.before != step.after for step in made.steps)


def test_every_step_is_told_in_both_languages():
    texts = room_texts("corpus")
    for code in ("step-country", "step-fold", "step-bracketed-form", "step-signs", "step-article", "step-legal-form"):
        assert set(texts[code]) == {"en", "zh"}


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Made Up [KR]", None, "KR"),
        ("Made Up (KR)", "US", "US"),  # what the source says of the party counts more than an addition to its name
        ("Made Up (QQ)", None, None),
        ("Made Up (Co)", None, None),
        ("[KR]", None, None),
    ],
)
def test_the_country_is_the_source_s_or_the_name_s(name, country, expected):
    assert normalise(name, country).country == expected


@pytest.mark.parametrize("name", ["AB", "Co., Ltd.", "有限公司", "株式会社", "!!!", "the", "&", "SA"])
def test_something_is_always_left(name):
    assert normalise(name).text


@given(st.text(min_size=1, max_size=40))
def test_no_name_is_emptied(name):
    assert bool(normalise(name).text) == bool(name.strip())


@given(st.text("abcXYZ \u00e9\u534e\u4e3a.&-", min_size=1, max_size=30))
def test_case_and_blanks_around_a_name_do_not_matter(name):
    assert key_of(f"  {name.upper()} ") == key_of(name)


def test_every_legal_form_has_its_source_and_real_countries():
    lines = (resources.files("zhihang.corpus.applicants") / "legal_forms.tsv").read_text("utf-8").splitlines()
    for line in (line for line in lines if not line.startswith("#")):
        code, countries, place, spellings, source = line.split("\t")
        assert code
        assert source.strip()
        assert place in {"end", "start", "both"}
        assert all(is_office(country) for country in countries.split()), line
        assert all(spelling.strip() == spelling and spelling for spelling in spellings.split(" | "))


def test_no_spelling_belongs_to_two_forms():
    lines = (resources.files("zhihang.corpus.applicants") / "legal_forms.tsv").read_text("utf-8").splitlines()
    forms: dict[str, str] = {}
    for line in (line for line in lines if not line.startswith("#")):
        code, _, place, spellings, _ = line.split("\t")
        for spelling in spellings.split(" | "):
            end = key_of(f"{spelling} xx") if place == "start" else key_of(f"xx {spelling}")
            assert forms.setdefault(end, code) == code, (spelling, code, forms[end])


def test_the_table_is_part_of_what_a_key_means():
    assert rules_digest().startswith("1-")
