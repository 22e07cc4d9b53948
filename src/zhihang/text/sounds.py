"""How a Latin word sounds: a key that `kwik` and `quick` share, and how far two spellings are apart.

The key is Metaphone (Lawrence Philips, 1990) as jellyfish computes it: it keeps the order of consonants and knows
English letter groups, where Soundex keeps four places only and NYSIIS is made for surnames. Marks respell what
Metaphone takes apart (`kwik`), so `qu` is read as `kw` first.

    >>> sound_key("kwik") == sound_key("quick"), edit_limit("hawei"), edit_limit("huawei")
    (True, 1, 2)
"""

from __future__ import annotations

from zhihang.text.folding import fold

SHORT_WORD = 5


def sound_key(word: str) -> str:
    """The phonetic key of a word in Latin letters; empty for others."""
    from jellyfish import metaphone

    folded = fold(word).replace("qu", "kw")
    return metaphone(folded).replace(" ", "") if folded.isascii() and folded.isalpha() else ""


def edit_limit(word: str) -> int:
    """How many letters may differ for two words to count as close: 1 up to five letters, 2 above."""
    return 1 if len(word) <= SHORT_WORD else 2


def is_close(one: str, other: str) -> bool:
    """Whether two words are within the edit distance that the first allows (Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    limit = edit_limit(one)
    return int(Levenshtein.distance(one, other, score_cutoff=limit)) <= limit
