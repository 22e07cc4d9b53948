"""A name that is asked about, taken apart: characters, words, what it may be read as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product

from zhihang.errors import UsageError
from zhihang.text.chinese import initials, readings, usual_readings
from zhihang.text.tokens import is_single, tokens

WILDCARDS = "*?#"
MOST_READINGS = 64
LONGEST_SYLLABLE = 6


@dataclass(frozen=True)
class Asked:
    """The tokens of a name: single characters of Chinese, words of other scripts. `text`: as typed."""

    text: str
    tokens: tuple[str, ...]

    @property
    def is_pattern(self) -> bool:
        """Whether it was typed with truncations."""
        return any(sign in self.text for sign in WILDCARDS)

    @property
    def characters(self) -> tuple[str, ...]:
        """The tokens that are Chinese characters."""
        return tuple(filter(is_single, self.tokens))

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens that are Latin words."""
        return tuple(token for token in self.tokens if token.isascii() and token.isalpha())

    @cached_property
    def syllables(self) -> list[tuple[str, ...]]:
        """The ways to read it as pinyin: of its characters every reading, the usual one of each in its company first;
        without any, every division of its words."""
        if self.characters:
            text = "".join(self.characters)
            usual = zip(readings(text), usual_readings(text), strict=True)
            choices = [sorted(each, key=lambda syllable: (syllable != first, syllable)) for each, first in usual]
            return list(islice(product(*choices), MOST_READINGS)) if all(choices) else []
        if len(self.words) == len(self.tokens):
            divided = [divisions(word) for word in self.words]
            return [sum(parts, ()) for parts in islice(product(*divided), MOST_READINGS)]
        return []

    @cached_property
    def initials(self) -> list[str]:
        """The first letters that it may stand for: of characters, or a short Latin word as it is."""
        if self.characters:
            return initials("".join(self.characters)) if len(self.characters) > 1 else []
        return [self.tokens[0]] if len(self.tokens) == 1 and 1 < len(self.tokens[0]) < LONGEST_SYLLABLE else []


def take_apart(text: str) -> Asked:
    """A name as it is typed, truncations kept beside. Raises UsageError `NO_NAME` where nothing can be compared."""
    plain = "".join(" " if sign in WILDCARDS else sign for sign in text)
    found = tuple(tokens(plain))
    if not found:
        raise UsageError("NO_NAME", room="search", text=text)
    return Asked(text.strip(), found)


@lru_cache(maxsize=1)
def all_syllables() -> frozenset[str]:
    """Every toneless syllable of Chinese, as pypinyin's dictionary of characters has them."""
    from pypinyin.constants import Style
    from pypinyin.pinyin_dict import pinyin_dict
    from pypinyin.style import convert

    marked = {one for every in pinyin_dict.values() for one in every.split(",")}
    plain = {convert(one, Style.NORMAL, strict=False) for one in marked}
    return frozenset(one.replace("ü", "v") for one in plain if one.isascii() and one.isalpha() and len(one) < 7)


def divisions(word: str) -> list[tuple[str, ...]]:
    """The ways to divide a word into syllables of Chinese, at least two.

    >>> divisions("huawei")
    [('hua', 'wei'), ('hu', 'a', 'wei')]
    """
    return [found for found in _divided(word) if len(found) > 1]


@lru_cache(maxsize=4096)
def _divided(word: str) -> tuple[tuple[str, ...], ...]:
    if not word:
        return ((),)
    known = all_syllables()
    longest = min(LONGEST_SYLLABLE, len(word))
    return tuple(
        (word[:length], *rest)
        for length in range(longest, 0, -1)
        if word[:length] in known and (length > 1 or word[0] in "aeo")
        for rest in _divided(word[length:])
    )[:MOST_READINGS]
