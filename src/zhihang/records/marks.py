"""Signs and what they are used for: trademarks, goods and services, images."""

from __future__ import annotations

import msgspec


class Mark(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A trademark's sign 商标.

    `type`: `word figurative combined three_dimensional color sound hologram motion position pattern other`;
    `features`: `collective certification series well_known` and so on.
    """

    text: str | None = None
    type: str | None = None
    features: tuple[str, ...] = ()
    translation: tuple[str, ...] = ()
    transliteration: str | None = None
    disclaimer: tuple[str, ...] = ()
    colors: tuple[str, ...] = ()
    description: str | None = None


class Goods(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One entry of goods or services 商品服务: Nice class, text, similar group (CN), status of the entry."""

    class_: str | None = msgspec.field(default=None, name="class")
    text: str | None = None
    group: str | None = None
    status: str | None = None
    language: str | None = None


class Image(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A picture that belongs to the record: its file as the source names it, and its kind (drawing, mark, view …).

    `hash`: the perceptual hash (64 bits, 16 hexadecimal digits) of a picture that stands in the delivered file itself.
    """

    file: str
    kind: str | None = None
    hash: str | None = None


class Layout(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The nature of an IC layout-design 集成电路布图设计: structure, technology, function."""

    structure: str | None = None
    technology: str | None = None
    function: str | None = None
