"""How does a table become records? A mapping (YAML) says which column is what; CSV, TSV, XLSX, XLS and ODS are read."""
