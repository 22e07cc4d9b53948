"""What is wrong with a history or a rule, as a value: the rest is still answered."""

from __future__ import annotations

from typing import Any

import msgspec

from zhihang import messages
from zhihang.messages import Language


class Finding(msgspec.Struct, frozen=True):
    """One thing to mend 问题提示: a code of `messages/findings.yaml` and the fields of its text."""

    code: str
    fields: dict[str, Any] = {}

    def text(self, language: Language = "en") -> str:
        """What it says to a person."""
        return messages.text("rules", self.code, language, **self.fields)
