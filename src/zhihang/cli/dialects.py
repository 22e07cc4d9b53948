"""`zhihang explain --to DIALECT`: a query in the language of another system, and what it loses there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from zhihang.cli.output import chosen_language, print_json, say, say_json, tell
from zhihang.errors import QueryError
from zhihang.messages import Language, text

if TYPE_CHECKING:
    from zhihang.search.dialects import Printed


def print_in_dialect(
    query: str,
    to: str,
    read_as: str | None,
    lang: str | None,
    strategy: Path | None,
    saved: Path | None,
    as_json: bool,
) -> None:
    """The text as the result; each loss with its clause, and what is unverified, beside it. Needs no corpus."""
    from zhihang.cli.environment import environment_of
    from zhihang.search.dialects import dialect, print_as, read
    from zhihang.search.parser import parse

    language = chosen_language(lang)
    dialect(to)  # an unknown one is refused before the query is read
    environment, _ = environment_of(strategy, saved, language)
    try:
        known = (
            parse(query, language=language, environment=environment)
            if read_as is None
            else read(query, read_as, language=language, environment=environment)
        )
    except QueryError as error:
        error.query = query
        raise
    printed = print_as(known.tree, to)
    if as_json:
        print_json({"text": printed.text, "lost": list(printed.lost)})
        _say_losses(printed, language)
    else:
        typer.echo(printed.text)
        _tell_losses(printed, language)


def _tell_losses(printed: Printed, language: Language) -> None:
    notice = printed.notice()
    if notice is not None:
        tell("NOTICE", language, code=notice.code, message=notice.message(language))
    for loss in printed.losses:
        tell("NOTICE", language, code=loss.code, message=loss.message(language))
    if printed.unverified:
        say(text("search", "UNVERIFIED", language, system=printed.system, signs=" · ".join(printed.unverified)))


def _say_losses(printed: Printed, language: Language) -> None:
    if not printed.losses and not printed.unverified:
        return
    say_json(
        {
            "losses": [
                {"code": loss.code, "clause": loss.clause, "finds": loss.effect, "message": loss.message(language)}
                for loss in printed.losses
            ],
            "unverified": list(printed.unverified),
        }
    )
