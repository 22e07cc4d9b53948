"""A query read back into the form 检索式回填: what the form can say goes to its place, the rest is named. Pure.

The form joins its clauses by AND. Clauses that it has no place for (or whose place is taken) stay together as the query
within which the form looks (`among`), so the filled form writes a query that finds the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from zhihang.corpus.plan import And, ClassSymbol, Code, Everything, Minus, Number, Or, Phrase, Range, Text, Under
from zhihang.information.search_pages.form_search import CLASSES, DATES, SCOPES, Filled
from zhihang.search.printing import print_operand, print_query
from zhihang.search.tree import Tree, children
from zhihang.text.tokens import joined

_NAMES: Final = {"pa": "applicants", "in": "inventors"}
_BOXES: Final = {"right": "rights", "cc": "offices", "status": "statuses"}


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The filled form, and the clauses that it has no place for."""

    form: Filled
    unsaid: tuple[str, ...] = ()


@dataclass(slots=True)
class _Filling:
    """A form being filled: each place is taken once."""

    form: Filled = field(default_factory=Filled)
    scope: str = ""
    words: list[str] = field(default_factory=list)

    def put(self, **said: object) -> bool:
        """Take places that are free; False where one is taken already."""
        if any(getattr(self.form, name) not in ("", ()) for name in said if name not in ("class_scheme", "date")):
            return False
        self.form = replace(self.form, **said)  # type: ignore[arg-type]  # the names are fields of the form
        return True

    def of_scope(self, code: str) -> bool:
        """Whether words of a field belong to the one field in which the form looks for words."""
        self.scope = self.scope or code
        return code in SCOPES and self.scope == code


def read_back(tree: Tree) -> ReadBack:
    """The form of a query."""
    filling = _Filling()
    left, right = (tree.left, tree.right) if isinstance(tree, Minus) else (tree, None)
    whole = right is not None and isinstance(left, Everything)
    clauses: Sequence[Tree] = () if whole else children(left) if isinstance(left, And) else (left,)
    unsaid = [clause for clause in clauses if not any(place(filling, clause) for place in _PLACES)]
    left_out = right is not None and not _without(filling, right)
    return _together(filling, unsaid, right if left_out else None)


def _together(filling: _Filling, unsaid: Sequence[Tree], left_out: Tree | None) -> ReadBack:
    form = replace(filling.form, scope=filling.scope or filling.form.scope, all_words=" ".join(filling.words))
    among = " AND ".join(print_operand(clause) for clause in unsaid)
    said = [print_query(clause) for clause in unsaid]
    if left_out is not None:
        printed = f"NOT {print_operand(left_out)}"
        among = f"{among} {printed}".strip()
        said.append(printed)
    return ReadBack(replace(form, among=among), tuple(said))


# the places of the form, each for one sort of clause


def _word(filling: _Filling, clause: Tree) -> bool:
    text = _text(clause)
    if text is None or not filling.of_scope(text[0]):
        return False
    if " " not in text[1]:
        filling.words.append(text[1])
    elif not filling.put(phrase=text[1]):
        filling.words.append(f'"{text[1]}"')
    return True


def _any_words(filling: _Filling, clause: Tree) -> bool:
    texts = _texts(clause)
    if not isinstance(clause, Or) or texts is None or not filling.of_scope(texts[0]):
        return False
    return filling.put(any_words=" ".join(f'"{text}"' if " " in text else text for text in texts[1]))


def _without(filling: _Filling, clause: Tree) -> bool:
    texts = _texts(clause)
    if texts is None or not filling.of_scope(texts[0]):
        return False
    return filling.put(without=" ".join(f'"{text}"' if " " in text else text for text in texts[1]))


def _names(filling: _Filling, clause: Tree) -> bool:
    texts = _texts(clause)
    return texts is not None and texts[0] in _NAMES and filling.put(**{_NAMES[texts[0]]: "\n".join(texts[1])})


def _classes(filling: _Filling, clause: Tree) -> bool:
    found = [_symbol(each) for each in _alternatives(clause)]
    symbols = [each for each in found if each is not None]
    schemes = {scheme for scheme, _ in symbols}
    if len(symbols) < len(found) or len(schemes) != 1:
        return False
    return filling.put(class_scheme=schemes.pop(), classes="; ".join(symbol for _, symbol in symbols))


def _symbol(clause: Tree) -> tuple[str, str] | None:
    match clause:
        case ClassSymbol((ref,), "low", symbol) if ref.code in CLASSES and not ref.language:
            return ref.code, symbol.replace(" ", "")
        case Code((ref,), value) if ref.code == "nice":
            return ref.code, value
        case Under((ref,), value) if ref.code == "loc":
            return ref.code, value
    return None


def _dates(filling: _Filling, clause: Tree) -> bool:
    match clause:
        case Range((ref,), low, high) if ref.code in DATES:
            return filling.put(date=ref.code, since=str(low or ""), until=str(high or ""))
    return False


def _numbers(filling: _Filling, clause: Tree) -> bool:
    found = _alternatives(clause)
    numbers = [
        each.number for each in found if isinstance(each, Number) and [ref.code for ref in each.fields] == ["num"]
    ]
    return len(numbers) == len(found) and filling.put(numbers="; ".join(numbers))


def _boxes(filling: _Filling, clause: Tree) -> bool:
    found = _alternatives(clause)
    codes = [each for each in found if isinstance(each, Code) and len(each.fields) == 1 and "*" not in each.value]
    names = {each.fields[0].code for each in codes}
    if len(codes) < len(found) or len(names) != 1 or not names <= set(_BOXES):
        return False
    name = names.pop()
    values = tuple(each.value.upper() if name == "cc" else each.value for each in codes)
    return filling.put(**{_BOXES[name]: values})


_PLACES: Final[tuple[Callable[[_Filling, Tree], bool], ...]] = (
    _word, _any_words, _names, _classes, _dates, _numbers, _boxes,
)  # fmt: skip


def _alternatives(clause: Tree) -> Sequence[Tree]:
    return children(clause) if isinstance(clause, Or) else (clause,)


def _texts(clause: Tree) -> tuple[str, list[str]] | None:
    """The field and the words of a clause that asks for any of some words in one field."""
    found = [_text(each) for each in _alternatives(clause)]
    texts = [each for each in found if each is not None]
    codes = {code for code, _ in texts}
    return (codes.pop(), [text for _, text in texts]) if len(texts) == len(found) and len(codes) == 1 else None


def _text(clause: Tree) -> tuple[str, str] | None:
    match clause:
        case Text((ref,), Phrase(tokens)) if not ref.language and all(token.strip("*?#") for token in tokens):
            return ref.code, joined(list(tokens))
    return None
