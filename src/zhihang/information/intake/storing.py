"""Where arrived files are kept, and how a file gets there whole.

    <upload_folder>/incoming/<random>           while it comes in
    <upload_folder>/<arrival>/<number>/<name>   from then on, under the name it came with

The name of a file stays its own, for records say which file they come from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhihang import config

_BLOCK: Final = 1 << 20
_LONGEST: Final = 200  # bytes of a name, which most file systems take with room for an ending


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came in whole and waits below `incoming`: its name as sent, size in bytes, sum of its content.

    `origin`: its path in a watched folder.
    """

    path: Path
    name: str
    size: int
    sha256: str
    origin: str = ""


def root() -> Path:
    """The folder of everything that arrived."""
    return Path(config.text_value("upload_folder")).resolve()


def incoming() -> Path:
    """A path for a file that begins to come in; its folder is there."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / uuid.uuid4().hex


def safe_name(name: str) -> str:
    """The last part of a name, without what no file system takes: control characters, signs of folders, hidden names.

    >>> safe_name("C:\\\\data\\\\grants.xml"), safe_name("../../etc/passwd"), safe_name(".."), safe_name("a\\x00b")
    ('grants.xml', 'passwd', 'file', 'ab')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in ("Cc", "Cf", "Cs")).strip().lstrip(".")
    while len(kept.encode()) > _LONGEST:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[:-1]}.{ending}" if dot and len(stem) > 1 and len(ending) < 16 else kept[:-1]
    return kept or "file"


def keep(received: Received, arrival: uuid.UUID, number: int) -> str:
    """Move a received file to its arrival; where it is kept, below the root."""
    stored = Path(str(arrival)) / f"{number:06}" / safe_name(received.name)
    target = root() / stored
    target.parent.mkdir(parents=True, exist_ok=True)
    received.path.replace(target)
    return stored.as_posix()


def path_of(stored: str) -> Path:
    """Where a kept file lies."""
    return root() / stored


def drop(stored: str) -> None:
    """Forget a kept file, and its folders once they are empty."""
    path = path_of(stored)
    path.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):
        try:
            folder.rmdir()
        except OSError:
            return


def drop_arrival(arrival: uuid.UUID) -> None:
    """Forget everything of one arrival."""
    shutil.rmtree(root() / str(arrival), ignore_errors=True)


def copied(path: Path, name: str, origin: str) -> Received:
    """A copy of a file, summed up while it is made. Raises OSError; half a copy is not left behind."""
    target, total, digest = incoming(), 0, hashlib.sha256()
    try:
        with path.open("rb") as source, target.open("wb") as copy:
            while block := source.read(_BLOCK):
                digest.update(block)
                total += len(block)
                copy.write(block)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return Received(target, name, total, digest.hexdigest(), origin)


def linked(stored: str, name: str, size: int, sha256: str) -> Received:
    """A kept file for another arrival: a hard link, or a copy where the file system has none. Raises OSError."""
    target = incoming()
    try:
        os.link(path_of(stored), target)
    except OSError:
        shutil.copyfile(path_of(stored), target)
    return Received(target, name, size, sha256)


def free_bytes() -> int:
    """How much still fits."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free
