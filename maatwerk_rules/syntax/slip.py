"""The place where a text stops fitting, as the recognisers of mistakes look at it."""

from __future__ import annotations

import re

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.automaton import Automaton, Failure
from maatwerk_rules.syntax.blocks import Block
from maatwerk_rules.syntax.literals import Context
from maatwerk_rules.syntax.phrases import clause_words, lines_of, words_of
from maatwerk_rules.syntax.table import END
from maatwerk_rules.values import frozen

PIECE = re.compile(r'"[^"\n]*"?|\w+|\S')
LONGEST_TRIED = 20_000  # characters
LONGEST_LINE = 1_000  # characters; in a longer line no other words are sought
LAST = re.compile(r'(?:"[^"\n]*"|[\w.,:/°*%-]+|\S)\Z')


@frozen
class Slip:
    """What the recognisers look at.

    Args:
        first: It may be the first of more slips on its line, so a change fits with which the line
            reads past the next word.
    """

    machine: Automaton
    source: Source
    block: Block
    place: int
    before: int
    states: tuple[int, ...]
    first: bool = False

    @property
    def text(self) -> str:
        """The text of the whole source."""
        return self.source.text

    @property
    def word(self) -> str:
        """The word that does not fit, or an empty text at the end of the block."""
        found = PIECE.match(self.text, self.place, self.block.end)
        return found[0] if found else ""

    @property
    def begins_line(self) -> bool:
        """Whether only space stands before the word on its line."""
        return not self.text[self.text.rfind("\n", 0, self.place) + 1 : self.place].strip()

    def line(self) -> str:
        """Return the line the word stands on, as far as it belongs to the block."""
        begin = self.text.rfind("\n", 0, self.place) + 1
        end = self.text.find("\n", begin)
        return self.text[begin : self.block.end if end < 0 else min(end, self.block.end)]

    def accepted(self) -> tuple[str, ...]:
        """Return the terminals that could have stood there."""
        return self.machine.accepts(self.states)

    def accepted_at(self, place: int) -> tuple[str, ...]:
        """Return the terminals that could have stood at an earlier place."""
        if place == self.place:
            return self.accepted()
        places = (self.block.start, place)
        outcome = self.machine.run(self.text, places, Context(self.source.name))
        return self.machine.accepts(outcome.states) if isinstance(outcome, Failure) else ()

    def span(self, start: int, end: int) -> Span:
        """Return a place in the source."""
        return Span(self.source.name, start, end)

    def here(self) -> Span:
        """The span of the word; at the end of a block that of the last word."""
        if self.word:
            return self.span(self.place, self.place + len(self.word))
        return self.span(*self.last())

    def last(self) -> tuple[int, int]:
        """Return where the last word stands that did fit."""
        start = max(self.block.start, self.text.rfind("\n", 0, self.before) + 1)
        found = LAST.search(self.text[start : self.before])
        return (start + found.start() if found else self.before, self.before)

    def mended_by(self, replacement: str, start: int, end: int) -> bool:
        """Tell whether the block reads on, past the next word, with other words in a place."""
        before = self.text[self.block.start : start]
        whole = f"{before}{replacement}{self.text[end : self.block.end]}"
        outcome = self.machine.run(whole, (0, len(whole)), Context(self.source.name))
        if not isinstance(outcome, Failure):
            return True
        following = PIECE.search(whole, len(before) + len(replacement))
        return following is not None and outcome.place > following.start()

    def fits(self, replacement: str, start: int, end: int) -> bool:
        """Tell whether the line reads to its end with other words in a place, and the next begins.

        What follows on later lines may be wrong in its own way. In a very long block nothing is
        tried, as each try reads it from its beginning.
        """
        if self.block.end - self.block.start > LONGEST_TRIED:
            return False
        if self.first:
            return self.mended_by(replacement, start, end)
        before = self.text[self.block.start : start]
        whole = f"{before}{replacement}{self.text[end : self.block.end]}"
        outcome = self.machine.run(whole, (0, len(whole)), Context(self.source.name))
        if not isinstance(outcome, Failure):
            return True
        stop = whole.find("\n", len(before) + len(replacement))
        following = None if stop < 0 else PIECE.search(whole, stop)
        return following is not None and outcome.place > following.start()

    def after(self, edit: Edit) -> Slip | None:
        """Return the next place on its line where a block stops fitting, once a change is made.

        None where the line reads to its end. The place is one in the changed text.
        """
        text = f"{self.text[: edit.span.start]}{edit.replacement}{self.text[edit.span.end :]}"
        changed = edit.span.start + len(edit.replacement)
        block = attrs.evolve(self.block, end=self.block.end + changed - edit.span.end)
        if not text[block.head : block.head + 1].strip():
            return None  # the head itself is gone
        outcome = self.machine.run(text, (block.start, block.end), Context(self.source.name))
        if not isinstance(outcome, Failure) or not changed <= outcome.place < block.end:
            return None
        if "\n" in text[changed : outcome.place]:
            return None
        source = Source(self.source.name, text)
        return Slip(self.machine, source, block, outcome.place, outcome.before, outcome.states)


def offer(found: Diagnostic, advice: str, *edits: Edit) -> Diagnostic:
    """Return the diagnostic with its advice and the edits that follow it."""
    return attrs.evolve(found, help=(advice,) if advice else (), edits=edits)


def phrase_at(text: str) -> str | None:
    """Return the longest phrase by which a line inside a declaration can begin."""
    found = (each for each in clause_words() if re.match(rf"{each}(?!\w)", text))
    return max(found, key=len, default=None)


def expects_line(slip: Slip) -> bool:
    """Tell whether what stands before is whole, so that a next line could begin here."""
    return END in slip.accepted() or bool(possible_lines(slip))


def possible_lines(slip: Slip) -> str:
    """Return the advice which lines the declaration can have here; empty when it can have none."""
    block = PIECE.match(slip.text, slip.block.head)
    assert block is not None
    accepted = {words_of(name) for name in slip.accepted()}
    words = dict.fromkeys(each for each in lines_of(block[0]) if each in accepted)
    listed = ", ".join(f"`{each}`" for each in [*words][:5])
    return f"bij `{block[0]}` kan hier onder meer staan: {listed}" if listed else ""
