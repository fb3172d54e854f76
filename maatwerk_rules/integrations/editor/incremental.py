"""Reading a file again and again while it is being written: only blocks that changed are parsed.

Each block is a text of its own, and all places in it count from its beginning. So nothing that was
learnt of a block changes when a line is written above it: only where the block stands changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Label, diagnostic, sort_diagnostics
from maatwerk_rules.model.node import Declaration, Node
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.blocks import Block, split_blocks
from maatwerk_rules.syntax.characters import (
    FILE_TOO_LARGE,
    INVISIBLE,
    LARGEST_FILE,
    check_characters,
)
from maatwerk_rules.syntax.parser import MOST_FINDINGS
from maatwerk_rules.syntax.placed import Token, read_block
from maatwerk_rules.values import frozen

_HEAD = re.compile(r"^[^\s#]", re.MULTILINE)
_ABOVE = "x\n"  # stands for the blocks above one that does not read
_BELOW = 120  # what of the text below a block may be looked at to explain its fault


@frozen
class ReadBlock:
    """One block as it was read; all places count from its own beginning.

    Args:
        source: Its text, under a name that no other block bears.
        head: Where the declaration begins, below its comments.
        hidden: Invisible characters that were told of already.
        around: Of a block that does not read: what of its surroundings was looked at.
    """

    source: Source
    head: int
    hidden: frozenset[int]
    around: tuple[str, str] | None
    declaratie: Declaration | None
    diagnostics: tuple[Diagnostic, ...]
    tokens: tuple[Token, ...]
    _moved: dict[tuple[str, int], Declaration] = attrs.field(factory=dict, eq=False, repr=False)

    def declared(self, name: str, start: int) -> Declaration | None:
        """Return the declaration as one that stands at a place in a file; nothing is parsed."""
        if self.declaratie is None:
            return None
        found = self._moved.get((name, start))
        if found is None:
            found = move_node(self.declaratie, name, start)
            self._moved.clear()
            self._moved[name, start] = found
        return found


@frozen
class ReadFile:
    """A file as it was read: its blocks, where each begins, and what is wrong in it.

    The findings bear the names of blocks, or that of the file for what lies outside them.
    """

    source: Source
    starts: tuple[int, ...]
    blocks: tuple[ReadBlock, ...]
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def begins(self) -> Mapping[str, int]:
        """Where each block begins, by the name of its text."""
        pairs = zip(self.blocks, self.starts, strict=True)
        return {block.source.name: start for block, start in pairs}

    @cached_property
    def by_place(self) -> Mapping[int, Declaration]:
        """What the blocks declare, by where that begins in the file; it bears places in blocks."""
        pairs = zip(self.blocks, self.starts, strict=True)
        return {
            start + block.head: block.declaratie
            for block, start in pairs
            if block.declaratie is not None
        }

    def block_at(self, offset: int) -> tuple[ReadBlock, int] | None:
        """Return the block at a place in the file, with where it begins."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset > self.starts[index] + len(self.blocks[index].source.text):
            return None
        return self.blocks[index], self.starts[index]

    def in_file(self, span: Span) -> Span:
        """Return a place in a block, or in the file, as a place in the file."""
        start = self.begins.get(span.source, 0)
        return Span(self.source.name, span.start + start, span.end + start)

    def declarations(self, name: str) -> tuple[Declaration, ...]:
        """Return what the file declares, with places in the file under a name."""
        pairs = zip(self.blocks, self.starts, strict=True)
        found = (block.declared(name, start) for block, start in pairs)
        return tuple(each for each in found if each is not None)

    def in_blocks(self, span: Span) -> Span:
        """Return a place in the file as one in its block; one in no block stays in the file."""
        at = self.block_at(span.start)
        if at is None or span.end > at[1] + len(at[0].source.text):
            return Span(self.source.name, span.start, span.end)
        return Span(at[0].source.name, span.start - at[1], span.end - at[1])

    def tokens(self) -> Iterator[Token]:
        """Yield the words of the file, in its order."""
        for block, start in zip(self.blocks, self.starts, strict=True):
            for token in block.tokens:
                yield Token(token.terminal, token.start + start, token.end + start)


class FileReader:
    """Reads one file; it keeps the blocks of its last text, and no more.

    `parsed` counts the blocks that were parsed in all.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.parsed = 0
        self._last = ReadFile(Source(name, ""), (), (), ())
        self._kept: dict[tuple[str, int], ReadBlock] = {}

    @property
    def last(self) -> ReadFile:
        """The file as it was read last."""
        return self._last

    def read(self, text: str) -> ReadFile:
        """Return the file with this text; what it says is what `parse` says of the whole."""
        if text != self._last.source.text:
            self._last = self._read(Source(self.name, text))
        return self._last

    def _read(self, source: Source) -> ReadFile:
        if len(source.text) > LARGEST_FILE:
            found = diagnostic(FILE_TOO_LARGE, Span(source.name, 0, 0))
            return ReadFile(source, (), (), (found,))
        said = check_characters(source)
        hidden = [each.spans[0].span.start for each in said if each.kind is INVISIBLE]
        count = len(said)
        blocks: list[ReadBlock] = []
        starts: list[int] = []
        seen: Counter[str] = Counter()
        kept: dict[tuple[str, int], ReadBlock] = {}
        for block in split_blocks(source):
            if count > MOST_FINDINGS:
                break
            text = source.text[block.start : block.end]
            key = text, seen[text]
            seen[text] += 1
            inside = frozenset(x - block.start for x in hidden if block.start <= x < block.end)
            kept[key] = self._block(source, block, inside, self._kept.get(key))
            blocks.append(kept[key])
            starts.append(block.start)
            count += len(kept[key].diagnostics)
        self._kept = kept
        file = ReadFile(source, tuple(starts), tuple(blocks), ())
        every = (*(_in_block(each, file) for each in said), *_findings(blocks))
        names = (source.name, *(block.source.name for block in blocks))
        return attrs.evolve(file, diagnostics=sort_diagnostics(every, names))

    def _block(
        self, source: Source, block: Block, hidden: frozenset[int], last: ReadBlock | None
    ) -> ReadBlock:
        around = _above(source.text, block), source.text[block.end : block.end + _BELOW]
        if last is not None and last.hidden == hidden and last.around in (None, around):
            return last
        self.parsed += 1
        text = source.text[block.start : block.end]
        own = Source(f"{self.name}#{self.parsed}", text)
        head = block.head - block.start
        found = read_block(own, Block(0, head, len(text)), hidden)
        if found.declaratie is not None:
            parts = found.declaratie, found.diagnostics, found.tokens
            return ReadBlock(own, head, hidden, None, *parts)
        # Why it does not read may depend on what stands above and below it.
        wide = Source(own.name, f"{around[0]}{text}{around[1]}")
        start, end = len(around[0]), len(around[0]) + len(text)
        moved = frozenset(place + start for place in hidden)
        again = read_block(wide, Block(start, start + head, end), moved)
        said = tuple(move(each, {own.name: (own.name, -start)}) for each in again.diagnostics)
        return ReadBlock(own, head, hidden, around, None, said, found.tokens)


def _above(text: str, block: Block) -> str:
    """Return what stands for the text above a block: whether a block is there, and its indent."""
    above = _ABOVE if _HEAD.search(text, 0, block.head) else ""
    return above + text[text.rfind("\n", 0, block.start) + 1 : block.start]


def _findings(blocks: list[ReadBlock]) -> Iterator[Diagnostic]:
    for block in blocks:
        yield from block.diagnostics


def _in_block(found: Diagnostic, file: ReadFile) -> Diagnostic:
    """Return a finding in the file as one in the block it lies in."""
    at = file.block_at(found.spans[0].span.start)
    if at is None or found.spans[0].span.start >= at[1] + len(at[0].source.text):
        return found
    return move(found, {file.source.name: (at[0].source.name, -at[1])})


N = TypeVar("N", bound=Node)
_PLACED = frozenset(("span", "comments"))


def move_node(node: N, name: str, by: int) -> N:
    """Return a node, with all below it, as one that stands further on in another text."""
    values: dict[str, Any] = {}
    for field in attrs.fields(type(node)):
        if field.name in _PLACED:
            continue
        value = getattr(node, field.name)
        if isinstance(value, Node):
            value = move_node(value, name, by)
        elif isinstance(value, tuple):
            value = tuple(
                move_node(each, name, by) if isinstance(each, Node) else each for each in value
            )
        values[field.name] = value
    moves = {node.span.source: (name, by)}
    comments = tuple(attrs.evolve(each, span=move_span(each.span, moves)) for each in node.comments)
    return type(node)(**values, span=move_span(node.span, moves), comments=comments)


Moves = Mapping[str, tuple[str, int]]
"""For the name of a text the name it gets, and how far places in it move."""


def move(found: Diagnostic, moves: Moves) -> Diagnostic:
    """Return a finding with its places, and those of its edits, moved to other texts."""
    if not any(label.span.source in moves for label in found.spans):
        return found
    return attrs.evolve(
        found,
        spans=tuple(Label(move_span(each.span, moves), each.text) for each in found.spans),
        edits=tuple(
            Edit(move_span(each.span, moves), each.replacement, each.safety) for each in found.edits
        ),
    )


def move_span(span: Span, moves: Moves) -> Span:
    """Return a place moved to another text; one in a text that does not move stays."""
    name, by = moves.get(span.source, (span.source, 0))
    return Span(name, span.start + by, span.end + by)
