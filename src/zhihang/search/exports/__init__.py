"""Records as files: csv, xlsx, ris, bibtex, jsonl, parquet. Streams in the order of the result, no cap."""
