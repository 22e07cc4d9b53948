"""Names and addresses as gazettes print them."""

from __future__ import annotations

import pytest

from zhihang.sources.cnipa.parties import agency, origin


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("示例专利代理有限公司 11000", ("示例专利代理有限公司", "11000")),
        ("示例事务所(普通合伙) 53108", ("示例事务所(普通合伙)", "53108")),
        ("示例事务所(11000)", ("示例事务所", "11000")),
        ("示例事务所", ("示例事务所", None)),
    ],
)
def test_the_code_behind_an_agency(printed: str, expected: tuple[str, str | None]) -> None:
    assert agency(printed) == expected


@pytest.mark.parametrize(
    ("address", "country", "region"),
    [
        ("650000 云南省昆明市某路1号", "CN", "CN-53"),
        ("北京市海淀区", "CN", "CN-11"),
        ("中国台湾新竹市", "TW", "CN-71"),
        ("中国香港九龙", "HK", "CN-81"),
        ("日本京都府", "JP", None),
        ("美国印第安纳州", "US", None),
        ("某路1号", None, None),
        ("", None, None),
    ],
)
def test_what_the_first_words_of_an_address_tell(address: str, country: str | None, region: str | None) -> None:
    found = origin(address)
    assert (found.country, found.region) == (country, region)
