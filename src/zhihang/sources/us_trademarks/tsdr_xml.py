"""US trademark cases from TSDR, ST.96 (D3 and 2.2.1): `Transaction` or `TrademarkTransaction` around `Trademark`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zhihang.records.marks import Goods, Image, Mark
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, child_text, flat, texts, words
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us_rights.places import state_or_country
from zhihang.sources.us_rights.recorded import Conveyance
from zhihang.sources.us_trademarks import tables
from zhihang.sources.us_trademarks.register_case import add_first_use, add_owners, day, entry, is_serial
from zhihang.sources.us_trademarks.statements import Class, nice_of, number
from zhihang.sources.wipo_st96.reading import at, each_at
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_trademarks:coverage-tsdr.yaml"
_ROOTS = frozenset({"Transaction", "TrademarkTransaction"})
_NOT_THERE = "No image available"
_ADDRESS = "Contact/PostalAddressBag/PostalAddress/PostalStructuredAddress"
_FEATURES = {"collective": "collective", "certification": "certification"}
_INFORMATION = ("RegisterCategory", "MarkCurrentStatusExternalDescriptionText", "AllowanceNoticeDate",
                "RegistationCertificateAmendmentText", "RegistrationCertificateAmendmentText")  # fmt: skip


def is_case(head: Head) -> bool:
    """By the root and the body that it holds."""
    return head.root in _ROOTS and "TrademarkTransactionBody" in head.text


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of each trademark of a transaction, then the problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    findings = Findings(place, chunk.position)
    _plain(root)
    if root.tag not in _ROOTS:
        findings.note("foreign-document", f"<{root.tag}>", fatal=True)
    else:
        for element in root.iter("Trademark"):
            draft = Draft(findings)
            record = _record(element, draft)
            if record is not None:
                yield findings.stamped(record)
        findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def _plain(root: Element) -> None:
    without_namespaces(root)
    for element in root.iter():
        for name in [str(name) for name in element.attrib if str(name).startswith("{")]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))


def _record(element: Element, draft: Draft) -> Record | None:
    serial = at(element, "ApplicationNumber/ApplicationNumberText")
    if not is_serial(serial):
        draft.findings.note("no-number", serial or "ApplicationNumberText", fatal=True)
        return None
    own = right_id("US", "trademark", serial)
    draft.findings.record = own
    _dates(element, draft)
    sign = _sign(element, draft)
    for group in element.iterfind("GoodsServicesBag/GoodsServices"):
        _goods(group, draft)
    add_owners(_owners(element, draft), draft)
    _people(element, draft)
    for event in element.iterfind("MarkEventBag/MarkEvent"):
        _event(event, draft)
    for conveyance in element.iterfind("AssignmentBag/Assignment"):
        _assignment(conveyance, draft)
    _information(element, draft)
    for key in ("nice", "national_classes"):
        draft.values[key] = tuple(dict.fromkeys(draft.values.get(key, ())))
    return Record(
        id=own,
        right_id=own,
        right="trademark",
        office="US",
        number=serial,
        language="en",
        application_number=f"US{serial}",
        registration_number=at(element, "RegistrationNumber").lstrip("0") or None,
        mark=sign,
        other={name: tuple(found) for name, found in draft.other.items()},
        **draft.values,
    )


def _dates(element: Element, draft: Draft) -> None:
    said = texts(element)
    values, findings = draft.values, draft.findings
    values["filing_date"] = day(said.get("ApplicationDate", ""), findings)
    values["registration_date"] = day(said.get("RegistrationDate", ""), findings)
    values["opposition_publication_date"] = day(at(element, "PublicationBag/Publication/PublicationDate"), findings)
    changed = day(said.get("MarkCurrentStatusDate", ""), findings)
    values["status"] = tables.status(said.get("MarkCurrentStatusCode", ""), changed)


def _sign(element: Element, draft: Draft) -> Mark | None:
    """The sign; its kind by the drawing code, else nothing is said of it."""
    word = "MarkRepresentation/MarkReproduction/WordMarkSpecification"
    image = "MarkRepresentation/MarkReproduction/MarkImageBag/MarkImage"
    about = "MarkRepresentation/MarkDescriptionBag"
    code = at(element, f"{about}/NationalMarkDescription/MarkFeatureCode")
    draft.keep("mark-drawing-code", code)
    category = at(element, "MarkCategory")
    draft.keep("mark-category", category)
    for file in (*each_at(element, f"{image}/FileName"), *each_at(element, f"{image}/ImageFileName")):
        if file != _NOT_THERE:
            draft.add("images", Image(file=file, kind="mark"))
    for search in element.iterfind(f"{image}/*"):
        if search.tag in ("NationalDesignSearchCodeBag", "NationalDesignClassificationBag"):
            for each in search.iter("NationalDesignCode", "NationalDesignSearchCode"):
                draft.keep("design-search", words(each))
    found = Mark(
        text=at(element, f"{word}/MarkVerbalElementText") or None,
        type=tables.mark_type(code),
        features=tuple(meant for said, meant in _FEATURES.items() if said in category.lower()),
        translation=each_at(element, f"{word}/MarkTranslationText"),
        transliteration="; ".join(filter(None, map(flat, element.iterfind(f"{word}/MarkTransliteration")))) or None,
        disclaimer=each_at(element, "MarkDisclaimerBag/MarkDisclaimerText"),
        colors=each_at(element, f"{image}/MarkImageColourClaimedText")
        + each_at(element, f"{image}/MarkImageColourPartClaimedText"),
        description="; ".join(each_at(element, f"{about}/MarkDescriptionText")) or None,
    )
    if at(element, f"{word}/MarkStandardCharacterIndicator") == "true":
        draft.keep("indicators", "standard-characters-claimed")
    return None if found == Mark() else found


def _classes(group: Element) -> Class:
    codes = [
        (child_text(each, "ClassificationKindCode"), child_text(each, "ClassNumber"), each)
        for each in group.iterfind("GoodsServicesClassificationBag/GoodsServicesClassification")
    ]
    return Class(
        next((code for kind, code, _ in codes if kind == "Primary" and code), ""),
        tuple(code for kind, code, _ in codes if kind == "Nice" and code),
        tuple(code for *_, each in codes if (code := child_text(each, "NationalClassNumber"))),
    )


def _goods(group: Element, draft: Draft) -> None:
    known = _classes(group)
    draft.add("nice", *(number(code) for code in known.international if number(code).isdigit()))
    letters = [number(code) for code in known.international if not number(code).isdigit()]
    draft.add("national_classes", *(f"US{number(code)}" for code in (*letters, *known.national)))
    for each in group.iterfind("ClassDescriptionBag/ClassDescription"):
        text = "; ".join(each_at(each, "GoodsServicesDescriptionText"))
        if text:
            prime = child_text(each, "ClassNumber") or known.primary
            draft.add("goods_services", Goods(class_=nice_of(prime, (known,)), text=text, language="en"))
        for status in each.iterfind("NationalStatusBag/NationalStatus"):
            said = texts(status)
            state = (said.get(key) for key in ("NationalStatusCode", "NationalStatusExternalDescriptionText",
                                               "NationalStatusDate"))  # fmt: skip
            draft.keep("class-state", f"{known.primary}: {' '.join(filter(None, state))}")
    first = day(at(group, "NationalFilingBasis/FirstUsedDate"), draft.findings)
    commerce = day(at(group, "NationalFilingBasis/FirstUsedCommerceDate"), draft.findings)
    add_first_use(first, draft)
    if first or commerce:
        uses = (f"first use {first}" if first else "", f"commerce {commerce}" if commerce else "")
        draft.keep("class-use", f"{known.primary}: {', '.join(filter(None, uses))}")


def _owners(element: Element, draft: Draft) -> Iterator[tuple[int, Party, str]]:
    """Parties with their type, which stands as their sequence."""
    for each in element.iterfind("ApplicantBag/Applicant"):
        kind = each.get("sequenceNumber") or ""
        party = _party(each, draft)
        if party is not None:
            told = "; ".join(each_at(each, "CommentText") + each_at(each, "Version/CommentText"))
            entity = " ".join(filter(None, (child_text(each, "NationalLegalEntityCode"),
                                            child_text(each, "LegalEntityName"))))  # fmt: skip
            origin = " ".join(filter(None, (child_text(each, "IncorporationState"),
                                            child_text(each, "IncorporationCountryCode"))))  # fmt: skip
            draft.keep("legal-entity-type", f"{party.name}: {entity}" if entity else "")
            draft.keep("nationality", f"{party.name}: {origin}" if origin else "")
            yield int(kind) if kind.isdigit() else 0, party, told


def _party(each: Element, draft: Draft) -> Party | None:
    names = dict.fromkeys(
        text for tag in ("EntityName", "OrganizationStandardName", "PersonFullName")
        for found in each.iterfind(f"Contact/Name//{tag}") if (text := words(found))
    )  # fmt: skip
    if not names:
        return None
    first, *also = names
    place = next(each.iterfind(_ADDRESS), None)
    said = texts(place) if place is not None else {}
    lines = list(each_at(place, "AddressLineText")) if place is not None else []
    country = draft.findings.office(said.get("CountryCode"))
    region = said.get("GeographicRegionName")
    if country == "US" and region:
        region = state_or_country(region, draft.findings)[1] or region
    return Party(
        name=first,
        also=tuple(also),
        country=country,
        region=region or None,
        city=said.get("CityName") or None,
        address=", ".join(filter(None, (*lines, said.get("PostalCode")))) or None,
    )


def _people(element: Element, draft: Draft) -> None:
    for attorney in each_at(element, "RecordAttorney/Contact/Name/PersonName/PersonFullName"):
        draft.add("agent_persons", Party(name=attorney))
    for member in element.iterfind("StaffBag/Staff"):
        for name in each_at(member, "Name/PersonName/PersonFullName"):
            draft.add("examiner", Party(name=name))
    for each in element.iterfind("NationalCorrespondent/Contact"):
        pieces = [words(name) for name in each.iterfind("Name//*") if words(name)]
        pieces += [words(line) for line in each.iterfind("PostalAddressBag//*") if words(line)]
        draft.keep("correspondence-address", ", ".join(pieces))
    for name in each_at(element, "NationalRepresentative/Contact/Name/PersonName/PersonFullName"):
        draft.keep("domestic-representative-name", name)


def _event(element: Element, draft: Draft) -> None:
    inner = element.find("NationalMarkEvent")
    said = texts(inner) if inner is not None else {}
    date = day(child_text(element, "MarkEventDate"), draft.findings)
    found = entry(said.get("MarkEventCode", ""), "", said.get("MarkEventEntryNumber", ""), date,
                  said.get("MarkEventDescriptionText", ""))  # fmt: skip
    draft.add("events", found)


def _assignment(element: Element, draft: Draft) -> None:
    """A recorded conveyance; its identifier is reel and frame, four digits the frame."""
    said = texts(element)
    identifier = said.get("AssignmentIdentifier", "")
    reel, frame = identifier[:-4].lstrip("0"), identifier[-4:].lstrip("0")
    executed = day(said.get("AssignmentExecutedDate", ""), draft.findings)
    found = Conveyance(
        text=said.get("AssignmentConveyanceCategory", ""),
        reel_frame=f"{reel}/{frame}" if reel and frame else identifier,
        assignors=_names(element, "Assignor"),
        assignees=_names(element, "Assignee"),
        recorded=day(said.get("AssignmentRecordedDate", ""), draft.findings),
        executed=(executed,) if executed else (),
        more={
            "received": day(said.get("AssignmentReceivedDate", ""), draft.findings) or "",
            "mailed": day(said.get("AssignmentMailedDate", ""), draft.findings) or "",
            "pages": said.get("PageTotalQuantity", ""),
            "group": said.get("AssignmentGroupCategory", ""),
        },
    )
    draft.add("events", found.event())


def _names(element: Element, tag: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for each in element.iter(tag):
        names = [words(name) for path in ("EntityName", "OrganizationStandardName", "PersonFullName")
                 for name in each.iterfind(f"Contact/Name//{path}") if words(name)]  # fmt: skip
        if names:
            found[names[0]] = None
    return tuple(found)


def _information(element: Element, draft: Draft) -> None:
    """Facts of the register, indicators that are raised, what was filed to keep the registration."""
    inner = element.find("NationalTrademarkInformation")
    said: dict[str, Any] = texts(inner) if inner is not None else {}
    for name in _INFORMATION:
        draft.keep(name, said.get(name, ""))
    draft.keep("renewal-date", (day(said.get("RenewalDate", ""), draft.findings) or "").replace("-", ""))
    for name, value in said.items():
        if name.endswith("Indicator") and value == "true":
            draft.keep("indicators", name.removesuffix("Indicator"))
    for basis in element.iterfind("NationalFilingBasis/*"):
        for each in basis:
            if words(each) == "true":
                draft.keep("indicators", f"{basis.tag}: {str(each.tag).removesuffix('Indicator')}")
    for filing in element.iterfind("NationalTrademarkInformation//MaintenanceFiling"):
        found = texts(filing)
        draft.keep("maintenance-filing", " ".join(filter(None, (
            found.get("SectionText"), found.get("SectionDescriptionText"), found.get("DecisionStatusCategory"),
        ))))  # fmt: skip
    located = element.find("NationalTrademarkInformation/NationalCaseLocation")
    where = texts(located) if located is not None else {}
    draft.keep("law-office-assigned-location-code", where.get("LawOfficeAssignedDescriptionCode", ""))
    draft.keep("current-location", where.get("CurrentLocationText", ""))
    draft.keep("location-date", (day(where.get("CurrentLocationDate", ""), draft.findings) or "").replace("-", ""))


SOURCE = Source("us-trademark-tsdr-xml", is_case, split_documents, parse, COVERAGE)
