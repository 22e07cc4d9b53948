"""A word or phrase as typed → folded tokens with their wildcards (query language §1).

A wildcard at letters belongs to their token. Beside a Han character it stands for positions between characters:
`#` one, `?` none or one, `*` 0 to 20; at the edge of the value it has no effect there, because Chinese is matched
anywhere (notice W04).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhihang.corpus.plan import Phrase
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.lexer import Token
from zhihang.text.folding import fold
from zhihang.text.tokens import folded_tokens, is_single

MOST_WILDCARDS = 6
LETTERS = 2
LETTERS_AFTER_WILDCARD = 3

Notify = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a value: letters that form one token, one Han character, a run of wildcards, or a separation."""

    kind: str  # letters single wild gap
    text: str
    start: int
    end: int


def read_phrase(token: Token, faults: Faults, notify_edge: Notify, *, is_bare: bool = False) -> Phrase | None:
    """The phrase a word or phrase token stands for; None after a fault (E103, E104, E105, E108).

    `notify_edge(position, length)` is told, once a value, of wildcards without effect. `is_bare`: no field was
    written, so that a lone `*` may have meant every record.
    """
    atoms = list(_atoms(token))
    if not any(atom.kind in {"letters", "single"} for atom in atoms):
        _nothing_to_search(token, atoms, faults, is_bare=is_bare)
        return None
    if token.kind == "word" and len(token.wild) > MOST_WILDCARDS:
        _too_many(token, faults)
        return None
    tokens = _joined(token, atoms, faults, notify_edge)
    if tokens is None:
        return None
    if sum(word[0] in "*?#" and len(word) == 1 for word in tokens) > MOST_WILDCARDS:
        _too_many(token, faults)
        return None
    return Phrase(tuple(tokens))


def _too_many(token: Token, faults: Faults) -> None:
    faults.add("E108", token.start, token.length, lambda: Advice((str(MOST_WILDCARDS),)))


def _nothing_to_search(token: Token, atoms: list[_Atom], faults: Faults, *, is_bare: bool) -> None:
    start, end = token.start, token.end
    if any(atom.kind == "wild" for atom in atoms):
        faults.add(
            "E105", start, token.length, lambda: Advice(("ab=*",), replace(start, end, "id=*") if is_bare else ())
        )
    else:
        faults.add("E103", start, token.length, lambda: Advice(repairs=replace(start, end, " ")))


def _atoms(token: Token) -> Iterator[_Atom]:
    """The value cut at its wildcards, each literal stretch folded and cut into tokens."""
    start = 0
    for index in [*sorted(token.wild), len(token.text)]:
        if index > start:
            yield from _literal_atoms(token.text[start:index], start)
        if index < len(token.text):
            yield _Atom("wild", token.text[index], index, index + 1)
        start = index + 1


def _literal_atoms(text: str, start: int) -> Iterator[_Atom]:
    folded = fold(text)
    place = 0
    for word in folded_tokens(folded):
        found = folded.index(word, place)
        if found > place:
            yield _Atom("gap", "", start + min(place, len(text)), start + min(found, len(text)))
        place = found + len(word)
        kind = "single" if is_single(word[0]) else "letters"
        # folding can lengthen a text; places inside it are then the nearest that can be told
        yield _Atom(kind, word, start + min(found, len(text) - 1), start + min(place, len(text)))
    if place < len(folded):
        yield _Atom("gap", "", start + min(place, len(text)), start + len(text))


def _joined(token: Token, atoms: list[_Atom], faults: Faults, notify_edge: Notify) -> list[str] | None:
    """Letters and wildcards that touch become one token; wildcards beside Han become positions."""
    tokens: list[str] = []
    run: list[_Atom] = []
    idle: list[int] = []
    is_sound = True
    places = _positional(atoms)
    last = max(index for index, atom in enumerate(atoms) if atom.kind in {"letters", "single"})
    for index, atom in enumerate(atoms):
        if atom.kind == "letters" or (atom.kind == "wild" and index not in places):
            run.append(atom)
            continue
        is_sound &= _close(token, run, tokens, faults)
        run = []
        if atom.kind == "single" or (atom.kind == "wild" and tokens and index < last):
            tokens.append(atom.text)
        elif atom.kind == "wild":
            idle.append(atom.start)
    if idle:
        notify_edge(token.at(idle[0]), 1)
    is_sound &= _close(token, run, tokens, faults)
    return tokens if is_sound else None


def _positional(atoms: list[_Atom]) -> set[int]:
    """The wildcards that stand for positions: in a run that touches Han, or alone with Han as nearest neighbour."""
    found: set[int] = set()
    index = 0
    while index < len(atoms):
        end = index
        while end < len(atoms) and atoms[end].kind == "wild":
            end += 1
        if end > index and _is_beside_han(atoms, index, end):
            found.update(range(index, end))
        index = max(end, index + 1)
    return found


def _is_beside_han(atoms: list[_Atom], start: int, end: int) -> bool:
    left = atoms[start - 1].kind if start else "gap"
    right = atoms[end].kind if end < len(atoms) else "gap"
    if "single" in {left, right}:
        return True
    if "letters" in {left, right}:
        return False
    return "single" in {_nearest(atoms, range(start - 1, -1, -1)), _nearest(atoms, range(end, len(atoms)))}


def _nearest(atoms: list[_Atom], places: range) -> str:
    return next((atoms[place].kind for place in places if atoms[place].kind in {"letters", "single"}), "gap")


def _close(token: Token, run: list[_Atom], tokens: list[str], faults: Faults) -> bool:
    """Make one token of letters and wildcards that touch; whether it is long enough to be searched."""
    if not run:
        return True
    word = "".join(atom.text for atom in run)
    start, end = token.at(run[0].start), token.at(run[-1].end - 1) + 1
    letters = sum(len(atom.text) for atom in run if atom.kind == "letters")
    signs = sum(atom.kind == "wild" for atom in run)
    needed = LETTERS_AFTER_WILDCARD if run[0].kind == "wild" else LETTERS
    if not letters:
        faults.add("E105", start, end - start, lambda: Advice(("ab=*",), ((Edit(start, end, " "),),)))
    elif signs and letters < needed:
        plain = re.sub(r"[*?#]", "", word)
        repairs = replace(start, end, plain)
        faults.add("E104", start, end - start, lambda: Advice(("electr*",), repairs), n=needed)
    elif signs > MOST_WILDCARDS:
        faults.add("E108", start, end - start, lambda: Advice((str(MOST_WILDCARDS),)))
    else:
        tokens.append(word)
        return True
    return False
