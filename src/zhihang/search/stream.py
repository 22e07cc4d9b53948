"""The tokens of a query with what can be known by looking ahead: heads of clauses, partners of brackets."""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.search.lexer import Token
from zhihang.search.scope import field_of
from zhihang.text.folding import fold

KEYWORDS = {"any": "phrase", "all": "phrase", "within": "phrase", "in": "list"}
_CLOSING = {"(": ")", "{": "}"}


class TokenStream:
    """Reads tokens one after the other.

    `heads`: places of words that begin a clause (`ti`, `ab` in `ti,ab=x`); `firm_heads`: those directly before their
    relation. `partners`: place of a closing bracket → place of its opening one; brackets without partner are missing.
    """

    def __init__(self, tokens: list[Token], *, is_cut: bool) -> None:
        self.tokens = tokens
        self.position = 0
        self.previous: Token | None = None
        self._pending: list[Token] = []
        self.heads, self.firm_heads = _heads(tokens)
        self.partners, self.unclosed = _partners(tokens)
        if is_cut:  # the rest was swallowed by a quote or comment: what it would have closed is not known
            self.unclosed = set()

    def peek(self) -> Token:
        """The next token, without taking it."""
        return self._pending[-1] if self._pending else self.tokens[self.position]

    def take(self) -> Token:
        """The next token."""
        if self._pending:
            token = self._pending.pop()
        else:
            token = self.tokens[self.position]
            self.position += token.kind != "end"
        self.previous = token
        return token

    def put_back(self, tokens: Iterable[Token]) -> None:
        """Have these read next."""
        self._pending.extend(reversed(list(tokens)))


def _heads(tokens: list[Token]) -> tuple[set[int], set[int]]:
    heads: set[int] = set()
    firm: set[int] = set()
    for index in range(len(tokens) - 2, -1, -1):
        token, following = tokens[index], tokens[index + 1]
        if token.kind != "word":
            continue
        if following.kind == "relation" or _is_keyword(tokens, index + 1):
            firm.add(token.start)
            heads.add(token.start)
        elif following.kind == "comma" and following.text == "," and tokens[index + 2].start in heads:
            is_list = tokens[index + 2].start == following.end or field_of(token.text) is not None
            if is_list:
                heads.add(token.start)
    return heads, firm


def _is_keyword(tokens: list[Token], index: int) -> bool:
    """Whether `any all within in` stand here as a relation: after a field, before what they need."""
    token, following = tokens[index], tokens[min(index + 1, len(tokens) - 1)]
    if token.kind != "word" or KEYWORDS.get(fold(token.text)) != following.kind:
        return False
    return following.kind == "list" or field_of(tokens[index - 1].text) is not None


def _partners(tokens: list[Token]) -> tuple[dict[int, int], set[int]]:
    """Closing → opening; and the opening ones that nothing closes. A `}` leaves open `(` inside its braces unclosed."""
    partners: dict[int, int] = {}
    unclosed: set[int] = set()
    stack: list[Token] = []
    waiting = {")": 0, "}": 0}
    for token in tokens:
        if token.kind == "open":
            stack.append(token)
            waiting[_CLOSING[token.text]] += 1
        elif token.kind == "close" and waiting[token.text]:
            while True:
                opening = stack.pop()
                waiting[_CLOSING[opening.text]] -= 1
                if _CLOSING[opening.text] == token.text:
                    break
                unclosed.add(opening.start)
            partners[token.start] = opening.start
    unclosed.update(token.start for token in stack)
    return partners, unclosed
