"""A small made-up corpus that the tests of library, exports and command line share: US grants and applications, and
Chinese trademarks from a table with the columns of the notices. Nothing in it is real."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from zhihang.corpus.building import add

PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Document:
    """One US publication in the few words that a test is about."""

    number: str
    kind: str
    published: str
    filed: tuple[str, str]
    title: str
    applicant: str
    abstract: str = "A thing."
    claims: tuple[str, ...] = ("1. A thing.",)
    priority: tuple[str, str, str] | None = None
    cites: tuple[str, ...] = ()
    ipc: str = "H01M 10/0525"


GRANTS = (
    Document(
        "91000001", "B2", "20200107", ("39000001", "20180301"), "Battery separator", "Alder Cells Inc.",
        "A separator keeps the electrodes apart.",
        ("1. A separator with a ceramic coating.", "2. The separator of claim 1, with pores."),
        priority=("KR", "1020179000001", "20170301"),
    ),
    Document(
        "91000002", "B2", "20200107", ("39000002", "20180401"), "Salt & sugar: 50% {of} a_battery", "Birch Cells Inc.",
        "An electrolyte with a salt.", priority=("KR", "1020179000001", "20170301"), cites=("91000001",),
    ),
    Document(
        "91000003", "B1", "20210302", ("39000003", "20190701"), "=Turbine blade", "Cedar Wind Inc.",
        "A blade is light.", cites=("91000001", "91000002"), ipc="F03D 1/06",
    ),
    Document(
        "91000004", "B2", "20190618", ("39000004", "20170105"), "Coated anode", "Alder Cells Inc.",
        "An anode with a coating near the separator.",
    ),
)  # fmt: skip
APPLICATIONS = (
    Document(
        "20199000001", "A1", "20190905", ("39000001", "20180301"), "Battery separator (application)",
        "Alder Cells Inc.", "A separator keeps the electrodes apart.", priority=("KR", "1020179000001", "20170301"),
    ),
)  # fmt: skip

MARKS = """\
申请/注册号,商标名称,国际分类,商品/服务,申请日期,注册公告日期,有效期至,申请人名称(中文),注册人,法律状态
90000001,云雀电池,9,电池; 充电器,2018-03-01,2019-06-21,2029-06-20,云雀能源有限公司,云雀能源有限公司,注册
90000002,=HYPERLINK(1),30,茶叶,2018-04-01,2019-06-21,2029-06-20,"+86 茶业, 公司",甲乙茶业公司,注册
90000003,华为松,9,电池隔膜,2019-05-06,,,华为松科技有限公司,,等待实质审查
90000004,茶山,30,绿茶,2016-02-29,2017-08-14,2027-08-13,茶山合作社,茶山合作社,有效
"""
OTHER_MARKS = """\
申请/注册号,商标名称,国际分类,商品/服务,申请日期,注册公告日期,有效期至,申请人名称(中文),注册人,法律状态
90000011,私家电池,9,电池,2018-03-01,2019-06-21,2029-06-20,私家公司,私家公司,注册
90000012,早鸟,9,电池,2001-01-01,2002-02-02,2012-02-01,早鸟公司,早鸟公司,期满未续展
90000013,晚鸟,9,电池,2024-01-01,,,晚鸟公司,,申请中
"""


def identification(country: str, number: str, kind: str = "", day: str = "") -> str:
    parts = (("country", country), ("doc-number", number), ("kind", kind), ("date", day))
    return "<document-id>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in parts if text) + "</document-id>"


def symbol(text: str) -> str:
    subclass, group = text.split(" ")
    main, _, sub = group.partition("/")
    return (
        "<classifications-ipcr><classification-ipcr><ipc-version-indicator><date>20060101</date>"
        "</ipc-version-indicator><classification-level>A</classification-level>"
        f"<section>{subclass[0]}</section><class>{subclass[1:3]}</class><subclass>{subclass[3]}</subclass>"
        f"<main-group>{main}</main-group><subgroup>{sub}</subgroup><symbol-position>F</symbol-position>"
        "<classification-value>I</classification-value></classification-ipcr></classifications-ipcr>"
    )


def us_document(document: Document, name: str) -> str:
    """One publication as the USPTO writes it; `name` is `grant` or `application`."""
    priorities, citations = "", ""
    if document.priority:
        country, number, day = document.priority
        priorities = (
            f'<priority-claims><priority-claim sequence="01" kind="national"><country>{country}</country>'
            f"<doc-number>{number}</doc-number><date>{day}</date></priority-claim></priority-claims>"
        )
    if document.cites:
        cited = "".join(
            f'<us-citation><patcit num="{place:05}">{identification("US", number, "B2")}</patcit>'
            "<category>cited by examiner</category></us-citation>"
            for place, number in enumerate(document.cites, 1)
        )
        citations = f"<us-references-cited>{cited}</us-references-cited>"
    claims = "".join(
        f'<claim id="CLM-{place:05}" num="{place:05}"><claim-text>{escape(text)}</claim-text></claim>'
        for place, text in enumerate(document.claims, 1)
    )
    return (
        f'{PROLOGUE}<us-patent-{name} lang="EN" country="US"><us-bibliographic-data-{name} lang="EN" country="US">'
        f"<publication-reference>{identification('US', document.number, document.kind, document.published)}"
        f'</publication-reference><application-reference appl-type="utility">'
        f"{identification('US', document.filed[0], '', document.filed[1])}</application-reference>{priorities}"
        f'{symbol(document.ipc)}<invention-title id="t">{escape(document.title)}</invention-title>{citations}'
        '<us-parties><us-applicants><us-applicant sequence="001" app-type="applicant"><addressbook>'
        f"<orgname>{escape(document.applicant)}</orgname><address><city>Salem</city><country>US</country></address>"
        '</addressbook></us-applicant></us-applicants><inventors><inventor sequence="001"><addressbook>'
        "<last-name>Reed</last-name><first-name>Ada</first-name></addressbook></inventor></inventors></us-parties>"
        f'</us-bibliographic-data-{name}><abstract id="abstract"><p id="p">{escape(document.abstract)}</p></abstract>'
        f'<claims id="claims">{claims}</claims></us-patent-{name}>\n'
    )


def write_files(folder: Path) -> Path:
    """The delivered files of the corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "grants.xml").write_text("".join(us_document(each, "grant") for each in GRANTS), "utf-8")
    (folder / "applications.xml").write_text(
        "".join(us_document(each, "application") for each in APPLICATIONS), "utf-8"
    )
    (folder / "marks.csv").write_text(MARKS, "utf-8")
    return folder


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus: five US documents of four rights, four Chinese trademarks."""
    folder = tmp_path_factory.mktemp("made")
    report = add(folder / "corpus", [write_files(folder / "files")], delivered="2024-06-30", jobs=1)
    assert report.is_complete, report
    return folder / "corpus"


@pytest.fixture(scope="session")
def other_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second corpus, as an organization has one beside the public record: three Chinese trademarks."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "own.csv").write_text(OTHER_MARKS, "utf-8")
    report = add(folder / "corpus", [folder / "own.csv"], jobs=1)
    assert report.is_complete, report
    return folder / "corpus"
