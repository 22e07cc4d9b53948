"""Unified social credit codes 统一社会信用代码 of Chinese organizations.

Eighteen characters: who registers, what kind, region (6), organization code (9), check character (GB 32100-2015).
The rule is python-stdnum's; this module only speaks our errors.

    >>> validate("91 350900 587527783P"), is_valid("913509005875277830"), region("91350900587527783P")
    ('91350900587527783P', False, '350900')
"""

from __future__ import annotations

import unicodedata

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from zhihang.errors import InvalidCode


def compact(text: str) -> str:
    """Upper case without separators; full width read as ASCII."""
    code: str = uscc.compact(unicodedata.normalize("NFKC", text))
    return code


def validate(text: str) -> str:
    """The code. Raises `InvalidCode` (`USCC`)."""
    try:
        code: str = uscc.validate(compact(text))
    except ValidationError:
        raise InvalidCode("USCC", room="standards", value=text) from None
    return code


def is_valid(text: str) -> bool:
    """Whether the text is a code with the right check character."""
    try:
        validate(text)
    except InvalidCode:
        return False
    return True


def region(text: str) -> str:
    """The six digits of the registering region (GB/T 2260)."""
    return validate(text)[2:8]
