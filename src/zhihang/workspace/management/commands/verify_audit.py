"""`zhihang manage verify_audit`: does the audit still say what was written?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhihang.messages import text
from zhihang.workspace.audit.verifying import verified


class Command(BaseCommand):
    """Verifies the chains of the audit; ends with an error where one is broken."""

    help = "Verify the hash chains of the audit. Prints the head of each chain: keep it elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Heads that an earlier verification printed."""
        parser.add_argument(
            "--known", action="append", default=[], metavar="ORGANIZATION:POSITION:HASH", help="a head printed earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk, print, fail where something is wrong."""
        found = verified(_heads(options["known"]))
        for organization, (position, head) in found.heads.items():
            self.stdout.write(f"{organization}:{position}:{head}")
        for finding in found.findings:
            fields = {"organization": finding.organization, "position": finding.position, "entry": finding.entry}
            self.stderr.write(text("workspace", finding.code, "en", **fields))
        if found.findings:
            raise CommandError(text("workspace", "AUDIT_BROKEN", "en", findings=len(found.findings)))
        said = {"entries": found.entries, "unsealed": found.unsealed}
        self.stdout.write(text("workspace", "AUDIT_WHOLE", "en", **said))


def _heads(known: list[str]) -> dict[int, tuple[int, str]]:
    heads = {}
    for each in known:
        organization, _, rest = each.partition(":")
        position, _, head = rest.partition(":")
        if not (organization.isdecimal() and position.isdecimal() and head):
            raise CommandError(text("workspace", "AUDIT_NO_HEAD", "en", value=each))
        heads[int(organization)] = (int(position), head)
    return heads
