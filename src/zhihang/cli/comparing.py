"""`zhihang corpus diff`: what changed between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhihang.cli.corpora import folder
from zhihang.cli.options import AsJson, Lang, OneCorpus
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.errors import UsageError
from zhihang.messages import Language

if TYPE_CHECKING:
    from zhihang.corpus.difference import Difference
    from zhihang.corpus.edition import Edition


def diff(
    editions: Annotated[
        list[str] | None, typer.Argument(help="None: the last two; one: it and the current; two.")
    ] = None,
    families: Annotated[bool, typer.Option("--families", help="Where the source's family and ours differ.")] = False,
    conflicts: Annotated[
        bool, typer.Option("--conflicts", help="All values on which sources differ, not only those that are new.")
    ] = False,
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between editions: records added, changed (which fields, which values vanished), gone, taken
    back; new conflicts between sources; completeness.

    Example: zhihang corpus diff 3f2a 9b41
    """
    import msgspec

    from zhihang.corpus.difference import diff as compared

    old, new = _two_editions(folder(corpus), editions or [], one_will_do=families or conflicts)
    found = compared(old, new, families=families, conflicts=conflicts)
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        _print_difference(found, chosen_language(lang))


def _two_editions(path: Path, named: list[str], *, one_will_do: bool) -> tuple[Edition, Edition]:
    """The editions that are meant, the earlier first: by default the current one and the one built before it.

    What is listed of one edition (`one_will_do`) needs no other: then the only one is compared with itself.
    """
    from zhihang.corpus.edition import Corpus

    opened = Corpus.open(path)
    if len(named) > 2:
        raise typer.BadParameter("EDITION EDITION")
    if len(named) == 2:
        return opened.edition(named[0]), opened.edition(named[1])
    current = opened.current()
    if named:
        return opened.edition(named[0]), current
    built = opened.editions()
    before = built[[edition.id for edition in built].index(current.id) + 1 :]
    if not before and one_will_do:
        return current, current
    if not before:
        raise UsageError("ONE_EDITION", room="cli", edition=current.id)
    return before[0], current


def _print_difference(found: Difference, language: Language) -> None:
    """One line a record, marked +, ~ (with its changed keys), - (with the reason); then what was taken back, what
    vanished, conflicts (!: new, .: settled), completeness."""
    from zhihang.cli.differing import lines

    for columns, rows in lines(found):
        if rows:
            print_table(columns, rows)
    tell("DIFFERENCE", language, old=found.old, new=found.new, added=len(found.added), changed=len(found.changed),
         gone=len(found.gone), redelivered=found.redelivered)  # fmt: skip
    if found.conflicts or found.settled:
        tell("CONFLICTS", language, conflicts=len(found.conflicts), settled=len(found.settled))
