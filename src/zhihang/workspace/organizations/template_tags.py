"""How pages name roles."""

from __future__ import annotations

from django import template

from zhihang.workspace.organizations.forms import role_name

register = template.Library()
register.filter("role_name", role_name)
