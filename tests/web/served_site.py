"""The application in a process of its own, as `zhihang serve` runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

_START = "import sys; from zhihang.web.serving import serve; serve(sys.argv[1])"


def served(folder: Path) -> Iterator[str]:
    """Serves `folder/corpus` while the address is in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = os.environ | {"ZHIHANG_CORPUS": str(folder / "corpus"), "ZHIHANG_SECRET_KEY": "of the tests"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", _START, address], cwd=folder, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(f"http://{address}/keys", server, folder / "log")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the application did not start:\n{log.read_text('utf-8')}")
