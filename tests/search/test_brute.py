"""The plain evaluator, checked by hand: what each construct means on texts small enough to see."""

from __future__ import annotations

import pytest
from tests.search.brute import Value, Values, edit_distance, line_of, matches, places_of, word_matches

from zhihang.corpus.plan import Text
from zhihang.search.notation import from_sexpr


def record(**values: list[str]) -> Values:
    return {code: [Value(text) for text in found] for code, found in values.items()}


def found(tree: str, text: str, field: str = "ti") -> bool:
    return matches(from_sexpr(tree), record(**{field: [text]}))


@pytest.mark.parametrize(
    ("says", "tree", "text", "expected"),
    [
        ("a word is a whole token", 'ti:"cell"', "cells", False),
        ("case, width and marks fold", 'ti:"muller led"', "MÜLLER ＬＥＤ", True),
        ("a phrase is in order", 'ti:"solar cell"', "cell solar", False),
        ("punctuation takes no position", 'ti:"lithium ion"', "lithium-ion", True),
        ("Chinese is matched anywhere", 'ti:"电池"', "锂电池组", True),
        ("a star is any number of letters", 'ti:"b*y"', "by battery", True),
        ("a question mark is none or one", 'ti:"colo?r"', "color", True),
        ("a hash is exactly one", 'ti:"colo#r"', "color", False),
        ("a wildcard word inside a phrase", 'ti:"light emit* diode"', "light emitting diode", True),
        ("# beside Han is one character", 'ti:"石墨 # 电池"', "石墨烯电池", True),
        ("# beside Han is not none", 'ti:"石墨 # 电池"', "石墨电池", False),
        ("? beside Han may be none", 'ti:"石墨 ? 电池"', "石墨电池", True),
        ("* beside Han is up to twenty", 'ti:"华为 * 公司"', "华为" + "技" * 20 + "公司", True),
        ("* beside Han is not twenty-one", 'ti:"华为 * 公司"', "华为" + "技" * 21 + "公司", False),
        ("neighbours have distance one", '(near 1 ti "a" "b")', "b a", True),
        ("one token between is distance two", '(near 1 ti "a" "b")', "a x b", False),
        ("near goes both ways", '(near 2 ti "a" "b")', "b x a", True),
        ("adj goes one way", '(adj 2 ti "a" "b")', "b x a", False),
        ("adj within its distance", '(adj 2 ti "a" "b")', "a x b", True),
        ("adj beyond its distance", '(adj 2 ti "a" "b")', "a x x b", False),
        ("the same word needs two places", '(near 3 ti "a" "a")', "a b", False),
        ("the same word twice", '(near 3 ti "a" "a")', "a x x a", True),
        ("the same word too far", '(near 3 ti "a" "a")', "a x x x a", False),
        ("distance counts from the phrase's end", '(adj 1 ti "x y" "b")', "x y b", True),
        ("overlapping phrases share a place", '(near 5 ti "a b" "b c")', "a b c", False),
        ("five Chinese characters", '(near 5 ti "电池" "隔膜")', "电池一二三四隔膜", True),
        ("six Chinese characters", '(near 5 ti "电池" "隔膜")', "电池一二三四五隔膜", False),
        ("a nested result reaches as far as its words", '(near 1 ti (near 3 "a" "b") "c")', "a x x b c", True),
        ("a word between the words of the other side is near", '(near 1 ti (near 3 "a" "b") "c")', "a x c b", True),
        ("a word in a gap of the other side is near", '(near 1 ti "电 * 膜" "隔")', "电隔膜", True),
        ("nesting keeps its own distance", '(near 5 ti (near 1 "a" "b") "c")', "a x b c", False),
        ("adj after a near result", '(adj 1 ti (near 2 "a" "b") "c")', "b a c", True),
        ("one of several", '(near 1 ti (or "a" "b") "c")', "b c", True),
        ("sentences do not matter to near", '(near 1 ab "a" "b")', "a. B", True),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_words_and_distances(says: str, tree: str, text: str, expected: bool) -> None:
    field = tree.split()[2] if tree.startswith("(") else "ti"
    assert found(tree, text, field) is expected, says


@pytest.mark.parametrize(
    ("says", "tree", "values", "expected"),
    [
        ("one sentence", '(same s ab "aa" "bb")', {"ab": ["An aa. The bb."]}, False),
        ("one paragraph", '(same p ab "a" "b")', {"ab": ["An a. The b."]}, True),
        ("two paragraphs", '(same p ab "a" "b")', {"ab": ["a", "b"]}, False),
        ("no sentences in a title", '(same s ti "a" "b")', {"ti": ["An a. The b."]}, True),
        ("a Chinese sentence", '(same s desc "负极" "涂层")', {"desc": ["负极。涂层"]}, False),
        ("a phrase across a sentence end is in none", '(same s ab "aa bb" "cc")', {"ab": ["Cc aa. Bb"]}, False),
        ("a chain needs all in one", '(same s ab "aa" "bb" "cc")', {"ab": ["Aa bb. Cc"]}, False),
        ("a proximity as operand", '(same s ab (near 2 "a" "b") "c")', {"ab": ["A x b c."]}, True),
        ("one word may serve both sides", '(same s ab "a" "a")', {"ab": ["a"]}, True),
        ("one claim", '(same c clm "a" "b")', {"clm": ["a", "b"]}, False),
        ("proximity does not cross values", '(near 99 pa "a" "b")', {"pa": ["a", "b"]}, False),
        ("a group is met in any member", 'tac:"a"', {"clm": ["a"]}, True),
        ("a group does not join its members", '(near 5 tac "a" "b")', {"ti": ["a"], "clm": ["b"]}, False),
        ("and is per record", '(and ti:"a" ab:"b")', {"ti": ["a"], "ab": ["b"]}, True),
        ("not", '(not ti:"a" ti:"b")', {"ti": ["a b"]}, False),
        ("complement of an absent field", '(not all (is cc "cn"))', {}, True),
        ("xor", '(xor ti:"a" ti:"b")', {"ti": ["a b"]}, False),
        ("whole value", '(eq pa "siemens ag")', {"pa": ["SIEMENS-AG"]}, True),
        ("not the whole value", '(eq pa "siemens ag")', {"pa": ["Siemens AG Berlin"]}, False),
        ("key prefix", '(is kind "b*")', {"kind": ["B2"]}, True),
        ("key whole", '(is kind "b")', {"kind": ["B2"]}, False),
        ("a status includes its children", '(is status "inactive")', {"status": ["expired"]}, True),
        ("a status does not include its parent", '(is status "expired")', {"status": ["inactive"]}, False),
        ("below a Vienna code", '(under vienna "3.7")', {"vienna": ["3.7.17"]}, True),
        ("not a longer number", '(under vienna "3.7")', {"vienna": ["3.71"]}, False),
        ("below a Locarno class", '(under loc "14")', {"loc": ["14-03"]}, True),
        ("present", "(has ab)", {"ab": ["x"]}, True),
        ("absent", "(has ab)", {}, False),
        ("a day inside", "(range pd 2019-01-01 2019-12-31)", {"pd": ["2019-06-15"]}, True),
        ("a year inside", "(range pd 2019-01-01 2019-12-31)", {"pd": ["2019"]}, True),
        ("a month reaching out", "(range pd 2019-06-15 *)", {"pd": ["2019-06"]}, False),
        ("a leap February", "(range pd * 2020-02-28)", {"pd": ["2020-02"]}, False),
        ("one date must do", "(range prd 2019-01-01 2021-12-31)", {"prd": ["2018-01-01", "2022-01-01"]}, False),
        ("a number", "(range ncl 5 20)", {"ncl": ["10"]}, True),
        ("nothing is in no range", "(range ncl 5 20)", {}, False),
        ("exactly a symbol", '(class ipc exact "H01L 21/02")', {"ipc": ["H01L 21/0272"]}, False),
        ("below a subclass", '(class ipc low "H01L")', {"ipc": ["H01L 21/02"]}, True),
        ("above a symbol", '(class ipc high "H01L 21/02")', {"ipc": ["H01L"]}, True),
        ("digits of a symbol", '(class ipc prefix "H01L 21/02")', {"ipc": ["H01L 21/0272"]}, True),
        ("digits of another group", '(class ipc prefix "H01L 21/02")', {"ipc": ["H01L 2/02"]}, False),
        ("scheme order, groups as numbers", '(classrange ipc "H01M 4/02" "H01M 10/00")', {"ipc": ["H01M 8/10"]}, True),
        ("scheme order, digits padded", '(classrange ipc "H01M 4/02" "H01M 4/13")', {"ipc": ["H01M 4/131"]}, False),
        ("any kind", '(num pn "EP1000000")', {"pn": ["EP1000000A1"]}, True),
        ("this kind", '(num pn "EP1000000A1")', {"pn": ["EP1000000B1"]}, False),
        ("not a longer number of an office", '(num pn "EP100000")', {"pn": ["EP1000000A1"]}, False),
        ("a number's prefix", '(num pn "EP10*")', {"pn": ["EP1000000A1"]}, True),
        ("a citation without kind", '(num cites "US6735249B2")', {"cites": ["US6735249"]}, True),
        ("a publication without kind", '(num pn "US6735249B2")', {"pn": ["US6735249"]}, False),
    ],
    ids=lambda value: value if isinstance(value, str) and not value.startswith("(") else "",
)
def test_values(says: str, tree: str, values: dict[str, list[str]], expected: bool) -> None:
    assert matches(from_sexpr(tree), record(**values)) is expected, says


def test_a_language_restricts_to_its_values() -> None:
    values = {"ti": [Value("battery", "en"), Value("电池", "zh")]}
    assert matches(from_sexpr('ti.en:"battery"'), values)
    assert not matches(from_sexpr('ti.zh:"battery"'), values)
    assert matches(from_sexpr('ti+ab.zh:"battery"'), values)


def test_an_element_needs_one_entry_for_all_conditions() -> None:
    tree = from_sexpr('(elem ev (and (is cat "h") (range date 2024-01-01 *)))')
    split = {
        "ev.cat": [Value("H", group=0), Value("S", group=1)],
        "ev.date": [Value("2020-01-01", group=0), Value("2024-05-01", group=1)],
    }
    assert not matches(tree, split)
    split["ev.cat"].append(Value("H", group=1))
    assert matches(tree, split)


def test_a_combination_set_holds_all_symbols_in_one_set() -> None:
    tree = from_sexpr('(cset "C08F 8/30" "C08F 297/02")')
    apart = {"cset": [Value("C08F 8/30", group=0), Value("C08F 297/02", group=1)]}
    assert not matches(tree, apart)
    apart["cset"].append(Value("C08F 8/30", group=1))
    assert matches(tree, apart)


def test_a_claim_of_two_paragraphs_is_one_claim() -> None:
    values = {"clm": [Value("a", group=1), Value("b", group=1), Value("c", group=2)]}
    assert matches(from_sexpr('(same c clm "a" "b")'), values)
    assert not matches(from_sexpr('(same p clm "a" "b")'), values)
    assert not matches(from_sexpr('(same c clm "b" "c")'), values)


def test_a_result_occupies_exactly_its_matched_positions() -> None:
    tree = from_sexpr('(near 3 ti "a" "b")')
    assert isinstance(tree, Text)
    line = line_of("ti", [Value("a x b a")])
    assert places_of(tree.pattern, line) == {frozenset({0, 2}), frozenset({2, 3})}


def test_marks_by_sound_and_by_letters() -> None:
    readings = (frozenset({"hang", "xing"}), frozenset({"zhou"}))
    assert matches(from_sexpr('mkpy:"xing zhou"'), {"mkpy": [Value("行州", readings=readings)]})
    assert found('mkfz:"hawei"', "Huawei", "mkfz")
    assert not found('mkfz:"hawei"', "Huaweis", "mkfz")


def test_letters_of_words() -> None:
    assert word_matches("*fluor*", "polyfluoride")
    assert not word_matches("*fluor", "fluoride")
    assert edit_distance("kitten", "sitting") == 3
