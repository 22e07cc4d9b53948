"""The reference page of the tables, generated from their declarations.

python -m zhihang.corpus.tables.reference > docs/reference/tables.md
"""

from __future__ import annotations

import sys

from zhihang.corpus.tables.declarations import RECORD_TABLES, tables

HEAD = """# Tables of an edition

Generated from `src/zhihang/corpus/tables/declarations.tsv`; do not edit.

An edition keeps its records as Parquet files in `editions/<id>/tables/`, one or more files (*parts*) a table. Tables
of records join by `ord`, the ordinal of one version of a record; a record keeps it while it does not change. Ordinals
in `dead` count no more: leave them out when you read the files with another tool. *Field* names the field of the query
language, or the sub-field of an element, whose values a column holds.

```sql
SELECT name, count(DISTINCT ord) FROM read_parquet('editions/<id>/tables/parties-*.parquet')
WHERE role = 'applicant' AND ord NOT IN (SELECT ord FROM read_parquet('editions/<id>/tables/dead.parquet'))
GROUP BY name ORDER BY 2 DESC
```

`dead.parquet`, like any table without rows, may be absent.
"""


def page() -> str:
    """The page, in Markdown."""
    parts = [HEAD]
    for table, columns in tables().items():
        kind = "record by record" if table in RECORD_TABLES else "of the whole edition"
        parts.append(f"## {table}\n\n{kind.capitalize()}.\n\n| column | type | field | meaning |\n|---|---|---|---|")
        rows = [
            f"| `{column.name}` | {column.type} | {f'`{column.field}`' if column.field else ''} | {column.meaning} |"
            for column in columns
        ]
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
