"""Problems of delivered files in words."""

from __future__ import annotations

from dataclasses import dataclass

from zhihang.messages import Language, room_texts
from zhihang.records.problem import Problem


@dataclass(frozen=True, slots=True)
class WordedProblem:
    """A problem and what its code says."""

    problem: Problem
    text: str


def worded_problem(problem: Problem, language: Language) -> WordedProblem:
    """The problem with its text; the code alone where no text is known."""
    return WordedProblem(problem, code_text(problem.code, language))


def code_text(code: str, language: Language) -> str:
    """The text of a code of the sources, else the code; a placeholder it may hold is shown as a gap, the detail stands
    beside it."""
    found = room_texts("sources").get(code)
    return found[language] if found else code
