"""The field table: names lead to one field each, groups hold plain fields, examples stand."""

from zhihang.corpus.fields import field_names, fields, members
from zhihang.text.folding import fold


def test_no_name_leads_to_two_fields() -> None:
    owner: dict[str, str] = {}
    for field in fields().values():
        for name in map(fold, field.names):
            assert owner.setdefault(name, field.code) == field.code, name


def test_traditional_and_inid_names_lead_to_the_field() -> None:
    assert field_names()[fold("國際分類")] == "nice"
    assert field_names()["inid54"] == "ti"
    assert field_names()["title"] == "ti"


def test_groups_hold_plain_fields() -> None:
    for field in fields().values():
        if field.type == "group":
            assert all(fields()[code].type != "group" for code in members(field.code))
        else:
            assert field.key, field.code
