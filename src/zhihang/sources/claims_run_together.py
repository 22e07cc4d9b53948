"""Sets of claims that were read from paper as one text: cut into claims at their running numbers.

Numbered steps stand inside of single claims too, so a text is cut only where it begins with the first number and where
what then stands behind a later number names an earlier claim.
"""

from __future__ import annotations

import re

from zhihang.sources.claim_references import claim_words

_BEGIN = re.compile(r"(?P<opening>.{0,60}?)(?<!\d)1\s*[.)]\s", re.DOTALL)
"""The first number, after words like `I claim:` at most, which are no part of the first claim."""


def parted(text: str, language: str) -> tuple[str, ...]:
    """The claims of a text, in order; the text alone where it is one claim, or the language's words are not known.

    >>> parted("We claim: 1. A valve. 2. The valve of claim 1, with a seat.", "en")
    ('1. A valve.', '2. The valve of claim 1, with a seat.')
    >>> parted("1. A method of steps 1. and 2. as shown.", "en")
    ('1. A method of steps 1. and 2. as shown.',)
    """
    words = claim_words().get(language)
    opening = _BEGIN.match(text)
    if words is None or opening is None:
        return (text,)
    found: list[str] = []
    rest, number = text[opening.end("opening") :], 1
    while (begin := re.search(rf"(?<=[\s.;,]){number + 1}\s*[.)]\s+(?=\D)", rest)) is not None:
        found.append(rest[: begin.start()].strip())
        rest, number = rest[begin.start() :], number + 1
    found.append(rest.strip())
    return tuple(found) if any(words.reference.search(each) for each in found[1:]) else (text,)
