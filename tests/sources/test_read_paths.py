"""What a source lists as read makes a difference: changing any such value in a real file changes what comes out."""

from __future__ import annotations

import io

import pytest
from lxml import etree

from zhihang.sources.coverage import coverage
from zhihang.sources.registry import source
from zhihang.sources.source import Chunk, Place
from zhihang.sources.xml import read_xml, without_namespaces

pytestmark = pytest.mark.real_data

FILES = {
    "us-grant-xml": "us-patent-grants/uspto-odp/grant_us10000000b2_14643719.xml",
    "us-application-xml": "us-patent-applications/go-uspto/application/v4-5-A2.xml",
    "ep-fulltext-xml": "ep-fulltext/go-epo-eps/grant/v1-1-B2.xml",
    "epo-docdb": "docdb/go-epo-bdds/WO-2022259205-A1_544370561.xml",
    "jp-gazette-xml": "jp-patents/gazette-xml/jp_example2.xml",
    "wipo-st96-patents": "st96-instances/annex-vii/PatentPublication_Example.xml",
    "us-trademark-tsdr-xml": "us-trademarks/tsdr-st96/rn2178784-ST-962.2.1.xml",
}
MATTERS_ONLY_FOR_SOME_VALUES = (
    "classification-ipcr/symbol-position",  # F marks the first symbol, which is first in its list here
    "classification-value",  # A and N mark additional symbols
    "@app-type",  # decides only where applicants are inventors
    "priority-active-indicator",  # N marks a priority that is not active
    "classification-scheme/@office",  # stands in front of symbols that are not CPC
    "IPCRClassification/SymbolPositionCode",  # likewise
    "Applicant/PublicationContact/Name/PersonName/PersonStructuredName/FirstName",  # inventors; the owner applies
    "Applicant/PublicationContact/Name/PersonName/PersonStructuredName/LastName",
)
REPEATED_ELSEWHERE = (
    "ep-patent-document/@lang",  # the language of publication (B260)
    "SDOBI/B100/B110",  # attributes of the document
    "SDOBI/B100/B130",
    "SDOBI/B100/B190",
    "residence/country",  # the address says it too
    "pct-or-regional-filing-data/document-id/country",  # a number that begins with PCT tells it
    "publication-reference/document-id/country",  # attributes of the document
    "publication-reference/document-id/doc-number",
    "publication-reference/document-id/kind",
    "@data-format",  # decides between forms; here the first one is the best one
    "patcit/@dnum",  # stands in where the number has no parts
    "jp-official-gazette/@country",  # the publication names it
    "publication-reference/document-id/kind",  # printed beside the kind of ST.16
    "PCTDocumentParent/ApplicationIdentification/IPOfficeCode",  # a number that begins with PCT tells it
    "OrganizationName/OrganizationStandardName",  # the entity's name says the same
)


def read_leaves(root, read: set[str]):
    """The first element or attribute of each path that is listed as read."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        path = "/".join([*(str(above.tag) for above in reversed(list(element.iterancestors()))), str(element.tag)])
        for name in element.attrib:
            if f"{path}/@{name}" in read - seen:
                seen.add(f"{path}/@{name}")
                yield f"{path}/@{name}", element, str(name)
        if path in read - seen and not len(element) and (element.text or "").strip():
            seen.add(path)
            yield path, element, None


def different(value: str | None) -> str:
    """Another value of the same kind: a truth turned round, a longer number, else a word."""
    text = (value or "").strip()
    turned = {"true": "false", "false": "true"}.get(text)
    return turned or (f"9{text}9" if text.isdigit() else "QX7")


@pytest.mark.parametrize("product", FILES)
def test_every_value_listed_as_read_matters(shared, product):
    reader = source(product)
    place = Place(file="f", product=product)
    data = (shared / "data" / FILES[product]).read_bytes()
    (chunk,) = (each for each in reader.split(io.BytesIO(data), place) if isinstance(each, Chunk))
    root, _ = read_xml(chunk, place)
    root = etree.fromstring(etree.tostring(without_namespaces(root)))
    plain = etree.tostring(root)

    def outcome(text: bytes):
        return list(reader.parse(Chunk(position=1, data=text), place))

    before = outcome(plain)
    silent, tried = [], 0
    for path, element, attribute in read_leaves(root, set(coverage(reader.coverage).read)):
        kept = element.get(attribute) if attribute else element.text
        changed = different(kept)
        if attribute:
            element.set(attribute, changed)
        else:
            element.text = changed
        tried += 1
        if outcome(etree.tostring(root)) == before:
            silent.append(path)
        if attribute:
            element.set(attribute, kept)
        else:
            element.text = kept
    assert tried >= 40
    assert [path for path in silent if not path.endswith(MATTERS_ONLY_FOR_SOME_VALUES + REPEATED_ELSEWHERE)] == []
