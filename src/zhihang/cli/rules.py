"""`zhihang rules check|list|show` and `deadlines`, `fees`, `term`, `status`: the law of one right, with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from zhihang.cli.options import AsJson, Corpora, Lang
from zhihang.cli.output import chosen_language, print_table, say
from zhihang.errors import NotFound, UsageError

if TYPE_CHECKING:
    from zhihang.rules.finding import Finding
    from zhihang.rules.history import History
    from zhihang.rules.loading import RuleBook

Packs: TypeAlias = Annotated[
    list[Path] | None, typer.Option("--pack", help="Folder of further rules, laid over the package's; repeatable.")
]
Office: TypeAlias = Annotated[str, typer.Option("--office", help="Office, such as CN, US, EP, EU, JP, KR, WO.")]
Kind: TypeAlias = Annotated[str, typer.Option("--right", help="Kind of right, such as patent, design, trademark.")]
Events: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--event", help="NAME=DATE[,key=value…], such as filing=2020-02-29; repeatable."),
]
Route: TypeAlias = Annotated[str | None, typer.Option("--route", help="direct, paris, pct, madrid or hague.")]
Origin: TypeAlias = Annotated[str | None, typer.Option("--origin", help="resident or nonresident.")]
Reduction: TypeAlias = Annotated[str | None, typer.Option("--reduction", help="single, joint, small, micro or none.")]
Claims: TypeAlias = Annotated[int | None, typer.Option("--claims", min=0, help="Number of claims (or items).")]
Classes: TypeAlias = Annotated[int | None, typer.Option("--classes", min=1, help="Number of classes.")]
AsOf: TypeAlias = Annotated[str | None, typer.Option("--as-of", help="Day of the answer. Default: today.")]
Days: TypeAlias = Annotated[
    list[str] | None, typer.Option("--days", help="KIND=N, such as pta=142 or applicant_delay=60; repeatable.")
]

rules_app = typer.Typer(help="The rule data: check it, list it, show one rule.", no_args_is_help=True)


@rules_app.command("check")
def check(pack: Packs = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """Check schema, sources, overlaps, gaps and worked cases of all rules.

    Example: zhihang rules check --pack our-rules
    """
    from zhihang.rules.answers import report_json, to_json
    from zhihang.rules.checking import check_rules

    report, language = check_rules(pack or ()), chosen_language(lang)
    typer.echo(to_json(report_json(report, language)) if as_json else "\n".join(report.lines(language)))
    if not report.is_clean:
        raise typer.Exit(1)


@rules_app.command("list")
def list_(
    office: Annotated[str | None, typer.Option("--office", help="Only rules of this office.")] = None,
    right: Annotated[str | None, typer.Option("--right", help="Only rules of this kind of right.")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="Only rules of this subject.")] = None,
    events: Annotated[bool, typer.Option("--events", help="List the legal events instead.")] = False,
    pack: Packs = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """List rules, or with --events the legal events that histories are made of.

    Example: zhihang rules list --office CN --right patent --subject renewal
    """
    from zhihang.rules.answers import to_json
    from zhihang.rules.history import known_right, law_office
    from zhihang.rules.listing import list_events, list_rules

    language = chosen_language(lang)
    if events:
        named = list_events(language)
        if as_json:
            typer.echo(to_json({"events": [{"event": name, "title": title} for name, title in named]}))
        else:
            print_table(["event", "title"], (list(pair) for pair in named))
        return
    office = None if office is None else law_office(office)
    right = None if right is None else known_right(right)
    book, wrong = _book(pack, lang)
    found = list_rules(book, office=office, right=right, subject=subject, language=language)
    if as_json:
        typer.echo(to_json({"rules": found}))
    else:
        rows = (
            [e.rule, e.title, e.subject, " ".join(e.offices), " ".join(e.rights), "yes" if e.verified else "no"]
            for e in found
        )
        print_table(["rule", "title", "subject", "offices", "rights", "verified"], rows)
    _close(wrong)


@rules_app.command("show")
def show(
    rule: Annotated[str, typer.Argument(help="Id of a rule, such as cn.patent.annuity.")],
    pack: Packs = None,
    lang: Lang = None,
) -> None:
    """Show one rule as its file says it, with its worked cases.

    Example: zhihang rules show cn.patent.annuity
    """
    from zhihang.rules.listing import show_rule

    book, wrong = _book(pack, lang)
    typer.echo(show_rule(rule, book, chosen_language(lang), pack or ()))
    _close(wrong)


@rules_app.command("document")
def document(
    folder: Annotated[Path, typer.Argument(help="Folder of the pages, such as docs/reference/rules.")],
) -> None:
    """Write the reference pages that are generated from the rule data.

    Example: zhihang rules document docs/reference/rules
    """
    from zhihang.rules.documentation import write_pages

    say(str(write_pages(folder)))


def _day(text: str | None) -> date:
    if text is None:
        return date.today()  # the command line is where the clock enters; the engine has none
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("DAY", room="rules", value=text, text="--as-of") from None


def _number(pair: str) -> tuple[str, int]:
    kind, _, number = pair.partition("=")
    if not number.lstrip("-").isdigit():
        raise UsageError("DAYS_PAIR", room="rules", value=pair)
    return kind.strip(), int(number)


def _history(
    office: str, right: str, events: list[str] | None, days: list[str] | None, as_of: str | None, **more: Any
) -> History:
    from zhihang.rules.history import history

    stated = dict(_number(pair) for pair in days or ())
    return history(office, right, events or (), days=stated, as_of=_day(as_of), **more)


def _answered(of: History, book: RuleBook) -> None:
    """Refuses a question to which no rule of the book can have an answer."""
    if not any(of.law_office in rule.offices and of.right in rule.rights for rule in book.rules.values()):
        raise NotFound("NO_RULES", room="rules", office=of.office, right=of.right)


def _book(packs: list[Path] | None, lang: str | None) -> tuple[RuleBook, tuple[Finding, ...]]:
    """The rules with packs laid over them; what is wrong with a pack is said, and the rest is answered."""
    from zhihang.rules.checking import with_packs

    book, wrong = with_packs(packs or ())
    _say(wrong, lang)
    return book, wrong


def _say(found: Iterable[Finding], lang: str | None) -> None:
    for finding in found:
        say(finding.text(chosen_language(lang)))


def _close(wrong: Iterable[Finding]) -> None:
    """Exit status 3 where the answer is given without a file of a pack that could not be read."""
    if any(finding.code == "PACK_UNREADABLE" for finding in wrong):
        raise typer.Exit(3)


def _print(
    answer: Any,
    as_json: bool,
    lang: str | None,
    of: History,
    form: str,
    wrong: tuple[Finding, ...],
    more: Iterable[Finding] = (),
    below: str = "",
) -> None:
    from zhihang.rules import answers
    from zhihang.rules.history import findings
    from zhihang.rules.sheet import sheet

    language = chosen_language(lang)
    found = (*findings(of), *more)
    _say(found, lang)
    if as_json:
        typer.echo(answers.to_json(getattr(answers, form)(answer, (*wrong, *found), language)))
    else:
        typer.echo("\n".join(part for part in (sheet(answer, language), below) if part))
    _close(wrong)


def deadlines(
    office: Office,
    right: Kind,
    event: Events = None,
    route: Route = None,
    origin: Origin = None,
    as_of: AsOf = None,
    days: Days = None,
    reduction: Reduction = None,
    claims: Claims = None,
    classes: Classes = None,
    pack: Packs = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Every term, deadline and fee of a right, with rule, article and calculation.

    Example: zhihang deadlines --office CN --right patent --event filing=2020-02-29 --event grant=2023-05-09
    """
    from zhihang.rules.answers import deadlines_json, fees_json, term_json, to_json
    from zhihang.rules.deadlines import deadlines as computed
    from zhihang.rules.fees import fees as priced
    from zhihang.rules.fees import undated_schedules
    from zhihang.rules.history import findings
    from zhihang.rules.sheet import sheet
    from zhihang.rules.terms import term as bounded

    language = chosen_language(lang)
    more = {"route": route, "origin": origin, "reduction": reduction, "claims": claims, "classes": classes}
    of = _history(office, right, event, days, as_of, **more)
    book, wrong = _book(pack, lang)
    _answered(of, book)
    items, limit, costs = computed(of, book), bounded(of, book), priced(of, book)
    found = (*findings(of), *undated_schedules(of, costs, book))
    _say(found, lang)
    if as_json:
        whole = deadlines_json(items, (*wrong, *found), language) | {"term": term_json(limit, (), language)}
        typer.echo(to_json(whole | fees_json(costs, (), language)))
    else:
        typer.echo(
            "\n\n".join(
                part for part in (sheet(limit, language), sheet(items, language), sheet(costs, language)) if part
            )
        )
    _close(wrong)


def fees(
    office: Office,
    right: Kind,
    event: Events = None,
    route: Route = None,
    reduction: Reduction = None,
    claims: Claims = None,
    classes: Classes = None,
    as_of: AsOf = None,
    days: Days = None,
    pack: Packs = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Annuities, renewals and maintenance fees by year, with reductions and surcharges.

    Example: zhihang fees --office CN --right patent --event filing=2017-03-10 --event grant=2020-01-03
    """
    from zhihang.rules.fees import fees as priced
    from zhihang.rules.fees import undated_schedules

    more = {"route": route, "reduction": reduction, "claims": claims, "classes": classes}
    of = _history(office, right, event, days, as_of, **more)
    book, wrong = _book(pack, lang)
    _answered(of, book)
    costs = priced(of, book)
    _print(costs, as_json, lang, of, "fees_json", wrong, undated_schedules(of, costs, book))


def term(
    office: Office,
    right: Kind,
    event: Events = None,
    route: Route = None,
    days: Days = None,
    as_of: AsOf = None,
    pack: Packs = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """When protection starts and ends, with adjustments and extensions.

    Example: zhihang term --office US --right patent --event filing=2018-09-06 --event grant=2021-01-26 --days pta=127
    """
    from zhihang.rules.sheet import sheet
    from zhihang.rules.terms import term as bounded
    from zhihang.rules.us_delays import delay_estimate

    of = _history(office, right, event, days, as_of, route=route)
    book, wrong = _book(pack, lang)
    _answered(of, book)
    estimate = (of.law_office, of.right) == ("US", "patent") and "grant" in of.by_name and not of.days
    below = sheet(delay_estimate(of, book), chosen_language(lang)) if estimate else ""
    _print(bounded(of, book), as_json, lang, of, "term_json", wrong, below=below)


def status(
    number: Annotated[
        str | None, typer.Argument(help="A record of the corpus; instead of --office and --event.")
    ] = None,
    office: Annotated[str | None, typer.Option("--office", help="Office, such as CN.")] = None,
    right: Annotated[str | None, typer.Option("--right", help="Kind of right, such as patent.")] = None,
    event: Events = None,
    route: Route = None,
    days: Days = None,
    as_of: AsOf = None,
    corpus: Corpora = None,
    pack: Packs = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The status of a right with its evidence, and what is missing.

    Example: zhihang status --office CN --right patent --event filing=2012-01-05 --event grant=2015-03-04
    """
    from zhihang.rules.record_history import history_of, register_of, stated_by
    from zhihang.rules.status import status as concluded

    book, wrong = _book(pack, lang)
    if number:
        from zhihang.library.corpora import open_corpus

        record = open_corpus(*(corpus or ())).record(number)
        of = history_of(record, as_of=_day(as_of))
        answer = concluded(of, book, register=register_of(record), stated=stated_by(record))
    elif office and right:
        of = _history(office, right, event, days, as_of, route=route)
        _answered(of, book)
        answer = concluded(of, book)
    else:
        raise UsageError("STATUS_WHAT", room="rules")
    _print(answer, as_json, lang, of, "status_json", wrong)


def register(app: typer.Typer) -> None:
    """Adds the commands of this module to the command `zhihang`."""
    app.add_typer(rules_app, name="rules")
    for command in (deadlines, fees, term, status):
        app.command()(command)
