"""Lists of rules and the text of one rule, for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from zhihang import messages
from zhihang.messages import Language
from zhihang.rules.events import event_kinds
from zhihang.rules.loading import PACKAGE, RuleBook, package_data, rule_book
from zhihang.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of rules."""

    rule: str
    title: str
    gives: str
    subject: str
    offices: tuple[str, ...]
    rights: tuple[str, ...]
    versions: int
    verified: bool
    pack: str


def list_rules(
    book: RuleBook | None = None,
    *,
    office: str | None = None,
    right: str | None = None,
    subject: str | None = None,
    language: Language = "en",
) -> list[Entry]:
    """The rules of an office, a right and a subject, all where nothing is named, in the order of their ids."""
    book = book or rule_book()
    return [
        _entry(rule, language)
        for _, rule in sorted(book.rules.items())
        if (office is None or office in rule.offices)
        and (right is None or right in rule.rights)
        and (subject is None or subject == rule.subject)
    ]


def _entry(rule: Rule, language: Language) -> Entry:
    verified = all(version.verified for version in rule.versions)
    fields = (rule.gives, rule.subject, rule.offices, rule.rights, len(rule.versions), verified, rule.pack)
    return Entry(rule.rule, rule.name(language), *fields)


def show_rule(name: str, book: RuleBook | None = None, language: Language = "en", packs: Sequence[Path] = ()) -> str:
    """One rule as its file says it, with its worked cases below; `packs`: where else files lie. Raises NotFound."""
    book = book or rule_book()
    rule = book.rule(name)
    lines = [_file_text(rule, packs) or repr(rule)]
    written = [case for case in book.cases if case.get("rule") == name]
    lines.append(messages.text("rules", "SHOW_CASES", language, count=len(written)))
    for case in written:
        lines.append(f"- {case['case']}" + (f" [{case['id']}]" if case.get("id") else ""))
        told = {key: case[key] for key in case if key not in ("case", "rule", "id", "file", "expect")}
        lines.append(f"    {_plain(told)} → {_plain(case['expect'])}")
    return "\n".join(lines)


def _plain(mapping: dict[str, object]) -> str:
    return "; ".join(f"{key}: {_plain(value) if isinstance(value, dict) else value}" for key, value in mapping.items())


def _file_text(rule: Rule, packs: Sequence[Path]) -> str:
    folders: dict[str, Traversable | Path] = {PACKAGE: package_data(), **{folder.name: folder for folder in packs}}
    if rule.pack not in folders:
        return ""
    file = folders[rule.pack]
    for part in rule.file.split("/"):
        file = file / part
    return file.read_text("utf-8").rstrip() if file.is_file() else ""


def list_events(language: Language = "en") -> list[tuple[str, str]]:
    """The names of legal events with what they are called."""
    return [(name, kind.zh if language == "zh" else kind.en) for name, kind in event_kinds().items()]
