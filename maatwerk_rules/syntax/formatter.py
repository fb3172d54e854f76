"""The canonical text of a policy: one clause a line, in a fixed order, comments where they were."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import TypeVar

import attrs

from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import toetsclauses as tc
from maatwerk_rules.model.declarations import Soort
from maatwerk_rules.model.node import Comment, Declaration, Expression, Node
from maatwerk_rules.source import Source
from maatwerk_rules.syntax import write_declarations, write_toets, write_types
from maatwerk_rules.syntax.blocks import Block, split_blocks
from maatwerk_rules.syntax.comments import indented_lines, lines_of
from maatwerk_rules.syntax.parser import parse_block
from maatwerk_rules.syntax.write import ELSE, HARD, NEXT, NOTHING, SOFT, write

N = TypeVar("N", bound=Node)

WIDTH = 100
_MARKS = (SOFT, HARD, NEXT)

# Every node has its text in one of these; naming them here keeps the imports.
WRITERS = (write_types, write_declarations, write_toets)

# The order of clauses, the same in every declaration: why, when, what, and what is said of it.
_ORDER: tuple[type[Node], ...] = (
    *(c.Taalversie, c.Status),
    *(
        tc.Zoals,
        tc.Verhaal,
        tc.Toetsdatum,
        tc.MetOntwerp,
        tc.GewenstEffect,
        tc.ZonderGegeven,
        tc.ZonderOordeel,
    ),
    *(tc.ZonderBekeken, tc.Toetsgegeven, tc.Toetsveld, tc.Toetsoordeel, tc.Bekeken, tc.Volgens),
    tc.Verwachting,
    *(c.Vraag, c.Maatstaf, c.Grondslag, c.Verloopt, c.UitRegister, c.Rol, c.AlleenIndien),
    *(c.Vermoeden, c.Bewijslast, c.Moeite, c.Door, c.Weegt),
    *(
        c.Omdat,
        c.Bron,
        c.EigenLezing,
        c.LetOp,
        c.Geldigheid,
        c.BlijftGeldigVoor,
        c.NogNietInWerking,
        c.Gemeente,
        c.Gebruikt,
        c.Bezwaar,
    ),
    *(c.Dient, c.Geschonden, c.Rang, c.Karakter, c.Krachtens, c.Bedoelingclausule),
    *(c.MotiveringVerplicht, c.GeldigDuur, c.Strekking, c.SteltTerzijde),
    *(c.ToetsenAltijd, c.ToetsenBijAanwijzing, c.ToetsenOpVerzoek),
    *(c.Ingang, c.NietBekend, c.Datumkolommen, c.Rij, c.BekendTot, c.LaatstBekend),
    *(c.BegintOp, c.BegintNa, c.Duurt, c.Opgeschort),
    *(c.SchijfTot, c.SchijfDaarboven, c.Afrondingsclausule, c.InTeVullen, c.Is, c.Anders),
    *(c.GunstigIs, c.GunstigVan, c.BijSamenloop, c.Stappen, c.Ruimte, c.VergtEerst),
    c.PerKalendermaand,
    *(c.Indien, c.Dan, c.BuitenToepassing, c.TenHoogsteDuur, c.Uitleg),
)
_RANKS: Mapping[type[Node], int] = MappingProxyType({cls: rank for rank, cls in enumerate(_ORDER)})


def in_order(declaratie: Declaration) -> Declaration:
    """Return the declaration with its clauses in canonical order; those of one kind keep theirs.

    With more than one `is` nothing moves: after `is a` another `is b` would be a comparison.
    """
    if len(declaratie.all(c.Is)) > 1:
        return declaratie
    if isinstance(declaratie, Soort):
        return attrs.evolve(declaratie, velden=tuple(map(_in_order, declaratie.velden)))
    return _in_order(declaratie)


def _in_order(node: N) -> N:
    clausules: tuple[Node, ...] = getattr(node, "clausules", ())
    ordered = tuple(sorted(clausules, key=lambda clausule: _RANKS[type(clausule)]))
    if ordered == clausules:
        return node
    return attrs.evolve(node, clausules=ordered)  # type: ignore[call-arg]  # it has the field


def on_one_line(node: Node) -> str:
    """Return the text of any node on one line, without the comments in it.

    >>> from maatwerk_rules.model.typenodes import Janeetype
    >>> on_one_line(Janeetype())
    'ja/nee'
    """
    return " ".join(write(node).split())


def format_expression(expression: Expression) -> str:
    """Return the canonical text of an expression on one line.

    >>> from maatwerk_rules.syntax.parser import parse_expression
    >>> format_expression(parse_expression("(a >= 3)  en (niet (b))"))
    'a is ten minste 3 en niet b'
    """
    return write(expression).replace(SOFT, " ")


def format_declaration(declaratie: Declaration) -> str:
    r"""Return the canonical text of a declaration with its comments; it ends in a new line.

    >>> from maatwerk_rules.syntax.parser import parse
    >>> found = parse(Source("", "begrip a:ja/nee is b en c\n"))
    >>> print(format_declaration(found.declaraties[0]), end="")
    begrip a: ja/nee
      is b en c
    """
    ordered = in_order(declaratie)
    below = _below(ordered)
    lines = chain(
        _with_comments(ordered, ""),
        *(_with_comments(line, "  " * depth, ordered) for depth, line in indented_lines(ordered)),
        (f"  {comment.text}" for comment in below),
    )
    return "".join(f"{line}\n" for line in lines)


def _below(declaratie: Declaration) -> Iterator[Comment]:
    for node in (declaratie, *lines_of(declaratie)):
        yield from (comment for comment in node.comments if comment.below)


def _with_comments(node: Node, indent: str, within: Declaration | None = None) -> Iterator[str]:
    """Yield the lines of a node, with the comments above it and behind it."""
    yield from (
        f"{indent}{comment.text}"
        for comment in node.comments
        if not comment.trailing and not comment.below
    )
    follow = ELSE if within is not None and within.one(c.Anders) else NOTHING
    *lines, last = _lines(write(node, follow), indent)
    yield from lines
    behind = [comment.text for comment in node.comments if comment.trailing]
    yield "  ".join([last, *behind])


def _lines(text: str, indent: str) -> Iterator[str]:
    """Yield the lines of a marked text: continued lines are indented by four."""
    for part in text.split(NEXT):
        for count, piece in enumerate(part.split(HARD)):
            deeper = "    " if count else ""
            yield from _fill(piece.split(SOFT), deeper or indent, f"{indent or '  '}  {deeper[2:]}")
        indent = "  "


def _fill(pieces: list[str], indent: str, deeper: str) -> Iterator[str]:
    """Yield as few lines as hold the pieces within the width; a piece is never broken."""
    line = indent + pieces[0]
    for piece in pieces[1:]:
        if len(line) + 1 + len(piece) > WIDTH:
            yield line
            line = f"{deeper}{piece}"
        else:
            line = f"{line} {piece}"
    yield line


def format_source(source: Source) -> str:
    r"""Return the canonical text of a file; blocks that do not parse stay as they are.

    One blank line stays where the author left any between blocks.

    >>> format_source(Source("", "status x\nregister   brp \"B\"\n\n\nwaarde w \"W\""))
    'status x\nregister brp "B"\n\nwaarde w "W"\n'
    """
    tidy = Source(source.name, source.text.replace("\r\n", "\n"))
    text = tidy.text
    parts: list[str] = []
    before = 0
    for block in split_blocks(tidy):
        parts.append(_gap(text[before : block.start]) if parts else "")
        parts.append(_format_block(tidy, block))
        before = len(text[: block.end].rstrip())
    rest = text[before:]
    if rest.strip():
        parts.extend((_gap(rest[: rest.index("#")]) if parts else "", _tidy_comments(rest)))
    return "".join(parts)


def _gap(between: str) -> str:
    return "\n" if between.count("\n") > 1 else ""


def _tidy_comments(text: str) -> str:
    """Return lines of comment with at most one blank line between them, and none around them."""
    lines = "\n".join(line.strip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _format_block(source: Source, block: Block) -> str:
    verbatim = source.text[block.start : block.end]
    declaratie, diagnostics = parse_block(source, block)
    if declaratie is None or diagnostics or any(mark in verbatim for mark in _MARKS):
        return f"{verbatim.rstrip()}\n"
    above = source.text[block.start : block.head]
    if not above:
        return format_declaration(declaratie)
    count = sum(line.lstrip().startswith("#") for line in above.split("\n"))
    bare = attrs.evolve(declaratie, comments=declaratie.comments[count:])
    gap = "\n" if above.endswith("\n\n") else ""
    return f"{_tidy_comments(above)}{gap}{format_declaration(bare)}"
