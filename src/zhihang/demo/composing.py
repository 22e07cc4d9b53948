"""Texts of a made-up invention by rule: the same title, abstract, claims and description in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zhihang.demo.draw import Draw
from zhihang.demo.lexicon import Part, Term, Theme, pattern, patterns

_NUMBERS = re.compile(r"<(\d+)(\.\.|~)(\d+)>")
_DRAWN = re.compile(r"<>")
_METHOD = re.compile(r"\{method\}|\{use\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeio])")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its lead, the parts it lists, the claim it depends on (0: none). Position counts from 1."""

    lead: Term
    parts: tuple[Term, ...] = ()
    depends_on: int = 0

    def text(self, language: str) -> str:
        """The claim in one line, without its number."""
        if language == "en":
            return " ".join((self.lead.en, *(part.en for part in self.parts)))
        return "".join((self.lead.zh, *(part.zh for part in self.parts)))


@dataclass(slots=True)
class Composition:
    """What an invention says, in both languages."""

    title: Term
    abstract: Term
    claims: list[Claim] = field(default_factory=list)
    sections: list[tuple[str, Term, list[Term]]] = field(default_factory=list)
    literature: Term = field(default_factory=lambda: Term("", ""))


class Composer:
    """Fills the sentence patterns with the words of one theme; slots that repeat in a sentence keep their words.

    A utility model claims no method or use and speaks of itself as one.
    """

    def __init__(self, theme: Theme, draw: Draw, *, is_model: bool = False) -> None:
        self.theme, self.draw, self.is_model = theme, draw, is_model
        self.subject = draw.pick(theme.phrases["subjects"])
        self.qualifier = draw.pick(theme.phrases["qualifiers"])
        self.parts = draw.some(theme.parts, draw.whole(3, 5))
        self.main = self.parts[0]
        self.examples = 0
        self.claimed: set[Term] = set()

    def composed(self) -> Composition:
        """The whole text."""
        titles = [each for each in patterns("titles") if not (self.is_model and _METHOD.search(each.en))]
        title = self.filled(self.draw.pick(titles))
        made = Composition(title, self.filled(self.draw.pick(patterns("abstract"))))
        made.claims = self.claims()
        made.sections = [
            self._section("technical_field", 1),
            self._section("background", 3),
            self._section("summary", 4),
            self._section("drawings", 3),
            self._section("embodiments", 6),
        ]
        made.literature = self.filled(self.draw.pick(patterns("literature")))
        return made

    def _section(self, name: str, most: int) -> tuple[str, Term, list[Term]]:
        given = patterns(name)
        chosen = [self.draw.pick(given)] if most == 1 else list(given[:most])
        if name == "embodiments":  # several examples before the closing sentence
            examples = [sentence for sentence in given if "{number}" in sentence.en]
            chosen[-1:-1] = examples * self.draw.whole(0, 4)
        self.examples = 0
        return name, pattern("headings", name), [self._numbered(sentence) for sentence in chosen]

    def _numbered(self, sentence: Term) -> Term:
        self.examples += "{number}" in sentence.en
        return self.filled(sentence)

    # claims

    def claims(self) -> list[Claim]:
        """A product with dependent claims, often a method, sometimes a system that uses the product."""
        made = [self._product()]
        for part in self.draw.some(self.theme.parts, self.draw.whole(2, 6)):
            if set(part.features) - self.claimed:
                made.append(self._dependent(part, self.draw.whole(1, len(made))))
        if not self.is_model and self.draw.chance(0.7):
            made.append(self._method())
            first = len(made)
            left = [step for step in self.theme.phrases["steps"] if step not in self.claimed]
            made += [self._dependent_method(step, first) for step in self.draw.some(left, self.draw.whole(1, 2))]
        if self.draw.chance(0.35):
            lead = self.filled(pattern("claims", "use"), reference=self._reference(1))
            made.append(Claim(lead, depends_on=1))
        return made

    def _product(self) -> Claim:
        chosen = [
            self.filled(pattern("claims", "product_part"), part=part.name, feature=self._claimed(part))
            for part in self.parts[:3]
        ]
        return Claim(self.filled(pattern("claims", "product")), self._clauses(chosen))

    def _method(self) -> Claim:
        given = self.theme.phrases["steps"]
        steps = sorted(self.draw.some(given, 3), key=given.index)
        self.claimed.update(steps)
        chosen = [self.filled(pattern("claims", "method_step"), step=self.numbers(step)) for step in steps]
        return Claim(self.filled(pattern("claims", "method")), self._clauses(chosen))

    def _dependent(self, part: Part, on: int) -> Claim:
        lead = self.filled(
            pattern("claims", "dependent"), reference=self._reference(on), part=part.name, feature=self._claimed(part)
        )
        return Claim(lead, depends_on=on)

    def _dependent_method(self, step: Term, on: int) -> Claim:
        lead = self.filled(
            pattern("claims", "dependent_method"), reference=self._reference(on), step=self.numbers(step)
        )
        return Claim(lead, depends_on=on)

    def _claimed(self, part: Part) -> Term:
        """A feature that no claim has yet, where there is one."""
        feature = self.draw.pick([each for each in part.features if each not in self.claimed] or part.features)
        self.claimed.add(feature)
        return self.numbers(feature)

    def _reference(self, number: int) -> Term:
        return self.filled(pattern("claims", "reference"), number=Term(str(number), str(number)))

    @staticmethod
    def _clauses(texts: list[Term]) -> tuple[Term, ...]:
        clause, end, last = pattern("joining", "clause"), pattern("joining", "end"), pattern("joining", "last")
        made = []
        for position, text in enumerate(texts, start=1):
            if position == len(texts):
                made.append(Term(text.en + end.en, text.zh + end.zh))
            elif position == len(texts) - 1:
                made.append(Term(text.en + clause.en + last.en.rstrip(), text.zh + clause.zh))
            else:
                made.append(Term(text.en + clause.en, text.zh + clause.zh))
        return tuple(made)

    # sentences

    def filled(self, sentence: Term, **given: Term) -> Term:
        """A pattern with its slots filled; what is not given is drawn from the theme."""
        slots = {**self._slots(), **given}
        english = {name: term.en for name, term in slots.items()}
        english["Subject"] = _capital(english["subject"])
        english["Field"] = _capital(english["field"])
        text = _ARTICLE.sub(r"\1n ", sentence.en.format(**english))
        chinese = sentence.zh.format(**{name: term.zh for name, term in slots.items()})
        if self.is_model:
            invention, model = pattern("kinds")
            chinese = chinese.replace(invention, model)
        return Term(text, chinese)

    def _slots(self) -> dict[str, Term]:
        draw, words = self.draw, self.theme.phrases
        effects, second = draw.some(words["effects"], 2), draw.pick(self.parts[1:])
        page = draw.whole(1, 900)
        return {
            "subject": self.subject,
            "qualifier": self.qualifier,
            "field": self.theme.field,
            "method": self.theme.method,
            "part": self.main.name,
            "feature": self._feature(self.main),
            "part2": second.name,
            "feature2": self._feature(second),
            "list": self._list(),
            "problem": draw.pick(words["problems"]),
            "use": draw.pick(words["uses"]),
            "effect": effects[0],
            "effect2": effects[1],
            "step": self.numbers(draw.pick(words["steps"])),
            "number": _same(self.examples),
            "author": pattern("author"),
            "volume": _same(draw.whole(1, 60)),
            "year": _same(draw.whole(1995, 2004)),
            "page": _same(page),
            "page2": _same(page + draw.whole(3, 20)),
        }

    def _feature(self, part: Part) -> Term:
        return self.numbers(self.draw.pick(part.features))

    def _list(self) -> Term:
        between, last = pattern("joining", "list"), pattern("joining", "last")
        names = [part.name for part in self.parts]
        return Term(
            between.en.join(f"a {name.en}" for name in names[:-1]) + f"{last.en}a {names[-1].en}",
            between.zh.join(name.zh for name in names[:-1]) + last.zh + names[-1].zh,
        )

    def numbers(self, phrase: Term) -> Term:
        """A phrase with its intervals and numbers drawn, the same in both languages."""
        english, chinese = phrase
        for match in _NUMBERS.finditer(phrase.en):
            low, is_interval, high = int(match[1]), match[2] == "..", int(match[3])
            if is_interval:
                first = self.draw.whole(low, high - 1)
                second = self.draw.whole(first + 1, high)
                written = Term(f"{first} to {second}", f"{first}\uff5e{second}")
            else:
                value = str(self.draw.whole(low, high))
                written = Term(value, value)
            english = english.replace(match[0], written.en, 1)
            chinese = _DRAWN.sub(written.zh, chinese, count=1)
        return Term(english, chinese)


def _same(value: int) -> Term:
    return Term(str(value), str(value))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
