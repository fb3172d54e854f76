"""Cutting a text into blocks: one declaration each, with the comments above it."""

import re

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.source import Source, Span
from maatwerk_rules.values import frozen

MOST_LINES = 20_000

BLOCK_TOO_LONG = Kind(
    "MW026",
    "blok-te-lang",
    Severity.FOUT,
    "Dit blok heeft meer dan 20.000 regels.",
    "Een blok is één regel, begrip of toets; vermoedelijk springt alles hieronder te veel in.",
)

_BEFORE_CODE = re.compile(r"(?:[ \t\r\n\u00a0]++|#[^\n]*+)*+")
_FIRST = re.compile(r"[^\s#]")
_HEAD = re.compile(r"\n[^\s#]")


@frozen
class Block:
    """A part of a source that holds one declaration.

    Args:
        start: Offset of the first comment above the declaration, or of the declaration.
        head: Offset of the first character of the declaration.
        end: Offset just after the block.
    """

    start: int
    head: int
    end: int


def split_blocks(source: Source) -> tuple[Block, ...]:
    r"""Return the blocks of a text: it is cut at each line that begins with a visible character.

    Comments in column 1, and the blank lines between them, belong to the block below; those at the
    end of the text to none.

    >>> split_blocks(Source("a.beleid", "# kop\nbeleid a \"A\"\n  taalversie 1\n"))
    (Block(start=0, head=6, end=34),)
    """
    text = source.text
    heads = [found.start() + 1 for found in _HEAD.finditer(text)]
    if _FIRST.match(text):
        heads.insert(0, 0)
    first = _first_code(text)
    if first < len(text) and first not in heads[:1]:
        heads.insert(0, first)  # the text begins with an indented line
    starts = [_first_comment(text, head) for head in heads]
    if heads and "#" in text[: starts[0]]:
        starts[0] = text.index("#")  # an indented comment before all else
    ends = [*starts[1:], _first_comment(text, len(text))]
    return tuple(map(Block, starts, heads, ends)) if heads else ()


def _first_code(text: str) -> int:
    found = _BEFORE_CODE.match(text)
    return found.end() if found else 0


def _first_comment(text: str, head: int) -> int:
    """Return where the run of comments in column 1 above a place begins."""
    start = line = head
    while line > 0:
        begin = text.rfind("\n", 0, line - 1) + 1
        first = text[begin : begin + 1]
        if first == "#":
            start = begin
        elif text[begin:line].strip():
            break
        line = begin
    return start


def check_length(source: Source, block: Block) -> Diagnostic | None:
    """Return what is wrong when a block has far too many lines."""
    if source.text.count("\n", block.head, block.end) <= MOST_LINES:
        return None
    return diagnostic(BLOCK_TOO_LONG, Span(source.name, block.head, block.head + 1))
