"""What the page of marks is asked, all of it in the address: the same address gives the same page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from zhihang.information.editions.choosing import PARAMETER, said_corpora
from zhihang.library.marks import What
from zhihang.search.marks.routes import kinds

ROWS: Final = 50
LONGEST_NAME: Final = 200
WHAT: Final[tuple[What, ...]] = ("marks", "names")
_NAMES: Final = {
    "name": "name", "what": "what", "classes": "classes", "groups": "groups", "by": "by", "least": "least",
    "picture": "picture", "page": "page", "edition": "edition", "corpora": PARAMETER,
}  # fmt: skip
_LONGEST_EDITION: Final = 2_000
_GROUP: Final = re.compile(r"[0-9A-Za-z]{2,8}")
_HASH: Final = re.compile(r"[0-9a-f]{16}")
_LAST_CLASS: Final = 45


@dataclass(frozen=True, slots=True)
class MarkQuestion:
    """One question to the page of marks 近似商标检索.

    `classes` and `groups`: as typed, separated by blanks, commas or semicolons; `by`: the routes ticked, none means
    all; `least`: the smallest likeness in percent, as typed; `picture`: the hash of a picture instead of a name;
    `page` counts from 1; `edition`: empty means the current one; `corpora`: keys with commas.
    """

    name: str = ""
    what: What = "marks"
    classes: str = ""
    groups: str = ""
    by: tuple[str, ...] = ()
    least: str = ""
    picture: str = ""
    page: int = 1
    edition: str = ""
    corpora: str = ""

    @classmethod
    def read(cls, given: QueryDict) -> MarkQuestion:
        """The question of an address. A route or kind that there is not counts as not said."""
        said = {name: given.get(name, "").replace("\x00", "").strip() for name in ("name", "classes", "groups")}
        page = given.get("page", "")
        return cls(
            name=said["name"],
            what="names" if given.get("what") == "names" else "marks",
            classes=said["classes"][:LONGEST_NAME],
            groups=said["groups"][:LONGEST_NAME],
            by=tuple(code for code in kinds() if code in given.getlist("by")),
            least=given.get("least", "").strip()[:10],
            picture=given.get("picture", "").strip().lower()[:64],
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 9 else 1,
            edition=given.get("edition", "").strip()[:_LONGEST_EDITION],
            corpora=",".join(said_corpora(given)),
        )

    @property
    def class_list(self) -> list[str]:
        """The Nice classes one by one."""
        return [each.lstrip("0") or each for each in _separate(self.classes)]

    @property
    def group_list(self) -> list[str]:
        """The similar groups one by one."""
        return _separate(self.groups)

    @property
    def least_share(self) -> float:
        """The smallest likeness, 0 to 1. Only where there are no mistakes."""
        return int(self.least or "0") / 100

    def mistakes(self) -> Mapping[str, str]:
        """What is wrong, by field, each with how to mend it; empty where the question can be asked."""
        found: dict[str, str] = {}
        if len(self.name) > LONGEST_NAME:
            found["name"] = gettext("At most 200 characters.")
        if strange := [each for each in self.class_list if not _is_class(each)]:
            found["classes"] = gettext("No Nice class: %(text)s. Classes are numbers from 1 to 45.") % _quoted(strange)
        elif self.what == "names" and self.class_list:
            found["classes"] = gettext("Classes and similar groups belong to marks; names have none.")
        if strange := [each for each in self.group_list if not _GROUP.fullmatch(each)]:
            found["groups"] = gettext("No similar group: %(text)s. Write them as 0901 or 11A01.") % _quoted(strange)
        elif self.what == "names" and self.group_list:
            found["groups"] = gettext("Classes and similar groups belong to marks; names have none.")
        if self.least and not (self.least.isascii() and self.least.isdecimal() and int(self.least) <= 100):
            found["least"] = gettext("A whole number from 0 to 100.")
        if self.picture and not _HASH.fullmatch(self.picture):
            found["picture"] = gettext("This address holds no picture that can be compared: choose the file again.")
        return found

    def changed(self, **changes: Any) -> MarkQuestion:
        """The same question with some of it changed."""
        return replace(self, **changes)

    def parameters(self, **changes: Any) -> str:
        """The question as the part of an address after `?`; what is as usual is left out."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        for field in fields(asked):
            value = getattr(asked, field.name)
            if value != field.default:
                several = value if isinstance(value, tuple) else (value,)
                pairs += [(_NAMES[field.name], str(each)) for each in several]
        return urlencode(pairs)


def _separate(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\s,;\uff0c\uff1b\u3001]+", text)))


def _is_class(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= _LAST_CLASS


def _quoted(strange: list[str]) -> dict[str, str]:
    return {"text": ", ".join(strange)}
