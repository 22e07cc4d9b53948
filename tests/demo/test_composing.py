from __future__ import annotations

import re

import pytest

from zhihang.demo.composing import Composer
from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import Term, table, themes

THEMES = sorted(themes())
_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", THEMES)
def test_texts_are_whole_in_both_languages(name: str) -> None:
    for serial in range(15):
        made = Composer(themes()[name], Draw(7, name, serial), is_model=serial % 3 == 0).composed()
        terms = [made.title, made.abstract, made.literature]
        terms += [text for _, heading, texts in made.sections for text in (heading, *texts)]
        terms += [Term(claim.text("en"), claim.text("zh")) for claim in made.claims]
        for term in terms:
            assert not re.search(r"[{}<>]|None|  ", term.en + term.zh), term
            assert not _HAN.search(term.en), term
            assert _HAN.search(term.zh), term


@pytest.mark.parametrize("name", THEMES)
def test_dependent_claims_refer_to_an_earlier_claim(name: str) -> None:
    claims = Composer(themes()[name], Draw(3, name)).composed().claims
    assert claims[0].depends_on == 0
    for place, claim in enumerate(claims, start=1):
        if claim.depends_on:
            assert claim.depends_on < place
            assert f"claim {claim.depends_on}" in claim.lead.en
            assert f"权利要求{claim.depends_on}" in claim.lead.zh


def test_numbers_are_the_same_in_both_languages() -> None:
    composer = Composer(themes()["tea"], Draw(1, "numbers"))
    drawn = composer.numbers(Term("at <80..130> degrees for <2~9> hours", "在<>℃下<>小时"))
    english, chinese = re.findall(r"\d+", drawn.en), re.findall(r"\d+", drawn.zh)
    assert english == chinese
    assert 80 <= int(english[0]) < int(english[1]) <= 130


def test_a_utility_model_claims_no_method_and_calls_itself_one() -> None:
    for serial in range(30):
        made = Composer(themes()["wind_power"], Draw(serial, "model"), is_model=True).composed()
        assert not any("方法" in claim.lead.zh or "method" in claim.lead.en.lower() for claim in made.claims)
        assert "方法" not in made.title.zh
        assert "本发明" not in made.abstract.zh


def test_phrases_have_the_same_places_for_numbers() -> None:
    for theme in themes().values():
        features = [feature for part in theme.parts for feature in part.features]
        for en, zh in (*features, *theme.phrases["steps"]):
            assert len(re.findall(r"<\d+(?:\.\.|~)\d+>", en)) == zh.count("<>"), (en, zh)


def test_each_theme_has_applicants_and_each_applicant_themes() -> None:
    named = {theme for row in table("organizations") for theme in row["themes"].split(",")}
    assert named == set(themes())
