"""Designs of the demo: Chinese ones as notices in a table and as XML with views, US ones as design patents."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from zhihang.demo import cn_st96, settings, us_document
from zhihang.demo import us_parts as parts
from zhihang.demo.composing import Claim, Composition
from zhihang.demo.draw import Draw
from zhihang.demo.inventions import Filing, Invention, Publication
from zhihang.demo.lexicon import Term, table, themes
from zhihang.demo.markup import Markup, block, compact, element, several
from zhihang.demo.numbering import application_number, us_application
from zhihang.demo.organizations import agencies, organizations, person
from zhihang.demo.tables import Row, iso, word, years_after


def _term(filing: Filing) -> int:
    """The years that a design is protected, by its filing date (US: by the rule of grant, counted alike here)."""
    term = settings.setting("design_terms")[filing.office]
    return int(term["years"] if filing.date >= term["since"] else term["before"])


def chinese(seed: int, scale: float) -> tuple[list[Publication], list[Publication]]:
    """Designs for the table of notices, and those of the XML files; one series of numbers."""
    notices, files = settings.count("design_notices", scale), settings.count("cn_designs", scale)
    made = _designs(seed, "CN", notices + files, "S")
    given: Counter[str] = Counter()
    for place, publication in enumerate(made):
        publication.filing.number = application_number(publication.filing, given)
        publication.number = str(settings.series("publication", "CN-design") + place)
    in_files = set(range(0, len(made), max(1, len(made) // files)))
    chosen = [publication for place, publication in enumerate(made) if place in in_files][:files]
    return [publication for publication in made if publication not in chosen], chosen


def american(seed: int, scale: float) -> list[Publication]:
    """US design patents."""
    made = _designs(seed, "US", settings.count("us_designs", scale), "S1")
    given: Counter[str] = Counter()
    for place, publication in enumerate(made):
        publication.filing.number = us_application("design", given)
        publication.number = f"D{settings.series('publication', 'US-design') + place}"
    return made


def _designs(seed: int, office: str, count: int, kind: str) -> list[Publication]:
    draw = Draw(seed, "designs", office)
    owners = [owner for owner in organizations(seed) if owner.is_chinese == (office == "CN") or owner.country == "KR"]
    theme = next(iter(themes().values()))
    last = settings.day("last_day") - datetime.timedelta(days=420)
    days = sorted(draw.day(settings.day("china_new_kinds"), last) for _ in range(count))
    made = []
    for serial, filed in enumerate(days):
        owner, product = draw.pick(owners), draw.pick(table("designs"))
        claim = Claim(Term(f"The ornamental design for a {product['en'].lower()}, as shown and described.", ""))
        said = word("explanation") % product["zh"]
        composition = Composition(Term(product["en"], product["zh"]), Term("", said), [claim])
        people = tuple(draw.some(owner.people, draw.whole(1, 2)))
        invention = Invention(serial, theme, composition, (owner,), people, (product["locarno"],), ())
        filing = Filing(invention, office, "first", filed, right="design")
        filing.agency, filing.agent = draw.pick(agencies(office)), person(draw, "CN" if office == "CN" else "US")
        filing.examiner = person(draw, "US")
        invention.filings.append(filing)
        weekday = settings.setting("weekdays")["CN" if office == "CN" else "US-grant"]
        date = filed + datetime.timedelta(days=draw.whole(120, 380))
        date += datetime.timedelta(days=(weekday - date.weekday()) % 7)
        filing.publications.append(Publication(filing, kind, "grant", date))
        made.append(filing.publications[0])
    return made


def rows(publications: list[Publication]) -> Iterator[Row]:
    """The table of notices."""
    for place, publication in enumerate(publications):
        yield _row(place, publication)


def _row(place: int, publication: Publication) -> Row:
    filing, invention = publication.filing, publication.filing.invention
    owner = invention.applicants[0]
    ends = years_after(filing.date, _term(filing))
    is_over = ends <= settings.day("last_day")
    row = {
        "publication": f"CN{publication.number}{publication.kind}",
        "application": filing.printed,
        "filed": iso(filing.date),
        "published": iso(publication.date),
        "title": invention.composition.title.zh,
        "explanation": invention.composition.abstract.zh,
        "locarno": invention.ipc[0],
        "applicant": owner.name.zh,
        "address": owner.address,
        "region": f"CN-{owner.region[:2]}" if owner.is_chinese else owner.country,
        "owner": owner.name.zh,
        "designer": "; ".join(each.zh for each in invention.inventors),
        "agency": filing.agency.name if filing.agency else "",
        "agent": filing.agent.zh if filing.agent else "",
        "views": "; ".join(f"{filing.number}-{view}.jpg" for view in word("views")),
        "status": word("expired") if is_over else word("in_force"),
        "status_date": iso(ends if is_over else publication.date),
    }
    if not owner.is_chinese:
        earlier = filing.date - datetime.timedelta(days=150)
        row |= {
            "priority_number": f"30{earlier.year}{9000001 + place}",
            "priority_date": iso(earlier),
            "priority_office": owner.country,
        }
    return row


# XML


def chinese_document(publication: Publication) -> str:
    """A Chinese design in the newer generation of XML, with its views."""
    filing, made = publication.filing, publication.filing.invention.composition
    own, again, *applied = cn_st96.numbers(publication)
    approved = cn_st96.business("ApprovalPublicationDate", cn_st96.base("Date", compact(publication.date)))
    locarno = cn_st96.stated("MainClassification", filing.invention.ipc[0])
    head = cn_st96.business(
        "DesignBibliographicData",
        own,
        again,
        approved,
        *applied,
        cn_st96.business("ClassificationLocarno", locarno),
        cn_st96.stated("DesignTitle", made.title.zh, lang="zh"),
        cn_st96.parties(filing, designers=True),
        cn_st96.owners(filing),
    )
    brief = cn_st96.business(
        "DesignBriefExplanation", cn_st96.base("Paragraphs", made.abstract.zh, num="0001"), lang="zh"
    )
    views = [
        cn_st96.stated(
            "Picture",
            pictureName=f"{filing.number}-{place}.JPG",
            pictureNumber=str(place),
            pictureType=view,
            originName=f"{filing.number}-{place}.JPG",
            originPicturePage="1",
        )
        for place, view in enumerate(word("views"), start=1)
    ]
    return cn_st96.whole(publication, head, brief, cn_st96.business("DesignPicture", *views))


def american_document(publication: Publication) -> str:
    """A US design patent."""
    root, version, dtd = us_document.GRANT
    name = f"US{publication.number}-{compact(publication.date)}"
    made = publication.filing.invention.composition
    article = made.title.en.lower()
    heading = element("heading", "DESCRIPTION", id="h-0001", level="1")
    views = [_view(number, view, article) for number, view in enumerate(("perspective", "front", "top"), start=1)]
    body = several(
        _american_head(publication),
        parts.drawings(name, 3),
        block("description", block("description-of-drawings", heading, *views), id="description"),
        element("us-claim-statement", "CLAIM"),
        parts.claims(made.claims),
    )
    return us_document.whole(root, version, dtd, name, publication, body)


def _view(number: int, view: str, article: str) -> Markup:
    reference = element("figref", f"FIG. {number}", idref="DRAWINGS")
    return element("p", reference, f" is a {view} view of the {article}.", id=f"p-{number:04d}", num=f"{number:04d}")


def _american_head(publication: Publication) -> Markup:
    filing, invention = publication.filing, publication.filing.invention
    locarno = invention.ipc[0].replace("-", "")
    national = block(
        "classification-national", element("country", "US"), element("main-classification", f"D{locarno[:2]}101")
    )
    return block(
        "us-bibliographic-data-grant",
        parts.publication_reference(publication),
        parts.application_reference(filing, "design"),
        element("us-application-series-code", filing.number[:2]),
        block("us-term-of-grant", element("length-of-grant", str(_term(filing)))),
        block("classification-locarno", element("edition", "13"), element("main-classification", locarno)),
        national,
        element("invention-title", invention.composition.title.en, id="d2e43"),
        element("number-of-claims", "1"),
        element("us-exemplary-claim", "1"),
        parts.figures(3),
        parts.people(filing, is_grant=True),
        parts.assignees(invention.applicants),
        parts.examiners(filing),
        _hague(filing) if invention.serial % 6 == 0 else None,
    )


def _hague(filing: Filing) -> Markup:
    """The international registration that a design came from."""
    filed = filing.date - datetime.timedelta(days=30)
    return block(
        "hague-agreement-data",
        block("international-filing-date", element("date", compact(filed))),
        block("international-registration-publication-date", element("date", compact(filing.date))),
        element("international-registration-number", f"DM/{990000 + filing.invention.serial}"),
        block("international-registration-date", element("date", compact(filed))),
    )
