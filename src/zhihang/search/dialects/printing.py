"""Printing for another system 写成其他系统的检索式: native tree → its text, with what is lost."""

from __future__ import annotations

from zhihang.errors import QueryError
from zhihang.search.dialects.losses import Loss, Printed, distinct
from zhihang.search.dialects.lowering import Lowering, Unwritten
from zhihang.search.dialects.system import Dialect
from zhihang.search.dialects.system import dialect as dialect_named
from zhihang.search.dialects.writing import Writer
from zhihang.search.printing import print_query
from zhihang.search.tree import Tree, walk


def print_as(tree: Tree, dialect: str, *, strict: bool = False) -> Printed:
    """The tree as text of another system, with its losses and the signs it uses unverified.

    A clause that the system cannot say is printed as `?`, never dropped. `strict` refuses to lose anything: QueryError
    E804. Raises UsageError `DIALECT` for an unknown dialect.

    >>> from zhihang.search.notation import from_sexpr
    >>> printed = print_as(from_sexpr('ab:"anode coating"'), "orbit")
    >>> printed.text, printed.lost
    ('(ANODE W COATING)/AB', ())
    """
    known = dialect_named(dialect)
    lowering = Lowering(known)
    lowered = lowering.lower(tree)
    writer = Writer(known)
    text = writer.write(lowered.tree)
    losses = distinct((*lowered.losses, *_over_limits(known, writer, tree)))
    if strict and losses:
        codes = ", ".join(dict.fromkeys(loss.code for loss in losses))
        raise QueryError("E804", 0, system=known.system.system, L=codes)
    unverified = known.system.unverified
    used = (*writer.used, *(unverified[name] for name in sorted(lowering.used) if name in unverified))
    is_complete = not any(isinstance(node, Unwritten) for node in walk(lowered.tree))
    return Printed(text, losses, tuple(dict.fromkeys(used)), known.system.system, is_complete)


def _over_limits(dialect: Dialect, writer: Writer, tree: Tree) -> tuple[Loss, ...]:
    """More terms than the system takes, in all or in one field (L08): it refuses or cuts such a query."""
    system = dialect.system
    names = {name: count for name, count in writer.terms.items() if name}
    if not system.most_terms or not names:
        return ()
    total = sum(names.values())
    if total <= system.most_terms and max(names.values()) <= system.most_terms_per_field:
        return ()
    return (Loss("L08", print_query(tree), "other"),)
