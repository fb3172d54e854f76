"""A policy as a page: each rule beside its intention, what is asked, and where the room is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar

import attrs

from maatwerk_rules.dutch import write_aantal, write_date, write_list, write_name
from maatwerk_rules.explanation.describe import describe, describe_node, write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.drafts import write_drafts
from maatwerk_rules.explanation.first import decider_of, name_first
from maatwerk_rules.explanation.summary import is_monthly
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.explanation.words_of_law import words_of
from maatwerk_rules.model import core
from maatwerk_rules.model.clauses import (
    Bedoelingclausule,
    BlijftGeldigVoor,
    Bron,
    Dient,
    EigenLezing,
    Geldigheid,
    Grondslag,
    Ingang,
    Karakter,
    Krachtens,
    LaatstBekend,
    LetOp,
    Maatstaf,
    NietBekend,
    Rang,
    Rol,
    Strekking,
    TenHoogsteDuur,
    UitRegister,
    Vraag,
    Weegt,
)
from maatwerk_rules.model.core import expressions, nodes
from maatwerk_rules.model.declarations import (
    Aantal,
    Bedoeling,
    Bedrag,
    Dekking,
    Gegeven,
    Huishouden,
    Oordeel,
    Percentage,
    Soort,
    Veld,
    Waarde,
)
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy, Slice
from maatwerk_rules.model.types import Lijst, Number, Type
from maatwerk_rules.runtime.deciding import first_of
from maatwerk_rules.runtime.not_assessed import not_assessed, reached_by
from maatwerk_rules.runtime.toets import literal_value
from maatwerk_rules.syntax.formatter import format_expression

D = TypeVar("D", bound=Declaration)

BESIDE = (SOURCE, FOR) = ("Bron: ", "Bedoeling: ")
"""How the lines begin that a page with columns shows beside a rule."""


def policy_page(policy: Policy, peildatum: date, uitkomsten: Iterable[str] = ()) -> Document:
    """Return a policy as it reads on a date.

    Args:
        uitkomsten: Show only these outcomes or begrippen and all that they read; all without any.

    Raises:
        ValueError: the policy does not hold on the date, or has no such outcome on it.
    """
    return Document(tuple(page_of(policy, peildatum, tuple(uitkomsten)).blocks()))


def page_of(policy: Policy, peildatum: date, names: tuple[str, ...]) -> Page:
    """Return the parts of the page of a policy on a date.

    Raises:
        ValueError: the policy does not hold on the date, or has no such outcome on it.
    """
    part = policy.on(peildatum)
    if part is None:
        raise ValueError(f"{policy.name} does not hold on {peildatum}")
    unknown = [name for name in names if name not in part.program.definitions]
    if unknown:
        raise ValueError(f"{policy.name} has no {', '.join(unknown)} on {peildatum}")
    return Page(policy, part, peildatum, names)


class Page:
    """The parts of the page of one policy on one date."""

    def __init__(
        self, policy: Policy, part: Slice, peildatum: date, names: tuple[str, ...]
    ) -> None:
        self._policy = policy
        self._part = part
        self._words = Vocabulary(policy, peildatum)
        self._peildatum = peildatum
        self._names = names
        within = frozenset(reached_by(policy, peildatum, names))
        definitions = part.program.definitions
        self._definitions = [
            one for name, one in definitions.items() if not names or name in within
        ]

    @cached_property
    def _read(self) -> frozenset[str]:
        """The names of the facts, judgements, amounts and intentions that what is shown reads."""
        found = {name for one in self._definitions for name in self._part.program.leaves[one.name]}
        for definition in self._definitions:
            for expr in expressions(definition):
                found |= {part.name for part in core.walk(expr) if isinstance(part, core.Dated)}
            origins = (definition.origin, *(node.origin for node in nodes(definition)))
            found |= {
                bedoeling
                for origin in origins
                if origin is not None
                for clausule in origin.all(Bedoelingclausule)
                for bedoeling in clausule.bedoelingen
            }
        weighed = [
            factor.naam
            for oordeel in self._policy.all(Oordeel)
            if oordeel.naam in found
            for weegt in oordeel.all(Weegt)
            for factor in weegt.factoren
        ]
        return frozenset((*found, *weighed))

    def _shown(self, kind: type[D]) -> tuple[D, ...]:
        """Return the declarations of a class that what is shown reads; all where all is shown."""
        found = self._policy.all(kind)
        return tuple(one for one in found if one.name in self._read) if self._names else found

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the page in reading order."""
        yield from self.before()
        yield from self._outcomes()
        yield from self.after()

    def before(self) -> Iterator[Block]:
        """Yield what stands above the rules."""
        yield Heading(1, self._policy.title)
        yield paragraph(f"Zoals het luidt op {write_date(self._peildatum)}.")
        yield from self._index()

    def after(self) -> Iterator[Block]:
        """Yield what stands below the rules."""
        yield from self._derived()
        yield from self._intentions()
        yield from self._ladder()
        yield from self._facts()
        yield from self._judgements()
        yield from self._amounts()
        yield from self._coverage()
        if not self._names:
            yield from write_drafts(self._policy, self._words)
        yield paragraph(f"Vingerafdruk van dit beleid: {self._policy.hash}")

    # ------------------------------------------------------------------ rules

    def _index(self) -> Iterator[Block]:
        published = [write_name(one.name) for one in self._definitions if one.published]
        if len(published) > 1:
            yield paragraph(f"Hierin wordt beslist over: {write_list(published)}.")

    def _outcomes(self) -> Iterator[Block]:
        for _, blocks in self.rules():
            yield from blocks

    def rules(self) -> Iterator[tuple[core.Definition, list[Block]]]:
        """Yield each outcome and begrip with what is told of its rules; what has none is left."""
        for definition in sorted(self._definitions, key=lambda one: not one.published):
            blocks = [*self._outcome(definition)]
            if blocks:
                yield definition, blocks

    def _outcome(self, definition: core.Definition) -> Iterator[Block]:
        nodes = [*definition.rules, *(n for s in definition.stages for n in s.adjustments)]
        first = first_of(definition.origin)
        if not nodes and not first:
            return
        kind = "Uitkomst" if definition.published else "Begrip"
        yield Heading(2, f"{kind}: {write_name(definition.name)}")
        if decider := decider_of(definition.origin, self._words):
            yield paragraph(f"Hierover beslist: {decider}.")
        if first:
            yield paragraph(name_first(first))
        if is_monthly(definition.origin):
            yield paragraph("Hierover wordt per kalendermaand beslist.")
        if not nodes:
            return
        yield listing(self._node(node, definition) for node in nodes)
        if definition.default is not None:
            yield paragraph(f"Anders: {_default(definition)}.")
        yield from self._deviations(definition)

    def _node(self, node: core.Node, definition: core.Definition) -> Item:
        blocks: list[Block] = [paragraph(*fact) for fact in self._about(node.origin)]
        by = [one.name for one in definition.deviations if node.name in _reached(one)]
        if by:
            named = write_list([write_name(name) for name in by], "of")
            blocks.append(paragraph(f"Kan opzij of anders door: {named}."))
        if node.exceptions:
            blocks.append(listing(self._node(one, definition) for one in node.exceptions))
        return Item(
            line(Words(capital(self._words.called(node.name)), "sterk"), f": {_in_words(node)}"),
            tuple(blocks),
        )

    def _about(self, origin: Declaration | None) -> Iterator[tuple[str | Words, ...]]:
        """Yield the source, the intention and the character of a rule, a line each."""
        assert origin is not None, "every rule of a policy was written by someone"
        for bron in origin.all(Bron):
            yield (SOURCE, self._words.source(bron.verwijzing).words, ".")
        for clausule in origin.all(Bedoelingclausule):
            for name in clausule.bedoelingen:
                bedoeling = self._policy.find(Bedoeling, name)
                assert bedoeling is not None, "the checker refuses an unknown bedoeling"
                own = " (eigen lezing)" if bedoeling.one(EigenLezing) else ""
                yield (FOR, bedoeling.tekst + own)
        notes = [
            *(clausule.karakter for clausule in origin.all(Karakter)),
            *(clausule.strekking for clausule in origin.all(Strekking)),
            *(clausule.rang for clausule in origin.all(Rang)),
        ]
        if notes:
            yield (f"Karakter: {write_list(notes)}.",)
        if origin.one(EigenLezing):
            yield ("Eigen lezing: zo leest deze codering de tekst.",)
        for duur in origin.all(TenHoogsteDuur):
            yield (f"Ten hoogste {write_aantal(duur.aantal, duur.eenheid)}.",)
        for krachtens in origin.all(Krachtens):
            yield ("Krachtens: ", self._words.source(krachtens.verwijzing).words, ".")
        geldigheid, stays = origin.one(Geldigheid), origin.one(BlijftGeldigVoor)
        if geldigheid is not None and geldigheid.tot is not None:
            yield (f"Geldt tot {write_date(geldigheid.tot)}{_still(stays)}.",)
        for let_op in origin.all(LetOp):
            yield (Words("Let op: ", "let op"), let_op.tekst)

    def _deviations(self, definition: core.Definition) -> Iterator[Block]:
        """Tell of each deviation what it sets aside, and which refusals it does not reach."""
        if not definition.deviations:
            return
        yield Heading(3, "Wat deze regels opzij kan zetten")
        items = []
        for one in definition.deviations:
            reached = _reached(one)
            kept = [name for name in _names(definition) if name not in reached]
            blocks: list[Block] = [paragraph(*fact) for fact in self._about(one.node.origin)]
            blocks.append(paragraph(f"Zet opzij of verandert: {_listed(sorted(reached))}."))
            if kept:
                blocks.append(paragraph(f"Reikt niet tot: {_listed(kept)}."))
            head = line(Words(capital(write_name(one.name)), "sterk"), f": {_in_words(one.node)}")
            items.append(Item(head, tuple(blocks)))
        yield listing(items)

    def _derived(self) -> Iterator[Block]:
        """Tell what each begrip is that no rules determine."""
        items = [
            Item(
                line(
                    Words(capital(write_name(one.name)), "sterk"),
                    f": {words_of(one.origin) or describe(one.expression)}",
                    "; per kalendermaand" if is_monthly(one.origin) else "",
                ),
                tuple(paragraph(*fact) for fact in self._about(one.origin))
                if isinstance(one.origin, WrittenOut)
                else (),
            )
            for one in self._definitions
            if one.expression is not None
        ]
        if items:
            yield Heading(2, "Hoe begrippen worden uitgerekend")
            yield listing(items)

    # ------------------------------------------------------------------ the rest

    def _ladder(self) -> Iterator[Block]:
        ladder = self._part.program.ladder
        if not ladder:
            return
        yield Heading(2, "Wie kan helpen als het vastloopt")
        items = []
        for rung in ladder:
            when = f", als {describe(rung.condition)}" if rung.condition is not None else ""
            name = capital(write_name(rung.method))
            items.append(f"{name}: {self._words.title(rung.by)}{when}")
        yield listing(items, numbered=True)

    def _intentions(self) -> Iterator[Block]:
        yield Heading(2, "Bedoelingen en waarden")
        items = []
        for bedoeling in self._shown(Bedoeling):
            named = [name for one in bedoeling.all(Dient) for name in one.waarden]
            values = [self._policy.find(Waarde, name) for name in named]
            source = self._words.source_of(bedoeling)
            parts: list[str | Words] = [Words(bedoeling.tekst, "sterk")]
            if source is not None:
                parts += [" Bron: ", source.words, "."]
            if bedoeling.one(EigenLezing):
                parts.append(" Eigen lezing.")
            texts = [f"{write_name(v.naam)} ({v.tekst.rstrip('.')})" for v in values if v]
            parts.append(f" Dient: {write_list(texts)}." if texts else "")
            items.append(Item(line(*parts)))
        yield listing(items)

    def _facts(self) -> Iterator[Block]:
        yield Heading(2, "Wat wordt gevraagd")
        items = []
        for gegeven in self._shown(Gegeven):
            type_ = self._policy.types[gegeven.naam]
            soort = self._policy.find(Soort, type_.soort.naam) if isinstance(type_, Lijst) else None
            velden = soort.velden if soort is not None else ()
            asked = tuple(self._asked(veld) for veld in velden if veld.clausules)
            below = (Listing(asked),) if asked else ()
            items.append(attrs.evolve(self._asked(gegeven), blocks=below))
        for huishouden in self._policy.all(Huishouden):
            together = write_list(map(write_name, huishouden.lijsten))
            name = Words(capital(write_name(huishouden.naam)), "sterk")
            items.append(Item(line(name, f". Samen: {together}.")))
        yield listing(items)

    def _asked(self, asked: Gegeven | Veld) -> Item:
        """Return what is said of a fact or of a field of its records."""
        parts: list[str | Words] = [Words(capital(write_name(asked.naam)), "sterk"), ". "]
        parts += [f"{clausule.tekst} " for clausule in asked.all(Vraag)]
        for register in asked.all(UitRegister):
            parts.append(f"Uit {self._words.title(register.register)}. ")
        for grondslag in asked.all(Grondslag):
            parts += ["Grondslag: ", self._words.source(grondslag.verwijzing).words, ". "]
        parts += [f"Rol: {rol.rol}. " for rol in asked.all(Rol)]
        return Item(line(*parts))

    def _judgements(self) -> Iterator[Block]:
        oordelen = self._shown(Oordeel)
        if not oordelen:
            return
        yield Heading(2, "Waarover een mens oordeelt")
        items = []
        for oordeel in oordelen:
            parts: list[str | Words] = [Words(capital(write_name(oordeel.naam)), "sterk"), ". "]
            parts += [f"{clausule.tekst} " for clausule in oordeel.all(Vraag)]
            for maatstaf in oordeel.all(Maatstaf):
                parts += ["Maatstaf: ", self._words.source(maatstaf.verwijzing).words, ". "]
            who = self._policy.mandates.get(oordeel.naam, ())
            parts.append(f"Door: {self._words.who(who)}. ")
            for weegt in oordeel.all(Weegt):
                factors = [factor.vraag or write_name(factor.naam) for factor in weegt.factoren]
                parts.append(f"Weegt: {'; '.join(factors)}")
            items.append(Item(line(*parts)))
        yield listing(items)

    def _amounts(self) -> Iterator[Block]:
        dated = [
            declaration
            for declaration in self._policy.beleid.everything()
            if isinstance(declaration, Bedrag | Aantal | Percentage)
            and (not self._names or declaration.name in self._read)
        ]
        if not dated:
            return
        yield Heading(2, "Bedragen en getallen")
        yield listing(self._amount(declaration) for declaration in dated)

    def _amount(self, declaration: Declaration) -> Item:
        type_: Type = self._policy.types[declaration.name]
        parts: list[str | Words] = [Words(capital(write_name(declaration.name)), "sterk"), ": "]
        values = {
            ingang.vanaf: f"{write_value(_number(ingang), type_)} vanaf {write_date(ingang.vanaf)}"
            for ingang in declaration.all(Ingang)
        }
        values |= {
            gap.vanaf: f"niet bekend vanaf {write_date(gap.vanaf)} ({gap.reden})"
            for gap in declaration.all(NietBekend)
        }
        parts.append("; ".join(values[day] for day in sorted(values)))
        if declaration.one(LaatstBekend):
            parts.append(" (laatst bekend)")
        source = self._words.source_of(declaration)
        parts += [] if source is None else [". Bron: ", source.words]
        return Item(line(*parts, "."))

    def _coverage(self) -> Iterator[Block]:
        found = self._policy.all(Dekking)
        if self._names:
            found = not_assessed(self._policy, self._peildatum, self._names)
        if not found:
            return
        yield Heading(2, "Wat niet of niet helemaal is gecodeerd")
        yield listing(
            Item(
                line(
                    Words(capital(self._words.source(one.verwijzing).text), "sterk"),
                    f" ({one.graad}): {one.tekst}",
                    f" Dit raakt {write_list(map(write_name, one.raakt))}." if one.raakt else "",
                )
            )
            for one in found
        )


def _still(stays: BlijftGeldigVoor | None) -> str:
    return f"; blijft geldig voor: {format_expression(stays.voorwaarde)}" if stays else ""


def _number(ingang: Ingang) -> Number:
    value = literal_value(ingang.waarde)
    assert not isinstance(value, bool | str | date)
    return value


def _default(definition: core.Definition) -> str:
    default = definition.default
    if isinstance(default, core.Constant):
        return write_value(default.value, definition.type)
    return "de waarde die het beleid noemt"


def _in_words(node: core.Node) -> str:
    return describe_node(node).partition(": ")[2]


def _reached(deviation: core.Deviation) -> frozenset[str]:
    replaced = frozenset({deviation.replaces}) if deviation.replaces else frozenset()
    return deviation.aside | replaced


def _names(definition: core.Definition) -> list[str]:
    found: list[str] = []
    waiting = [*definition.rules, *(n for s in definition.stages for n in s.adjustments)][::-1]
    while waiting:
        node = waiting.pop()
        found.append(node.name)
        waiting.extend(node.exceptions[::-1])
    return found


def _listed(names: Iterable[str]) -> str:
    return write_list([write_name(name) for name in names])
