"""`zhihang manage operator EMAIL`: the first account, which runs the installation, and the first organization."""

from __future__ import annotations

import os
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from zhihang.errors import ZhihangError
from zhihang.messages import error_text, text
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Role, machine
from zhihang.workspace.organizations.services import add_member, found_organization

_VARIABLE = "ZHIHANG_PASSWORD"


class Command(BaseCommand):
    """Makes an operator who administers a new organization."""

    help = f"Make an account that runs this installation. The password is asked for, or read from {_VARIABLE}."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and for which organization."""
        parser.add_argument("email")
        parser.add_argument("--organization", default="Zhihang", help="name of the organization to found")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Account, organization, membership: all or nothing."""
        actor = machine("operator")
        password = os.environ.get(_VARIABLE) or getpass()
        try:
            user = open_account(actor, options["email"], password=password, is_operator=True)
            row = found_organization(actor, options["organization"])
            add_member(actor, row.pk, user.email, role=Role.ADMINISTRATOR, covers_units=True)
        except ZhihangError as error:
            raise CommandError(error_text(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(text("workspace", "OPERATOR_MADE", "en", email=user.email, organization=row.name))
