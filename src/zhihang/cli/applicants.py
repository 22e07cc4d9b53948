"""`zhihang corpus applicants …`: what may be one applicant, what somebody says of it, what is known of a name."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from zhihang.cli.corpora import folder
from zhihang.cli.options import AsJson, Lang, OneCorpus
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.messages import Language, text

if TYPE_CHECKING:
    from zhihang.corpus.applicants.account import Account
    from zhihang.corpus.applicants.candidates import Candidate

app = typer.Typer(help="Names of applicants: candidates, judgements, standardized names.", no_args_is_help=True)


@app.command()
def candidates(
    name: Annotated[str | None, typer.Argument(help="Only candidates for this name, in any of its spellings.")] = None,
    limit: Annotated[str, typer.Option(help="How many, or: all. There is no cap.")] = "50",
    least: Annotated[
        float | None, typer.Option(help="Score in bits from which pairs are shown; default: the measured threshold.")
    ] = None,
    role: Annotated[Literal["applicants", "inventors"], typer.Option(help="Whose names.")] = "applicants",
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Propose names that may be one applicant, with score and reasons. Nothing is merged.

    Example: zhihang corpus applicants candidates 'SIEMENS AG' --limit all
    """
    import msgspec

    from zhihang.corpus.applicants.candidates import APPLICANTS
    from zhihang.corpus.applicants.candidates import candidates as proposed
    from zhihang.corpus.edition import Corpus

    language = chosen_language(lang)
    if limit != "all" and not (limit.isascii() and limit.isdigit()):
        raise typer.BadParameter(text("cli", "LIMIT", language, limit=limit), param_hint="--limit")
    edition = Corpus.open(folder(corpus)).current()
    lists = APPLICANTS if role == "applicants" else (role,)
    found = proposed(edition.tables, edition.standardized.overlay, name=name, lists=lists, least=least)
    shown = found.candidates if limit == "all" else found.candidates[: int(limit)]
    if as_json:
        print_json(
            msgspec.to_builtins(found) | {"total": len(found.candidates), "candidates": msgspec.to_builtins(shown)}
        )
    else:
        print_table(["bits", "", "name", "name", "records", "reasons"], (_row(each, language) for each in shown))
    tell("CANDIDATES", language, shown=len(shown), total=len(found.candidates))
    for crowd in found.crowds:
        tell("CROWD", language, block=crowd.block, names=crowd.names)


def _row(candidate: Candidate, language: Language) -> list[str]:
    reasons = (
        f"{text('corpus', f'evidence-{each.code}', language)} {each.weight:+g}" for each in candidate.reasons
    )  # fmt: skip
    records = " · ".join(map(str, candidate.records))
    return [f"{candidate.score:g}", candidate.kind, candidate.one, candidate.two, records, "; ".join(reasons)]


@app.command()
def judge(
    verdict: Annotated[Literal["same", "different", "unsure", "member", "withdrawn"], typer.Argument(help="The word.")],
    name: Annotated[str, typer.Argument(help="A name; of two that are the same, how the applicant is to be called.")],
    by: Annotated[str, typer.Option(help="Who says so.")],
    other: Annotated[str | None, typer.Argument(help="The other name (same, different, unsure).")] = None,
    why: Annotated[str | None, typer.Option(help="For what reason.")] = None,
    when: Annotated[str | None, typer.Option(help="Day of the judgement; default: today.")] = None,
    group: Annotated[str | None, typer.Option(help="The group (member).")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day in the group.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day in the group.")] = None,
    country: Annotated[str | None, typer.Option(help="Only for parties of this country.")] = None,
    other_country: Annotated[str | None, typer.Option(help="The same of the other name.")] = None,
    office: Annotated[str | None, typer.Option(help="Only in records of this office.")] = None,
    other_office: Annotated[str | None, typer.Option(help="The same of the other name.")] = None,
    record: Annotated[str | None, typer.Option(help="Only in this record, by its id or that of its right.")] = None,
    other_record: Annotated[str | None, typer.Option(help="The same of the other name.")] = None,
    withdraws: Annotated[str | None, typer.Option(help="Id of the line that is taken back (withdrawn).")] = None,
    file: Annotated[Path, typer.Option(help="File of judgements to write on.")] = Path("judgements.tsv"),
    is_added: Annotated[bool, typer.Option("--add/--no-add", help="Deliver the file to the corpus.")] = True,
    corpus: OneCorpus = None,
    lang: Lang = None,
) -> None:
    """Write a judgement down and deliver it: same, different, unsure, member of a group, withdrawn.

    Example: zhihang corpus applicants judge same 'SIEMENS AG' 'Siemens & Halske AG' --by lw --why register
    """
    from zhihang.corpus.applicants.writing import write_judgement
    from zhihang.corpus.building import add

    language = chosen_language(lang)
    written = write_judgement(
        file,
        {
            "judgement": verdict, "name": name, "other": other, "by": by, "why": why, "group": group, "from": since,
            "to": until, "when": when or time.strftime("%Y-%m-%d"), "country": country, "office": office,
            "record": record, "other_country": other_country, "other_office": other_office,
            "other_record": other_record, "withdraws": withdraws,
        },
    )  # fmt: skip
    tell("JUDGED", language, id=written.id, path=file)
    if is_added:
        report = add(folder(corpus), [file], jobs=1)
        tell("OVERLAY", language, overlay=report.overlay, judged=sum(entry.judged for entry in report.deliveries))
        _tell_contradictions(folder(corpus), language)


def _tell_contradictions(path: Path, language: Language) -> None:
    """Where judgements contradict each other now."""
    from zhihang.cli.inventory import reason
    from zhihang.corpus.applicants.overlay import current_overlay
    from zhihang.corpus.edition import Corpus

    for problem in current_overlay(Corpus.open(path)).problems:
        tell("JUDGEMENT_PROBLEM", language, reason=reason(problem.code, language), detail=problem.detail)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A name in any spelling.")],
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a name: normal form and its steps, standardized name, spellings, groups, judgements.

    Example: zhihang corpus applicants show 'Siemens Aktiengesellschaft'
    """
    import msgspec

    from zhihang.corpus.applicants.account import account
    from zhihang.corpus.edition import Corpus

    found = account(Corpus.open(folder(corpus)).current(), name)
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        _print_account(found, chosen_language(lang))


def _print_account(found: Account, language: Language) -> None:
    rows = [["normal", found.text, found.legal_form or "", found.country or ""]]
    rows += [["step", step.after, text("corpus", step.code, language), ""] for step in found.steps]
    rows += [["standard", standard, "", ""] for standard in found.standards]
    rows += [["spelling", each.name, each.country or "", str(each.records)] for each in found.spellings]
    rows += [["group", each.group, each.since or "", each.until or ""] for each in found.groups]
    for each in found.judgements:
        about = " / ".join(filter(None, (each.name.name, each.other.name if each.other else each.group)))
        rows.append([each.verdict, about, f"{each.by}, {each.when}", each.why or ""])
    print_table(["", "", "", ""], rows)
