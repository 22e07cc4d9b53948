"""`zhihang manage catalogs`: brings the catalogs up to what the pages say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from zhihang.workspace.pages.catalogs import update


class Command(BaseCommand):
    """Updates and compiles the Chinese catalog; lists what has no translation."""

    help = "Update and compile the catalogs of the pages; lists texts without a translation."

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, compile, list."""
        for text in update():
            self.stdout.write(text)
