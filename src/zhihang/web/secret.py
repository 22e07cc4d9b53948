"""The secret that signs cookies: made once and kept beside the database, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The kept secret; made at the first call. Of two processes that start together, both read the one that won."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        making = folder / f"secret.key.{os.getpid()}"
        making.touch(mode=0o600)
        making.write_text(secrets.token_urlsafe(48), "ascii")
        try:
            os.link(making, path)
        except FileExistsError:
            pass
        finally:
            making.unlink()
    return path.read_text("ascii")
