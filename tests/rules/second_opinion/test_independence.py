"""The second opinion shares no code with the first calculator."""

from __future__ import annotations

import ast
from pathlib import Path

import zhihang.rules.second_opinion

FOLDER = Path(zhihang.rules.second_opinion.__file__).parent
ALLOWED = ("zhihang.errors", "zhihang.rules.second_opinion")


def _imported(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: a relative import"
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return [name for name in found if name.partition(".")[0] == "zhihang"]


def test_only_its_own_modules_and_the_tree_of_errors_are_imported() -> None:
    foreign = {
        f"{file.name}: {name}"
        for file in FOLDER.glob("*.py")
        for name in _imported(file)
        if not name.startswith(ALLOWED)
    }
    assert foreign == set()


def test_nothing_of_the_first_calculator_imports_it() -> None:
    using = [
        str(file.relative_to(FOLDER.parent))
        for file in FOLDER.parent.rglob("*.py")
        if FOLDER not in file.parents and "second_opinion" in file.read_text(encoding="utf-8")
    ]
    assert using == []
