"""Reading small made-up publications."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.cnipa import patent_document, st96
from zhihang.sources.source import Chunk, Outcome, Place, Source


@pytest.fixture
def read() -> Callable[..., list[Outcome]]:
    """What a source makes of some bytes."""
    return outcomes


def outcomes(source: Source, data: bytes, file: str = "made-up.xml") -> list[Outcome]:
    place = Place(file=file, product=source.name)
    found: list[Outcome] = []
    for chunk in source.split(io.BytesIO(data), place):
        found += list(source.parse(chunk, place)) if isinstance(chunk, Chunk) else [chunk]
    return found


def _parted(found: list[Outcome]) -> tuple[list[Record], list[Problem]]:
    return [o for o in found if isinstance(o, Record)], [o for o in found if isinstance(o, Problem)]


OLD = """<?xml version="1.0" encoding="UTF-8"?>
<cn-patent-document lang="ZH" country="CN"><cn-bibliographic-data>
<cn-publication-reference><document-id><country>CN</country><doc-number>{number}</doc-number><kind>{kind}</kind>
<date>{date}</date></document-id></cn-publication-reference>
<application-reference appl-type="{type}"><document-id><country>CN</country><doc-number>{application}</doc-number>
<date>20180102</date></document-id></application-reference>{more}
<invention-title>一种电池</invention-title>
<cn-parties><cn-applicants cn-representative-is=""><cn-applicant sequence="1"><addressbook lang="ZH">
<name>示例有限公司</name><address><text>100000 北京市某路1号</text></address></addressbook>
</cn-applicant></cn-applicants>
</cn-parties></cn-bibliographic-data>{body}</cn-patent-document>"""
DEFAULTS = {
    "number": "109638349", "kind": "A", "date": "20190416", "type": "发明专利", "application": "201811564288.X",
    "more": "", "body": "",
}  # fmt: skip


@pytest.fixture
def old() -> Callable[..., tuple[list[Record], list[Problem]]]:
    """A made-up publication of the older generation, with some pieces given."""
    return lambda **pieces: _parted(outcomes(patent_document.SOURCE, OLD.format(**{**DEFAULTS, **pieces}).encode()))


NEW = """<?xml version="1.0" encoding="utf-8"?>
<business:PatentDocumentAndRelated xmlns:base="http://www.sipo.gov.cn/XMLSchema/base"
 xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" lang="zh" country="CN">{}
</business:PatentDocumentAndRelated>"""


@pytest.fixture
def new() -> Callable[[str], tuple[list[Record], list[Problem]]]:
    """A made-up publication of the newer generation."""
    return lambda inside: _parted(outcomes(st96.SOURCE, NEW.format(inside).encode()))
