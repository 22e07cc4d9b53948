"""`zhihang similar` and `zhihang corpus encode`: records like one, and the vectors that find them across languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from zhihang.cli.asking import Collapse
from zhihang.cli.options import AsJson, Corpora, EditionId, Lang, OneCorpus, Scope
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.messages import text as message

if TYPE_CHECKING:
    from zhihang.library.similar import Evidence, Similar, SimilarHit

By: TypeAlias = Literal["auto", "terms", "vectors", "hybrid"]


def similar(
    number: Annotated[str | None, typer.Argument(help="A record, by its number in any way of writing it.")] = None,
    text: Annotated[str | None, typer.Option("--text", help="A text instead of a record, in any language.")] = None,
    by: Annotated[
        By,
        typer.Option("--by", help="terms (words, classes), vectors (meaning), hybrid; auto: hybrid where it can be."),
    ] = "auto",
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 20,
    fold: Annotated[Collapse, typer.Option(help="One of each document, right, simple or extended family.")] = "right",
    scope: Scope = None,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    as_json: AsJson = False,
) -> None:
    """List the records most like one, or like a text: by which route each came, and the passage that shows it.

    Example: zhihang similar EP1000000A1 --limit 10

    Example: zhihang similar --text 'a separator for a battery' --by terms
    """
    from zhihang.library.corpora import open_corpus

    language = chosen_language(lang)
    opened = open_corpus(*(corpus or ()), edition=edition)
    found = opened.similar(number, text=text, by=by, limit=limit, fold=fold, scope=scope)
    if found.missing:
        tell("ONLY_TERMS", language, reason=message("search", found.missing, language))
    answers = [(hit, found.evidence(hit)) for hit in found.hits]
    if as_json:
        print_json(_content(found, answers))
        return
    rows = (
        [str(hit.rank), hit.id, str(hit.row.get("title", "")), _routes(hit), _shown(evidence)]
        for hit, evidence in answers
    )
    print_table(["rank", "id", "title", "routes", "passage"], rows)
    if not answers:
        tell("NOTHING_SIMILAR", language)


def _routes(hit: SimilarHit) -> str:
    return " ".join(f"{place.route}:{place.rank}" for place in hit.places)


def _shown(evidence: Evidence) -> str:
    """The first passage with its field, or the shared classes where no words are shared."""
    if evidence.passages:
        first = evidence.passages[0]
        return f"{first.field} {first.number}: {first.text}{' …' if first.is_cut else ''}"
    return ", ".join(term.text for term in evidence.terms)


def _content(found: Similar, answers: list[tuple[SimilarHit, Evidence]]) -> dict[str, Any]:
    """The whole answer as JSON."""
    from dataclasses import asdict

    return {
        "edition": "+".join(found.edition_ids),
        "record": found.record.id if found.record else None,
        "text": found.text or None,
        "routes": list(found.routes),
        "missing": found.missing or None,
        "terms": [_term(term) for term in found.terms],
        "hits": [
            {
                "rank": hit.rank,
                "id": hit.id,
                "title": hit.row.get("title"),
                "score": hit.score,
                "routes": {place.route: {"rank": place.rank, "score": place.score} for place in hit.places},
                "folded": list(hit.folded),
                "evidence": {
                    "by": evidence.by,
                    "terms": [_term(term) for term in evidence.terms],
                    "passages": [asdict(passage) for passage in evidence.passages],
                },
            }
            for hit, evidence in answers
        ],
    }


def _term(term: Any) -> dict[str, Any]:
    return {"text": term.text, "class": term.is_class, "records": term.records, "weight": round(term.weight, 4)}


def encode(
    edition: EditionId = None,
    corpus: OneCorpus = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Give the records of an edition their vectors, so that `similar` finds by meaning and across languages.

    No text is encoded twice; interrupted, it goes on where it was. Needs the extra: pip install 'zhihang[semantic]'.

    Example: zhihang corpus encode
    """
    from dataclasses import asdict

    from zhihang.cli.corpora import folder
    from zhihang.cli.progress import Shown
    from zhihang.corpus.vectors.encoding import encode as give_vectors

    language = chosen_language(lang)
    with Shown(language) as progress:
        done = give_vectors(folder(corpus), edition, progress=progress)
    if as_json:
        print_json(asdict(done))
    else:
        tell("ENCODED", language, edition=done.edition, records=done.records, texts=done.texts,
             without=done.without_text)  # fmt: skip
