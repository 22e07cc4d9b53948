"""What is wrong with a history or a rule, as a value: the rest is still answered."""

from __future__ import annotations

from typing import Any

import msgspec

from zhihang import messages
from zhihang.errors import ZhihangError
from zhihang.messages import Language, error_text
from zhihang.rules.events import event_label, event_labels
from zhihang.standards import status as statuses


class Finding(msgspec.Struct, frozen=True):
    """One thing to mend 问题提示: a code of `messages/findings.yaml` and the fields of its text.

    Events, statuses and errors stay codes and values in the fields; a person reads their names.
    """

    code: str
    fields: dict[str, Any] = {}

    def text(self, language: Language = "en") -> str:
        """What it says to a person."""
        shown = {key: _shown(key, value, language) for key, value in self.fields.items()}
        return messages.text("rules", self.code, language, **shown)


def _shown(key: str, value: Any, language: Language) -> Any:
    if isinstance(value, ZhihangError):
        return error_text(value, language)
    if key in ("event", "ended"):
        return event_label(str(value), language)
    if key == "missing":
        return event_labels(value, language)
    if key == "events":
        return " / ".join(event_label(str(name), language) for name in value)
    if key in ("stated", "computed") and value in statuses.statuses():
        return statuses.name(value, language)
    return value
