"""Words and proximities for another system 词与邻近: a pattern → conditions that the system can say, and their losses.

A pattern that cannot be said becomes a wider one, most often AND of its parts; a word that may not begin with a
wildcard a narrower one. What stays exact is not a loss: OR inside a proximity is multiplied out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from zhihang.corpus.plan import Adjacent, AnyOf, FieldRef, Near, Or, Pattern, Phrase, Same, Text
from zhihang.search.dialects.losses import Effect
from zhihang.search.dialects.system import System
from zhihang.search.tree import Tree, alternatives, conjunction, disjunction, pattern_parts, rebuilt
from zhihang.text.tokens import joined

MOST_PAIRS = 64
FARTHEST = 99
_GAPS = {"?": (2, ""), "*": (21, ""), "#": (2, "L04")}
"""Positional wildcard → the ADJ that says it: up to so many places on, with which loss."""
_WILDCARDS = "*?#"

Report: TypeAlias = Callable[[str, Effect], None]
_ANY_FIELD = (FieldRef("any"),)


@dataclass(slots=True)
class Patterns:
    """Turns the patterns of one clause into conditions over a field yet to be named; `report` is told of losses."""

    system: System
    report: Report
    used: set[str] = field(default_factory=set)

    def conditions(self, pattern: Pattern) -> Tree:
        """The pattern as a tree of text leaves; deep chains are walked, not recursed into."""
        done: list[Tree] = []
        stack: list[tuple[Pattern, bool]] = [(pattern, False)]
        while stack:
            item, ready = stack.pop()
            below = pattern_parts(item)
            if below and not ready:
                stack.append((item, True))
                stack.extend((part, False) for part in reversed(below))
                continue
            parts = done[len(done) - len(below) :] if below else []
            if below:
                del done[len(done) - len(below) :]
            done.append(self._visit(item, parts))
        return done[0]

    def _visit(self, item: Pattern, parts: list[Tree]) -> Tree:
        match item:
            case Phrase():
                return self._phrase(item)
            case AnyOf():
                return disjunction(parts) if self.system.operands == "word" else self._any(parts)
            case Same(unit, _):
                return self._same(unit, parts)
            case Near(distance, _, _) if self.system.near == "slop":
                return self._either_way(distance, parts)
            case Near(distance, _, _):
                return self._pairs(parts, lambda left, right: Near(distance, left, right))
            case Adjacent(distance, _, _):
                return self._adjacent(distance, parts)

    def _any(self, parts: list[Tree]) -> Tree:
        if not all(isinstance(part, Text) for part in parts):
            return disjunction(parts)
        return _leaf(alternatives(part.pattern for part in parts if isinstance(part, Text)))

    def _phrase(self, phrase: Phrase) -> Tree:
        """The words with the wildcards the system has; gaps between Chinese characters become distances."""
        runs: list[list[str]] = [[]]
        gaps: list[str] = []
        for token in phrase.tokens:
            if token in _GAPS:
                gaps.append(token)
                runs.append([])
            else:
                runs[-1].append(self._word(token))
        merged, distances = self._without_empty(runs, gaps)
        trees = [self._truncated(Phrase(tuple(run))) for run in merged]
        result = trees[0]
        for distance, tree in zip(distances, trees[1:], strict=True):
            result = self._adjacent(distance, [result, tree])
        return result

    def _without_empty(self, runs: list[list[str]], gaps: list[str]) -> tuple[list[list[str]], list[int]]:
        """Runs of words and the distances between them; gaps side by side add up."""
        merged, distances = [runs[0]], list[int]()
        is_open = False
        for gap, run in zip(gaps, runs[1:], strict=True):
            reach, code = _GAPS[gap]
            if code:
                self.report(code, "more")
            if is_open:
                distances[-1] += reach - 1
            else:
                distances.append(reach)
                merged.append([])
            is_open = not run
            if run:
                merged[-1] = run
        if any(distance > FARTHEST for distance in distances):
            self.report("L04", "fewer")
        return merged, [min(distance, FARTHEST) for distance in distances]

    def _word(self, token: str) -> str:
        """One token with wildcards that the system has (L03, L04)."""
        if not any(sign in token for sign in _WILDCARDS):
            return token
        if token[0] in _WILDCARDS and not self.system.left_truncation:
            word = token.lstrip(_WILDCARDS)
            self.report("L03", "other" if "#" in token.removesuffix(word) else "fewer")
            token = word
        changed = "".join(sign if sign not in _WILDCARDS or sign in self.system.wildcards else "*" for sign in token)
        if changed != token:
            self.report("L04", "more")
        if changed[0] in _WILDCARDS:
            self.used.add("left")
        if any(sign in changed for sign in _WILDCARDS) and _letters(changed) < self.system.fewest_letters:
            self.report("L08", "other")
        return changed

    def _truncated(self, phrase: Phrase) -> Tree:
        """A phrase that holds truncated words, where the system takes none inside quotes: all its words (L11)."""
        if self.system.truncated_phrases or len(phrase.tokens) == 1 or not _is_wild(phrase):
            return _leaf(phrase)
        self.report("L11", "more")
        return conjunction(_leaf(Phrase((token,))) for token in phrase.tokens)

    def _same(self, unit: str, parts: list[Tree]) -> Tree:
        """A unit of text; claims are asked as paragraphs (L02), a unit that is missing as AND (L02)."""
        if unit not in self.system.same and unit == "c" and "p" in self.system.same:
            self.report("L02", "fewer")
            unit = "p"
        if unit not in self.system.same:
            self.report("L02", "more")
            return conjunction(parts)
        texts = [part for part in parts if isinstance(part, Text)]
        if self.system.operands == "any" and len(texts) == len(parts):
            self._note_complex(parts)
            return _leaf(Same(unit, tuple(part.pattern for part in texts)))  # type: ignore[arg-type]  # s, p or c
        options = _products(parts)
        if options is None:
            self.report("L11", "more")
            return conjunction(parts)
        return disjunction(_leaf(Same(unit, option)) for option in options)  # type: ignore[arg-type]  # s, p or c

    def _either_way(self, distance: int, parts: list[Tree]) -> Tree:
        """NEAR as the same distance in both orders."""
        if distance == 1 and all(isinstance(part, Text) and isinstance(part.pattern, Phrase) for part in parts):
            return disjunction([self._neighbors(parts), self._neighbors(parts[::-1])])
        forth = self._pairs(parts, lambda left, right: Adjacent(distance, left, right))
        if not _is_product(forth):
            return forth
        back = self._pairs(parts[::-1], lambda left, right: Adjacent(distance, left, right))
        return disjunction([forth, back])

    def _neighbors(self, parts: list[Tree]) -> Tree:
        tokens = [
            token
            for part in parts
            if isinstance(part, Text) and isinstance(part.pattern, Phrase)
            for token in part.pattern.tokens
        ]
        return self._truncated(Phrase(tuple(tokens)))

    def _adjacent(self, distance: int, parts: list[Tree]) -> Tree:
        """ADJ; as a phrase with slop it keeps the order up to distance 2 only (L01)."""
        if self.system.adj != "slop":
            return self._pairs(parts, lambda left, right: Adjacent(distance, left, right))
        if distance == 1 and all(isinstance(part, Text) and isinstance(part.pattern, Phrase) for part in parts):
            return self._neighbors(parts)
        paired = self._pairs(parts, lambda left, right: Adjacent(distance, left, right))
        if distance > 2 and _is_product(paired):
            self.report("L01", "more")
        return paired

    def _pairs(self, parts: list[Tree], make: Callable[[Pattern, Pattern], Pattern]) -> Tree:
        """A proximity of two; its alternatives are multiplied out, what a side may not be becomes AND (L11)."""
        left, right = parts
        if self.system.operands == "any" and isinstance(left, Text) and isinstance(right, Text):
            self._note_complex(parts)
            return _leaf(make(left.pattern, right.pattern))
        options = _products(parts)
        if options is None:
            self.report("L11", "more")
            return conjunction(parts)
        return disjunction(_leaf(make(*option)) for option in options)

    def _note_complex(self, parts: list[Tree]) -> None:
        if not all(isinstance(part, Text) and is_plain_word(part.pattern) for part in parts):
            self.used.add("complex")


def _leaf(pattern: Pattern) -> Text:
    return Text(_ANY_FIELD, pattern)


def under(fields: tuple[FieldRef, ...], conditions: Tree) -> Tree:
    """The conditions of a pattern under their fields."""
    return rebuilt(conditions, lambda node: Text(fields, node.pattern) if isinstance(node, Text) else node)


def is_plain_word(pattern: Pattern) -> bool:
    """One word as it is typed, without wildcards: Chinese characters side by side are one."""
    return isinstance(pattern, Phrase) and not _is_wild(pattern) and " " not in joined(list(pattern.tokens))


def _is_wild(phrase: Phrase) -> bool:
    return any(sign in token for token in phrase.tokens for sign in _WILDCARDS)


def _letters(token: str) -> int:
    return sum(sign not in _WILDCARDS for sign in token)


def _products(parts: list[Tree]) -> list[tuple[Pattern, ...]] | None:
    """Every choice of one plain word from each side; None where a side holds anything else, or there are too many."""
    options: list[tuple[Pattern, ...]] = [()]
    for part in parts:
        texts = part.parts if isinstance(part, Or) else (part,)
        words = [text.pattern for text in texts if isinstance(text, Text) and is_plain_word(text.pattern)]
        if len(words) != len(texts) or len(options) * len(words) > MOST_PAIRS:
            return None
        options = [(*chosen, word) for chosen in options for word in words]
    return options


def _is_product(tree: Tree) -> bool:
    """Whether a proximity could be said, alone or multiplied out."""
    texts = tree.parts if isinstance(tree, Or) else (tree,)
    return all(isinstance(text, Text) and isinstance(text.pattern, Near | Adjacent) for text in texts)
