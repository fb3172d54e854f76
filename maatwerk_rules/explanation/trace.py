"""The third layer: every step with its value, the sources, and what made the outcome.

A result that is read more than once is told once; after that it is only named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.describe import (
    Records,
    describe,
    write_possible,
    write_range,
)
from maatwerk_rules.explanation.document import (
    Block,
    Heading,
    Item,
    Listing,
    Words,
    line,
    listing,
    paragraph,
    words_in,
)
from maatwerk_rules.explanation.months import write_months
from maatwerk_rules.explanation.readings import Bound, values_below
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary, capital
from maatwerk_rules.explanation.words_of_law import words_of
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron
from maatwerk_rules.model.declarations import Aantal, Bedrag, Percentage, Tabel
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.steps import (
    DefinitionStep,
    Given,
    NodeStep,
    Round,
    Step,
    deciding_round,
)

LEAVES = (core.Fact, core.Field, core.Judged)

Told = tuple[str, RecordId | None, int, date | None]
"""A result that was told: its name, its record, its pass and its day."""

MOST_WITHIN = 10
"""Results that lie deeper in each other than this are told one by one: nobody reads so deep."""


def write_trace(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield the steps of every outcome."""
    yield Heading(2, "Alle stappen")
    tracer = Tracer(words)
    items = [tracer.result(result.trace) for result in decision if result.trace is not None]
    items += tracer.later()
    if items:
        yield Listing(tuple(items))
    else:
        yield paragraph("De stappen zijn niet bewaard. Reken de zaak opnieuw door om ze te zien.")


def write_sources(told: Iterable[Block], *every: Vocabulary) -> Iterator[Block]:
    """Yield each source that was named, in the order of the policy, with its id and address.

    Of a source that several days named, the address is that of the first of them.
    """
    texts = [word.text for block in told for word in words_in(block)]
    named: dict[str, Source] = {}
    for words in every:
        for one in words.sources_in(texts):
            named.setdefault(one.text, one)
    if named:
        yield Heading(2, "Bronnen")
        items = (Item(line(capital(one.text)), _addresses(one)) for one in named.values())
        yield Listing(tuple(items))


def _addresses(source: Source) -> tuple[Block, ...]:
    items = [Item(line(source.identifier))] if source.identifier is not None else []
    if source.url is not None:
        items.append(Item(line(Words(source.url, url=source.url))))
    return (Listing(tuple(items)),) if items else ()


def write_versions(decision: Decision) -> Iterator[Block]:
    """Yield what is needed to reckon this again: policy, text, date and versions."""
    yield Heading(2, "Versies")
    yield listing(_versions(decision))


def _versions(decision: Decision) -> Iterator[str]:
    yield f"Beleid: {decision.policy}."
    yield f"Kenmerk van de tekst (SHA-256): {decision.policy_hash}"
    yield f"Peildatum: {write_date(decision.peildatum)}."
    yield f"Versie van de regeltaal: {decision.language_version}."
    if decision.library_version:
        yield f"Versie van het programma: {decision.library_version}."


class Tracer:
    """Tells the steps of one decision; remembers what was told."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._within = 0
        self._later: dict[Told, DefinitionStep] = {}
        self._told: set[Told] = set()
        self._told_nodes: set[tuple[int, Given, tuple[tuple[str, RecordId], ...]]] = set()

    def result(self, step: DefinitionStep) -> Item:
        """Return one result with all that is below it, or its value where it was told before."""
        name = capital(self._name(step))
        key = (step.definition.name, step.record, step.phase, step.day)
        said = f"{self._outcome(step)}."
        if key in self._told:
            return Item(line(Words(f"{name}: ", "sterk"), f"{said} Zie hierboven."))
        if self._within >= MOST_WITHIN:
            self._later[key] = step
            return Item(line(Words(f"{name}: ", "sterk"), f"{said} Zie hieronder."))
        self._told.add(key)
        self._within += 1
        blocks = [block for one in self._rounds(step) for block in one]
        self._within -= 1
        return Item(line(Words(f"{name}: ", "sterk"), said), tuple(blocks))

    def later(self) -> Iterator[Item]:
        """Yield the results that lay too deep in others to tell there, each by itself."""
        while self._later:
            key = next(iter(self._later))
            step = self._later.pop(key)
            if key not in self._told:
                yield self.result(step)

    def _name(self, step: DefinitionStep) -> str:
        name = write_name(step.definition.name)
        return name if step.record is None else f"{name} van {self._words.record(step.record)}"

    def _outcome(self, step: DefinitionStep) -> str:
        """Return what a result is, or what it may still be."""
        said = []
        if step.values is not None:
            settled = step.values.settled and step.settled
            write = write_possible if settled else write_range
            value = write(step.values, step.definition.type)
            said.append(value if settled else f"nog mogelijk: {value}")
        if step.no_rule:
            said.append("geen regel")
        if step.conflict:
            said.append("strijdig")
        return ", ".join(said)

    def _rounds(self, step: DefinitionStep) -> Iterator[list[Block]]:
        bound: Bound = {}
        if step.definition.record is not None and step.record is not None:
            bound = {step.definition.record: step.record}
        decided = deciding_round(step)
        yield [Listing(tuple(items))] if (items := self._round(step, decided, bound)) else []

    def _round(self, step: DefinitionStep, decided: Round, bound: Bound) -> list[Item]:
        items = [self._node(node, step.definition.type, bound) for node in decided.rules]
        for stage in decided.stages:
            items += [self._node(node, step.definition.type, bound) for node in stage.adjustments]
        if decided.expression is not None:
            written = words_of(step.definition.origin)
            if written is not None:
                items.append(Item(line(f"Zo staat het in het beleid: {written}.")))
            items += self._expression(decided.expression, bound)
        if decided.default is not None:
            type_ = step.definition.type
            value = write_possible(decided.default.value, type_)
            items.append(Item(line(f"Anders: {value}.")))
        tried = dict.fromkeys(
            name for one in step.rounds for name in sorted(one.deviations - decided.deviations)
        )
        for name in tried:
            items += self._tried(name, step.rounds[-1], step.definition.type, bound)
        return items

    def _tried(self, name: str, tried: Round, type_: Type, bound: Bound) -> Iterator[Item]:
        """Yield a deviation that was looked at and does not decide."""
        for node in _deviations(tried):
            if node.node.name == name:
                yield self._node(node, type_, bound)
                return

    def _node(self, node: NodeStep, type_: Type, bound: Bound) -> Item:
        name = capital(self._words.called(node.node.name))
        source = self._source(node)
        blocks: list[Item] = []
        key = (id(node.node), node.given, tuple(bound.items()))
        if key in self._told_nodes:
            return Item(line(Words(name, "sterk"), f": {self._did(node, type_)}. Zie hierboven."))
        self._told_nodes.add(key)
        if node.guard is not None and not isinstance(node.node.guard, core.Constant):
            blocks.append(self._condition(node.guard, bound))
        if node.value is not None and not isinstance(node.value.expr, core.Constant):
            blocks += self._expression(node.value, bound)
        below = (*node.marks, *node.exceptions, *node.replacing)
        blocks += [self._node(one, type_, bound) for one in below]
        return Item(
            line(
                Words(name, "sterk"),
                " (" if source else "",
                source.words if source else "",
                ")" if source else "",
                f": {self._did(node, type_)}.{self._intentions(node)}",
            ),
            (Listing(tuple(blocks)),) if blocks else (),
        )

    def _source(self, node: NodeStep) -> Source | None:
        origin = node.node.origin
        return None if origin is None else self._words.source_of(origin)

    def _intentions(self, node: NodeStep) -> str:
        origin = node.node.origin
        clausules = origin.all(Bedoelingclausule) if origin is not None else ()
        names = [write_name(name) for one in clausules for name in one.bedoelingen]
        return f" Bedoeling: {write_list(names)}." if names else ""

    def _did(self, node: NodeStep, type_: Type) -> str:
        if any(mark.fired for mark in node.marks):
            aside = next(mark.node.name for mark in node.marks if mark.fired)
            return f"opzij gezet door ‘{write_name(aside)}’"
        if not node.fired:
            if node.guard is None:
                return "bekeken en niet toegepast"
            return "werkt niet" if node.guard.is_false or not node.given.gives else "nog open"
        if node.given.conflict:
            return "strijdig"
        if node.given.aside:
            return "zet de regel hierboven opzij"
        assert node.given.values is not None
        value = write_possible(node.given.values, type_)
        deciding = [one.node.name for one in (*node.exceptions, *node.replacing) if one.fired]
        if deciding:
            return f"geeft {value}, door ‘{write_name(deciding[0])}’"
        return f"geeft {value}"

    def _condition(self, guard: Step, bound: Bound) -> Item:
        answer = "ja" if guard.is_true else "nee" if guard.is_false else "nog open"
        text = self._words.described(guard.expr, bound)
        below = [] if isinstance(guard.expr, LEAVES) else self._values(guard, bound)
        words = line("Voorwaarde ", Words(f"({answer})", "sterk"), f": {text}.")
        return Item(words, (Listing(tuple(below)),) if below else ())

    def _expression(self, step: Step, bound: Bound) -> list[Item]:
        months = write_months(step)
        below = [Item(line(f"{capital(months)}."))] if months else self._values(step, bound)
        blocks: tuple[Block, ...] = (Listing(tuple(below)),) if below else ()
        return [Item(line(f"Berekening: {self._words.described(step.expr, bound)}."), blocks)]

    def _values(self, step: Step, bound: Bound) -> list[Item]:
        """Return each value a step was made from; the results it read with their own steps."""
        items: list[Item] = []
        for part, inside in values_below(step, bound, self._words.facts):
            result = next((one for one in part.parts if isinstance(one, DefinitionStep)), None)
            items.append(self._leaf(part, inside) if result is None else self.result(result))
        return items

    def _leaf(self, part: Step, bound: Bound) -> Item:
        name = capital(_plain_name(part.expr, self._words.names(bound)))
        type_ = getattr(part.expr, "type", None)
        assert isinstance(type_, Type)
        value = write_possible(part.value, type_) if part.settled else "nog niet bekend"
        source = self._amount_source(part.expr)
        months = write_months(part)
        return Item(
            line(
                f"{name}: {value}",
                " (" if source else "",
                source.words if source else "",
                ")." if source else ".",
            ),
            (listing([f"{capital(months)}."]),) if months else (),
        )

    def _amount_source(self, expr: core.Expr) -> Source | None:
        if not isinstance(expr, core.Dated):
            return None
        for kind in (Bedrag, Aantal, Percentage, Tabel):
            declared = self._words.policy.find(kind, expr.name)
            bron = declared.one(Bron) if declared is not None else None
            if bron is not None:
                return self._words.source(bron.verwijzing)
        return None


def _plain_name(expr: core.Expr, records: Records) -> str:
    if isinstance(expr, core.Judged):
        about = records.get(expr.variable or "")
        return f"oordeel ‘{write_name(expr.name)}’{f' ({about})' if about else ''}"
    return describe(expr, records)


def _deviations(tried: Round) -> Iterator[NodeStep]:
    waiting = [*tried.rules, *(node for stage in tried.stages for node in stage.adjustments)]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting.extend((*node.marks, *node.exceptions, *node.replacing))
