"""From a text to declarations, block by block: a mistake in one leaves the others usable."""

from collections.abc import Callable, Container, Iterable
from functools import cache
from types import MappingProxyType

from maatwerk_rules.diagnostics import Diagnostic, diagnostic, sort_diagnostics
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Beleidskop
from maatwerk_rules.model.node import Declaration, Expression, Node
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.automaton import Automaton, Failure, Read, TooDeep
from maatwerk_rules.syntax.blocks import Block, check_length, split_blocks
from maatwerk_rules.syntax.builder import build_of
from maatwerk_rules.syntax.characters import (
    FILE_TOO_LARGE,
    INVISIBLE,
    LARGEST_FILE,
    check_characters,
)
from maatwerk_rules.syntax.comments import attach_comments
from maatwerk_rules.syntax.grammar import grammar, grammar_of_all
from maatwerk_rules.syntax.literals import CONVERTERS, Context
from maatwerk_rules.syntax.misread import misread
from maatwerk_rules.values import frozen

MOST_FINDINGS = 200  # in one file; after so many the rest of it is not read


@frozen
class Parsed:
    """The declarations of one text, and what is wrong in it."""

    declaraties: tuple[Declaration, ...]
    diagnostics: tuple[Diagnostic, ...]


@cache
def automaton() -> Automaton:
    """Return the automaton that reads declarations and expressions."""
    return Automaton(grammar(), build_of, CONVERTERS)


@cache
def _automaton_of_all() -> Automaton:
    return Automaton(grammar_of_all(), build_of, CONVERTERS)


def parse(source: Source, left_out: Container[int] = ()) -> Parsed:
    r"""Read a text; linear in its length, and it never raises for what an author wrote.

    Args:
        left_out: Where the blocks begin that are not read.

    >>> parse(Source("a.beleid", "register brp \"Basisregistratie personen\"\n")).declaraties
    (Register(naam='brp', titel='Basisregistratie personen'),)
    """
    if len(source.text) > LARGEST_FILE:
        return Parsed((), (diagnostic(FILE_TOO_LARGE, Span(source.name, 0, 0)),))
    declaraties: list[Declaration] = []
    found = list(check_characters(source))
    hidden = frozenset(each.spans[0].span.start for each in found if each.kind is INVISIBLE)
    for block in split_blocks(source):
        if len(found) > MOST_FINDINGS:
            break
        if block.head in left_out:
            continue
        declaratie, diagnostics = parse_block(source, block, hidden)
        found.extend(diagnostics)
        if declaratie is not None:
            declaraties.append(declaratie)
    return Parsed(tuple(declaraties), sort_diagnostics(found))


def parse_block(
    source: Source, block: Block, reported: frozenset[int] = frozenset()
) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """Read one block; a declaration that holds a wrong value is given all the same.

    Args:
        reported: Places of which it is told already why nothing can be read there.
    """
    return parse_block_with(automaton(), Context(source.name), source, block, reported)


def parse_block_with(
    machine: Automaton,
    context: Context,
    source: Source,
    block: Block,
    reported: frozenset[int] = frozenset(),
) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """Read one block as `parse_block` does, with a machine that notes more in its context."""
    too_long = check_length(source, block)
    if too_long is not None:
        return None, (too_long,)
    outcome = machine.run(source.text, (block.start, block.end), context)
    if isinstance(outcome, Read):
        misunderstood = misread(source, block)
        if misunderstood is not None:
            return None, (*context.found, misunderstood)
        declaratie = attach_comments(outcome.value, source.text, outcome.comments, block.end)
        return declaratie, tuple(context.found)
    return None, _with_faults(tuple(context.found), source, block, outcome, reported)


def _with_faults(
    found: tuple[Diagnostic, ...],
    source: Source,
    block: Block,
    outcome: Failure | TooDeep,
    reported: frozenset[int],
) -> tuple[Diagnostic, ...]:
    """Return what was found with all mistakes; what knows of mistakes is loaded with the first."""
    from maatwerk_rules.syntax.recovery import explain_all

    mistakes = explain_all(automaton(), source, block, outcome, reported)
    return (*found, *(each for each in mistakes if each not in found))


def parse_partly(source: Source, block: Block) -> tuple[Declaration, str] | None:
    r"""Return what can be read of a block with faults, and the text of the clauses left out.

    Names may be looked up in it; it is no declaration to decide with. None when nothing is sure.

    >>> text = "bedoeling rust \"Rust.\"\n  bron Pw artikel\n  dient zekerheid\n"
    >>> found, left_out = parse_partly(Source("a.beleid", text), Block(0, 0, len(text)))
    >>> [type(each).__name__ for each in found.clausules], left_out.split()
    (['Dient'], ['bron', 'Pw', 'artikel'])
    """
    from maatwerk_rules.syntax.recovery import read_partly

    found = read_partly(automaton(), source, block)
    return None if found is None else (found.declaratie, found.left_out)


def head_in_part(source: Source) -> Beleidskop | None:
    r"""Return what can be read of the head of a policy that holds faults.

    >>> head_in_part(Source("a", "beleid a \"A\"\n  gebruikt b\n  status conceptt\n")).naam
    'a'
    """
    for block in split_blocks(source):
        if source.text.startswith("beleid ", block.head):
            found = parse_partly(source, block)
            if found is not None and isinstance(found[0], Beleidskop):
                return found[0]
    return None


def _explain(machine: Automaton, source: Source, outcome: Failure | TooDeep) -> Diagnostic:
    """Explain why a text is not the one production it should be."""
    from maatwerk_rules.syntax.mistakes import explain

    return explain(machine, source, Block(0, 0, len(source.text)), outcome)


def parse_beleid(
    sources: Iterable[Source], read: Callable[[Source], Parsed] = parse
) -> tuple[Beleid, tuple[Diagnostic, ...]]:
    """Read the texts of one policy, sorted by name; the loader fills in what it builds on.

    Args:
        read: How one text is read: `parse`, or what remembers what that gave.
    """
    ordered = sorted(sources, key=lambda source: source.name)
    parsed = [read(source) for source in ordered]
    beleid = Beleid(
        tuple(declaratie for each in parsed for declaratie in each.declaraties),
        sources=MappingProxyType({source.name: source for source in ordered}),
    )
    return beleid, tuple(found for each in parsed for found in each.diagnostics)


def parse_expression(text: str) -> Expression:
    """Return the expression a text stands for; for tests and documents.

    Raises:
        PolicyError: The text is no expression.

    >>> parse_expression("niet in_detentie")
    Niet(deel=Naam(naam='in_detentie'))
    """
    value = _parse_alone(automaton(), text, "uitdrukking")
    assert isinstance(value, Expression)
    return value


def parse_production(production: str, text: str) -> Node:
    """Return the node of a text that is one production, as the examples in the grammar are.

    Raises:
        PolicyError: The text does not fit the production.

    >>> parse_production("status", "status concept")
    Status(status='concept')
    """
    value = _parse_alone(_automaton_of_all(), text, production)
    assert isinstance(value, Node)
    return value


def _parse_alone(machine: Automaton, text: str, first: str) -> object:
    source = Source("", text)
    context = Context(source.name)
    outcome = machine.run(text, (0, len(text)), context, first)
    if isinstance(outcome, Read):
        problems = tuple(context.found)
    else:
        problems = (*context.found, _explain(machine, source, outcome))
    if problems:
        raise PolicyError(problems, {"": source})
    assert isinstance(outcome, Read)
    return outcome.value
