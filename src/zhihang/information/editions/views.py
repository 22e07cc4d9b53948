"""The corpus pages: what everything on this site rests on."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.corpus.certificate_page import facts, sections, title
from zhihang.corpus.edition import Edition
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.corpora.policy import may_add, may_change
from zhihang.information.corpora.selectors import place, private_corpus, readable
from zhihang.information.editions import selectors
from zhihang.information.editions.wording import code_text, worded_problem
from zhihang.information.facets.counting import counted
from zhihang.records.problem import LEVELS, Level
from zhihang.reporting.bibliography.naming import product_name
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

PROBLEMS_PER_PAGE = 200


def corpus_named(request: HttpRequest) -> Place:
    """The corpus that the address names, the public one where it names none. Raises NotFound `NO_CORPUS_HERE`."""
    return place(actor_of(request), request.GET.get("corpus", "") or PUBLIC)


def _edition(request: HttpRequest) -> Edition:
    return selectors.edition_of(actor_of(request), corpus_named(request).key, request.GET.get("edition", ""))


def is_empty(here: Place) -> bool:
    """Whether a private corpus waits for its first files: its pages say so. The public one is the operator's matter."""
    return not here.is_public and not here.has_edition


def frame_of(request: HttpRequest, here: Place) -> dict[str, Any]:
    """What every page of a corpus says of it: its name, where others are, what one may do; how addresses name it."""
    actor = actor_of(request)
    several = readable(actor)
    return {
        "place": here,
        "of": "" if here.is_public else f"corpus={here.key}&",
        "others": [each for each in several if each.key != here.key],
        "may_add": may_add(actor, here),
        "may_change": may_change(actor, here),
        "kept_by": None if here.is_public else private_corpus(actor, int(here.key)),
    }


@require_safe
def corpus(request: HttpRequest) -> HttpResponse:
    """An edition: its counts, the files it was built from, the other editions that are kept."""
    here = corpus_named(request)
    if is_empty(here):
        return render(request, "editions/empty.html", frame_of(request, here))
    edition = _edition(request)
    manifest = edition.manifest
    fields = {"right": "right", "cc": "office", "pd": "year", "kind": "kind"}
    files = selectors.delivered_files(edition)
    kept = selectors.kept_editions(actor_of(request), here.key)
    context = frame_of(request, here) | {
        "shown_edition": edition,
        "certificate_title": title(language()),
        "manifest": manifest,
        "built_day": manifest.built[:10],
        "built_time": manifest.built[11:16],
        "counts": [counted(field, getattr(manifest.counts, name), language()) for field, name in fields.items()],
        "files": [(file, [product_name(product, language()) for product in file.manifest.products]) for file in files],
        "problem_count": sum(selectors.noted_counts(edition, "problem").values()),
        "other_editions": [other for other in kept if other.id != edition.id],
    }
    return render(request, "editions/corpus.html", context)


@require_safe
def certificate(request: HttpRequest) -> HttpResponse:
    """What an edition is made of, to be kept or printed; its files are not checked here, that takes a while."""
    if is_empty(corpus_named(request)):
        return render(request, "editions/empty.html", frame_of(request, corpus_named(request)))
    edition = _edition(request)
    found = selectors.certificate_of(edition)
    context = frame_of(request, corpus_named(request)) | {
        "shown_edition": edition,
        "title": title(language()),
        "facts": facts(found, language()),
        "sections": sections(found, language()),
    }
    return render(request, "editions/certificate.html", context)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """Every damaged place of the delivered files; with `level=notice` every noteworthy one. By kind, page by page."""
    here = corpus_named(request)
    if is_empty(here):
        return render(request, "editions/empty.html", frame_of(request, here))
    edition, around = _edition(request), frame_of(request, here)
    level: Level = "notice" if request.GET.get("level") == "notice" else "problem"
    counts = selectors.noted_counts(edition, level)
    code = request.GET.get("kind", "") if request.GET.get("kind", "") in counts else ""
    total = counts[code] if code else sum(counts.values())
    given = request.GET.get("page", "1")
    page = int(given) if given.isdecimal() and 0 < len(given) < 9 else 1
    page = min(max(page, 1), max(1, -(-total // PROBLEMS_PER_PAGE)))
    start = (page - 1) * PROBLEMS_PER_PAGE
    shown = islice(selectors.noted(edition, level, code), start, start + PROBLEMS_PER_PAGE)
    context = around | {
        "shown_edition": edition,
        "level": level,
        "kind": code,
        "kinds": [(each, code_text(each, language()), number) for each, number in counts.items()],
        "number": {each: sum(selectors.noted_counts(edition, each).values()) for each in LEVELS},
        "address": f"?{around['of']}edition={edition.id}&level={level}",
        "problems": [worded_problem(problem, language()) for problem in shown],
        "total": total,
        "first": start + 1,
        "last": min(start + PROBLEMS_PER_PAGE, total),
        "page": page,
        "previous": page - 1,
        "following": page + 1 if start + PROBLEMS_PER_PAGE < total else 0,
    }
    return render(request, "editions/problems.html", context)
