"""What does a question mean? The expert query language: reading, printing, errors, matching places.

`parser.parse` reads native text into a tree (`tree`), `printing.print_query` writes it back, `notation` holds the
S-expressions of logs and tests. The language itself: `docs/reference/query-language.md`.
"""
