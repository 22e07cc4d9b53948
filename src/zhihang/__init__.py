"""Zhihang 知航: an open platform for intellectual-property strategy.

`import zhihang as zh; corpus = zh.open_corpus("corpus"); corpus.search("ti=battery").total`
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_corpus"]


def __getattr__(name: str) -> Any:
    """The Python face is loaded at its first use, so that a cold command stays fast."""
    if name == "open_corpus":
        return import_module("zhihang.library").open_corpus
    raise AttributeError(f"module 'zhihang' has no attribute {name!r}")
