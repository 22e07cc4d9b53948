"""Which records a collection has in an edition: a tree like that of a query, so that everything else is the same.

A list is its identifiers; a live collection its query, or its parts put together. A record of a list that an edition
does not have stays in the list and is named by `missing`, never dropped silently.
"""

from __future__ import annotations

from zhihang import config
from zhihang.corpus.plan import And, Or, Records
from zhihang.errors import QueryError
from zhihang.information.collections.models import Collection, Operation
from zhihang.information.collections.selectors import identifiers, parts
from zhihang.information.saved_searches.selectors import names
from zhihang.library import Corpus, Result
from zhihang.messages import Language
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.parser import Query, parse
from zhihang.search.tree import Tree, conjunction, difference
from zhihang.workspace.actors.actor import Actor


def result_of(
    actor: Actor,
    row: Collection,
    corpus: Corpus,
    language: Language = "en",
    *,
    within: str = "",
    time_limit: float | None = None,
) -> Result:
    """The records of a collection, as the answer to a query; `within` narrows it by a query.

    Raises QueryError for `within`, and for a live query that a later grammar no longer reads.
    """
    tree = tree_of(actor, row)
    environment = EMPTY
    if within.strip():
        environment = Environment(saved=names(actor))
        tree = conjunction([tree, _read(within, language, environment)])
    return answer(corpus, tree, row.query or row.name, language, time_limit, environment)


def answer(
    corpus: Corpus, tree: Tree, text: str, language: Language, time_limit: float | None = None,
    environment: Environment = EMPTY,
) -> Result:  # fmt: skip
    """The records of a tree."""
    query = Query(tree, (), text)
    seconds = config.number_value("time_limit") if time_limit is None else time_limit
    executions = [edition.execution(query, environment, {}, None, seconds) for edition in corpus.editions]
    return Result(query, executions, [edition.id for edition in corpus.editions], language, corpus=corpus)


def tree_of(actor: Actor, row: Collection, *, as_part: bool = False) -> Tree:
    """The tree of a collection that the actor may read; `as_part`: because he may read what it is part of."""
    if row.is_static:
        return Records(identifiers(actor, row, as_part=as_part))
    if not row.operation:
        return parse(row.query).tree
    made_of = parts(actor, row, as_part=as_part)
    return combined(Operation(row.operation), [tree_of(actor, part, as_part=True) for part in made_of])


def combined(operation: Operation, trees: list[Tree]) -> Tree:
    """Several trees put together; a difference takes all that follow from the first."""
    first, *rest = trees
    match operation:
        case Operation.UNION:
            return Or(tuple(trees))  # type: ignore[arg-type]  # the plan's operators hold questions until they are resolved
        case Operation.INTERSECTION:
            return And(tuple(trees))  # type: ignore[arg-type]
        case Operation.DIFFERENCE:
            for other in rest:
                first = difference(first, other)
            return first


def missing(actor: Actor, row: Collection, corpus: Corpus) -> list[str]:
    """The identifiers of a list that the edition does not have; none for live collections."""
    return unknown(corpus, identifiers(actor, row)) if row.is_static else []


def unknown(corpus: Corpus, wanted: list[str]) -> list[str]:
    """The identifiers among some that name no record of the corpus, in their order."""
    if not wanted:
        return []
    result = answer(corpus, Records(wanted), "", "en")
    if len(corpus.editions) == 1 and result.total == len(set(wanted)):
        return []
    found = set(result.ids().to_pylist())  # a document that stands in two corpora counts twice in the total
    return [identifier for identifier in wanted if identifier not in found]


def _read(text: str, language: Language, environment: Environment) -> Tree:
    try:
        return parse(text, language=language, environment=environment).tree
    except QueryError as error:
        error.query = text
        raise
