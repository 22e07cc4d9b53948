"""Looking into a folder: its files as they are now. Links that lead out of the folder are seen and not followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from zhihang import config
from zhihang.errors import UsageError
from zhihang.information.watched_folders.states import Look, Sight


def roots() -> list[Path]:
    """The folders below which folders may be watched (setting `watched_roots`)."""
    named = config.text_value("watched_roots").split(os.pathsep)
    return [Path(each.strip()).resolve() for each in named if each.strip()]


def allowed(path: str) -> Path:
    """The folder of that path, links followed. Raises UsageError `FOLDER_NO_ROOTS`, `FOLDER_OUTSIDE`, `FOLDER_MISSING`.

    Asked at each look, for a link may be turned elsewhere later.
    """
    known = roots()
    if not known:
        raise UsageError("FOLDER_NO_ROOTS", room="information")
    if "\x00" in path or not path.strip():
        raise UsageError("FOLDER_MISSING", room="information", path=path.replace("\x00", ""))
    folder = Path(path).resolve()
    if not any(folder.is_relative_to(root) for root in known):
        named = ", ".join(str(root) for root in known)
        raise UsageError("FOLDER_OUTSIDE", room="information", path=path, roots=named)
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        raise UsageError("FOLDER_MISSING", room="information", path=path)
    return folder


def files_in(folder: Path, pattern: str) -> Iterator[tuple[str, Look]]:
    """The files below a folder whose name or path meets the pattern, by path; hidden ones are nobody's delivery."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*names, *links]):
            path = Path(parent, name)
            below = path.relative_to(folder).as_posix()
            if not name.startswith(".") and _meets(below, pattern):
                yield below, look_at(path, folder)


def _meets(below: str, pattern: str) -> bool:
    name = below.rpartition("/")[2]
    return any(fnmatchcase(name, each) or fnmatchcase(below, each) for each in pattern.split() or ["*"])


def look_at(path: Path, folder: Path) -> Look:
    """A file as it is now. A link counts as what it leads to, where that is a file below the folder."""
    try:
        if path.is_symlink() and not _is_inside(path, folder):
            return Look(0, path.lstat().st_mtime_ns, Sight.OUTSIDE)
        found = path.stat()
    except OSError:
        return Look(0, 0, Sight.UNREADABLE)
    if not os.access(path, os.R_OK):
        return Look(found.st_size, found.st_mtime_ns, Sight.UNREADABLE)
    return Look(found.st_size, found.st_mtime_ns)


def _is_inside(path: Path, folder: Path) -> bool:
    target = path.resolve()
    return target.is_file() and target.is_relative_to(folder)
