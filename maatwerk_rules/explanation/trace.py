"""The third layer: every step with its value, the sources, and what made the outcome.

A result that is read more than once is told once; after that it is only named.
"""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.explanation.describe import (
    NO_RECORDS,
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
)
from maatwerk_rules.explanation.readings import values_below
from maatwerk_rules.explanation.vocabulary import Source, Vocabulary, capital
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import Bedoelingclausule, Bron
from maatwerk_rules.model.declarations import Aantal, Bedrag, Bedoeling, Percentage
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import RecordId
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.grounds import deciding_round
from maatwerk_rules.runtime.steps import DefinitionStep, NodeStep, Round, Step


def write_trace(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield the steps of every outcome, the sources with their addresses, and the versions."""
    yield Heading(2, "Alle stappen")
    tracer = Tracer(decision, words)
    items = [tracer.result(result.trace) for result in decision if result.trace is not None]
    if items:
        yield Listing(tuple(items))
    else:
        yield paragraph("De stappen zijn niet bewaard. Reken de zaak opnieuw door om ze te zien.")
    sources = tracer.sources()
    if sources:
        yield Heading(2, "Bronnen")
        yield Listing(tuple(sources))
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
    """Tells the steps of one decision; remembers what was told and which sources were named."""

    def __init__(self, decision: Decision, words: Vocabulary) -> None:
        self._decision = decision
        self._words = words
        self._told: set[tuple[str, RecordId | None, int]] = set()
        self._sources: dict[str, Source] = {}

    def result(self, step: DefinitionStep) -> Item:
        """Return one result with all that is below it, or its value where it was told before."""
        name = capital(self._name(step))
        key = (step.definition.name, step.record, step.phase)
        said = f"{self._outcome(step)}."
        if key in self._told:
            return Item(line(Words(f"{name}: ", "sterk"), f"{said} Zie hierboven."))
        self._told.add(key)
        blocks = [block for one in self._rounds(step) for block in one]
        return Item(line(Words(f"{name}: ", "sterk"), said), tuple(blocks))

    def sources(self) -> list[Item]:
        """Return the sources named so far, each once, with its id and address."""
        return [
            Item(
                line(capital(source.text)),
                (Listing(tuple(_addresses(source))),) if source.identifier else (),
            )
            for source in self._sources.values()
        ]

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
        records = {}
        if step.definition.record is not None and step.record is not None:
            records = {step.definition.record: self._words.record(step.record)}
        decided = deciding_round(step)
        yield [Listing(tuple(items))] if (items := self._round(step, decided, records)) else []

    def _round(self, step: DefinitionStep, decided: Round, records: Records) -> list[Item]:
        items = [self._node(node, step.definition.type, records) for node in decided.rules]
        for stage in decided.stages:
            items += [self._node(node, step.definition.type, records) for node in stage.adjustments]
        if decided.expression is not None:
            items += self._expression(decided.expression, records)
        if decided.default is not None:
            type_ = step.definition.type
            value = write_possible(decided.default.value, type_)
            items.append(Item(line(f"Anders: {value}.")))
        tried = [one for one in step.rounds if one is not decided]
        for one in tried:
            named = sorted(one.deviations - decided.deviations)
            for name in named:
                items += self._tried(name, one, step.definition.type, records)
        return items

    def _tried(self, name: str, tried: Round, type_: Type, records: Records) -> Iterator[Item]:
        """Yield a deviation that was looked at and does not decide."""
        for node in _deviations(tried):
            if node.node.name == name:
                yield self._node(node, type_, records)
                return

    def _node(self, node: NodeStep, type_: Type, records: Records) -> Item:
        name = capital(write_name(node.node.name))
        source = self._source(node)
        blocks: list[Item] = []
        if node.guard is not None and not isinstance(node.node.guard, core.Constant):
            blocks.append(self._condition(node.guard, records))
        if node.value is not None and not isinstance(node.value.expr, core.Constant):
            blocks += self._expression(node.value, records)
        below = (*node.marks, *node.exceptions, *node.replacing)
        blocks += [self._node(one, type_, records) for one in below]
        return Item(
            line(
                Words(name, "sterk"),
                " (" if source else "",
                source.words if source else "",
                ")" if source else "",
                f": {self._did(node, type_)}.",
            ),
            (Listing(tuple(blocks)),) if blocks else (),
        )

    def _source(self, node: NodeStep) -> Source | None:
        origin = node.node.origin
        if origin is None:
            return None
        for clausule in origin.all(Bedoelingclausule):
            for name in clausule.bedoelingen:
                bedoeling = self._words.policy.find(Bedoeling, name)
                bron = bedoeling.one(Bron) if bedoeling is not None else None
                if bron is not None:
                    self._remember(self._words.source(bron.verwijzing))
        source = self._words.source_of(origin)
        return None if source is None else self._remember(source)

    def _remember(self, source: Source) -> Source:
        return self._sources.setdefault(source.text, source)

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

    def _condition(self, guard: Step, records: Records) -> Item:
        answer = "ja" if guard.is_true else "nee" if guard.is_false else "nog open"
        text = describe(guard.expr, records)
        below = self._values(guard, records)
        words = line(f"Voorwaarde: {text}: ", Words(f"{answer}.", "sterk"))
        return Item(words, (Listing(tuple(below)),) if below else ())

    def _expression(self, step: Step, records: Records) -> list[Item]:
        below = self._values(step, records)
        blocks: tuple[Block, ...] = (Listing(tuple(below)),) if below else ()
        return [Item(line(f"Berekening: {describe(step.expr, records)}."), blocks)]

    def _values(self, step: Step, records: Records) -> list[Item]:
        """Return each value a step was made from; the results it read with their own steps."""
        items: list[Item] = []
        for part, result in _named(step):
            if result is not None:
                items.append(self.result(result))
            elif not isinstance(part.expr, core.Constant):
                items.append(self._leaf(part, records))
        return items

    def _leaf(self, part: Step, records: Records) -> Item:
        name = capital(_plain_name(part.expr, records))
        type_ = getattr(part.expr, "type", None)
        assert isinstance(type_, Type)
        value = write_possible(part.value, type_) if part.settled else "nog niet bekend"
        source = self._amount_source(part.expr)
        return Item(
            line(
                f"{name}: {value}",
                " (" if source else "",
                source.words if source else "",
                ")." if source else ".",
            )
        )

    def _amount_source(self, expr: core.Expr) -> Source | None:
        if not isinstance(expr, core.Dated):
            return None
        for kind in (Bedrag, Aantal, Percentage):
            declared = self._words.policy.find(kind, expr.name)
            bron = declared.one(Bron) if declared is not None else None
            if bron is not None:
                return self._remember(self._words.source(bron.verwijzing))
        return None


def _plain_name(expr: core.Expr, records: Records) -> str:
    if isinstance(expr, core.Judged):
        about = records.get(expr.variable or "")
        return f"oordeel ‘{write_name(expr.name)}’{f' over {about}' if about else ''}"
    return describe(expr, records)


def _named(step: Step) -> Iterator[tuple[Step, DefinitionStep | None]]:
    for part in values_below(step):
        result = next((one for one in part.parts if isinstance(one, DefinitionStep)), None)
        yield part, result if isinstance(part.expr, core.Read) else None


def _deviations(tried: Round) -> Iterator[NodeStep]:
    waiting = [*tried.rules, *(node for stage in tried.stages for node in stage.adjustments)]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting.extend((*node.marks, *node.exceptions, *node.replacing))


def _addresses(source: Source) -> Iterator[Item]:
    if source.identifier is not None:
        yield Item(line(source.identifier))
    if source.url is not None:
        yield Item(line(Words(source.url, url=source.url)))
