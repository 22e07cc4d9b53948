"""Serving the application: what `zhihang serve` and `zhihang manage` do."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence

from zhihang import config
from zhihang.errors import UsageError
from zhihang.messages import Language, text

SETTINGS_MODULE = "zhihang.web.settings"
_EVERYWHERE = ("0.0.0.0", "::")  # compared with, not bound to
_MOST_WORKERS = 4
_THREADS = 8


def split_address(address: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8000`, `[::1]:8000`, `:8000` or `8000`. Raises UsageError `ADDRESS`.

    >>> split_address("8080"), split_address("[::1]:80")
    (('127.0.0.1', 8080), ('::1', 80))
    """
    host, _, port = address.strip().rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise UsageError("ADDRESS", room="web", address=address)
    return host.strip("[]") or "127.0.0.1", int(port)


def host_names(address: str) -> list[str]:
    """The names under which a browser may ask for this server.

    An operator who listens everywhere has a proxy or a network in front that decides who asks.
    """
    host, _ = split_address(address)
    return ["*"] if host in _EVERYWHERE else ["localhost", "127.0.0.1", "[::1]", host]


def page_address(address: str) -> str:
    """The address to open in a browser."""
    host, port = split_address(address)
    host = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(address: str | None = None, *, language: Language = "en") -> None:
    """Serve until stopped; prints the address first. Raises UsageError `ADDRESS_IN_USE`.

    `address` is host and port, by default the setting `address`.
    """
    address = address or config.text_value("address")
    host, port = split_address(address)
    _require_free(host, port, address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    os.environ["ZHIHANG_ADDRESS"] = address  # the workers are new processes and read their settings anew
    bring_database_up()
    from granian import Granian
    from granian.constants import Interfaces

    from zhihang.web.job_worker import running_jobs

    server = Granian(
        "zhihang.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=min(_MOST_WORKERS, os.cpu_count() or 1),
        blocking_threads=_THREADS,
        websockets=False,
        log_enabled=False,
    )
    print(text("web", "SERVING", language, address=page_address(address)), flush=True)
    with running_jobs():
        server.serve()


def bring_database_up() -> None:
    """Bring the tables of managed work up to this version: nothing to do where they are."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from zhihang.workspace.actors.reach import everything

    django.setup()
    settings.STATE.mkdir(parents=True, exist_ok=True)
    with everything("migrations are for all"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    connections.close_all()  # the workers open their own


def manage(argv: Sequence[str]) -> None:
    """Run a management command of Django: `manage(["migrate"])`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    from django.core.management import execute_from_command_line

    from zhihang.workspace.actors.reach import everything_from_now_on

    everything_from_now_on("a person at the console of the machine")
    execute_from_command_line([f"{sys.argv[0]} manage", *argv])


def _require_free(host: str, port: int, address: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UsageError("ADDRESS_IN_USE", room="web", address=address, reason=error.strerror or "") from error
