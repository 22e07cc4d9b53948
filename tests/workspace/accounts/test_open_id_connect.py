"""Signing in by OpenID Connect, against a small provider: in a process that is configured for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.workspace.accounts.made_up_provider import CLIENT, SECRET

HERE = Path(__file__).parent


def test_everything_about_signing_in_by_a_provider() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "ZHIHANG_OIDC_ISSUER": f"http://127.0.0.1:{port}/realm", "ZHIHANG_OIDC_CLIENT": CLIENT,
        "ZHIHANG_OIDC_SECRET": SECRET,
    }  # fmt: skip
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        [*command, str(HERE / "open_id_connect.py")],
        cwd=HERE.parents[2], env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-15_000:]
    assert " passed" in done.stdout
