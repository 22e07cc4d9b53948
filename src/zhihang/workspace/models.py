"""Collects the concepts' models for Django; nothing else imports it."""

from __future__ import annotations

from zhihang.workspace.accounts.models import User
from zhihang.workspace.audit.models import AuditEntry, AuditSeal
from zhihang.workspace.jobs.models import Job, Schedule
from zhihang.workspace.mandates.models import Mandate
from zhihang.workspace.notices.models import Notice
from zhihang.workspace.organizations.models import Membership, Organization

__all__ = ["AuditEntry", "AuditSeal", "Job", "Mandate", "Membership", "Notice", "Organization", "Schedule", "User"]
