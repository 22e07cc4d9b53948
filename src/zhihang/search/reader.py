"""Reads the tokens of one query into parts, bracket by bracket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from zhihang.messages import Language
from zhihang.search.clauses import HeadReader, split_commas
from zhihang.search.environment import Environment, check_reference
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.foreign_repairs import foreign_advice
from zhihang.search.frames import Frame, Join
from zhihang.search.joining import joined_by_precedence
from zhihang.search.lexer import Lexer, Token
from zhihang.search.notices import Notice, look_alike
from zhihang.search.operands import OperandReader
from zhihang.search.parts import Part, Sign
from zhihang.search.proximity import Proximities
from zhihang.search.scope import DEFAULT_SCOPE, Scope, field_of
from zhihang.search.stream import TokenStream
from zhihang.search.tree import Reference, Saved
from zhihang.search.values import ValueReader

DEEPEST = 64
MOST_LEAVES = 5_000


class Reader:
    """Reads one query. Faults are kept in `faults`, notices in `notices`; `read` gives the whole as one part.

    A dialect brings its own lexer (`lex`), which writes its signs as native tokens, its own order of operators
    (`join`) and the fields that its bare words mean (`default`).
    """

    def __init__(
        self,
        source: str,
        language: Language,
        environment: Environment,
        join: Join = joined_by_precedence,
        lex: Callable[[str, Faults], Lexer] = Lexer,
        default: Scope = DEFAULT_SCOPE,
    ) -> None:
        self.source = source
        self.language = language
        self.environment = environment
        self.join = join
        self.faults = Faults()
        self.notices: list[Notice] = []
        lexer = lex(source, self.faults)
        tokens = lexer.read()
        self.stream = TokenStream(tokens, is_cut=lexer.is_cut)
        self.proximities = Proximities(self.faults, language)
        self.values = ValueReader(self.faults, self._idle_wildcard, language)
        self.heads = HeadReader(self.stream, self.faults, language)
        self.operands = OperandReader(self)
        self.default = default
        self.frames = [Frame("query", default)]
        self.leaves = 0
        self._handlers: dict[str, Callable[[Token], None]] = {
            "open": self._open,
            "close": self._close,
            "comma": self._comma,
            "relation": self._relation,
            "range": self._stray_range,
            "word": self._word,
            "phrase": self._value,
            "operator": self._operator,
            "reference": self._reference,
            "saved": self._reference,
            "list": self._stray_list,
            "foreign": self._foreign,
        }

    def read(self) -> Part:
        """The query as one part; its tree is None after a fault."""
        while self.stream.peek().kind != "end":
            before = self.stream.previous
            token = self.stream.take()
            self._check_glue(before, token)
            self._handlers[token.kind](token)
        while len(self.frames) > 1:
            self._finish(len(self.source))
        return self._joined(self.frames.pop(), len(self.source))

    @property
    def frame(self) -> Frame:
        """The innermost open bracket."""
        return self.frames[-1]

    def push(self, frame: Frame) -> None:
        """Open a bracket (E202, E208)."""
        opening = frame.opening
        assert opening is not None  # only the query itself has none
        if opening.start in self.stream.unclosed:
            closing = ")" if opening.text == "(" else "}"
            end = len(self.source)
            repairs = (*replace(end, end, closing), *replace(opening.start, opening.end, ""))
            self.faults.add("E202", opening.start, 1, lambda: Advice((closing,), repairs))
        if len(self.frames) > DEEPEST:
            self.faults.add("E208", opening.start, 1)
        self.frame.is_touched = True
        self.frames.append(frame)

    def put(self, part: Part) -> None:
        """Put an operand into the innermost bracket."""
        self.frame.is_touched = True
        self.frame.add_part(part, self.faults)

    def count_leaf(self, token: Token) -> None:
        """One more value (E211)."""
        self.leaves += 1
        if self.leaves == MOST_LEAVES + 1:
            self.faults.add("E211", token.start, len(self.source) - token.start, lambda: Advice(("@list",)))

    def _finish(self, end: int) -> None:
        frame = self.frames.pop()
        self.put(self._joined(frame, end))

    def _joined(self, frame: Frame, end: int) -> Part:
        if self.faults.first is None:
            self.notices.extend(frame.notices(self.source))
            mixed = frame.mixed()
            if mixed is not None and not any(notice.code == "W01" for notice in self.notices):
                self.notices.append(Notice("W01", mixed.start, max(mixed.end - mixed.start, 1)))
        return frame.joined(end, self.faults, self.proximities, self.join)

    def _check_glue(self, before: Token | None, token: Token) -> None:
        """A bracket that touches a word (E209); operators may touch their brackets."""
        if before is None or before.end != token.start:
            return
        if token.kind == "open" and before.kind == "word" and self._is_operand(before):
            self.faults.add("E209", token.start, 1, lambda: self._quoted_name(before, token))
        elif token.kind == "word" and before.kind == "close":
            repairs = replace(token.start, token.start, " ADJ ", " AND ", " ")
            self.faults.add("E209", token.start, token.length, lambda: Advice(("AND", "ADJ", '"…"'), repairs))

    def _quoted_name(self, word: Token, opening: Token) -> Advice:
        end = self.closing_end(opening)
        quoted = f'"{self.source[word.start : end]}"'
        repairs = (*replace(word.start, end, quoted), *replace(opening.start, opening.start, " "))
        if field_of(word.text) is not None:
            return Advice((f"{word.text}=(",), (*replace(opening.start, opening.start, "="), *repairs))
        return Advice((quoted,), repairs)

    def _is_operand(self, token: Token) -> bool:
        return token.start not in self.stream.firm_heads

    def closing_end(self, opening: Token) -> int:
        """The end of the bracket that `opening` opens; of the text where nothing closes it."""
        closings = (close for close, start in self.stream.partners.items() if start == opening.start)
        return next(closings, len(self.source) - 1) + 1

    def _open(self, token: Token) -> None:
        if token.text == "{":
            self.faults.add("E107", token.start, 1, lambda: Advice(("(",), replace(token.start, token.end, "(")), c="{")
        frame = self.frame
        self.push(Frame("group", frame.scope, token, is_bad=frame.is_bad, relation=frame.relation))

    def _close(self, token: Token) -> None:
        opening = self.stream.partners.get(token.start)
        if opening is None:
            self.faults.add("E203", token.start, 1, lambda: Advice(repairs=replace(token.start, token.end, "")))
            return
        while len(self.frames) > 1:
            current = self.frame.opening
            self._finish(token.end)
            if current is not None and current.start == opening:
                break

    def _comma(self, token: Token) -> None:
        if self.frame.is_list:
            self._sign(Sign("comma", token.start, token.end, text=self.source[token.start : token.end]))
        else:
            self._stray(token, Advice(("OR",), replace(token.start, token.end, " OR ", " ")))

    def _operator(self, token: Token) -> None:
        self._sign(Sign(token.text, token.start, token.end, token.argument, self.source[token.start : token.end]))

    def _sign(self, sign: Sign) -> None:
        if self.frame.add_sign(sign, self.faults):
            self.proximities.check_sign(sign)

    def _stray(self, token: Token, advice: Advice | None = None) -> None:
        """A sign out of place (E107)."""
        quoted = f'"{self.source[token.start : token.end]}"'
        given = advice or Advice((quoted,), replace(token.start, token.end, quoted))
        sign = token.text[:1] if token.kind != "list" else "@"
        self.faults.add("E107", token.start, 1, lambda: given, c=sign)
        self.frame.is_touched = True

    def _stray_list(self, token: Token) -> None:
        self._stray(token)
        self.put(Part(None, token.start, token.end, "reference"))

    def _stray_range(self, token: Token) -> None:
        """`..` that belongs to no field: between two bare words, or beside a blank."""
        scope = self.frame.scope
        last = self.frame.items[-1] if self.frame.items else None
        is_glued = isinstance(last, Part) and last.end == token.start
        if self.frame.is_list and not is_glued and self.stream.peek().start == token.end:
            self.put(self.operands.range(scope, "=", None, token))
            return
        if is_glued and scope.fields:
            label = scope.label(self.language)
            repairs = replace(token.start, token.end, " ")
            self.faults.add("E303", token.start, 2, lambda: Advice(("=",), repairs), rel="..", field=label)
            return
        self.faults.add("E107", token.start, 2, lambda: Advice(("..",), self._without_blanks(token)), c="..")
        self.frame.is_touched = True

    def _without_blanks(self, token: Token) -> tuple[tuple[Edit, ...], ...]:
        start, end = token.start, token.end
        while start and self.source[start - 1].isspace():
            start -= 1
        while end < len(self.source) and self.source[end].isspace():
            end += 1
        return replace(start, end, "..")

    def _relation(self, token: Token) -> None:
        advice = Advice(("ti=",), replace(token.start, token.end, " ", f"ti{token.text}"))
        self.faults.add("E307", token.start, token.length, lambda: advice, rel=token.text)
        self.frame.is_touched = True

    def _word(self, token: Token) -> None:
        is_list = self.frame.is_list
        if token.start in (self.stream.firm_heads if is_list else self.stream.heads):
            self._clause(token)
        else:
            self._value(token)

    def _clause(self, token: Token) -> None:
        if self.frame.is_list and not self.frame.is_bad:
            self._field_in_field(token)
        head = self.heads.read(token, self.frame.scope.element if self.frame.scope.type == "elem" else None)
        self.operands.read(head)

    def _outer_clause(self) -> Frame | None:
        return next((frame for frame in reversed(self.frames) if frame.name), None)

    def _field_in_field(self, token: Token) -> None:
        outer = self._outer_clause()
        self.faults.add("E304", token.start, token.length, lambda: _fields_side_by_side(outer, ("ti=a OR ab=b",)))
        if outer is not None:
            outer.is_bad = True

    def _value(self, token: Token) -> None:
        scope = self.frame.scope
        if scope.type == "elem" and scope.element is not None:
            self.heads.refuse_inside(scope.element, token)
            self.put(Part(None, token.start, token.end, "word"))
            return
        if scope.is_default:
            self._bare_value(token)
            return
        first, *rest = split_commas(token, scope)
        self.stream.put_back(rest)
        self.put(self.operands.value(scope, self.frame.relation, first))

    def _bare_value(self, token: Token) -> None:
        self.count_leaf(token)
        tree = self.values.value(self.default, "=", token)
        kind: Literal["word", "phrase"] = "phrase" if token.kind == "phrase" else "word"
        field = look_alike(token.text) if token.kind == "word" and not token.wild else None
        if field is not None:
            fields = {"word": token.text, "field": field}
            proposal = f"{self.source[: token.start]}{field}={self.source[token.start :]}"
            self.notices.append(Notice("W03", token.start, token.length, fields, proposal))
        self.put(Part(tree, token.start, token.end, kind, is_bare=True))

    def _reference(self, token: Token) -> None:
        tree = Reference(int(token.text)) if token.kind == "reference" else Saved(token.text)
        if not self.frame.scope.is_default:
            outer = self._outer_clause()
            self.faults.add("E509", token.start, token.length, lambda: _fields_side_by_side(outer, ("AND",)))
        else:
            check_reference(tree, token.start, token.end, self.environment, self.faults)
        self.put(Part(tree, token.start, token.end, "reference"))

    def _foreign(self, token: Token) -> None:
        """A sign of another system (E801); read on as if it were not there."""
        foreign = token.foreign
        assert foreign is not None  # the lexer puts it there
        last = self.frame.items[-1] if self.frame.items else None
        self.faults.add(
            "E801",
            token.start,
            token.length,
            lambda: foreign_advice(token, self.stream, self.language),
            system=foreign.system,
            native=foreign.native or (self.source[last.start : last.end] if last is not None else ""),
        )
        self.frame.is_touched = True
        if foreign.place == "value":
            self.put(Part(None, token.start, token.end, "phrase"))
        elif isinstance(last, Part) and foreign.place == "start" and foreign.native != "NOT":
            self.frame.items.append(Sign("and", token.start, token.end, text=token.text))

    def _idle_wildcard(self, position: int, length: int) -> None:
        if not any(notice.code == "W04" and notice.position == position for notice in self.notices):
            self.notices.append(Notice("W04", position, length))


def _fields_side_by_side(outer: Frame | None, expected: tuple[str, ...]) -> Advice:
    """`ti=(a OR ab=b)` → `(ti=a OR ab=b)`: the outer field given to each value that stands directly in it."""
    if outer is None or outer.opening is None:
        return Advice(expected)
    edits = [Edit(outer.clause_start, outer.opening.start, "")]
    for item in outer.items:
        if isinstance(item, Part) and item.kind not in {"clause", "reference"}:
            edits.append(Edit(item.start, item.start, f"{outer.name}="))
        elif isinstance(item, Sign) and item.operator == "comma":
            edits.append(Edit(item.start, item.end, " OR "))
    return Advice(expected, (tuple(edits),))
