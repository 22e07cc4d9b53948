"""Expectations written by hand: where they stand, how a record is held against one, and how values are sealed.

`expected/<product>.yaml`: file and record of files that may be quoted. `expected/sealed/<product>.yaml`: the same of
files that may not; every value that was printed in the file stands as a seal (a digest of product and value), so a
difference is found and named without the value itself. `expected/examples.yaml`: products of which no delivered file is
at hand.

A sealed expectation is written out in full outside of the repository, by hand from the file, and sealed with

    python -m tests.sources.by_hand written-out.yaml > tests/sources/expected/sealed/<product>.yaml
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import yaml

EXPECTED = Path(__file__).parent / "expected"
SEAL = "sealed:"
LEFT_OUT = "left out"
"""What stands in an expectation for a value that no eye can tell from the file; the header of the file says why."""

_LENGTH = 12
_OPEN = frozenset(
    {"right", "office", "language", "kind", "country", "definition", "value", "type", "by", "phase", "role", "id_type"}
)
"""Keys whose values are codes of ours or of a standard; they are not sealed, nor are languages of texts and counts."""


def cases() -> dict[str, dict[str, Any]]:
    """Name → expectation with `product`, `file`, `record`; `position` or `member` where one of several is meant."""
    files = sorted(path for path in EXPECTED.rglob("*.yaml") if path.stem != "examples")
    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in files}
    assert len(found) == len(files), "two expectations of one name"
    return {name: {"product": name, **case} for name, case in found.items()}


def examples() -> dict[str, dict[str, Any]]:
    """Product → the record of the first entry of its made-up example."""
    return dict(yaml.safe_load((EXPECTED / "examples.yaml").read_text("utf-8")))


def seal(product: str, value: Any) -> str:
    """What stands in the repository for a value of a file that may not be quoted."""
    form = f"{product}\0{json.dumps(value, ensure_ascii=False, sort_keys=True)}"
    return SEAL + hashlib.sha256(form.encode()).hexdigest()[:_LENGTH]


def sealed(product: str, value: Any, key: str = "") -> Any:
    """The same value with everything sealed that the file printed; its shape stays."""
    if isinstance(value, dict) and {"first", "last"} & set(value):
        ends = {name: f"{seal(product, value[name])}:{len(value[name])}" for name in ("first", "last") if name in value}
        return {**value, **ends}
    if isinstance(value, dict):
        return {name: sealed(product, each, str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [sealed(product, each, key) for each in value]
    return value if key in _OPEN or isinstance(value, int) or value == LEFT_OUT else seal(product, value)


def differences(found: Any, expected: Any, path: str, product: str) -> list[str]:
    """Where a value is not what was written by hand; texts and long lists by number, beginning and end."""
    if isinstance(expected, dict) and {"first", "last"} & set(expected):
        return _ends([found] if isinstance(found, str) else list(found or [""]), expected, path, product)
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [*expected, *(key for key in found if key not in expected)]
        return [
            each for key in keys for each in differences(found.get(key), expected.get(key), f"{path}.{key}", product)
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(found, expected, strict=True))
        return [each for place, (one, two) in pairs for each in differences(one, two, f"{path}[{place}]", product)]
    if isinstance(expected, str) and expected.startswith(SEAL):
        return [] if expected == seal(product, found) else [f"{path}: {found!r}, expected what is {expected}"]
    is_same = found == expected or (expected == LEFT_OUT and found is not None)
    return [] if is_same else [f"{path}: {found!r}, expected {expected!r}"]


def _ends(pieces: list[str], expected: dict[str, Any], path: str, product: str) -> list[str]:
    """A long text by the number of its pieces, its beginning and its end."""
    count = expected.get("count", len(pieces))
    told = [] if count == len(pieces) else [f"{path}: {len(pieces)} pieces, expected {count}"]
    for name, text in (("first", str(pieces[0])), ("last", str(pieces[-1]))):
        wanted = str(expected.get(name, ""))
        if wanted.startswith(SEAL):
            wanted, _, length = wanted.rpartition(":")
            end = text[: int(length)] if name == "first" else text[-int(length) :]
            is_same = seal(product, end) == wanted
        else:
            end = text[: len(wanted)] if name == "first" else text[len(text) - len(wanted) :]
            is_same = end == wanted
        told += [] if is_same else [f"{path}, {name}: {end!r}, expected {wanted!r}"]
    return told


def main() -> None:
    """Seals an expectation that is written out in full; its comments are kept."""
    text = Path(sys.argv[1]).read_text("utf-8")
    case = yaml.safe_load(text)
    product = case.get("product", Path(sys.argv[1]).stem)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    case["record"] = sealed(product, case["record"])
    body = yaml.safe_dump(case, allow_unicode=True, sort_keys=False, default_flow_style=None, width=118)
    sys.stdout.write("\n".join([*comments, body]))


if __name__ == "__main__":
    main()
