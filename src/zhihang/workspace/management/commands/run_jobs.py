"""`zhihang manage run_jobs`: a worker. `zhihang serve` starts one; further machines may start more (PostgreSQL)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhihang import config
from zhihang.workspace.jobs.working import work


class Command(BaseCommand):
    """Runs jobs until stopped."""

    help = "Run jobs until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at a time, and for whom."""
        parser.add_argument("--lanes", type=int, default=int(config.number_value("job_lanes")))
        parser.add_argument("--parent", type=int, default=0, help="end when this process is no longer the parent")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        work(max(1, options["lanes"]), options["parent"])
