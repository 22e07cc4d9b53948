"""The column engine: DuckDB in memory over Parquet files, with bounded memory, spilling beside the corpus.

Extensions are never loaded: they would come from the network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from zhihang.errors import CorpusError

MEMORY = "1GB"
"""What building may use; larger sorts and joins go to the scratch folder."""


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A new connection; `scratch` is for building, where memory is bounded."""
    config: dict[str, Any] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if scratch is not None:
        config |= {"memory_limit": MEMORY, "temp_directory": str(scratch), "preserve_insertion_order": "true"}
    try:
        connection = duckdb.connect(":memory:", config=config)
        connection.execute("SET enable_progress_bar = false")  # it would draw over ours, and into files
    except duckdb.Error as error:
        raise CorpusError("ENGINE", room="corpus", path=str(scratch or ":memory:"), reason=str(error)) from error
    return connection


def file_list(paths: list[Path]) -> str:
    """Files as they stand in `read_parquet(…)`."""
    quoted = ", ".join("'" + str(path).replace("'", "''") + "'" for path in paths)
    return f"[{quoted}]"
