"""Which records match? The full-text index: the only place that knows the search engine (tantivy).

`schema` what is indexed · `stream` how text becomes tokens · `documents` a record as index fields · `builder` writes ·
`shapes` and `compiling` turn a plan into engine queries · `reader` answers: totals, pages, ids, facets.
The layout was chosen by benchmark: `docs/explanation/decisions/0001-index-layout.md`.
"""
