"""Groups of BRS fields: parties, links to other applications, citations; a group begins with its first tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.sources.draft import Draft
from zhihang.sources.us.document_id import DocumentId
from zhihang.sources.us.numbers import RELATIONS
from zhihang.sources.us_early import lineage

Fields = list[tuple[str, str]]
_NOTHING = frozenset({"", "N/A"})
_CITED = re.compile(r"\s*\bcited by ([a-z ]+?)\.?\s*$")
_KIND = re.compile(r"[A-Z]{2} \S+ ([A-Z]\d?) \d{8}\b")
_BY = {"applicant": "applicant", "examiner": "examiner", "third party": "third_party"}
_PROVISIONAL = "us-provisional-application"


def name(text: str) -> str:
    """`Hsu; Winston` → `Hsu, Winston`"""
    return " ".join(text.replace(";", ",").split())


def grouped(found: Fields, start: str, tags: frozenset[str]) -> Iterator[Fields]:
    """Runs of fields that begin with `start`, as far as the named tags go on."""
    group: Fields = []
    for tag, value in found:
        if tag == start:
            if group:
                yield group
            group = [(tag, value)]
        elif group and tag in tags:
            group.append((tag, value))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _said(group: Fields) -> dict[str, str]:
    return {tag: value for tag, value in reversed(group) if value not in _NOTHING}


def _party(group: Fields, letters: str, draft: Draft) -> Party | None:
    said = _said(group)
    if f"{letters}NM" not in said:
        return None
    draft.keep("party-text", said.get(f"{letters}TX", ""))
    return Party(
        name=name(said[f"{letters}NM"]),
        country=draft.findings.office(said.get(f"{letters}CO")),
        region=said.get(f"{letters}ST"),
        city=said.get(f"{letters}CI"),
        address=", ".join(filter(None, (said.get(f"{letters}SA"), said.get(f"{letters}ZP")))) or None,
        role=said.get(f"{letters}TC"),
    )


def parties(found: Fields, draft: Draft) -> None:
    """Inventors, applicants, assignees, representatives; applicants who are the inventors give way to an owner."""
    for letters, key in (("IN", "inventors"), ("AS", "owners"), ("AA", "applicants")):
        tags = frozenset(f"{letters}{end}" for end in ("SA", "CI", "ST", "ZP", "CO", "TX", "TC"))
        for group in grouped(found, f"{letters}NM", tags):
            party = _party(group, letters, draft)
            if party is not None:
                draft.add(key, party)
    inventors = {party.name for party in draft.values.get("inventors", ())}
    applicants = draft.values.get("applicants", ()) or draft.values.get("inventors", ())
    if all(party.name in inventors for party in applicants):
        draft.values.pop("applicants", None)
        draft.values["inventing_applicants"] = applicants
    for tag, value in found:
        if tag in ("LRFM", "LRFW") and value not in _NOTHING:
            draft.add("agents" if tag == "LRFM" else "agent_persons", Party(name=name(value)))


_LINK = frozenset({"RLPY", "RLAN", "RLFD", "RLPN", "RLPC", "RLCY", "RLCN"})
_PRIORITY = frozenset({"PRAN", "PRAD", "PRAY", "PRAI"})
_EARLIER = frozenset({"PPCC", "PPNR", "PPKC", "PPPD"})


def links(found: Fields, draft: Draft) -> None:
    """Priorities, parents with what became of them, the publication of the application."""
    for group in grouped(found, "PRCO", _PRIORITY):
        said = _said(group)
        number = DocumentId(said.get("PRCO", ""), said.get("PRAN", ""), "", "", said.get("PRAD", ""))
        lineage.add_priority(number, draft)
    for group in grouped(found, "COND", _LINK):
        _link(group, draft)
    for group in grouped(found, "PDID", _EARLIER):
        said = _said(group)
        number = DocumentId(
            said.get("PPCC", "US"), said.get("PPNR", ""), said.get("PPKC", ""), "", said.get("PPPD", "")
        )
        lineage.add_publication("previous_publication", number, draft)


def _link(group: Fields, draft: Draft) -> None:
    """`RLAN` and its date are the parent's, `RLPN` and the date behind it its patent's, `RLCN` is the child."""
    word = group[0][1].split(" ")[0]
    said: dict[str, str] = {}
    patent: dict[str, str] = {}
    for tag, value in group[1:]:
        where = patent if "RLPN" in said and tag == "RLFD" else said
        where.setdefault(tag, value)
    relation = "provisional" if word == _PROVISIONAL else RELATIONS.get(word)
    if relation is None:
        draft.findings.note("relation", group[0][1])
    office = said.get("RLPY", "US")
    lineage.add_parent(
        relation or "related",
        DocumentId(office, said.get("RLAN", ""), "", "", said.get("RLFD", "")),
        draft,
        child=DocumentId(said.get("RLCY", "US"), said["RLCN"], "", "", "") if said.get("RLCN") else None,
        status=said.get("RLPC", ""),
        patent=DocumentId(office, said["RLPN"], "", "", patent.get("RLFD", "")) if said.get("RLPN") else None,
    )


_CITATION = {
    "URPN": frozenset({"URNM", "URPD", "URCL", "URGP"}),
    "FRCO": frozenset({"FRPN", "FRPD", "FRCL", "FRGP"}),
}


def citations(found: Fields, draft: Draft) -> None:
    """Documents of the United States and of others, and literature; who cites stands at the end of a line."""
    for start, tags in _CITATION.items():
        for group in grouped(found, start, tags):
            _cited(_said(group), start[:2], draft)
    for tag, value in found:
        if tag == "ORPL" and value:
            text, by = _without_citer(value)
            draft.add("citations", Citation(text=text, by=by))


def _without_citer(line: str) -> tuple[str, str | None]:
    match = _CITED.search(line)
    return (line[: match.start()].strip(), _BY.get(match[1], "other")) if match else (line, None)


def _cited(said: dict[str, str], letters: str, draft: Draft) -> None:
    whole = said.get(f"{letters}GP", "")
    _, by = _without_citer(whole)
    kind = _KIND.match(whole)
    office = draft.findings.office(said.get("FRCO", "US") if letters == "FR" else "US")
    raw = said.get(f"{letters}PN", "")
    number = draft.findings.document(office, raw, kind[1] if kind else "")
    printed = " ".join(filter(None, (office, raw, kind[1] if kind else "")))
    classification = said.get(f"{letters}CL")
    draft.add(
        "citations",
        Citation(
            number=number.joined if number else None,
            raw=None if number and number.joined == printed.replace(" ", "") else printed,
            name=said.get(f"{letters}NM"),
            date=draft.findings.date(said.get(f"{letters}PD")),
            office=office,
            by=by,
            classification=f"US{classification}" if classification and letters == "UR" else classification,
        ),
    )
