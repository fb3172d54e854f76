"""The canonical text of a policy: one clause a line, in a fixed order, comments where they were."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

import attrs

from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import toetsclauses as tc
from maatwerk_rules.model.declarations import Soort
from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.source import Source
from maatwerk_rules.syntax import write_declarations, write_toets, write_types
from maatwerk_rules.syntax.blocks import Block, split_blocks
from maatwerk_rules.syntax.comments import indented_lines
from maatwerk_rules.syntax.parser import parse_block
from maatwerk_rules.syntax.write import ELSE, HARD, NEXT, NOTHING, SOFT, Follow, write
from maatwerk_rules.values import frozen

N = TypeVar("N", bound=Node)

WIDTH = 100

MOST_REMEMBERED = 8_192
"""Of so many blocks it is remembered what they are in canonical form."""

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
    follow = ELSE if ordered.one(c.Anders) else NOTHING
    lines = _with_comments(ordered, "", NOTHING)
    below = list(ordered.comments)
    for depth, line in indented_lines(ordered):
        lines += _with_comments(line, "  " * depth, follow)
        below += line.comments
    lines += [f"  {comment.text}" for comment in below if comment.below]
    return "\n".join((*lines, ""))


def _with_comments(node: Node, indent: str, follow: Follow) -> list[str]:
    """Return the lines of a node, with the comments above it and behind it."""
    lines = [*_lines(write(node, follow), indent)]
    if not node.comments:
        return lines
    above = [
        f"{indent}{comment.text}"
        for comment in node.comments
        if not comment.trailing and not comment.below
    ]
    behind = [comment.text for comment in node.comments if comment.trailing]
    return [*above, *lines[:-1], "  ".join([lines[-1], *behind])]


def _lines(text: str, indent: str) -> Iterable[str]:
    """Return the lines of a marked text: continued lines are indented by four."""
    if NEXT not in text and HARD not in text:
        whole = indent + text.replace(SOFT, " ")  # as most are, one line
        return (whole,) if len(whole) <= WIDTH else _filled(text, indent)
    return _filled(text, indent)


def _filled(text: str, indent: str) -> Iterator[str]:
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
    return "".join(piece.text for piece in formatted_pieces(source))


def format_text(source: Source) -> str:
    r"""Return what `format_source` gives, with the line ends that most lines of the file have.

    >>> format_text(Source("", "status  x\r\n"))
    'status x\r\n'
    """
    canonical = format_source(source)
    return canonical.replace("\n", "\r\n") if ends_as_in_windows(source.text) else canonical


def ends_as_in_windows(text: str) -> bool:
    """Tell whether most lines of a text end as they do in Windows."""
    return text.count("\r\n") * 2 > text.count("\n")


@frozen
class Piece:
    r"""A block of a file, or what stands between two, with its canonical text.

    Args:
        start: Where it starts in the text, of which each line ends in `\n`.
        stop: Where it ends; the next piece starts there.
        text: Its canonical text.
        is_read: It is no block that does not parse; such a block stays as it is.
    """

    start: int
    stop: int
    text: str
    is_read: bool = True


def formatted_pieces(
    source: Source, known: Mapping[int, Declaration] = MappingProxyType({})
) -> Iterator[Piece]:
    r"""Yield the pieces of a file one after another, each with its canonical text.

    Args:
        known: What parsing this text gave, by where it begins; a block that is in canonical form
            already is not parsed again.

    >>> [piece.text for piece in formatted_pieces(Source("", "status  x\n\n\nwaarde w \"W\""))]
    ['', 'status x\n', '\n', 'waarde w "W"\n']
    """
    tidy = Source(source.name, source.text.replace("\r\n", "\n"))
    text, place = tidy.text, 0
    declared = known if tidy.text == source.text else {}
    for block in split_blocks(tidy):
        gap = text[place : block.start]
        yield Piece(place, block.start, "\n" if "\n" in gap and place else "")
        place = block.start + len(text[block.start : block.end].rstrip())
        place = text.find("\n", place) + 1 or len(text)
        yield _piece(tidy, block, place, declared.get(block.head))
    rest = text[place:]
    if rest.strip():
        gap = "\n" if "\n" in rest[: rest.index("#")] and place else ""
        yield Piece(place, len(text), gap + _tidy_comments(rest))
    elif rest:
        yield Piece(place, len(text), "")


def _tidy_comments(text: str) -> str:
    """Return lines of comment with at most one blank line between them, and none around them."""
    lines = "\n".join(line.strip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def _piece(source: Source, block: Block, stop: int, known: Declaration | None) -> Piece:
    verbatim = source.text[block.start : stop]
    canonical = _canonical(verbatim, block.head - block.start, known)
    if canonical is None:
        return Piece(block.start, stop, f"{verbatim.rstrip()}\n", is_read=False)
    return Piece(block.start, stop, canonical)


_REMEMBERED: dict[tuple[str, int], str | None] = {}


def _canonical(verbatim: str, head: int, known: Declaration | None) -> str | None:
    """Return the canonical text of a block; None when it does not read as it should.

    It hangs on the text alone, and an editor asks for it after each keystroke.

    Args:
        head: Where in the block the declaration begins, below its comments.
        known: What the block declares, where that is known; it saves work.
    """
    key = verbatim, head
    found = _REMEMBERED.get(key, ...)
    if found is ...:
        if len(_REMEMBERED) >= MOST_REMEMBERED:
            _REMEMBERED.clear()
        found = _REMEMBERED[key] = _worked_out(verbatim, head, known)
    return found


def _worked_out(verbatim: str, head: int, known: Declaration | None) -> str | None:
    if _is_marked(verbatim):
        return None
    if known is not None and _with_above(verbatim[:head], known) == verbatim:
        return verbatim
    declaratie, diagnostics = parse_block(Source("", verbatim), Block(0, head, len(verbatim)))
    if declaratie is None or diagnostics:
        return None
    return _with_above(verbatim[:head], declaratie)


def _is_marked(verbatim: str) -> bool:
    return any(mark in verbatim for mark in _MARKS)


def _with_above(above: str, declaratie: Declaration) -> str:
    """Return the canonical text of a declaration below the comments that stand above it."""
    if not above:
        return format_declaration(declaratie)
    count = sum(line.lstrip().startswith("#") for line in above.split("\n"))
    bare = attrs.evolve(declaratie, comments=declaratie.comments[count:])
    gap = "\n" if above.endswith("\n\n") else ""
    return f"{_tidy_comments(above)}{gap}{format_declaration(bare)}"
