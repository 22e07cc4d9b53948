"""What an organization writes on records as columns of results: tags, relevance, notes, and its own columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhihang.information.annotations.models import ColumnKind
from zhihang.information.annotations.selectors import Annotated, annotated, columns
from zhihang.information.search_pages.added_columns import register
from zhihang.information.search_pages.columns import Column
from zhihang.messages import room_texts
from zhihang.search.exports.columns import SEPARATOR
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.pages.preferences import language

_FIXED = ("tags", "rating", "notes")


class Annotations:
    """The columns of annotations."""

    def offered(self, actor: Actor) -> Sequence[Column]:
        """Tags, mean relevance, notes, then the organization's own columns."""
        texts = room_texts("information")
        fixed = [Column(code, texts[f"column-{code}"][language()], "", "", code == "rating") for code in _FIXED]
        own = [Column(f"own-{row.pk}", row.name, "", "", row.kind == ColumnKind.NUMBER.value) for row in columns(actor)]
        return [*fixed, *own]

    def values(self, actor: Actor, codes: Sequence[str], identifiers: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        """What stands on the records."""
        found = annotated(actor, identifiers)
        return {identifier: {code: _text(on, code) for code in codes} for identifier, on in found.items()}


def _text(on: Annotated, code: str) -> str:
    match code:
        case "tags":
            return SEPARATOR.join(tag.name for tag in on.tags)
        case "rating":
            return "" if on.mean is None else f"{on.mean:.1f}"
        case "notes":
            return SEPARATOR.join(note.text for note in on.notes)
        case _:
            return on.values.get(int(code.removeprefix("own-")), "")


register(Annotations())
