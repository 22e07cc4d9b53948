"""What judgements come to: withdrawals, contradictions, chains, scopes, names, groups."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import different, judged, member, same

from zhihang.corpus.applicants.disputes import in_dispute
from zhihang.corpus.applicants.groups import active, memberships
from zhihang.corpus.applicants.resolving import resolved
from zhihang.corpus.applicants.statements import Node, node_of, statements
from zhihang.messages import room_texts
from zhihang.sources.judgements.judgement import Judgement

GERMAN, SPELLED, SHORT = "Made Up Aktiengesellschaft", "MADE UP AG", "MU AG"


def names(*judgements: Judgement) -> dict[str, str]:
    """Normal form (with its scope) → standardized name."""
    found = resolved(statements(judgements))
    return {node.key + node.scope: name for node, name in found.names.items()}


def problems(*judgements: Judgement) -> list[str]:
    stated = statements(judgements)
    found = resolved(stated)
    return [each.code for each in (*stated.problems, *found.problems, *memberships(stated, found.names)[1])]


def test_names_judged_the_same_have_one_standardized_name_in_all_their_spellings():
    assert names(same(SPELLED, SHORT)) == {"made up|ag": SPELLED, "mu|ag": SPELLED}
    assert node_of(same(GERMAN, SHORT).name) == node_of(same(SPELLED, SHORT).name)


def test_the_name_that_is_never_a_variant_is_the_standard():
    chain = [same("B AG", "C AG", when="2020"), same("A AG", "B AG", when="2024")]
    assert set(names(*chain).values()) == {"A AG"}


def test_of_two_that_are_never_a_variant_the_earlier_judgement_names_it():
    assert set(names(same("B AG", "C AG", when="2020"), same("A AG", "C AG", when="2024")).values()) == {"B AG"}


def test_a_withdrawal_by_id_takes_back_one_line_and_leaves_others_on_the_same_pair():
    lines = [
        same("A", "B", id="1"),
        same("A", "B", id="2", by="kt"),
        judged("withdrawn", "", withdraws="1", when="2025"),
    ]
    assert set(names(*lines).values()) == {"A"}
    assert len(names(*lines, judged("withdrawn", "", withdraws="2", when="2025"))) == 0


def test_a_withdrawal_by_names_takes_back_what_was_said_before_not_after():
    back = judged("withdrawn", "B", "A", when="2024-06-01")
    assert names(same("A", "B", when="2024-05-02"), back) == {}
    assert len(names(same("A", "B", when="2024-06-02"), back)) == 2


def test_a_withdrawal_of_a_membership_names_the_group():
    line = member("A AG", "G")
    assert statements([line, judged("withdrawn", "A AG", group="g", when="2025")]).members == []
    assert statements([line, judged("withdrawn", "A AG", group="H", when="2025")]).members == [line]


def test_a_withdrawal_of_nothing_is_told():
    assert problems(judged("withdrawn", "A", "B")) == ["withdrawal-of-nothing"]
    assert problems(same("A", "B"), judged("withdrawn", "A", "B", when="2023")) == ["withdrawal-of-nothing"]


def test_a_contradiction_is_told_and_neither_side_is_followed():
    lines = [same("A", "B"), different("B", "A", by="kt")]
    assert problems(*lines) == ["judgement-contradiction"]
    assert names(*lines) == {"a": "A", "b": "B"}
    assert problems(*lines, judged("withdrawn", "A", "B", when="2025"), same("A", "B", when="2026")) == []


def test_the_judge_s_own_second_thought_is_a_contradiction_too_until_the_first_is_withdrawn():
    assert problems(same("A", "B"), different("A", "B", when="2025")) == ["judgement-contradiction"]


def test_unsure_neither_joins_nor_separates():
    assert names(judged("unsure", "A", "B")) == {}
    assert set(names(judged("unsure", "A", "B", by="kt"), same("A", "B")).values()) == {"A"}


def test_a_chain_that_leads_to_names_judged_different_is_told_and_only_its_links_are_dropped():
    lines = [same("A", "B"), same("B", "C"), different("A", "C"), same("A", "A1"), same("C", "C1"), same("X", "Y")]
    assert problems(*lines) == ["judgement-chain"]
    assert names(*lines) == {"a": "A", "a1": "A", "b": "B", "c": "C", "c1": "C", "x": "X", "y": "X"}


def test_two_spellings_of_one_name_cannot_be_told_apart_without_a_scope():
    assert problems(different(SPELLED, GERMAN)) == ["judgement-one-key"]
    assert problems(different(f"{SPELLED} [DE]", f"{GERMAN} [CH]")) == []


def test_names_meant_for_a_country_carry_it_so_that_no_two_share_a_name():
    assert names(different("Delta Inc [US]", "Delta Inc [TW]")) == {
        "delta|inc [US]": "Delta Inc [US]", "delta|inc [TW]": "Delta Inc [TW]",
    }  # fmt: skip
    assert names(same("Delta Electronics", "Delta Inc [TW]"))["delta|inc [TW]"] == "Delta Electronics"


def test_one_id_for_two_lines_is_told():
    assert problems(same("A", "B", id="1"), same("C", "D", id="1")) == ["judgement-id-twice"]


def test_a_line_that_stands_in_two_files_is_one_line():
    assert problems(same("A", "B", id="1"), same("A", "B", id="1")) == []


def test_every_problem_is_told_in_both_languages():
    texts = room_texts("sources")
    for code in ("judgement-contradiction", "judgement-chain", "judgement-one-key", "judgement-id-twice",
                 "withdrawal-of-nothing", "group-in-itself"):  # fmt: skip
        assert set(texts[code]) == {"en", "zh"}


LINES = st.lists(
    st.builds(
        judged,
        st.sampled_from(["same", "same", "different", "unsure", "withdrawn"]),
        st.sampled_from("ABCDEF"),
        st.sampled_from("GHIJAB"),
        when=st.sampled_from(["2023", "2024-05-02", "2025"]),
    ).filter(lambda line: line.other is not None and line.name != line.other),
    max_size=12,
)


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter_and_no_two_judged_different_share_a_name(lines, chance):
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert names(*lines) == names(*shuffled)
    assert sorted(problems(*lines)) == sorted(problems(*shuffled))
    found = resolved(statements(lines)).names
    for one, two in statements(lines).different:
        assert found[one] != found[two]


def test_links_in_dispute_are_those_on_some_path_that_passes_no_name_twice():
    chance = random.Random(5)
    for _ in range(2_000):
        nodes = [Node(letter) for letter in "abcdefg"[: chance.randint(2, 7)]]
        pairs = list(combinations(nodes, 2))
        apart = chance.choice(pairs)
        links = {chance.choice(pairs) for _ in range(chance.randint(1, 9))} - {apart}
        assert in_dispute(sorted(links), apart) == _on_paths(links, *apart)


def _on_paths(links, start, goal):
    found = set()

    def walk(node, passed, used):
        if node == goal:
            found.update(used)
            return
        for link in links:
            if node in link:
                other = link[0] if link[1] == node else link[1]
                if other not in passed:
                    walk(other, passed | {other}, used | {link})

    walk(start, {start}, frozenset())
    return found


def groups(date: str, *judgements: Judgement) -> set[tuple[str, str]]:
    """Member and group on a date."""
    stated = statements(judgements)
    members, _ = memberships(stated, resolved(stated).names)
    return {(membership.node.key, group) for membership, group in active(members, date)}


@pytest.mark.parametrize(
    ("date", "holds"),
    [
        ("2019-06-30", False),
        ("2019-07-01", True),
        ("2022-12-31", True),
        ("2023-01-01", False),
        ("2019", True),
        ("2023", False),
    ],
)
def test_a_membership_holds_on_both_its_days_and_a_year_is_met_by_any_of_its_days(date, holds):
    assert bool(groups(date, member("A AG", "G", "2019-07", "2022-12-31"))) == holds


def test_a_group_inside_a_group_brings_its_members_while_it_is_inside():
    lines = [member("A AG", "Inner", "2010"), member("INNER", "Outer", "2015", "2020")]
    assert groups("2012", *lines) == {("a|ag", "Inner")}
    assert ("a|ag", "Outer") in groups("2016", *lines)
    assert ("a|ag", "Outer") not in groups("2021", *lines)


def test_a_group_that_contains_itself_is_told_and_not_followed():
    lines = [member("G1", "G2"), member("G2", "G1"), member("A", "G1")]
    assert problems(*lines) == ["group-in-itself", "group-in-itself"]
    assert groups("2024", *lines) == {("a", "G1")}
    apart_in_time = [member("G1", "G2", "2000", "2010"), member("G2", "G1", "2011")]
    assert problems(*apart_in_time) == []


def test_a_group_is_called_as_it_was_first_written():
    lines = [member("A", "Made Up Group", when="2020"), member("B", "MADE UP GROUP", when="2024")]
    assert {group for _, group in groups("2024", *lines)} == {"Made Up Group"}
