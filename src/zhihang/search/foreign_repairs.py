"""How a foreign sign is mended: in place, or together with the phrase or bracket that it stands behind."""

from __future__ import annotations

from zhihang.messages import Language, text
from zhihang.search.faults import Advice, Edit, replace
from zhihang.search.foreign import fields_of_suffix
from zhihang.search.lexer import Token
from zhihang.search.stream import TokenStream
from zhihang.text.tokens import tokens

_PAIR = 2


def foreign_advice(token: Token, stream: TokenStream, language: Language) -> Advice:
    """The native form, the offer to read the query as that system's, and the mended query."""
    foreign = token.foreign
    assert foreign is not None  # asked for foreign tokens only
    expected = tuple(filter(None, (foreign.native, text("search", "READ_AS", language, system=foreign.system))))
    before = stream.tokens[stream.tokens.index(token) - 1] if token.start else None
    if foreign.place == "bracket" and before is not None:
        return Advice(expected, _suffix_in_front(token, before, stream))
    if foreign.sign.startswith("~") and before is not None and before.kind == "phrase":
        words = tokens(before.text)
        if len(words) == _PAIR and foreign.native.startswith("NEAR"):
            near = f"({words[0]} {foreign.native} {words[1]})"
            return Advice(expected, replace(before.start, token.end, near))
    if foreign.sign[0] in "~^":
        return Advice(expected, replace(token.start, token.end, ""))
    return Advice(expected, replace(token.start, token.end, foreign.replacement))


def _suffix_in_front(token: Token, before: Token, stream: TokenStream) -> tuple[tuple[Edit, ...], ...]:
    """`(smart card)/TI` → `ti=(smart card)`; without the suffix where its field has another name here."""
    codes = fields_of_suffix(token.text)
    start = before.start if before.kind == "phrase" else stream.partners.get(before.start)
    dropped = Edit(token.start, token.end, "")
    if not codes or start is None:
        return ((dropped,),)
    return ((Edit(start, start, f"{','.join(codes)}="), dropped),)
