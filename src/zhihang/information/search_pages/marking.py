"""The words of a query marked in the texts of a record, in the colours of their clauses."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhihang.errors import ZhihangError
from zhihang.information.search_pages.clause_colors import ClauseColors
from zhihang.information.search_pages.desk import Desk
from zhihang.information.search_pages.keywords import pieces
from zhihang.search.highlight import Printed


class Marker:
    """Marks texts for one reader, who came from a result; without a query, texts stay as they are."""

    def __init__(self, desk: Desk, query: str) -> None:
        self._colors: ClauseColors | None = None
        if query:
            try:
                self._colors = ClauseColors(desk.parse(query).tree, desk.environment)
            except ZhihangError:  # a line of the history that is gone: the record is shown all the same
                self._colors = None

    def marked(self, field: str, text: str, language: str) -> SafeString:
        """A text as it stands in a field, its matched words in their colours."""
        found = [] if self._colors is None else self._colors.marks([Printed(field, text, language)])
        if not found:
            return format_html("{}", text)
        parts = (
            format_html('<mark class="k{}">{}</mark>', piece.color, piece.text)
            if piece.color
            else format_html("{}", piece.text)
            for piece in pieces(text, 0, len(text), found)
        )
        return format_html_join("", "{}", ((part,) for part in parts))
