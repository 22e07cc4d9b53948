"""What an administrator says about an organization."""

from __future__ import annotations

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from zhihang.messages import text
from zhihang.workspace.actors.actor import Role
from zhihang.workspace.pages.preferences import language


def role_name(role: str) -> str:
    """A role in the language of the page."""
    return text("workspace", f"ROLE_{role.upper()}", language())


_said = lazy(role_name, str)


class MemberForm(forms.Form):
    """Who joins, in which role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, _said(role.value)) for role in Role], initial="member"
    )
    covers_units = forms.BooleanField(label=_("also in all units below"), required=False)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(choices=[(role.value, _said(role.value)) for role in Role])
    covers_units = forms.BooleanField(required=False)


class OrganizationForm(forms.Form):
    """A name, in both languages, and the organization's own code."""

    name = forms.CharField(label=_("Name"), max_length=200)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    code = forms.CharField(label=_("Unified social credit code"), max_length=18, required=False)
