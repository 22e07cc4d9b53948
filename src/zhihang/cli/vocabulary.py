"""The words of the field, read from the first docstring lines that name them in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+(?: ?(?:[、，]|/) ?[\u3007\u3400-\u4dbf\u4e00-\u9fff]+)*")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Term:
    """One word: English as the code names it, Chinese, what it means, the modules that say so."""

    english: str
    chinese: str
    meaning: str
    modules: tuple[str, ...]


def vocabulary() -> list[Term]:
    """All terms, by English name; one that several modules name alike stands once, with the first meaning."""
    root = Path(str(resources.files("zhihang")))
    found: dict[tuple[str, str], Term] = {}
    for path in sorted(root.rglob("*.py")):
        for term in _terms(path, root):
            known = found.setdefault((term.english, term.chinese), term)
            if term.modules[0] not in known.modules:
                found[term.english, term.chinese] = replace(known, modules=(*known.modules, *term.modules))
    return sorted(found.values(), key=lambda term: (term.english.lower(), term.chinese))


def _terms(path: Path, root: Path) -> Iterator[Term]:
    parts = path.relative_to(root).with_suffix("").parts
    module = ".".join(part for part in parts if part != "__init__")
    if not module:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        line = (ast.get_docstring(node) or "").partition("\n")[0]
        chinese = _HAN.search(line)
        name = module.rpartition(".")[2] if isinstance(node, ast.Module) else node.name
        if chinese and not name.startswith("_"):
            yield Term(_spoken(name), chinese[0], _meaning(line, chinese), (module,))


def _spoken(name: str) -> str:
    """`IndexReader` and `index_reader` as people say them."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in _WORDS.findall(name))


def _meaning(line: str, chinese: re.Match[str]) -> str:
    """The line without the Chinese word and without its end."""
    text = line[: chinese.start()].rstrip() + line[chinese.end() :]
    return re.sub(r"\s+", " ", text.replace(" ()", "")).strip().rstrip(".:")
