"""EPO exchange documents of the demo (DOCDB): European, international, Japanese and Korean publications, and those of
inventions filed at several offices once more, so that their families, priorities and citations come together."""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.demo import settings
from zhihang.demo.inventions import Cited, Filing, Invention, Publication
from zhihang.demo.markup import Markup, block, compact, element
from zhihang.demo.organizations import Person
from zhihang.standards.numbers import application_number, document_number

_NAMESPACE = "http://www.epo.org/exchange"
_CONTRACTING = ("AT", "BE", "CH", "DE", "DK", "ES", "FR", "GB", "IT", "NL", "SE", "TR")
_PHASES = {"EP": "SEA", "WO": "ISR", "US": "SEA", "CN": "SEA"}
_AVAILABLE = {"application": "unexamined-printed-without-grant", "grant": "printed-with-grant"}


def exchanged(inventions: Iterable[Invention]) -> list[Publication]:
    """What the exchange files hold: all publications of offices without files of their own, and all families."""
    return [
        publication
        for invention in inventions
        for publication in invention.publications
        if publication.filing.office not in ("US", "CN") or len({f.office for f in invention.filings}) > 1
    ]


def file_of(office: str, publications: list[Publication]) -> str:
    """One exchange file with the publications of an office."""
    last = compact(settings.day("last_day"))
    documents = [_document(publication, place) for place, publication in enumerate(publications, start=1)]
    attributes = {
        "xmlns:exch": _NAMESPACE,
        "date-of-exchange": last,
        "dtd-version": "2.5.9",
        "file": f"DOCDB-DEMO-{office}",
        "no-of-documents": f"{len(documents):07d}",
        "originating-office": "EP",
    }
    root = block("exch:exchange-documents", *documents, **attributes)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{root}\n'


def _exch(tag: str, *children: Markup | None, **attributes: str | None) -> Markup:
    return block(f"exch:{tag}", *children, **attributes)


def _docdb(publication: Publication) -> tuple[str, str, str]:
    found = document_number(publication.filing.office, publication.number, publication.kind)
    office, number, kind = found.docdb.split(".")
    return office, number, kind


def _docdb_application(filing: Filing) -> tuple[str, str, str]:
    """The application in DOCDB's three parts; US ones with the year in full, which names their series."""
    if filing.office == "US":
        return "US", f"{(filing.entry or filing.date).year}{filing.number}", "A"
    kind = "U" if filing.right == "utility_model" else "A"
    found = application_number(filing.number, filing.office, year=filing.date.year).docdb or ""
    office, number, letter = found.split(".")
    return office, number, kind if letter == "A" else letter


def _id(number: tuple[str, str, str], date: str | None = None, name: str = "") -> Markup:
    return block(
        "document-id",
        element("country", number[0]),
        element("doc-number", number[1]),
        element("kind", number[2]),
        element("name", name) if name else None,
        element("date", date) if date else None,
    )


def _document(publication: Publication, place: int) -> Markup:
    office, number, kind = _docdb(publication)
    date = compact(publication.date)
    invention = publication.filing.invention
    return _exch(
        "exchange-document",
        _bibliography(publication),
        *_abstracts(publication),
        country=office,
        doc_number=number,
        kind=kind,
        doc_id=f"9{int(invention.family) % 100_000:05d}{place:05d}",
        date_publ=date,
        family_id=invention.family,
        is_representative="YES" if publication is invention.publications[0] else "NO",
        date_added_docdb=date,
        date_of_last_exchange=compact(settings.day("last_day")),
        originating_office="EP",
        status="C",
    )


def _bibliography(publication: Publication) -> Markup:
    filing, invention = publication.filing, publication.filing.invention
    own, date = _docdb(publication), compact(publication.date)
    epodoc = document_number(filing.office, publication.number, publication.kind).epodoc
    applied = _docdb_application(filing)
    return _exch(
        "bibliographic-data",
        _exch("publication-reference", _id(own, date), data_format="docdb"),
        _exch("publication-reference", block("document-id", element("doc-number", epodoc)), data_format="epodoc"),
        _exch(
            "classifications-ipcr", *(_ipcr(symbol, place, date) for place, symbol in enumerate(invention.ipc, start=1))
        ),
        _exch("patent-classifications", *(_cpc(symbol, place) for place, symbol in enumerate(invention.cpc, start=1))),
        _exch(
            "application-reference",
            _id(applied, compact(filing.entry if filing.office == "US" and filing.entry else filing.date)),
            data_format="docdb",
            is_representative="YES",
        ),
        element("exch:language-of-publication", {"CN": "zh", "JP": "ja", "KR": "ko"}.get(filing.office, "en")),
        _priorities(filing),
        _parties(invention),
        _designations(publication),
        *_titles(invention),
        _exch(
            "dates-of-public-availability",
            _exch(_AVAILABLE[publication.stage], block("document-id", element("date", date))),
        ),
        _exch(
            "references-cited",
            *(_citation(each, place, publication) for place, each in enumerate(publication.cited, start=1)),
        ),
    )


def _ipcr(symbol: str, place: int, date: str) -> Markup:
    subclass, _, group = symbol.partition(" ")
    main, _, below = group.partition("/")
    text = f"{subclass}{main:>4}/{below:<6}     20060101A{'F' if place == 1 else 'L'}I{date}BHEP        "
    return block("classification-ipcr", element("text", text), sequence=str(place))


def _cpc(symbol: str, place: int) -> Markup:
    subclass, _, group = symbol.partition(" ")
    main, _, below = group.partition("/")
    return block(
        "patent-classification",
        block("classification-scheme", element("date", "20130101"), office="EP", scheme="CPCI"),
        element("classification-symbol", f"{subclass}{main:>4}/{below:<11}"),
        element("symbol-position", "F" if place == 1 else "L"),
        element("classification-value", "A" if subclass[0] == "Y" or len(main) == 4 else "I"),
        element("classification-status", "B"),
        element("classification-data-source", "H"),
        element("generating-office", "EP"),
        sequence=str(place),
    )


def _priorities(filing: Filing) -> Markup | None:
    """The first filing (which states itself too), the parent of a continuation, the international application."""
    claimed = [(filing.invention.filings[0], "")]
    if filing.parent is not None:
        claimed.append((filing.parent, "C" if filing.route == "continuation" else "3"))
    if filing.international is not None:
        claimed.append((filing.international, "W"))
    made = []
    for place, (earlier, linkage) in enumerate(claimed, start=1):
        day = compact(earlier.entry if earlier.office == "US" and earlier.entry else earlier.date)
        link = element("exch:priority-linkage-type", linkage) if linkage else None
        active = element("exch:priority-active-indicator", "Y")
        made.append(
            _exch(
                "priority-claim",
                _id(_docdb_application(earlier), day),
                link,
                active,
                sequence=str(place),
                data_format="docdb",
            )
        )
    return _exch("priority-claims", *made)


def _parties(invention: Invention) -> Markup:
    applicants, inventors = [], []
    for place, each in enumerate(invention.applicants, start=1):
        written = each.name.en.upper().replace(".", "").replace(",", "")
        country = block("residence", element("country", each.country))
        applicants.append(
            _exch("applicant", _name("applicant", f"{written}"), country, sequence=str(place), data_format="docdb")
        )
        applicants.append(
            _exch("applicant", _name("applicant", each.name.en), sequence=str(place), data_format="docdba")
        )
    for place, person in enumerate(invention.inventors, start=1):
        country = block("residence", element("country", person.country))
        inventors.append(
            _exch("inventor", _name("inventor", _upper(person)), country, sequence=str(place), data_format="docdb")
        )
        inventors.append(
            _exch(
                "inventor",
                _name("inventor", f"{person.family.upper()}, {person.first}"),
                sequence=str(place),
                data_format="docdba",
            )
        )
    return _exch("parties", _exch("applicants", *applicants), _exch("inventors", *inventors))


def _upper(person: Person) -> str:
    return f"{person.family} {person.first}".upper()


def _name(tag: str, name: str) -> Markup:
    return _exch(f"{tag}-name", element("name", name))


def _designations(publication: Publication) -> Markup | None:
    if publication.filing.office == "EP":
        states = (element("country", office) for office in _CONTRACTING)
        return _exch("designation-of-states", _exch("designation-epc", _exch("contracting-states", *states)))
    if publication.filing.office == "WO":
        states = (element("country", office) for office in ("CN", "DE", "IN", "JP", "KR", "US"))
        return _exch("designation-of-states", _exch("designation-pct", _exch("national", *states)))
    return None


def _titles(invention: Invention) -> tuple[Markup, ...]:
    title = invention.composition.title
    return tuple(
        element("exch:invention-title", text, lang=code, data_format="docdba")
        for code, text in (("en", title.en), ("zh", title.zh))
        if code == "en" or invention.filings[0].office == "CN"
    )


def _citation(each: Cited, place: int, publication: Publication) -> Markup:
    phase = "APP" if each.by == "applicant" else _PHASES.get(publication.filing.office, "SEA")
    if each.publication is None:
        cited = block("nplcit", element("text", each.text), num=str(place), npl_type="s")
    else:
        other = each.publication
        number = _docdb(other)
        name = other.filing.invention.applicants[0].name.en.upper()
        cited = block(
            "patcit",
            _id(number, compact(other.date), name),
            num=str(place),
            dnum="".join(number),
            dnum_type="publication number",
        )
    category = element("category", each.category) if phase != "APP" else None
    return _exch("citation", cited, category, cited_phase=phase, sequence=str(place))


def _abstracts(publication: Publication) -> tuple[Markup, ...]:
    invention = publication.filing.invention
    if publication.stage == "grant" and publication.filing.office == "EP":
        return ()
    text = invention.composition.abstract.en
    return (
        _exch("abstract", element("exch:p", text), lang="en", data_format="docdba", abstract_source="national office"),
    )
