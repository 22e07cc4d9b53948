"""Who applies, invents, represents and examines in the demo: invented organizations and persons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stdnum.cn import uscc

from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import Term, table

_ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Person:
    """A person: Chinese name, family and first name in Latin letters, country."""

    zh: str
    family: str
    first: str
    country: str


@dataclass(frozen=True, slots=True)
class Organization:
    """An applicant: names, place, and the unified social credit code of a Chinese one."""

    name: Term
    country: str
    region: str
    city: Term
    address: str
    postcode: str
    share: int
    themes: frozenset[str]
    credit_code: str
    people: tuple[Person, ...]

    @property
    def is_chinese(self) -> bool:
        """Whether it sits in China."""
        return self.country == "CN"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency: office, name, code."""

    office: str
    name: str
    code: str


def credit_code(region: str, serial: int) -> str:
    """A unified social credit code of right form: body of an enterprise, both check digits computed.

    The organization's own part begins with `MADEM`; source: GB 32100-2015, GB 11714-1997.
    """
    body = f"MADEM{serial:03d}"
    number = f"91{region}{body}{organization_check(body)}"
    return number + str(uscc.calc_check_digit(number))


def organization_check(body: str) -> str:
    """The check digit of the eight characters of an organization code (GB 11714-1997).

    >>> organization_check("58752778")
    '3'
    """
    total = sum(_DIGITS.index(sign) * weight for sign, weight in zip(body, _ORGANIZATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


@cache
def _names(part: str) -> tuple[dict[str, str], ...]:
    return tuple(row for row in table("people") if row["part"] == part)


def person(draw: Draw, country: str) -> Person:
    """An invented person."""
    if country == "CN":
        family, given = draw.pick(_names("zh-surname")), draw.pick(_names("zh-given"))
        return Person(family["zh"] + given["zh"], family["latin"], given["latin"], country)
    family, given = draw.pick(_names("west-surname")), draw.pick(_names("west-first"))
    return Person(f"{given['zh']}\u00b7{family['zh']}", family["latin"], given["latin"], country)


def organizations(seed: int) -> tuple[Organization, ...]:
    """All applicants, each with the people that invent for it."""
    made = []
    for serial, row in enumerate(table("organizations"), start=1):
        draw = Draw(seed, "people", serial)
        country = row["country"]
        made.append(
            Organization(
                name=Term(row["en"], row["zh"]),
                country=country,
                region=row["region"],
                city=Term(row["city_en"], row["city_zh"]),
                address=f"{row['postcode']} {row['city_zh']}{row['street_zh']}" if country == "CN" else row["city_zh"],
                postcode=row["postcode"],
                share=int(row["share"]),
                themes=frozenset(row["themes"].split(",")),
                credit_code=credit_code(row["region"], serial) if country == "CN" else "",
                people=tuple(dict.fromkeys(person(draw, country) for _ in range(9))),
            )
        )
    return tuple(made)


@cache
def agencies(office: str) -> tuple[Agency, ...]:
    """The agencies before an office."""
    return tuple(
        Agency(row["office"], row["name"], row["code"]) for row in table("agencies") if row["office"] == office
    )
