"""How does a notebook ask? The Python face: `open_corpus`, `Corpus`, `Result`; binds search, landscape and reporting.

import zhihang as zh

corpus = zh.open_corpus("corpus")
result = corpus.search("ti=battery and pa=catl")
result.total, result.page(), result.facets(["cc"]), result.ids(), result.arrow(), result.explain()
"""

from __future__ import annotations

from zhihang.library.corpora import Corpus, open_corpus
from zhihang.library.result import Result, Row

__all__ = ["Corpus", "Result", "Row", "open_corpus"]
