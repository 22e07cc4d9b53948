"""Which tables does an edition have, and how are they asked? The only place that knows the column engine (DuckDB).

`declarations` what tables there are · `rows` a record as rows · `parts` files of rows · `grouping` which contributions
make which record · `families`, `citations` what follows across records · `reading` and `elements` answer questions.
"""
