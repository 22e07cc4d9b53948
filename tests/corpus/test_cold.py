"""What a cold `zhihang count` loads: neither the column engine nor what it brings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import made_source

from zhihang.corpus import building

SCRIPT = """
import sys
from zhihang.corpus.edition import Corpus
from zhihang.corpus.plan import Everything
print(Corpus.open(sys.argv[1]).current().index.count(Everything()))
print(sorted({name.split(".")[0] for name in sys.modules} & {"pyarrow", "duckdb", "django", "numpy", "lxml"}))
"""


def test_counting_imports_no_column_engine(tmp_path: Path) -> None:
    made_source.write(tmp_path / "in" / "a.txt", "ep-xml", made_source.document("1"))
    building.add(tmp_path / "corpus", [tmp_path / "in"], jobs=1)
    script = [sys.executable, "-c", SCRIPT, str(tmp_path / "corpus")]
    answer = subprocess.run(script, capture_output=True, text=True, check=True)
    assert answer.stdout.split("\n")[:2] == ["1", "[]"]
