"""What a reader noticed while it read a file, as a counted value: what is damaged, and what is only noteworthy."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final, Literal, TypeAlias

import msgspec

Level: TypeAlias = Literal["problem", "notice"]
LEVELS: Final[tuple[Level, ...]] = ("problem", "notice")

LEFT_ASIDE = "aside-"
"""How the codes of what is recognised and left aside by name begin."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One place in a delivered file that was not read as the rest of it 问题.

    `code` is a message code of the room `sources`; `detail` is what stood there, shortened; `position` as in
    `Provenance`; `record` names the record where one could still be made. A fatal problem cost its record.
    """

    file: str
    code: str
    position: int | None = None
    detail: str = ""
    record: str | None = None
    product: str | None = None
    fatal: bool = False

    @property
    def level(self) -> Level:
        """Whether the place is damaged, or only noteworthy; what cost a record is always a problem."""
        return "problem" if self.fatal else level(self.code)


def level(code: str) -> Level:
    """Whether what bears a code is a problem or a notice. One rule decides, and the list `notices.tsv` applies it.

    A *notice*: the file is whole at this place and nothing of it is lost. What stood there is kept in the record as it
    was printed (a number in a form its office does not use, a symbol that is printed cut, a word that no list knows),
    or it is recognised as something else and left aside by name. A *problem* is everything else: the file is damaged
    there, says what cannot be, or something of it was not read. What nobody has listed is therefore a problem.

    >>> level("number"), level("truncated"), level("aside-sequences")
    ('notice', 'problem', 'notice')
    """
    return "notice" if code.startswith(LEFT_ASIDE) or code in _notices() else "problem"


@cache
def _notices() -> frozenset[str]:
    lines = (resources.files(__package__) / "notices.tsv").read_text("utf-8").splitlines()
    return frozenset(line.partition("\t")[0] for line in lines[1:] if line and not line.startswith("#"))
