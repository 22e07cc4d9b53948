"""Numbers, dates, lineage, classes and citations of an ST.96 patent publication."""

from __future__ import annotations

from zhihang.errors import InvalidCode
from zhihang.records.events import Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.sources import symbols
from zhihang.sources.draft import Draft, Part, child_text, flat, texts, words
from zhihang.sources.wipo_st96.reading import at
from zhihang.sources.xml import Element
from zhihang.standards.classes import parse_st8
from zhihang.standards.numbers import ApplicationNumber, DocumentNumber

_NUMBER = "ApplicationNumber/ApplicationNumberText"
_RELATIONS = {
    "Addition": "addition",
    "Division": "divisional",
    "Continuation": "continuation",
    "Conversion": "conversion",
    "EntitlementApplication": "entitlement",
    "PartialContinuation": "continuation_in_part",
    "ContinuingReissue": "continuing_reissue",
    "Reissue": "reissue",
    "DivisionalReissue": "divisional_reissue",
    "Reexamination": "reexamination",
    "Substitution": "substitute",
    "ProvisionalApplication": "provisional",
    "UtilityModelBasis": "utility_model_basis",
}
_BY = {"applicant": "applicant", "examiner": "examiner", "opponent": "opponent", "third party": "third_party"}
_IPC_PARTS = ("Section", "Class", "Subclass", "MainGroup", "Subgroup")
_CPC_PARTS = ("CPCSection", *_IPC_PARTS[1:])


def application_at(element: Element | None, draft: Draft) -> ApplicationNumber | None:
    """The application of an `ApplicationIdentification` or an element of the same shape."""
    if element is None:
        return None
    written = at(element, _NUMBER)
    office = at(element, "IPOfficeCode") or at(element, "ApplicationNumber/IPOfficeCode")
    year = child_text(element, "FilingDate")[:4]
    meant = "WO" if written.upper().startswith("PCT") else draft.findings.office(office)
    return draft.findings.application(meant, written, int(year) if year.isdigit() else None)


def document_at(element: Element | None, draft: Draft) -> DocumentNumber | None:
    """The publication of a `PatentPublicationIdentification`."""
    if element is None:
        return None
    said = texts(element)
    number = said.get("PublicationNumber") or said.get("GrantNumber") or ""
    return draft.findings.document(
        draft.findings.office(said.get("IPOfficeCode")), number, said.get("PatentDocumentKindCode", "")
    )


def publication(element: Element, draft: Draft) -> None:
    """The document itself, with its date."""
    found = document_at(element, draft)
    draft.values["document"] = found
    draft.values["publication_date"] = draft.findings.date(child_text(element, "PublicationDate"))
    if found is not None:
        draft.findings.record = found.joined


def application(element: Element, draft: Draft) -> None:
    """The application with its date."""
    draft.values["application"] = application_at(element, draft)
    draft.values["filing_date"] = draft.findings.date(child_text(element, "FilingDate"))
    draft.keep("InventionSubjectMatterCategory", child_text(element, "InventionSubjectMatterCategory"))


def grant(element: Element, draft: Draft) -> None:
    """The patent that was granted, where the document says so."""
    said = texts(element)
    draft.values["grant_date"] = draft.findings.date(said.get("GrantDate"))
    draft.values["registration_number"] = said.get("GrantNumber") or said.get("PatentNumber") or None


def priorities(element: Element, draft: Draft) -> None:
    """Priorities in order."""
    for claim in element:
        found, raw = application_at(claim, draft), at(claim, _NUMBER)
        draft.add(
            "priorities",
            Priority(
                number=found.joined if found else raw or None,
                office=found.office if found else draft.findings.office(child_text(claim, "IPOfficeCode")),
                date=draft.findings.date(child_text(claim, "FilingDate")),
                kind=child_text(claim, "ApplicationFilingCategory").lower() or None,
                raw=raw if found and found.joined != raw else None,
            ),
        )


def related(element: Element, draft: Draft) -> None:
    """The lineage: parents with what became of them, and earlier publications."""
    for link in element:
        tag = str(link.tag)
        if tag == "RelatedPublication":
            _earlier(link, draft)
        else:
            _parents(link, _RELATIONS.get(tag, tag), draft)


def _parents(link: Element, relation: str, draft: Draft) -> None:
    own = draft.values.get("application")
    children = []
    for child in link.iterfind("ChildDocument/PatentDocumentIdentification/ApplicationIdentification"):
        found = application_at(child, draft)
        if found is not None and found != own:
            children.append(found.joined)
    for parent in link.iterfind("ParentDocument"):
        identified = parent.find("PatentDocumentIdentification/ApplicationIdentification")
        found = application_at(identified, draft)
        number = found.joined if found else (at(identified, _NUMBER) if identified is not None else "") or None
        granted = document_at(parent.find("PatentDocumentIdentification/PatentGrantIdentification"), draft)
        day = draft.findings.date(child_text(identified, "FilingDate")) if identified is not None else None
        _international_parent(parent, number, draft)
        draft.add(
            "related",
            Related(
                kind="parent",
                relation=relation,
                number=number,
                office=found.office if found else None,
                document=granted.joined if granted else None,
                date=day,
                status=child_text(parent, "ParentDocumentStatusCode").lower() or None,
                of=", ".join(children) or None,
            ),
        )


def _international_parent(parent: Element, of: str | None, draft: Draft) -> None:
    pct = parent.find("PCTDocumentParent/ApplicationIdentification")
    if pct is not None:
        found = application_at(pct, draft)
        date = draft.findings.date(child_text(pct, "FilingDate"))
        number = found.joined if found else at(pct, _NUMBER) or None
        draft.add("related", Related(kind="parent", relation="pct", number=number, date=date, of=of))


def _earlier(link: Element, draft: Draft) -> None:
    for identified in link.iter("PatentPublicationIdentification"):
        found = document_at(identified, draft)
        draft.add(
            "related",
            Related(
                kind="publication",
                relation="previous_publication",
                document=found.joined if found else child_text(identified, "PublicationNumber") or None,
                office=draft.findings.office(child_text(identified, "IPOfficeCode")),
                date=draft.findings.date(child_text(identified, "PublicationDate")),
            ),
        )


def international(element: Element, draft: Draft) -> None:
    """The international application and its publication."""
    known = draft.values.get("pct") or InternationalApplication()
    kept = {name: getattr(known, name) for name in known.__struct_fields__}
    for identified in element.iter("ApplicationIdentification"):
        found = application_at(identified, draft)
        kept["application"] = found.joined if found else at(identified, _NUMBER) or None
        kept["filing_date"] = draft.findings.date(child_text(identified, "FilingDate"))
    for identified in element.iter("PatentPublicationIdentification"):
        document = document_at(identified, draft)
        kept["publication"] = document.joined if document else child_text(identified, "PublicationNumber") or None
        kept["publication_date"] = draft.findings.date(child_text(identified, "PublicationDate"))
    if element.tag == "PCTNationalPhaseEntryDate":
        kept["national_entry"] = draft.findings.date(words(element))
    draft.values["pct"] = InternationalApplication(**kept)


def day(element: Element, draft: Draft) -> None:
    """A date of the procedure, as an event by its name."""
    date = draft.findings.date(words(element))
    if date:
        document = draft.values.get("document")
        draft.add("events", Event(code=str(element.tag), date=date, office=document.office if document else None))


def classes(element: Element, draft: Draft) -> None:
    """IPC, CPC, Locarno and national classes."""
    for symbol in element.iter("IPCRClassification"):
        _ipc(symbol, draft)
    for symbol in element.iterfind("IPCClassification/*"):
        if symbol.tag in ("MainClassification", "FurtherClassification"):
            _add("ipc", symbols.written(flat(symbol)), flat(symbol), draft)
    for symbol in element.iter("CPCClassification"):
        above = symbol.getparent()
        if above is not None and above.tag != "CPCCombinationRank":
            _add("cpc", _symbol(symbol, _CPC_PARTS), flat(symbol), draft)
    for group in element.iter("CPCCombinationSet"):
        _combination(group, draft)
    for symbol in element.iterfind("LocarnoClassificationBag/LocarnoClassificationText"):
        _add("locarno", symbols.locarno(words(symbol)), words(symbol), draft)
    for national in element.iterfind("NationalClassification"):
        draft.add("national_classes", *_national(national))


def _symbol(element: Element, parts: tuple[str, ...]) -> str | None:
    said = texts(element)
    return symbols.joined(*(said.get(part, "") for part in parts)) or None


def _add(key: str, symbol: str | None, written: str, draft: Draft) -> None:
    if symbol is not None:
        draft.add(key, symbol)
    elif written:
        draft.findings.note("class", written)


def _ipc(element: Element, draft: Draft) -> None:
    text = child_text(element, "PatentClassificationText") or child_text(element, "PatentClassificationSymbolText")
    symbol = _symbol(element, _IPC_PARTS)
    if symbol is None and text:
        try:
            symbol = parse_st8(text).symbol.canonical
        except InvalidCode:
            symbol = None
    _add("ipc", symbol, text or flat(element), draft)
    if symbol is not None and child_text(element, "SymbolPositionCode") == "F":
        draft.values.setdefault("ipc_first", symbol)


def _combination(element: Element, draft: Draft) -> None:
    ranked = []
    for rank in element.iter("CPCCombinationRank"):
        for each in rank.iterfind("CPCClassification"):
            symbol = _symbol(each, _CPC_PARTS)
            if symbol is not None:
                ranked.append((child_text(rank, "CPCRankNumber").zfill(6), symbol))
    if ranked:
        draft.add("cset", tuple(symbol for _, symbol in sorted(ranked)))


def _national(element: Element) -> list[str]:
    """`US438/455`: the office, class and subclass, main first."""
    office = child_text(element, "IPOfficeCode")
    found = []
    for each in element:
        said = texts(each)
        text = "/".join(filter(None, (said.get("NationalClass"), said.get("NationalSubclass"))))
        if text:
            found.append(f"{office}{text}")
    return found


def searched(element: Element, draft: Draft) -> None:
    """Where the examiner searched."""
    for national in element.iter("NationalClassification"):
        for symbol in _national(national):
            draft.keep("field-of-search", symbol)
    for text in element.iterfind("SearchFieldText"):
        draft.keep("field-of-search", words(text))


def citations(element: Element, draft: Draft) -> None:
    """What is cited, by whom."""
    for reference in element:
        told = reference.get("citingPartyCategory")
        by = _BY.get(told.lower(), "other") if told else None
        categories = dict.fromkeys(words(each) for each in reference.iter("CitedDocumentCategoryCode"))
        category = ", ".join(filter(None, categories)) or None
        passages = "; ".join(filter(None, (flat(each) for each in reference.iterfind("CitedPassageBag")))) or None
        for patent in reference.iterfind("PatentCitation"):
            draft.add("citations", _patent(patent, by, category, passages, draft))
        for literature in reference.iterfind("NPLCitation"):
            text = child_text(literature, "NPLCitationText") or draft.line(literature)
            if text:
                draft.add("citations", Citation(text=text, by=by, category=category, passages=passages))


def _patent(element: Element, by: str | None, category: str | None, passages: str | None, draft: Draft) -> Citation:
    identified = element.find("CitedPatentDocumentIdentification")
    said = texts(identified) if identified is not None else {}
    office = draft.findings.office(said.get("IPOfficeCode"))
    found = draft.findings.document(office, said.get("DocumentNumber", ""), said.get("PatentDocumentKindCode", ""))
    printed = " ".join(
        filter(None, (said.get(key) for key in ("IPOfficeCode", "DocumentNumber", "PatentDocumentKindCode")))
    )
    printed = printed or child_text(element, "PatentCitationText")
    return Citation(
        number=found.joined if found else None,
        office=office,
        name=said.get("EntityName") or None,
        date=draft.findings.date(said.get("PatentDocumentDate")),
        by=by,
        category=category,
        passages=passages,
        raw=None if found and found.joined == printed.replace(" ", "") else printed or None,
    )


_DAYS = (
    "ProvisionalGrantPublicationDate", "GrantPublicationDate", "RightsReestablishedDate", "ApplicationWithdrawnDate",
    "ApplicationDeemedWithdrawnDate", "PatentRevocationDate", "ApplicationPartiallyWithdrawnDate",
    "TranslationReceiveDate", "SecurityReleaseDate", "CompleteSpecificationFilingDate", "ExhibitionFilingDate",
)  # fmt: skip

PARTS: dict[str, Part] = {
    "PatentPublicationIdentification": publication,
    "ApplicationIdentification": application,
    "PatentGrantIdentification": grant,
    "PriorityClaimBag": priorities,
    "RelatedDocumentBag": related,
    "InternationalFilingData": international,
    "InternationalPublishingData": international,
    "RegionalFilingData": international,
    "RegionalPublishingData": international,
    "PCTNationalPhaseEntryDate": international,
    "PatentClassificationBag": classes,
    "SearchField": searched,
    "ReferenceCitationBag": citations,
    **dict.fromkeys(_DAYS, day),
}
