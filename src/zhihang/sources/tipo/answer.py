"""Answers of TIPO's service: lists of applications for patents (`tw-patent-appl…`) and for trademarks (`tmarkappl`).

Each entry is a right named by its application number. The last letter of a patent list tells its kind: `I` inventions,
`M` utility models, `D` designs. Classes of marks that were filed before Taiwan took over the Nice Classification are
national ones (`classes.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from importlib import resources
from typing import BinaryIO

from zhihang.errors import InvalidNumber
from zhihang.messages import read_yaml
from zhihang.records.dates import PartialDate
from zhihang.records.marks import Goods, Image, Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources import symbols
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.standards.numbers import register_number
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.tipo:coverage.yaml"
_LISTS = {
    "patent": "tw-patent-applI.patentcontent",
    "utility_model": "tw-patent-applM.patentcontent",
    "design": "tw-patent-applD.patentcontent",
    "trademark": "tmarkappl.tmarkcontent",
}
_IPC = ("ipc-section", "ipc-class", "ipc-subclass", "ipc-main-group", "ipc-group")
_NAMES = ("chinese-name", "english-name", "japanese-name")
_DRAFTS = ("tmark-draft-c", "tmark-draft-e", "tmark-draft-j", "tmark-sign")
_KEPT = (
    "publish-flag", "tmark-class", "tmark-class-desc", "tmark-type", "tmark-type-desc", "receive-date",
    "out-off-draft", "word-description",
)  # fmt: skip


def is_answer(right: str, head: Head) -> bool:
    """An answer with a list of applications for this kind of right."""
    return has_keys(head, *_LISTS[right].split("."))


def split(right: str, stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each application, then what stands around them."""
    return split_json(stream, place, (_LISTS[right],))


def parse(right: str, chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one application, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        number = _number(said(value, "appl-no"), right, findings)
        if number is None:
            findings.note("no-number", said(value, "appl-no"), fatal=True)
        else:
            yield findings.stamped(_record(value, right, number, findings))
        findings.unread(unread(value, coverage(COVERAGE), _LISTS[right].replace(".", "/")))
    yield from findings.problems


def _number(text: str, right: str, findings: Findings) -> str | None:
    """The number without office: in the office's scheme, of marks as the register writes it."""
    if right != "trademark":
        found = findings.application("TW", text)
        return found.number if found else None
    try:
        return register_number(text) if text else None
    except InvalidNumber:
        findings.note("number", text)
        return None


def _record(value: JsonObject, right: str, number: str, findings: Findings) -> Record:
    identifier = right_id("TW", right, number)
    findings.record = identifier
    filed = findings.date(said(value, "appl-date"))
    classified = filed is not None and filed >= _nice_since()
    goods = tuple(_goods(value, classified))
    parties = value.get("parties")
    parties = parties if isinstance(parties, dict) else {}
    ipc = tuple(_symbols(value, findings))
    return Record(
        id=identifier,
        right_id=identifier,
        right=right,
        office="TW",
        number=number,
        application_number=f"TW{number}",
        filing_date=filed,
        mark=_mark(value) if right == "trademark" else None,
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        national_classes=() if classified else _national(value),
        ipc=ipc,
        ipc_first=ipc[0] if ipc else None,
        applicants=_parties(parties, "applicants", findings),
        agents=_parties(parties, "agents", findings),
        images=tuple(_images(value)),
        other={
            **{key: (text,) for key in _KEPT if (text := said(value, key))},
            **({"appl-countrycode": (code,)} if (code := said(value, "appl-countrycode")) else {}),
        },
    )


def _symbols(value: JsonObject, findings: Findings) -> Iterator[str]:
    for each in objects(value, "classification-ipc"):
        symbol = symbols.joined(*(said(each, key) for key in _IPC))
        symbol = symbol or symbols.written(said(each, "ipc-full")) or ""
        if symbol:
            yield symbol
        elif said(each, "ipc-full"):
            findings.note("class", said(each, "ipc-full"))


def _mark(value: JsonObject) -> Mark | None:
    """The mark's name; its parts in Chinese, foreign and Japanese letters where they say more."""
    text = said(value, "tmark-name")
    drafts = tuple(dict.fromkeys(draft for key in _DRAFTS if (draft := said(value, key)) and draft != text))
    color = said(value, "tmark-color-desc", "tmark-color")
    found = Mark(
        text=text or None,
        translation=drafts,
        colors=(color,) if color else (),
        description=said(value, "tmark-desc") or None,
    )
    return None if found == Mark() else found


def _goods(value: JsonObject, classified: bool) -> Iterator[Goods]:
    """The goods of each class. `classified`: by the Nice Classification."""
    for each in objects(value, "goodsclasses"):
        yield Goods(
            class_=(said(each, "goodsclass-code").lstrip("0") or None) if classified else None,
            text=said(each, "goods-name") or None,
            group=said(each, "goods-group") or None,
            language="zh",
        )


def _national(value: JsonObject) -> tuple[str, ...]:
    """The classes of the national list, as printed."""
    codes = (said(each, "goodsclass-code") for each in objects(value, "goodsclasses"))
    return tuple(dict.fromkeys(filter(None, codes)))


@cache
def _nice_since() -> PartialDate:
    return PartialDate(str(read_yaml((resources.files(__package__) / "classes.yaml").read_text("utf-8"))["nice_since"]))


def _parties(parties: JsonObject, key: str, findings: Findings) -> tuple[Party, ...]:
    found = []
    for each in objects(parties, key):
        names = [text for name in _NAMES if (text := said(each, name))]
        if names:
            country = findings.office(said(each, "country-code"))
            address = said(each, "address") or None
            found.append(Party(name=names[0], also=tuple(names[1:]), country=country, address=address))
    return tuple(found)


def _images(value: JsonObject) -> Iterator[Image]:
    for each in objects(value, "tmark-image-url"):
        for key in each:
            if said(each, key):
                yield Image(file=said(each, key), kind="sound" if key.startswith("audio") else "mark")


SOURCES = tuple(
    Source(name, partial(is_answer, right), partial(split, right), partial(parse, right), COVERAGE)
    for name, right in (
        ("tipo-patents", "patent"),
        ("tipo-utility-models", "utility_model"),
        ("tipo-designs", "design"),
        ("tipo-trademarks", "trademark"),
    )
)
