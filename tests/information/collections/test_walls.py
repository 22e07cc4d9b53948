"""The walls of what people keep: who is asked first, and which file of a concept may know which."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import zhihang.information

FOLDER = Path(str(zhihang.information.__file__)).parent
CONCEPTS = ("api", "collections", "annotations", "reviews", "exports")
WITHOUT_ACTOR = {
    "api.selectors.digest_of", "reviews.selectors.agreement",
    "reviews.selectors.disputed", "reviews.selectors.verdicts", "exports.selectors.folder",
    "collections.services.require", "collections.services.require_readable", "exports.services.export_result",
    "exports.services.prune_exports",
}  # fmt: skip
"""Pure functions over what was read for an actor, guards, and jobs: these find their actor in their arguments."""
LAYERS = {
    "states": 0, "policy": 0, "models": 1, "selectors": 2, "answering": 2, "services": 3, "forms": 4, "views": 5,
    "changing_views": 5, "api": 5, "urls": 6,
}  # fmt: skip


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for concept in CONCEPTS:
        for layer in ("selectors", "services"):
            module = import_module(f"zhihang.information.{concept}.{layer}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if inspect.unwrap(function).__module__ == module.__name__ and not name.startswith("_"):
                    yield f"{concept}.{layer}.{name}", function


@pytest.mark.parametrize(("name", "function"), list(functions()))
def test_whoever_reads_or_writes_says_who_asks(name: str, function: Callable[..., Any]) -> None:
    if name in WITHOUT_ACTOR:
        return
    first = next(iter(inspect.signature(inspect.unwrap(function)).parameters.values()))
    assert (first.name, first.annotation) == ("actor", "Actor")


def test_the_exceptions_exist() -> None:
    known = {name for name, _ in functions()}
    assert {name for name in WITHOUT_ACTOR if name.rpartition(".")[2].islower()} - known == set()


@pytest.mark.parametrize("concept", CONCEPTS)
def test_each_file_of_a_concept_knows_only_those_below_it(concept: str) -> None:
    wrong = []
    for path in (FOLDER / concept).glob("*.py"):
        if path.stem not in LAYERS:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            package = f"zhihang.information.{concept}"
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
                within = (node.module or "").removeprefix(package).strip(".")
                names = [within] if within else [alias.name for alias in node.names]
                known = [name for name in names if name in LAYERS]
                wrong += [f"{path.stem} → {name}" for name in known if LAYERS[name] > LAYERS[path.stem]]
                wrong += [f"{path.stem} → {name}" for name in known if {name, path.stem} == {"views", "api"}]
    assert wrong == []


@pytest.mark.parametrize("concept", CONCEPTS)
def test_concepts_know_only_those_before_them(concept: str) -> None:
    later = CONCEPTS[CONCEPTS.index(concept) + 1 :]
    wrong = [
        f"{path.name} → {other}"
        for path in (FOLDER / concept).glob("*.py")
        for other in later
        if f"zhihang.information.{other}" in path.read_text("utf-8")
    ]
    assert wrong == []
