"""Single facts of a US document: title, terms of grant, counts, flags, plant names, deposits."""

from __future__ import annotations

from zhihang.records.events import Event
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.xml import Element


def title(element: Element, draft: Draft) -> None:
    """The title of the invention or design."""
    text = draft.line(element)
    if text:
        draft.values["title"] = {draft.language: text}


def term(element: Element, draft: Draft) -> None:
    """Terms of grant: days of extension or adjustment, years of a design, disclaimers and lapses as events."""
    for child in element:
        tag = str(child.tag)
        if tag in ("disclaimer", "lapse-of-patent"):
            code = "terminal_disclaimer" if tag == "disclaimer" else "lapse"
            found = flat(child)
            text = child_text(child, "text") or (found if tag == "lapse-of-patent" else "") or None
            draft.add("events", Event(code=code, date=draft.day(child), text=text, office="US"))
        elif words(child) or tag == "prior-disclosure-affidavit-filed":
            draft.keep(tag, words(child) or "yes")


def claim_count(element: Element, draft: Draft) -> None:
    """The printed number of claims."""
    text = words(element)
    if text.isdigit():
        draft.values["claim_count"] = int(text)
    elif text:
        draft.findings.note("count", text)


def fact(element: Element, draft: Draft) -> None:
    """A fact that is kept by its own name."""
    draft.keep(str(element.tag), flat(element))


def flag(element: Element, draft: Draft) -> None:
    """A fact that holds by standing there; its attribute may say more."""
    said = [str(value) for value in element.attrib.values() if str(value).strip()]
    draft.keep(str(element.tag), said[0] if said else "yes")


def each(element: Element, draft: Draft) -> None:
    """A group of facts, each kept by its own name."""
    for child in element:
        if len(child):
            each(child, draft)
        elif words(child):
            fact(child, draft)
        else:
            flag(child, draft)


def filing_type(element: Element, draft: Draft) -> None:
    """Why an application was published: republished, amended, redacted, voluntary."""
    for child in element:
        draft.keep(str(element.tag), str(child.tag).removeprefix("us-"))


def botanic(element: Element, draft: Draft) -> None:
    """A plant patent's plant: Latin name and denomination of the variety."""
    draft.values["species"] = child_text(element, "latin-name") or None
    draft.keep("variety", child_text(element, "variety"))


PARTS: dict[str, Part] = {
    "invention-title": title,
    "us-term-of-grant": term,
    "number-of-claims": claim_count,
    "us-botanic": botanic,
    "us-publication-filing-type": filing_type,
    "figures": each,
    "us-appendix-data": each,
    "us-exemplary-claim": fact,
    "us-microform-quantity": fact,
    "bio-deposit": fact,
    "text": fact,
    "dtext": fact,
    "us-sir-flag": flag,
    "rule-47-flag": flag,
    "us-issued-on-continued-prosecution-application": flag,
    "us-publication-of-continued-prosecution-application": flag,
}
