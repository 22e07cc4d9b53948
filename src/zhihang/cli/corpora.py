"""`zhihang corpus …`: add files, look at editions, verify, rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from zhihang import config
from zhihang.cli.options import AsJson, Lang, OneCorpus
from zhihang.cli.output import chosen_language, print_json, print_table, say, tell
from zhihang.messages import Language

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
            folder(corpus), paths, as_format=as_, delivered=delivered, jobs=jobs, strict=strict, dry_run=dry_run,
            progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        _report(report, language)
    if not report.is_usable:
        tell("NOTHING_USABLE", language)
        raise typer.Exit(1)
    if report.problems:
        tell("PROBLEMS_COUNTED", language, count=report.problems)
        raise typer.Exit(3)


def _report(report: Any, language: Language) -> None:
    """What came of each file, then the edition."""
    for delivery in report.deliveries:
        for member in delivery.members:
            if member.format:
                tell("FILE_READ", language, file=member.file, format=member.format, read=member.read,
                     problems=member.problems)  # fmt: skip
            else:
                code = "FILE_ASIDE" if member.aside else "FILE_REFUSED"
                tell(code, language, file=member.file, reason=reason(member.aside or member.problem, language))
    read = sum(delivery.read for delivery in report.deliveries)
    if report.dry_run:
        tell("DRY_RUN", language, files=len(report.deliveries), read=read)
    elif report.edition and report.edition == report.before:
        tell("UNCHANGED", language, edition=report.edition)
    elif report.edition:
        records = report.counts.records if report.counts else 0
        tell("ADDED", language, edition=report.edition, records=records, read=read, files=len(report.deliveries))


def reason(code: str | None, language: Language) -> str:
    """A message code of the sources in words."""
    from zhihang.messages import room_texts

    return room_texts("sources").get(code or "", {}).get(language, code or "")


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
    from zhihang.corpus.edition import Corpus
    from zhihang.corpus.inventory import inventory

    content = inventory(Corpus.open(folder(corpus)).current(), with_fields=fields)
    if as_json:
        print_json(content)
        return
    typer.echo(f"{content['edition']}  {content['built']}  {content['counts']['records']}")
    for name in ("right", "office", "kind", "year"):
        print_table([name, "records"], ([str(key), str(value)] for key, value in content["counts"][name].items()))
    columns = ["file", "products", "sha256", "read", "distinct", "merged", "superseded", "problems"]
    print_table(columns, ([str(entry.get(column, "")) for column in columns] for entry in content["files"]))
    for product, coverage in content.get("fields", {}).items():
        for kind in ("filled", "aside", "unread"):
            rows = ([product, kind, key, str(value)] for key, value in coverage[kind].items())
            print_table(["product", "", "field", ""], rows)


@app.command()
def problems(corpus: OneCorpus = None, lang: Lang = None, as_json: AsJson = False) -> None:
    """List each problem of the files of the current edition: file, position, code, detail.

    Example: zhihang corpus problems
    """
    import msgspec

    from zhihang.corpus.edition import Corpus
    from zhihang.corpus.inventory import problems as listed

    language = chosen_language(lang)
    found = listed(Corpus.open(folder(corpus)).current())
    if as_json:
        print_json([msgspec.to_builtins(problem) for problem in found])
        return
    rows = (
        [p.file, "" if p.position is None else str(p.position), p.code, reason(p.code, language), p.detail]
        for p in found
    )
    print_table(["file", "position", "code", "", "detail"], rows)


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
    from zhihang.corpus.edition import Corpus

    tell("SWITCHED", chosen_language(lang), edition=Corpus.open(folder(corpus)).switch(edition).id)


@app.command()
def prune(
    keep: Annotated[int, typer.Option(help="How many of the latest editions to keep; the current one always stays.")],
    corpus: OneCorpus = None,
    lang: Lang = None,
) -> None:
    """Remove old editions.

    Example: zhihang corpus prune --keep 2
    """
    from zhihang.corpus.pruning import prune as remove

    removed, kept = remove(folder(corpus), keep)
    tell("PRUNED", chosen_language(lang), count=len(removed), kept=len(kept))


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
            say(str(fault))
        tell("DAMAGED", language, edition=edition.id, faults=len(faults))
        raise typer.Exit(1)
    tell("VERIFIED", language, edition=edition.id, records=edition.manifest.counts.records)


@app.command()
def diff(
    editions: Annotated[
        list[str] | None, typer.Argument(help="None: the last two; one: it and the current; two.")
    ] = None,
    families: Annotated[bool, typer.Option("--families", help="Where the source's family and ours differ.")] = False,
    corpus: OneCorpus = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between editions: records added, changed (which fields), gone; completeness.

    Example: zhihang corpus diff 3f2a 9b41
    """
    from zhihang.corpus.comparison import compared

    content = compared(folder(corpus), editions or [], families=families)
    if as_json:
        print_json(content)
        return
    for name, rows in content.items():
        typer.echo(name)
        for row in rows if isinstance(rows, list) else [rows]:
            typer.echo(f"  {row}")
