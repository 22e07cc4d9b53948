"""What the templates of search and records say: addresses that keep the question, names of codes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhihang.corpus.fields import Field
from zhihang.corpus.fields import fields as field_table
from zhihang.information.facets.refining import with_value
from zhihang.information.search_pages.columns import Column
from zhihang.information.search_pages.facet_question import FacetAsked
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.marking import Marker
from zhihang.information.search_pages.query_tree import Branch
from zhihang.information.search_pages.selectors import ResultPage
from zhihang.messages import room_texts
from zhihang.reporting.bibliography.naming import value_name
from zhihang.reporting.bibliography.sheet import block_label
from zhihang.reporting.bibliography.values import word as word_of
from zhihang.search.explanation import Clause
from zhihang.search.lexicon import lexicon
from zhihang.standards import event_categories, rights
from zhihang.workspace.pages.preferences import language
from zhihang.workspace.pages.template_tags import listed

register = template.Library()

_DEEPEST = 6
_DATES = ("pd", "ad", "prd", "gd", "rd", "exd", "ncl", "nct", "nfc", "nfam")


@register.simple_tag
def page_parameters(page: ResultPage, number: int) -> str:
    """The same result at another page."""
    return page.asked.parameters(page=number)


@register.simple_tag
def row_parameters(page: ResultPage, rows: int) -> str:
    """The same result with another number of rows; the first row shown stays in sight."""
    return page.asked.parameters(rows=rows, page=page.asked.offset // rows + 1)


@register.simple_tag
def sort_parameters(page: ResultPage, key: str) -> str:
    """The same result in another order: a second press turns it round; dates begin with the latest."""
    asked = page.asked
    descending = not asked.descending if asked.sort == key else key in _DATES
    return asked.parameters(sort=key, descending=descending, page=1)


@register.simple_tag
def query_parameters(page: ResultPage, query: str) -> str:
    """Another query, everything else as it is."""
    return page.asked.parameters(query=query, page=1, keep=False)


@register.simple_tag
def narrowed_parameters(asked: Asked, query: str) -> str:
    """The result of another query in the same order, columns and edition."""
    return asked.parameters(query=query, page=1, keep=False, shown="")


@register.simple_tag
def facet_parameters(asked: Asked, field: str) -> str:
    """All values of a field in a result."""
    return FacetAsked(field).parameters(asked)


@register.simple_tag
def facet_page(asked: Asked, said: FacetAsked) -> str:
    """Another page of them."""
    return said.parameters(asked)


@register.simple_tag
def level_of_facet(asked: Asked, said: FacetAsked, level: str) -> str:
    """Another level of a classification."""
    return said.parameters(asked, level=level, page=1)


@register.simple_tag
def order_of_facet(asked: Asked, said: FacetAsked) -> str:
    """The same values in the other order."""
    return said.parameters(asked, order="value" if said.order == "count" else "count", page=1)


@register.simple_tag
def facet_hidden(asked: Asked, said: FacetAsked) -> SafeString:
    """The result and the field as hidden parts of a form that looks among its values."""
    pairs = parse_qsl(said.parameters(asked, find="", page=1))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def keep_parameters(page: ResultPage) -> str:
    """The same result, noted as a line of its own in the history."""
    return page.asked.parameters(keep=True)


@register.simple_tag
def place_parameters(page: ResultPage, place: int) -> str:
    """A record at its place in the result, so that its page knows its neighbours."""
    return page.asked.parameters(at=place)


@register.simple_tag
def text_parameters(asked: Asked, text: str) -> str:
    """The same record with its texts in another language."""
    return asked.parameters(text=text)


@register.simple_tag
def search_link(query: str, text: str, kind: str = "") -> SafeString:
    """A value that leads to its like; plain text where no query is known."""
    if not query:
        return format_html("{}", text)
    return format_html(
        '<a class="{}" href="{}?{}">{}</a>', kind, reverse("search_pages:search"), urlencode({"q": query}), text
    )


@register.simple_tag
def example(query: str) -> SafeString:
    """An example query that can be pressed."""
    return search_link(query, query)


@register.simple_tag
def marked(marker: Marker, field: str, text: str, language: str | None) -> SafeString:
    """A text with the words of the query that led to it."""
    return marker.marked(field, text, language or "")


@register.filter
def right_name(right: str) -> str:
    """A kind of right in words."""
    return value_name("right", right, language())


@register.filter
def field_label(code: str) -> str:
    """A field in words."""
    return field_table()[code].label(language())


@register.filter
def facet_label(code: str) -> str:
    """A facet in words: its own where it has some, else its field's."""
    named = room_texts("information").get(f"facet-{code}")
    label = named[language()] if named else field_label(code)
    return label[:1].upper() + label[1:]


@register.filter
def scheme_label(code: str) -> str:
    """A classification in words."""
    return word_of(f"scheme_{code}", language())


@register.filter
def rights_of_field(field: Field) -> str:
    """The kinds of right that can carry a field."""
    if len(field.rights) == len(rights.rights()) or len(field.rights) >= _MOST_RIGHTS:
        return word_of("all_rights", language())
    return listed(rights.name(right, language()) for right in rights.rights() if right in field.rights)


_MOST_RIGHTS = 8


@register.filter
def depth_class(depth: int) -> int:
    """How far a clause is set in: deeper ones share the last step."""
    return min(depth, _DEEPEST)


@register.filter
def operator(tree: str) -> str:
    """The operator at the top of a tree in its notation; nothing for a leaf."""
    match = re.match(r"\((and|or|xor|not) ", tree)
    return match[1].upper() if match else ""


@register.filter
def word(code: str) -> str:
    """A code of the record model in words."""
    return word_of(code, language())


@register.filter
def block(key: str) -> str:
    """A block of the record page in words."""
    return block_label(key, language())


@register.filter
def event_category(letter: str) -> str:
    """A category of events in words."""
    known = event_categories.event_categories().get(letter)
    return event_categories.name(letter, language()) if known else ""


@register.filter
def in_words_language(code: str) -> str:
    """A language in words (Django has a filter `language_name` of its own); nothing where the source does not say."""
    return "" if not code or code == "und" else value_name("lang", code, language())


@register.simple_tag
def query_branches(branch: Branch) -> SafeString:
    """The tree of a query as nested lists; an operator folds what stands below it."""
    clause = branch.clause
    number = _clause_link(clause)
    colors = format_html_join("", '<i class="swatch k{}"></i>', ((color,) for color in branch.colors))
    if not branch.branches:
        return format_html('<li><span class="code">{}{}</span>{}</li>', colors, clause.text, number)
    name = operator(clause.tree) or clause.text
    below = format_html_join("", "{}", ((query_branches(each),) for each in branch.branches))
    return format_html(
        '<li class="op">{}<details open><summary><span class="code">{}</span></summary><ul>{}</ul></details></li>',
        number,
        name,
        below,
    )  # fmt: skip


def _clause_link(clause: Clause) -> SafeString:
    if clause.total is None:
        return format_html('<span class="mut">–</span>')
    kind = "n zero" if clause.total == 0 else "n" if clause.depth else "n strong"
    return search_link(clause.text, f"{clause.total:,}", kind)


@register.simple_tag
def level_parameters(page: ResultPage, level: str) -> str:
    """The same result with another thing on each line."""
    return page.asked.parameters(collapse=level, page=1, keep=False)


@register.simple_tag
def view_parameters(page: ResultPage, view: str) -> str:
    """The same page of the result in another view."""
    return page.asked.parameters(view=view, keep=False)


@register.simple_tag
def family_parameters(page: ResultPage, row: dict[str, str]) -> str:
    """All members of a record's family that the query finds, one line each."""
    field = "fam" if page.asked.collapse == "simple" else "xfam"
    query = with_value(page.asked.query, field, row["id"])
    return page.asked.parameters(query=query, collapse="document", page=1, keep=False)


@register.simple_tag
def column_choice(page: ResultPage, offered: list[Column]) -> list[tuple[Column, bool]]:
    """The columns to choose from: those shown in their order, then the others."""
    shown = {column.code for column in page.columns}
    return [
        *((column, True) for column in page.columns),
        *((each, False) for each in offered if each.code not in shown),
    ]


@register.simple_tag
def own_parameters(page: ResultPage, kept: Asked) -> str:
    """The result with exactly the columns that are shown, for a table."""
    return kept.parameters(columns=tuple(column.code for column in page.columns)) + "&own=1"


@register.simple_tag
def hidden_parameters(page: ResultPage, without: str) -> SafeString:
    """The question as hidden fields of a form that says one part of it anew."""
    asked = page.asked.changed(page=1, keep=False, **{without: ()})
    pairs = parse_qsl(asked.parameters())
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag
def value_label(field: str, value: str) -> str:
    """A value of a field in words."""
    return value_name(field, value, language())


@register.filter
def level_name(level: str) -> str:
    """What a line of a result stands for, in words."""
    return word_of(f"level_{level}", language())


@register.filter
def counting_rule(level: str) -> str:
    """What is counted and, where a line stands for several documents, which of them is shown."""
    return word_of(f"counting_{level}", language())


@register.filter
def sort_name(key: str) -> str:
    """What a result is sorted by, in words."""
    return word_of("relevance", language()) if key == "relevance" else field_table()[key].label(language())


@register.simple_tag
def query_words() -> dict[str, list[str]]:
    """What the query box colours: words that are operators, and those that take a distance."""
    plain = [word for words in lexicon()["operators"].values() for word in words]
    distant = [word for words in lexicon()["with_distance"].values() for word in words]
    return {"operators": plain + list(lexicon()["complete"]), "distant": distant}


@register.filter
def get(mapping: dict[str, object], key: str) -> object:
    """The entry of a mapping by a name that a template holds in a variable."""
    return mapping.get(key, "")
