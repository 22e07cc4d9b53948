"""Writing XML as offices do: elements in the order given, texts escaped, one line for each child."""

from __future__ import annotations

import datetime
from html import escape


class Markup(str):
    """XML that is written already; any other string is text and gets escaped."""

    __slots__ = ()


def element(tag: str, *content: str | None, **attributes: str | None) -> Markup:
    """An element with mixed content in one line; an attribute name takes `-` for `_`; None is left out."""
    inner = "".join(part if isinstance(part, Markup) else escape(part, quote=False) for part in content if part)
    start = _start(tag, attributes)
    return Markup(f"<{start}>{inner}</{tag}>" if inner else f"<{start}/>")


def block(tag: str, *children: Markup | None, **attributes: str | None) -> Markup:
    """An element that holds elements, each on a line of its own; without any child it is left out."""
    inner = "\n".join(child for child in children if child)
    return Markup(f"<{_start(tag, attributes)}>\n{inner}\n</{tag}>") if inner else Markup()


def several(*elements: Markup) -> Markup:
    """Some elements side by side."""
    return Markup("\n".join(each for each in elements if each))


def compact(date: datetime.date | None) -> str:
    """A date as these formats write it: `20190630`."""
    return date.strftime("%Y%m%d") if date else ""


def _start(tag: str, attributes: dict[str, str | None]) -> str:
    stated = ((name.replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    return tag + "".join(f' {name}="{escape(value)}"' for name, value in stated)
