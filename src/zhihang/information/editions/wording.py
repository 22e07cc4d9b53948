"""Products and problems of delivered files in words."""

from __future__ import annotations

from dataclasses import dataclass

from zhihang.errors import NotFound
from zhihang.messages import Language, room_texts
from zhihang.records.problem import Problem
from zhihang.sources.registry import source


@dataclass(frozen=True, slots=True)
class WordedProblem:
    """A problem and what its code says."""

    problem: Problem
    text: str


def product_name(product: str, language: Language) -> str:
    """The official product's name; its code where this installation has no reader for it any more."""
    try:
        return source(product).title(language)
    except NotFound:
        return product


def worded_problem(problem: Problem, language: Language) -> WordedProblem:
    """The problem with its text; the code alone where no text is known."""
    return WordedProblem(problem, _text(problem.code, language) or problem.code)


def _text(code: str, language: Language) -> str:
    """The text of a code of the sources; a placeholder it may hold is shown as a gap, the detail stands beside it."""
    found = room_texts("sources").get(code)
    return found[language] if found else ""
