"""Which sources there are: this package's own and those that other packages offer (entry points `zhihang.sources`)."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from zhihang.errors import NotFound
from zhihang.sources.source import Source

GROUP = "zhihang.sources"

BUILT_IN: tuple[str, ...] = (
    "zhihang.sources.us.grants:SOURCE",
    "zhihang.sources.us.applications:SOURCE",
    "zhihang.sources.us_early.pap:SOURCE",
    "zhihang.sources.us_early.patdoc:SOURCE",
    "zhihang.sources.us_early.greenbook:SOURCE",
    "zhihang.sources.us_brs.grants:SOURCE",
    "zhihang.sources.us_texts.lines:SOURCE",
    "zhihang.sources.us_ppubs.answer:SOURCE",
    "zhihang.sources.us_trademarks.daily:SOURCE",
    "zhihang.sources.us_trademarks.tsdr_xml:SOURCE",
    "zhihang.sources.us_trademarks.tsdr_json:SOURCE",
    "zhihang.sources.us_trademarks.documents:SOURCE",
    "zhihang.sources.us_trademarks.search_rows:SOURCE",
    "zhihang.sources.us_rights.peds:SOURCE",
    "zhihang.sources.us_rights.odp:SOURCE",
    "zhihang.sources.us_rights.odp_parts:SOURCE",
    "zhihang.sources.us_rights.event_lines:SOURCE",
    "zhihang.sources.us_rights.dossier:SOURCE",
    "zhihang.sources.us_rights.office_actions:SOURCE",
    "zhihang.sources.us_rights.proceedings:SOURCE",
    "zhihang.sources.us_rights.filed_papers:SOURCE",
    "zhihang.sources.us_rights.assignments:SOURCE",
    "zhihang.sources.us_rights.assignments_xml:SOURCE",
    "zhihang.sources.epo.docdb:SOURCE",
    "zhihang.sources.epo.fulltext:SOURCE",
    "zhihang.sources.epo.legal:SOURCE",
    "zhihang.sources.epo.register:SOURCE",
    "zhihang.sources.cnipa.patent_document:SOURCE",
    "zhihang.sources.cnipa.st96:SOURCE",
    "zhihang.sources.ep_fulltext.document:SOURCE",
    "zhihang.sources.st36.document:SOURCE",
    "zhihang.sources.patsnap.document:SOURCE",
    "zhihang.sources.wipo_st96.rights:SOURCE",
    "zhihang.sources.wipo_st96.patents:SOURCE",
    "zhihang.sources.jpo.answer:SOURCE",
    "zhihang.sources.jpo.gazette:SOURCE",
    "zhihang.sources.tipo.answer:SOURCES",
    "zhihang.sources.st66.marks:SOURCE",
    "zhihang.sources.st66.brand:SOURCE",
    "zhihang.sources.judgements.lines:SOURCE",
    "zhihang.sources.tables.source:SOURCES",
)
"""The package's own sources, `module:attribute`; an attribute may also be a tuple of sources."""


def _loaded(reference: str) -> tuple[Source, ...]:
    module, _, attribute = reference.partition(":")
    value = getattr(import_module(module), attribute)
    return value if isinstance(value, tuple) else (value,)


@cache
def sources() -> dict[str, Source]:
    """All sources by product name: built-in ones first, then entry points in the order of their names."""
    found = {source.name: source for reference in BUILT_IN for source in _loaded(reference)}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        for source in _loaded(point.value):
            found.setdefault(source.name, source)
    return found


def source(name: str) -> Source:
    """The source of a product. Raises NotFound `PRODUCT`."""
    try:
        return sources()[name]
    except KeyError:
        raise NotFound("PRODUCT", room="sources", product=name, products=", ".join(sorted(sources()))) from None
