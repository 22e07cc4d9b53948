"""Reading YAML of law into checked structures; a fault names its file."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from zhihang.errors import RuleError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_T = TypeVar("_T")
_NO_PERIOD = re.compile(r"matching regex .* at `\$\.?(.*)`$")
"""What msgspec says of a text that is no period; periods are the only texts of rule files that follow a pattern."""


def read_yaml(file: Traversable | Path) -> Any:
    """The contents of a file. Raises RuleError `YAML` with the place of the fault."""
    try:
        return yaml.load(file.read_text("utf-8"), _Loader)
    except (yaml.YAMLError, ValueError, OSError) as error:
        detail = " ".join(str(error).replace('in "<unicode string>", ', "").split())
        raise RuleError("YAML", room="rules", file=file.name, detail=detail) from error


def converted(value: Any, kind: type[_T], where: str) -> _T:
    """A value in the shape of `kind`. Raises RuleError `SCHEMA` saying which key is wrong and what was expected."""
    try:
        return msgspec.convert(value, kind, strict=True, str_keys=False)
    except msgspec.ValidationError as error:
        if no_period := _NO_PERIOD.search(str(error)):
            raise RuleError("NO_PERIOD", room="rules", file=where, key=no_period[1]) from error
        raise RuleError("SCHEMA", room="rules", file=where, detail=str(error)) from error


def read_struct(file: Traversable | Path, kind: type[_T]) -> _T:
    """A file in the shape of `kind`."""
    return converted(read_yaml(file), kind, file.name)
