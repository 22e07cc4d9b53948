"""What people said about names, as a layer over the editions 判定层 with a version of its own.

    overlays/<version>/overlay.json   standardized names, memberships, problems; the deliveries they come from
    OVERLAY                           the version that is read

Like an edition it is a function of the set of its deliveries, whatever the order. It is made of those that no other
delivery contains: a file that is written on and delivered again replaces its earlier state. Results state edition and
overlay; without judgements the overlay's version is empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from zhihang.corpus.applicants.groups import Membership, memberships
from zhihang.corpus.applicants.normal import rules_digest
from zhihang.corpus.applicants.resolving import resolved
from zhihang.corpus.applicants.statements import Node, Pair, content, statements
from zhihang.corpus.deliveries.arrival import JUDGEMENTS
from zhihang.corpus.edition import Corpus
from zhihang.corpus.layout import finish, start, write_whole
from zhihang.corpus.manifest import Source, load, save
from zhihang.records.problem import Problem
from zhihang.sources.judgements.judgement import VERDICTS, Judgement

POINTER = "OVERLAY"
FOLDER = "overlays"
FILE = "overlay.json"


class JudgedName(msgspec.Struct, frozen=True, kw_only=True):
    """A normal form that somebody judged, and the standardized name it has."""

    node: Node
    standard: str


class JudgedPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two normal forms and what was last said of them."""

    pair: Pair
    verdict: str


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """The judgements on names in force 名称判定层. `as_of`: the day of the last judgement; `counts`: by verdict."""

    version: str = ""
    rules: str = ""
    as_of: str | None = None
    sources: tuple[Source, ...] = ()
    counts: dict[str, int] = {}
    names: tuple[JudgedName, ...] = ()
    pairs: tuple[JudgedPair, ...] = ()
    members: tuple[Membership, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def standards(self) -> dict[Node, str]:
        """Judged normal form → standardized name."""
        return {each.node: each.standard for each in self.names}


def overlay_folder(corpus: Corpus, version: str) -> Path:
    """Where an overlay lies; that of no judgement is called `none`."""
    return corpus.layout.root / FOLDER / (version or "none")


def current_version(corpus: Corpus) -> str:
    """The version of the overlay that is read; empty where there are no judgements."""
    try:
        return (corpus.layout.root / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        return ""


def current_overlay(corpus: Corpus) -> Overlay:
    """The overlay that is read; one without judgements where there are none."""
    version = current_version(corpus)
    if not version:
        return Overlay(rules=rules_digest())
    overlay = load(overlay_folder(corpus, version) / FILE, Overlay)
    if overlay.rules != rules_digest():
        return _made(corpus, list(overlay.sources))
    return overlay


def renew(corpus: Corpus, delivered: list[Source]) -> Overlay:
    """Make the overlay of the current one's deliveries and further ones, and switch to it."""
    before = current_overlay(corpus)
    names: dict[str, str] = {}
    for source in (*before.sources, *delivered):
        names[source.key] = min(source.name, names.get(source.key, source.name))
    if not names:
        return before
    sources = _not_contained(corpus, [Source(key=key, name=name) for key, name in sorted(names.items())])
    overlay = _made(corpus, sources)
    if overlay.version != before.version:
        folder = overlay_folder(corpus, overlay.version)
        writing = start(folder)
        save(writing / FILE, overlay)
        finish(writing, folder)
        write_whole(corpus.layout.root / POINTER, f"{overlay.version}\n".encode("ascii"))
    return overlay


def judgements_of(corpus: Corpus, key: str) -> Iterator[Judgement]:
    """The judgements of one delivery, withdrawn ones and withdrawals included."""
    path = corpus.layout.delivery(key) / JUDGEMENTS
    if path.is_file():
        with path.open("rb") as stream:
            for line in stream:
                yield msgspec.json.decode(line, type=Judgement)


def every_judgement(corpus: Corpus, overlay: Overlay) -> list[Judgement]:
    """All judgements of an overlay, those that are not in force too."""
    return [judgement for source in overlay.sources for judgement in judgements_of(corpus, source.key)]


def problems(corpus: Corpus, overlay: Overlay) -> list[Problem]:
    """What could not be read of the judgements, and where they contradict each other."""
    read = [problem for source in overlay.sources for problem in corpus.problems(source.key)]
    return [*read, *overlay.problems]


def overlay_version(sources: list[Source]) -> str:
    """The version of an overlay: a digest of the set of its deliveries and of the rules of normalising."""
    lines = [rules_digest(), *sorted(f"{source.key} {source.name}" for source in sources)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _not_contained(corpus: Corpus, sources: list[Source]) -> list[Source]:
    """The deliveries that say something no other one says; of equal ones the first."""
    said = {source.key: frozenset(map(content, judgements_of(corpus, source.key))) for source in sources}
    kept: list[Source] = []
    for source in sorted(sources, key=lambda source: (-len(said[source.key]), source.name, source.key)):
        if not any(said[source.key] <= said[other.key] for other in kept):
            kept.append(source)
    return sorted(kept, key=lambda source: (source.name, source.key))


def _made(corpus: Corpus, sources: list[Source]) -> Overlay:
    judgements = [judgement for source in sources for judgement in judgements_of(corpus, source.key)]
    stated = statements(judgements)
    found = resolved(stated)
    members, group_problems = memberships(stated, found.names)
    verdicts = [judgement.verdict for judgement in judgements]
    judged = {verdict: getattr(stated, verdict) for verdict in ("unsure", "same", "different")}
    pairs = {pair: verdict for verdict, several in judged.items() for pair in several}
    return Overlay(
        version=overlay_version(sources),
        rules=rules_digest(),
        as_of=max((judgement.when for judgement in judgements), default=None),
        sources=tuple(sources),
        counts={verdict: verdicts.count(verdict) for verdict in VERDICTS},
        names=tuple(JudgedName(node=node, standard=name) for node, name in sorted(found.names.items())),
        pairs=tuple(JudgedPair(pair=pair, verdict=verdict) for pair, verdict in sorted(pairs.items())),
        members=tuple(members),
        problems=(*stated.problems, *found.problems, *group_problems),
    )
