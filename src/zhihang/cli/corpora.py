"""`zhihang corpus …`: add files, look at editions, verify, rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhihang import config
from zhihang.cli.options import AsJson, Lang, OneCorpus
from zhihang.cli.output import chosen_language, print_json, print_table, say, tell
from zhihang.messages import Language, text

if TYPE_CHECKING:
    from zhihang.corpus.report import BuildReport
    from zhihang.sources.source import Source

app = typer.Typer(help="Build and look after a corpus: files in, editions out.", no_args_is_help=True)


def folder(option: Path | None) -> Path:
    """The corpus that is meant."""
    return option or Path(config.text_value("corpus"))


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders: plain, .zip, .gz, .tar, nested.")],
    as_: Annotated[str | None, typer.Option("--as", help="Force a format: a product name, or a mapping file.")] = None,
    delivered: Annotated[str | None, typer.Option(help="Date of the delivery, such as 2024-06-30.")] = None,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: one per core.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Any problem is fatal.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Recognise and count only.")] = False,
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Read official files into a new edition and switch to it. The same files again change nothing.

    Example: zhihang corpus add deliveries/ --delivered 2024-06-30
    """
    import msgspec

    from zhihang.cli.progress import Shown
    from zhihang.corpus.building import add as build

    language = chosen_language(lang)
    with Shown(language) as progress:
        report = build(
            folder(corpus),
            paths,
            as_format=_format(as_),
            delivered=delivered,
            jobs=jobs,
            strict=strict,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        _report(report, language)
    if not report.is_usable:
        tell("NOTHING_USABLE", language)
        raise typer.Exit(1)
    if report.notices:
        tell("NOTICES_COUNTED", language, count=report.notices)
    if report.problems:
        tell("PROBLEMS_COUNTED", language, count=report.problems)
        raise typer.Exit(3)


def _format(name: str | None) -> str | Source | None:
    """The product that `--as` names, or the source of a mapping file."""
    if name is None or not name.lower().endswith((".yaml", ".yml")):
        return name
    from zhihang.sources.tables.loading import load_mapping
    from zhihang.sources.tables.source import table_source

    return table_source(load_mapping(name))


def _report(report: BuildReport, language: Language) -> None:
    """What came of each file, then the edition."""
    from zhihang.cli.inventory import reason

    for problem in report.unreadable:
        told = f"{reason(problem.code, language)} ({problem.detail})"
        tell("FILE_REFUSED", language, file=problem.file, reason=told)
    for delivery in report.deliveries:
        for member in delivery.members:
            if member.format:
                code = "FILE_READ_NOTICES" if member.notices else "FILE_READ"
                tell(code, language, file=member.file, format=member.format, read=member.read + member.judged,
                     problems=member.problems, notices=member.notices)  # fmt: skip
            else:
                code = "FILE_ASIDE" if member.aside else "FILE_REFUSED"
                tell(code, language, file=member.file, reason=reason(member.aside or member.problem, language))
    if report.overlay and any(delivery.has_judgements for delivery in report.deliveries):
        tell("OVERLAY", language, overlay=report.overlay, judged=sum(entry.judged for entry in report.deliveries))
    read = sum(delivery.read for delivery in report.deliveries)
    if report.dry_run:
        tell("DRY_RUN", language, files=len(report.deliveries), read=read)
    elif report.edition and report.edition == report.before:
        tell("UNCHANGED", language, edition=report.edition)
    elif report.edition:
        records = report.counts.records if report.counts else 0
        tell("ADDED", language, edition=report.edition, records=records, read=read, files=len(report.deliveries))


@app.command()
def info(
    corpus: OneCorpus = None,
    fields: Annotated[
        bool, typer.Option("--fields", help="Per product, what was filled and left aside, and why.")
    ] = False,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Describe the current edition: counts by right, office, kind, year, and the files it was read from.

    Example: zhihang corpus info --fields
    """
    from zhihang.cli.inventory import inventory
    from zhihang.corpus.edition import Corpus

    content = inventory(Corpus.open(folder(corpus)).current(), chosen_language(lang), with_fields=fields)
    if as_json:
        print_json(content)
        return
    typer.echo(f"{content['edition']}\t{content['built']}\t{content['records']}")
    for name, values in content["counts"].items():
        print_table([name, "records"], ([name, str(value), str(number)] for value, number in values.items()))
    columns = ["file", "format", "sha256", "read", "distinct", "merged", "superseded", "problems", "notices"]
    print_table(columns, ([_shown(entry[column]) for column in columns] for entry in content["files"]))
    print_table(["file", ""], ([entry["file"], *entry["reasons"]] for entry in content["unused"]))
    if content["read_before"]:
        tell("READ_BEFORE", chosen_language(lang), count=len(content["read_before"]))
    _print_overlay(content["overlay"])
    for product, coverage in content.get("fields", {}).items():
        for kind in ("filled", "unread"):
            print_table(["product", "", "", ""], ([product, kind, key, str(n)] for key, n in coverage[kind].items()))
        left = [[e["what"], str(e["number"])] for e in coverage["left"]]
        left += [[e["path"], e["reason"]] for e in coverage["aside"]]
        print_table(["product", "", "", ""], ([product, "aside", *pair] for pair in left))


def _print_overlay(overlay: dict[str, Any]) -> None:
    if overlay["version"]:
        counts = (["overlay", verdict, str(number)] for verdict, number in overlay["judgements"].items() if number)
        print_table(["", "", ""], [["overlay", overlay["version"], overlay["as_of"]], *counts])


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


@app.command("list")
def list_editions(corpus: OneCorpus = None, as_json: AsJson = False) -> None:
    """List the editions, the latest built first; the current one is marked.

    Example: zhihang corpus list
    """
    from zhihang.corpus.edition import Corpus

    opened = Corpus.open(folder(corpus))
    current = opened.current_id()
    rows = [
        {"edition": e.id, "built": e.manifest.built, "records": e.manifest.counts.records, "current": e.id == current}
        for e in opened.editions()
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(
            ["", "edition", "built", "records"],
            (["*" if r["current"] else "", str(r["edition"]), str(r["built"]), str(r["records"])] for r in rows),
        )


@app.command()
def use(
    edition: Annotated[str, typer.Argument(help="An edition's id, or its beginning.")],
    corpus: OneCorpus = None,
    lang: Lang = None,
) -> None:
    """Read this edition from now on.

    Example: zhihang corpus use 3f2a
    """
    from zhihang.corpus.keeping import use as switch

    tell("SWITCHED", chosen_language(lang), edition=switch(folder(corpus), edition).id)


@app.command()
def prune(
    keep: Annotated[int, typer.Option(help="How many of the latest editions to keep; the current one always stays.")],
    corpus: OneCorpus = None,
    lang: Lang = None,
) -> None:
    """Remove old editions.

    Example: zhihang corpus prune --keep 2
    """
    from zhihang.corpus.edition import Corpus
    from zhihang.corpus.keeping import prune as remove

    removed = remove(folder(corpus), keep)
    kept = len(Corpus.open(folder(corpus)).editions())
    tell("PRUNED", chosen_language(lang), count=len(removed.editions), kept=kept)


@app.command()
def rebuild(
    index: Annotated[bool, typer.Option("--index", help="Only the full-text index, from the tables.")] = False,
    jobs: Annotated[int | None, typer.Option(help="Processes; default: one per core.")] = None,
    corpus: OneCorpus = None,
    lang: Lang = None,
) -> None:
    """Compose the current edition anew from its deliveries; also from an older schema.

    Example: zhihang corpus rebuild --index
    """
    from zhihang.cli.progress import Shown
    from zhihang.corpus.building import rebuild as compose
    from zhihang.corpus.building import rebuild_index

    language = chosen_language(lang)
    with Shown(language) as progress:
        edition = (rebuild_index if index else compose)(folder(corpus), jobs=jobs, progress=progress)
    tell("REBUILT", language, edition=edition.id, records=edition.manifest.counts.records)


@app.command()
def verify(corpus: OneCorpus = None, lang: Lang = None) -> None:
    """Check the current edition: checksums of its files, counts of tables and index.

    Example: zhihang corpus verify
    """
    from zhihang.cli.progress import Shown
    from zhihang.corpus.edition import Corpus
    from zhihang.corpus.verification import verify as check

    language = chosen_language(lang)
    edition = Corpus.open(folder(corpus)).current()
    with Shown(language) as progress:
        faults = check(edition, progress)
    if faults:
        for fault in faults:
            say(text("corpus", fault.code, language, file=fault.file, expected=fault.expected, found=fault.found))
        tell("DAMAGED", language, edition=edition.id, faults=len(faults))
        raise typer.Exit(1)
    tell("VERIFIED", language, edition=edition.id, records=edition.manifest.counts.records)


@app.command()
def certificate(
    edition: Annotated[
        str | None, typer.Argument(help="An edition's id, or its beginning; default: the current.")
    ] = None,
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Print what an edition is made of: files with checksums, rules, completeness by office, kind and year, checks.

    Example: zhihang corpus certificate --json
    """
    import msgspec

    from zhihang.cli.progress import Shown
    from zhihang.corpus.certificate import certificate as certified
    from zhihang.corpus.certificate_page import facts, sections, title
    from zhihang.corpus.edition import Corpus

    language = chosen_language(lang)
    opened = Corpus.open(folder(corpus))
    with Shown(language) as progress:
        found = certified(opened.edition(edition) if edition else opened.current(), progress=progress)
    if as_json:
        print_json(msgspec.to_builtins(found))
    else:
        typer.echo(title(language))
        print_table(["", ""], facts(found, language))
        for section in sections(found, language):
            typer.echo(f"\n{section.title}")
            print_table(section.columns, section.rows)
    if found.faults:
        raise typer.Exit(1)
