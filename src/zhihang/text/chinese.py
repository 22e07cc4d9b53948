"""Chinese read aloud: pinyin of each character with all its readings, initials.

Syllables are toneless and lower case; `ü` is given as `v`, as on keyboards, and as `u`, as folding leaves it. A
polyphonic character keeps all its readings, because a mark is compared with whatever it may sound like.

    >>> [sorted(each) for each in readings("华为")], initials("华为")
    ([['hua'], ['wei']], ['hw'])
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from zhihang.text.folding import fold

MOST_INITIALS = 64
"""Different spellings of initials that are written out; beyond, each character keeps its first reading."""


@lru_cache(maxsize=8192)
def _syllables(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore", v_to_u=False)
    plain = [fold(syllable) for each in found for syllable in each if syllable]
    return tuple(dict.fromkeys([*plain, *(syllable.replace("v", "u") for syllable in plain)]))


def readings(text: str) -> list[set[str]]:
    """For each character all its toneless syllables, the empty set for what has none."""
    return [set(_syllables(character)) for character in fold(text)]


def usual_readings(text: str) -> list[str]:
    """For each character the toneless syllable that it usually has in these words, empty for what has none.

    Dictionaries of words and phrases tell it, so that a polyphonic character is read by its company.
    """
    from pypinyin import Style, lazy_pinyin

    said = fold(text)

    def silent(rest: str) -> list[str]:
        return [""] * len(rest)

    found = lazy_pinyin(
        said,
        style=Style.NORMAL,
        v_to_u=False,
        errors=silent,  # type: ignore[arg-type]  # a list is taken as well, one entry a character
    )
    return [fold(syllable) for syllable in found]


def initials(text: str) -> list[str]:
    """The first letters of the syllables, for every combination of readings, sorted; characters without are skipped."""
    choices = [dict.fromkeys(syllable[0] for syllable in _syllables(character)) for character in fold(text)]
    choices = [choice for choice in choices if choice]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_INITIALS:
        choices = [dict.fromkeys(list(choice)[:1]) for choice in choices]
    return sorted({"".join(letters) for letters in product(*choices)} - {""})
