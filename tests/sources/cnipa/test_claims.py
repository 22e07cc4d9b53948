"""Which Chinese claims stand by themselves."""

from __future__ import annotations

import pytest

from zhihang.sources.cnipa.claims import independent, without_number

CASES = {
    "a claim that refers to another one first depends on it": (
        ["1.一种电池，包括隔膜。", "2.根据权利要求1所述的电池，其特征在于，厚。", "3、如权利要求1所述的电池。"],
        (1,)),
    "an application filed abroad leaves out the words before the reference": (
        ["1.抗体。", "2.权利要求1的抗体，其中人。"], (1,)),
    "any of several claims is still a reference": (["1.一种阀。", "2.按照前述任一项权利要求1所述的阀。"], (1,)),
    "a claim of another category that names a claim further on is independent": (
        ["1.一种隔膜。", "2.一种电池，包括权利要求1所述的隔膜。"], (1, 2)),
    "a use of what another claim claims is independent": (
        ["1.一种香料，其特征在于：甲。", "2.权利要求1所述香料在卷烟生产中的应用，具体为：乙。"], (1, 2)),
    "a method of making what another claim claims is independent": (
        ["1.一种材料。", "2.如权利要求1所述的材料的制备方法，其特征在于。"], (1, 2)),
    "a method that refers to a method depends on it": (
        ["1.一种制备方法，包括甲。", "2.如权利要求1所述的制备方法，其特征在于。"], (1,)),
    "commas inside a chemical name end no preamble": (
        ["1.2,4-二氨基-1,3,5-三嗪的制造方法，包括。", "2.如权利要求1所述的制造方法。"], (1,)),
    "a reference that leads nowhere is still a reference": (["1.一种阀。", "2.如权利要求9所述的阀。"], (1,)),
    "no claims, none independent": ([], ()),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_independent_claims(case: str) -> None:
    claims, expected = CASES[case]
    assert independent(claims) == expected


def test_only_the_running_number_is_taken_off() -> None:
    assert without_number("2.2,4-二氨基", 2) == "2,4-二氨基"
    assert without_number("3.5克盐", 1) == "3.5克盐"
