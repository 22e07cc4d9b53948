"""How alike two names are by one route: both in the form that the route compares, and the share that agrees.

The share is 1 less the edit distance (Levenshtein) over the length of the longer form, counted in what the form is
made of: characters and letters, syllables, initials, letters of the sound key. So it can be checked by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from zhihang.search.marks.asked import Asked
from zhihang.search.marks.glyphs import NO_GLYPHS
from zhihang.search.marks.routes import Glyphs, kinds
from zhihang.text.chinese import initials, readings, usual_readings
from zhihang.text.sounds import sound_key
from zhihang.text.tokens import is_single, tokens


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike by one route 近似度: from 0 to 1, with the two forms that were compared, as people read them.

    `share`: what agrees of the two forms; `weight`: the share times what the route counts beside the others.
    """

    route: str
    share: float
    weight: float
    asked: str
    found: str


def likeness(route: str, asked: Asked, name: str, glyphs: Glyphs = NO_GLYPHS) -> Likeness:
    """The likeness of a name that a route found."""
    ours, theirs = _FORMS[route](asked, tokens(name), glyphs)
    share = _share(ours, theirs)
    return Likeness(route, round(share, 3), round(share * kinds()[route].weight, 3), _shown(ours), _shown(theirs))


def _share(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> float:
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_similarity(ours, theirs))


def _shown(form: Sequence[str]) -> str:
    return form if isinstance(form, str) else " ".join(form)


Forms = tuple[Sequence[str], Sequence[str]]


def _spelled(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    return "".join(asked.tokens), "".join(found)


def _backwards(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    """The asked name read from its end, by tokens or by letters, whichever is nearer."""
    theirs = "".join(found)
    ways = ("".join(reversed(asked.tokens)), "".join(asked.tokens)[::-1])
    return max(ways, key=lambda way: (_share(way, theirs), way)), theirs


def _drawn(asked: Asked, found: Sequence[str], glyphs: Glyphs) -> Forms:
    """A character that looks like the asked one in its place counts as the asked one."""
    ours = list(asked.tokens)
    theirs = [
        next((token for token in ours if other in glyphs.get(token, ())), other) if other not in ours else other
        for other in found
    ]
    return ours, theirs


def _read(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    """Syllables: of several readings the one that the other name has; else the usual one in its company."""
    choices = [readings(token)[0] if is_single(token) else {token} for token in found]
    usual = usual_readings("".join(token if is_single(token) else " " for token in found))
    best: Forms | None = None
    for ours in asked.syllables:
        said = set(ours)
        theirs = [
            first if first in (choice & said or choice) else min(choice & said or choice or {token})
            for choice, token, first in zip(choices, found, usual, strict=True)
        ]
        if best is None or _share(ours, theirs) > _share(*best):
            best = ours, theirs
    return best if best is not None else (asked.tokens, list(found))


def _in_letters(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    theirs = "".join(found)
    ways = ["".join(syllables) for syllables in asked.syllables] or ["".join(asked.tokens)]
    return max(ways, key=lambda way: (_share(way, theirs), way)), theirs


def _beginning(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    theirs = initials("".join(token for token in found if is_single(token))) or ["".join(found)]
    ways = [(ours, other) for ours in asked.initials or ["".join(asked.tokens)] for other in theirs]
    return max(ways, key=lambda pair: (_share(*pair), pair))


def _sounded(asked: Asked, found: Sequence[str], _glyphs: Glyphs) -> Forms:
    return _key(asked.tokens), _key(found)


def _key(words: Sequence[str]) -> str:
    return "".join(sound_key(word) or word for word in words)


_FORMS: Final[dict[str, Callable[[Asked, Sequence[str], Glyphs], Forms]]] = {
    "identical": _spelled,
    "pattern": _spelled,
    "fuzzy": _spelled,
    "contains": _spelled,
    "contained": _spelled,
    "shape": _drawn,
    "pinyin": _read,
    "letters": _in_letters,
    "sound": _sounded,
    "reversed": _backwards,
    "initials": _beginning,
}
