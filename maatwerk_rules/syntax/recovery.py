"""All faults of one block: each clause that does not read is told, and the rest is read without it.

A clause is taken out by writing spaces over it, so that all else stays where it is. What then seems
wrong only because a line is gone is not told: that a line could not follow there, or that one is
missing at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Label
from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.automaton import Automaton, Failure, Read, TooDeep
from maatwerk_rules.syntax.blocks import Block
from maatwerk_rules.syntax.grammar import RESERVED, example_of
from maatwerk_rules.syntax.literals import Context
from maatwerk_rules.syntax.misread import misread
from maatwerk_rules.syntax.mistakes import (
    IN_A_LINE,
    MOST_ON_A_LINE,
    explain,
    explain_slip,
)
from maatwerk_rules.syntax.phrases import block_words, lines_of, spellings_of
from maatwerk_rules.syntax.slip import LONGEST_TRIED, PIECE, Slip, expects_line, phrase_at
from maatwerk_rules.values import frozen

MOST_READ = 60_000
"""So many characters of one block are read again in all; its later faults are told later."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_VISIBLE = re.compile(r"[^\S\n]*([^\s#])")
_TEXT_OR_COMMENT = re.compile(r'"[^"\n]*"?|#[^\n]*')
_MARKS = [word for name in ("RANG", "ROL", "STREKKING") for word in spellings_of(name)]
_MARK = re.compile(rf"(?:{'|'.join(_MARKS)})(?!\w)")
_ANY_FIELD = "  x:ja/nee"
_FIELDS, _FIELD = "soort", re.compile(r"\w+[ \t]*:")
_HEADS = {
    _FIELDS: "soort iets heeft",
    "gelijkheid": "gelijkheid",
    "opschaling": "opschaling\n  eerst stap door iemand",
}
_GOES_ON = re.compile(rf"(?:[-+*/,(\[]|(?<!\w)(?:{'|'.join(sorted(RESERVED - {'ja', 'nee'}))}))\Z")
_ON_HEAD_OR_BELOW = ("bevat", "alleen als", "dat", "omdat", "namens", "voor")
_HEAD_OF_POLICY = "beleidskop"
_USES = "gebruikt"


def explain_all(
    machine: Automaton,
    source: Source,
    block: Block,
    outcome: Failure | TooDeep,
    reported: frozenset[int] = frozenset(),
) -> tuple[Diagnostic, ...]:
    """Return what is wrong in each clause of a block that does not parse.

    Args:
        reported: Places of which it is told already why nothing can be read there.
    """
    found: list[Diagnostic] = []
    place = outcome.place
    if place not in reported or place >= block.end:
        found += _explained(machine, source, block, outcome)
        place = _main_place(found[0], place)
    if isinstance(outcome, TooDeep):
        return tuple(found)
    text = source.text[block.head : block.end]
    rest = _Rest(source.name, text, block.head, _word(found, block), keeps_fields=True)
    left = MOST_READ
    here: int | None = max(place - block.head, 0)
    while here is not None and left >= len(rest.text):
        left -= len(rest.text)
        less = rest.without_clause(here)
        if less is None:
            break
        rest = less
        told, here = _read_again(machine, rest, reported)
        found += [each for each in map(rest.placed, told) if each not in found]
    return tuple(found)


@frozen
class PartlyRead:
    """The declaration of a block without the clauses that do not read, and the text of those."""

    declaratie: Declaration
    left_out: str


def read_partly(machine: Automaton, source: Source, block: Block) -> PartlyRead | None:
    """Return what of a block that does not read can be read; None when its head is wrong.

    Nothing is given either when what seems to read holds a wrong value or is misunderstood.
    """
    text = source.text
    rest = _Rest(source.name, text[block.head : block.end], block.head, None)
    left = MOST_READ
    while left >= len(rest.text):
        left -= len(rest.text)
        seen = Source(source.name, f"{text[: block.head]}{rest.text}{text[block.end :]}")
        context = Context(source.name)
        outcome = machine.run(seen.text, (block.start, block.end), context)
        if isinstance(outcome, Read):
            if context.found or misread(seen, block) is not None:
                return None
            return _partly(outcome.value, _difference(text, seen.text))
        if isinstance(outcome, TooDeep):
            return None
        place = outcome.place
        slip = Slip(machine, seen, block, place, outcome.before, outcome.states)
        if slip.word and not _follows(slip, rest.word):
            place = _main_place(explain(machine, seen, block, outcome), place)
        less = rest.without_clause(max(place - block.head, 0))
        if less is None or less.by != block.head or less.text == rest.text:
            return None
        rest = less
    return None


def _partly(declaratie: Declaration, left_out: str) -> PartlyRead | None:
    """Return what was read, unless it is a head that may not say all policies it builds on."""
    words = re.findall(r"\w+", left_out)
    if isinstance(declaratie, Beleidskop) and (_USES in words or nearest(_USES, words)):
        return None
    return PartlyRead(declaratie, left_out)


def _difference(text: str, blanked: str) -> str:
    """Return what of a text was written over with spaces, and spaces for the rest."""
    pairs = zip(text, blanked, strict=True)
    return "".join(one if one != other else " " for one, other in pairs)


def _explained(
    machine: Automaton, source: Source, block: Block, outcome: Failure | TooDeep
) -> list[Diagnostic]:
    """Return what is wrong at a place, and the further slips on its line of which that is sure."""
    found = [explain(machine, source, block, outcome)]
    if isinstance(outcome, TooDeep) or block.end - block.start > LONGEST_TRIED:
        return found
    slip = Slip(machine, source, block, outcome.place, outcome.before, outcome.states)
    changes: list[Edit] = []
    while found[-1].edits and found[-1].kind in IN_A_LINE and len(found) < MOST_ON_A_LINE:
        changes.append(found[-1].edits[0])
        rest = slip.after(changes[-1])
        if rest is None:
            break
        more = explain_slip(rest)
        if not more.edits:
            break
        slip, found = rest, [*found, more]
    return [_before(each, changes[:count]) for count, each in enumerate(found)]


def _before(found: Diagnostic, changes: list[Edit]) -> Diagnostic:
    """Return a finding in a changed text as one in the text before the changes."""
    for edit in reversed(changes):
        found = _moved(found, partial(_unchanged, edit))
    return found


def _unchanged(edit: Edit, span: Span) -> Span:
    changed = edit.span.start + len(edit.replacement)
    by = edit.span.end - changed
    start, end = (place + by if place >= changed else place for place in (span.start, span.end))
    return Span(span.source, start, end)


def _moved(found: Diagnostic, moved: Callable[[Span], Span]) -> Diagnostic:
    return attrs.evolve(
        found,
        spans=tuple(Label(moved(each.span), each.text) for each in found.spans),
        edits=tuple(Edit(moved(each.span), each.replacement, each.safety) for each in found.edits),
    )


def _main_place(found: Diagnostic, otherwise: int) -> int:
    return found.spans[0].span.start if found.spans else otherwise


def _word(found: list[Diagnostic], block: Block) -> str | None:
    """Return the word that a block should begin with, where it was written otherwise."""
    for edit in found[0].edits if found else ():
        if edit.span.start == block.head and edit.replacement in block_words():
            return edit.replacement
    return None


@frozen
class _Rest:
    """What is left of a block.

    Args:
        by: How far it stands in its source; true of all behind the head.
        meant: The word its head should begin with, where that is another.
        keeps_fields: Another field stands for one that is taken out, as what is below belongs to
            it; so the rest is no longer what the author wrote.
    """

    name: str
    text: str
    by: int
    meant: str | None
    keeps_fields: bool = False

    @property
    def word(self) -> str:
        """The word that the block begins with."""
        found = PIECE.match(self.text)
        return self.meant or (found[0] if found else "")

    def without_clause(self, place: int) -> _Rest | None:
        """Return the rest without the clause at a place; None when there is nothing to take out."""
        starts = _clause_starts(self.text, self.word)
        begin = max((start for start in starts if start <= place), default=0)
        end = min((start for start in starts if start > begin), default=len(self.text))
        if begin == 0 or (self.word in _HEADS and self._opens(begin)):
            return self._with_other_head(end)
        blank = re.sub(r"[^\n]", " ", self.text[begin:end])
        if self.keeps_fields and self.word == _FIELDS and self._holds_field(begin):
            blank = f"{_ANY_FIELD}{blank[len(_ANY_FIELD) :]}"
        return attrs.evolve(self, text=f"{self.text[:begin]}{blank}{self.text[end:]}")

    def _holds_field(self, begin: int) -> bool:
        """Tell whether a clause is a field with what belongs to it, and has room for another."""
        line = self.text[begin:].partition("\n")[0]
        is_below = phrase_at(line.lstrip()) in lines_of(_FIELDS)
        return not is_below and len(line) > len(_ANY_FIELD)

    def _opens(self, begin: int) -> bool:
        """Tell whether a clause is the one without which no other can follow: that of the head."""
        _, *first = _HEADS[self.word].split("\n")
        return bool(first) and self.text[begin:].split()[:1] == first[0].split()[:1]

    def _with_other_head(self, end: int) -> _Rest | None:
        """Return the rest below a head that reads."""
        word = self.word
        if word not in block_words():
            return None
        head = _head(word, self.text[end:])
        text = f"{head}\n{self.text[end:]}"
        if text == self.text:
            return None
        by = self.by + end - len(head) - 1
        return attrs.evolve(self, text=text, by=by, meant=word)

    def placed(self, found: Diagnostic) -> Diagnostic:
        """Return a finding in the rest as one in the source."""
        return _moved(found, self._span)

    def _span(self, span: Span) -> Span:
        return Span(self.name, span.start + self.by, span.end + self.by)


def _head(word: str, below: str) -> str:
    """Return a head that reads, without what stands on a line of its own below it."""
    head = _HEADS.get(word) or example_of(_HEAD_OF_POLICY if word == "beleid" else word)
    for phrase in _ON_HEAD_OR_BELOW:
        if re.search(rf"^[ \t]+{phrase}(?!\w)", below, re.MULTILINE):
            head = head.partition(f" {phrase} ")[0]
    return head


def _clause_starts(text: str, word: str) -> list[int]:
    """Return where the lines begin that begin a clause; the head of the block is the first.

    A line that stands deeper, below an open bracket or below a line that is not whole goes on with
    that line, unless it begins as a clause of this block does.
    """
    lines = [found.span() for found in _LINE.finditer(text)]
    seen = [(start, _VISIBLE.match(text, start, end)) for start, end in lines]
    margins = {start: found.start(1) - start for start, found in seen if found is not None}
    margin = min((margins[start] for start, _ in lines[1:] if start in margins), default=0)
    words = lines_of(word)
    code = _code(text[slice(*lines[0])])
    starts, depth = [0], _opened(code)
    for start, end in lines[1:]:
        if start not in margins:
            continue
        stands_out = margins[start] <= margin
        is_open = depth > 0 or bool(_GOES_ON.search(code))
        is_open &= not (word == _FIELDS and code.endswith(" heeft"))
        begins = text[start + margins[start] : end]
        known = phrase_at(begins) in words or bool(_MARK.match(begins))
        known |= word == _FIELDS and bool(_FIELD.match(begins))
        if (known and (stands_out or not is_open)) or (stands_out and not is_open):
            starts.append(start)
            depth = 0
        code = _code(text[start:end])
        depth += _opened(code)
    return starts


def _code(line: str) -> str:
    """Return a line without its comment, and with nothing in its texts."""
    return _TEXT_OR_COMMENT.sub(lambda each: '""' if each[0][0] == '"' else "", line).rstrip()


def _opened(code: str) -> int:
    """Return how many brackets more are opened than closed on a line."""
    return sum(code.count(each) for each in "([") - sum(code.count(each) for each in ")]")


def _read_again(
    machine: Automaton, rest: _Rest, reported: frozenset[int]
) -> tuple[list[Diagnostic], int | None]:
    """Return what is wrong in the rest, and where the next clause stands to take out."""
    source, block = Source(rest.name, rest.text), Block(0, 0, len(rest.text))
    context = Context(rest.name)
    outcome = machine.run(rest.text, (0, len(rest.text)), context)
    if isinstance(outcome, Read):
        misunderstood = misread(source, block)
        return [*context.found, *([misunderstood] if misunderstood else [])], None
    if isinstance(outcome, TooDeep):
        return [*context.found, explain(machine, source, block, outcome)], None
    slip = Slip(machine, source, block, outcome.place, outcome.before, outcome.states)
    if not slip.word and (expects_line(slip) or "\n" not in rest.text[: slip.before]):
        return context.found, None
    if outcome.place + rest.by in reported or _follows(slip, rest.word):
        return context.found, outcome.place
    found = _explained(machine, source, block, outcome)
    return [*context.found, *found], _main_place(found[0], outcome.place)


def _follows(slip: Slip, word: str) -> bool:
    """Tell whether a line may only be refused because another line is gone."""
    if not slip.begins_line or not expects_line(slip):
        return False
    return phrase_at(slip.text[slip.place : slip.block.end]) in lines_of(word)
