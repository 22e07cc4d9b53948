"""UPOV codes of plant taxa UPOV代码: five letters of the genus, three of the species, three below the species.

Source: UPOV, Guide to the UPOV Code System. Hybrid genera or species carry a digit (`TRITI_AES`, `ROSAA`, `1CITR`).

    >>> canonical("triti_aes"), parts("BRASS_OLE_GBC"), is_below("TRITI_AES", "TRITI")
    ('TRITI_AES', ('BRASS', 'OLE', 'GBC'), True)
"""

from __future__ import annotations

import re
import unicodedata

from zhihang.errors import InvalidCode

_CODE = re.compile(r"([0-9]?[A-Z]{4,5}|[A-Z]{5})(?:[_\s-]([A-Z0-9]{2,3}))?(?:[_\s-]([A-Z0-9]{1,3}))?")


def parts(text: str) -> tuple[str, ...]:
    """Genus, species, and what is below the species, as far as stated. Raises `InvalidCode` (`UPOV`)."""
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    if match is None:
        raise InvalidCode("UPOV", room="standards", value=text, suggestions="TRITI_AES")
    return tuple(part for part in match.groups() if part)


def canonical(text: str) -> str:
    """The code in upper case with underscores."""
    return "_".join(parts(text))


def is_code(text: str) -> bool:
    """Whether the text has the form of a UPOV code."""
    try:
        parts(text)
    except InvalidCode:
        return False
    return True


def is_below(code: str, above: str) -> bool:
    """Whether a code is `above` or one below it; both canonical."""
    return code == above or code.startswith(f"{above}_")
