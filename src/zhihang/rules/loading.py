"""Reading rule files: packs, the merge of common keys into versions, and the book that finds a rule by its scope.

A pack is a folder of YAML files. The package's own pack is `data/`; callers add packs of a
region or firm: a rule with the same id there replaces the one below it, a new id adds a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from zhihang.errors import NotFound, RuleError
from zhihang.rules.rule import SHAPES, Identity, Rule
from zhihang.rules.yaml import converted, read_yaml

PACKAGE = "zhihang"
"""The name of the package's own pack."""
_IDENTITY = ("rule", "title", "gives", "subject", "offices", "rights")
_SPECIAL = ("cases.yaml", "events.yaml", "rows.yaml", "codes.yaml", "machine.yaml", "attributes.yaml")


@dataclass(slots=True)
class RuleBook:
    """All rules in force for a reader 规则库, by id and by scope."""

    rules: dict[str, Rule]
    cases: tuple[dict[str, Any], ...] = ()
    _scopes: dict[tuple[str, str, str], tuple[Rule, ...]] = field(default_factory=dict)

    def rule(self, name: str) -> Rule:
        """The rule with that id. Raises NotFound."""
        try:
            return self.rules[name]
        except KeyError:
            raise NotFound("RULE_UNKNOWN", room="rules", rule=name) from None

    def scope(self, gives: str, office: str, right: str) -> tuple[Rule, ...]:
        """The rules of one kind for an office and a right, in the order of their ids."""
        key = (gives, office, right)
        known = self._scopes.get(key)
        if known is None:
            known = self._scopes[key] = tuple(
                rule
                for _, rule in sorted(self.rules.items())
                if rule.gives == gives and office in rule.offices and right in rule.rights
            )
        return known

    def offices(self) -> frozenset[str]:
        """Every office that some rule speaks of."""
        return frozenset(office for rule in self.rules.values() for office in rule.offices)


def yaml_files(folder: Traversable | Path) -> Iterator[tuple[str, Traversable | Path]]:
    """Each YAML file below a folder with its path inside it, in the order of names."""
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            for name, file in yaml_files(entry):
                yield f"{entry.name}/{name}", file
        elif entry.name.endswith(".yaml"):
            yield entry.name, entry


def rule_from(data: Any, file: str = "", pack: str = "") -> Rule:
    """The rule that a file's contents describe. Raises RuleError `SCHEMA` or `GIVES`."""
    if not isinstance(data, dict) or not isinstance(data.get("versions"), list):
        raise RuleError("SCHEMA", room="rules", file=file, detail="a rule is a mapping with a list `versions`")
    gives = str(data.get("gives"))
    if gives not in SHAPES:
        raise RuleError("GIVES", room="rules", file=file, value=gives, expected=", ".join(SHAPES))
    common = {key: value for key, value in data.items() if key not in (*_IDENTITY, "versions")}
    versions = [
        converted({**common, **version}, SHAPES[gives], f"{file}, version {position}")
        for position, version in enumerate(data["versions"], start=1)
    ]
    identity = converted({key: data[key] for key in _IDENTITY if key in data}, Identity, file)
    return Rule(
        rule=identity.rule,
        title=identity.title,
        gives=gives,
        subject=identity.subject,
        offices=identity.offices,
        rights=identity.rights,
        versions=tuple(versions),
        file=file,
        pack=pack,
    )


def read_pack(
    folder: Traversable | Path, pack: str, faults: list[RuleError] | None = None
) -> tuple[dict[str, Rule], list[dict[str, Any]]]:
    """The rules and worked cases of one folder. Raises RuleError, also where two files bear one id.

    Given a list of `faults`, what cannot be read is noted there and the rest is read all the same.
    """
    rules: dict[str, Rule] = {}
    cases: list[dict[str, Any]] = []
    for name, file in yaml_files(folder):
        try:
            _read_file(name, file, pack, rules, cases)
        except RuleError as error:
            if faults is None:
                raise
            faults.append(error)
    return rules, cases


def _read_file(
    name: str, file: Traversable | Path, pack: str, rules: dict[str, Rule], cases: list[dict[str, Any]]
) -> None:
    if file.name == "cases.yaml":
        written = converted(read_yaml(file) or [], list[dict[str, Any]], name)
        cases += [{**case, "file": name} for case in written]
    elif file.name not in _SPECIAL:
        rule = rule_from(read_yaml(file), name, pack)
        if rule.rule in rules:
            raise RuleError("RULE_TWICE", room="rules", rule=rule.rule, file=name, other=rules[rule.rule].file)
        rules[rule.rule] = rule


def package_data() -> Traversable:
    """The folder of the package's own pack."""
    return resources.files("zhihang.rules") / "data"


def load(packs: Iterable[Path] = (), faults: list[RuleError] | None = None) -> RuleBook:
    """The package's rules with packs laid over them, later ones over earlier ones; `faults` as in `read_pack`."""
    rules, cases = read_pack(package_data(), PACKAGE, faults)
    book = RuleBook(rules, tuple(cases))
    for folder in packs:
        book = laid_over(book, folder, faults)
    return book


def laid_over(book: RuleBook, folder: Path, faults: list[RuleError] | None = None) -> RuleBook:
    """A book with one pack laid over it; `faults` as in `read_pack`. Raises NotFound where there is no such folder."""
    if not folder.is_dir():
        raise NotFound("PACK_MISSING", room="rules", folder=str(folder))
    added, cases = read_pack(folder, folder.name, faults)
    kept = [case for case in book.cases if case.get("rule") not in added]
    return RuleBook(book.rules | added, (*kept, *cases))


@cache
def rule_book() -> RuleBook:
    """The package's own rules, read once."""
    return load()
