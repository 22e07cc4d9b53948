"""Where everything lies in the folder of a corpus, and how a file gets there whole.

    zhihang-corpus.json          the schema version
    CURRENT                      the id of the edition that is read
    lock                         who is building
    deliveries/<key>/            what one delivered file contributed; complete or absent
    pictures.sqlite              the pictures that delivered files carry, by the names they were delivered under
    editions/<id>/manifest.json  what the edition is made of
    editions/<id>/tables/        column tables
    editions/<id>/index/         full-text index

Files of a delivery or an edition never change once their folder has its final name, so that editions may share them
by hard links. Folders that are being written end in `.tmp`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SCHEMA = 5
"""Version of everything written below a corpus. Changed tables, merging rules or manifests raise it."""

DELIVERY_SCHEMA = 3
"""Version of what is kept of a delivered file. Raised apart from `SCHEMA`: while it stays, a corpus of an older schema
is made anew from its deliveries, without the files."""

UNFINISHED = ".tmp"


class Layout:
    """The paths of one corpus."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marker = root / "zhihang-corpus.json"
        self.current = root / "CURRENT"
        self.lock = root / "lock"
        self.deliveries = root / "deliveries"
        self.editions = root / "editions"
        self.scratch = root / f"scratch{UNFINISHED}"

    def delivery(self, key: str) -> Path:
        """The folder of a delivery."""
        return self.deliveries / key

    def edition(self, identifier: str) -> Path:
        """The folder of an edition."""
        return self.editions / identifier

    def unfinished(self) -> list[Path]:
        """What interrupted builds left behind."""
        found = [self.scratch] if self.scratch.exists() else []
        for folder in (self.deliveries, self.editions):
            if folder.is_dir():
                found += sorted(entry for entry in folder.iterdir() if entry.name.endswith(UNFINISHED))
        return found


def temporary(folder: Path) -> Path:
    """The name of a folder while it is being written."""
    return folder.with_name(folder.name + UNFINISHED)


def start(folder: Path) -> Path:
    """An empty folder to write what will be `folder`."""
    writing = temporary(folder)
    if writing.exists():
        shutil.rmtree(writing)
    writing.mkdir(parents=True)
    return writing


def finish(writing: Path, folder: Path) -> None:
    """Give a written folder its name, once all it holds is on the disk."""
    for directory, _, files in os.walk(writing):
        for name in files:
            _sync(Path(directory) / name)
        _sync(Path(directory))
    former = folder.with_name(f"{folder.name}.former{UNFINISHED}")
    if folder.exists():
        folder.rename(former)
    writing.rename(folder)
    _sync(folder.parent)
    if former.exists():
        shutil.rmtree(former)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step: a reader sees the old content or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writing = path.with_name(path.name + UNFINISHED)
    with writing.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    writing.rename(path)
    _sync(path.parent)


def share(source: Path, target: Path) -> None:
    """The same file under another name: a hard link, or a copy where the file system has none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
