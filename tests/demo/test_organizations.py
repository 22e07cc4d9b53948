from __future__ import annotations

from stdnum.cn import uscc

from zhihang.demo.organizations import agencies, organization_check, organizations


def test_credit_codes_are_valid_and_different() -> None:
    codes = [each.credit_code for each in organizations(1) if each.is_chinese]
    assert len(set(codes)) == len(codes) > 20
    for code in codes:
        assert uscc.validate(code) == code
        assert organization_check(code[8:16]) == code[16]


def test_the_check_digit_of_an_organization_code_is_that_of_the_standard() -> None:
    assert organization_check("58752778") == "3"


def test_organizations_of_other_countries_have_no_credit_code() -> None:
    assert {each.credit_code for each in organizations(1) if not each.is_chinese} == {""}


def test_everybody_has_people_and_offices_have_agencies() -> None:
    assert all(len(each.people) >= 5 for each in organizations(1))
    assert all(agencies(office) for office in ("CN", "US", "EP"))
