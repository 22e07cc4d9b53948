"""Pages of organizations: which there are, who belongs to one, which one acts for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhihang.workspace.actors.actor import Role
from zhihang.workspace.organizations import policy, selectors, services
from zhihang.workspace.organizations.acting import CHOSEN, actor_of
from zhihang.workspace.organizations.forms import MemberForm, OrganizationForm, RoleForm
from zhihang.workspace.pages.forms import way_back


@login_required
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """The tree as far as one may see it, and the one acted for."""
    actor = actor_of(request)
    context = {
        "rows": selectors.organizations(actor),
        "own": selectors.own_memberships(actor),
        "acting": actor.organization,
        "may_found": policy.may_found(actor, None),
        "form": OrganizationForm(),
    }
    return render(request, "organizations/organizations.html", context)


@login_required
@require_safe
def organization(request: HttpRequest, number: int) -> HttpResponse:
    """One organization: its people and its units."""
    return _page(request, number, MemberForm())


def _page(request: HttpRequest, number: int, form: MemberForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    row = selectors.organization(actor, number)
    context = {
        "row": row,
        "members": selectors.members(actor, number),
        "units": selectors.units(actor, row),
        "may_change": policy.may_change_members(actor, number),
        "may_found": policy.may_found(actor, number),
        "roles": list(Role),
        "form": form,
        "unit_form": OrganizationForm(),
        "acting": actor.organization,
    }
    return render(request, "organizations/organization.html", context, status=status)


@login_required
@require_POST
def found(request: HttpRequest, parent: int | None = None) -> HttpResponse:
    """Found an organization, at the root or as a unit."""
    form = OrganizationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("An organization needs a name."), extra_tags="bad")
        return redirect(way_back(request))
    row = services.found_organization(actor_of(request), parent=parent, **form.cleaned_data)
    return redirect("organizations:organization", row.pk)


@login_required
@require_POST
def act_for(request: HttpRequest, number: int) -> HttpResponse:
    """Act for this organization from now on; what one may not see is not here."""
    row = selectors.organization(actor_of(request), number)
    request.session[CHOSEN] = row.pk
    return redirect(way_back(request))


@login_required
@require_POST
def add_member(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a person in."""
    actor = actor_of(request)
    selectors.organization(actor, number)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _page(request, number, form, status=400)
    said = form.cleaned_data
    services.add_member(actor, number, said["email"], role=Role(said["role"]), covers_units=bool(said["covers_units"]))
    messages.success(request, _("Added."), extra_tags="ok")
    return redirect("organizations:organization", number)


@login_required
@require_POST
def change_role(request: HttpRequest, number: int, user: int) -> HttpResponse:
    """Give a member another role."""
    actor = actor_of(request)
    selectors.organization(actor, number)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, number, MemberForm(), status=400)
    said = form.cleaned_data
    services.change_role(actor, number, user, role=Role(said["role"]), covers_units=bool(said["covers_units"]))
    messages.success(request, _("Kept."), extra_tags="ok")
    return redirect("organizations:organization", number)


@login_required
@require_POST
def remove_member(request: HttpRequest, number: int, user: int) -> HttpResponse:
    """A person leaves."""
    services.remove_member(actor_of(request), number, user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Removed."), extra_tags="ok")
    return redirect("organizations:organizations")
