"""A finding in Dutch, as blocks of a document: the cases side by side, the rules, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from maatwerk_rules.dutch import write_aantal, write_date, write_list, write_name, write_percentage
from maatwerk_rules.explanation.describe import write_range, write_value
from maatwerk_rules.explanation.document import Block, Item, Words, line, listing, paragraph
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.core import Definition, Program
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, Type, is_ordered
from maatwerk_rules.model.unknown import Interval, Leaf
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.verification.claims import (
    Holds,
    Later,
    Lives,
    Measured,
    More,
    Never,
    Other,
    Place,
    Step,
    Swapped,
    program_for,
)
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.finding import Finding
from maatwerk_rules.verification.observed import Observed
from maatwerk_rules.verification.share import Extent

MOST_TOLD = 12
"""More things that both cases have are counted, not told."""

_ADVICE = {
    "P01": "Schrijf een regel voor deze gevallen, of zeg met `anders` wat er dan geldt.",
    "P02": "Zeg met `voorrang … boven … omdat …` welke regel voorgaat, of maak een voorwaarde"
    " enger.",
    "P05": "Haal de regel weg, of maak haar voorwaarde zo dat zij ooit geldt.",
    "P06": "Laat de afwijking een oordeel vragen, of maak er een gewone uitzondering van.",
    "P09": "Haal het gegeven uit de regel. Staat het onderscheid in de wet, schrijf dan bij"
    " `gelijkheid` `grens … is bewust` met de reden en de bron.",
    "P10": "Haal het gegeven uit de regel, of schrijf bij `gelijkheid` `grens … is bewust`.",
    "P12": "Verander de regel, of schrap de eigenschap als zij niet is bedoeld.",
    "P13": "Leg vast dat de grens bewust is, met reden en bron; maak de overgang geleidelijk; of"
    " verander de regel.",
    "P16": "Hoort de uitkomst op die dag te veranderen, schrijf dan bij `gelijkheid`"
    " `grens … is bewust`; verander anders de regel.",
}


def advice_for(finding: Finding) -> str | None:
    """Return what can be done about a finding, or None where nothing has to be."""
    if finding.verdict.status != "weerlegd":
        return None
    return _ADVICE.get(finding.claim.asks.code)


def tell(policy: Policy, program: Program, finding: Finding) -> tuple[Block, ...]:
    """Return a finding as blocks: what differs, what is equal, the outcomes, how far it goes."""
    return tuple(Telling(policy, program, finding).blocks())


class Telling:
    """What there is to tell of one finding, in words; whoever shows it puts them together."""

    def __init__(self, policy: Policy, program: Program, finding: Finding) -> None:
        self._finding = finding
        self._whole = program
        self._program = program_for(finding.claim, program)
        self._words = Vocabulary(policy, finding.cases[0].peildatum)

    def blocks(self) -> Iterator[Block]:
        if len(self._finding.cases) == 1:
            yield from self._one()
        else:
            yield from self._two()
        yield from self.reach()
        yield from self.extent()
        advice = advice_for(self._finding)
        if advice is not None:
            yield paragraph(Words("Wat u kunt doen: ", "sterk"), advice)

    # ---------------------------------------------------------------- the cases

    def _one(self) -> Iterator[Block]:
        yield paragraph(f"Een geval {self.on()}{self.like()}")
        yield from self._having()
        yield listing([self._outcome("Uitkomst", self._finding.seen[0])])

    def _two(self) -> Iterator[Block]:
        differing = [f"{name}: {here} tegenover {there}" for name, here, there in self.differing()]
        if differing:
            yield paragraph("Twee gevallen die alleen hierin verschillen:")
            yield listing(differing)
        else:
            yield paragraph("Twee gevallen die alleen in de volgorde van een lijst verschillen.")
        yield paragraph(f"Beide {self.on()}{self.like()}")
        yield from self._having()
        first, second = self._finding.seen
        yield listing([self._outcome("Uitkomst 1", first), self._outcome("Uitkomst 2", second)])
        rules = self._finding.splitting
        if rules and first.deciding and second.deciding:
            told = write_list([self._rule(each) for each in rules], "en")
            yield paragraph(f"Het verschil komt door {told}.")

    def on(self) -> str:
        """Return the day of the cases."""
        days = sorted({case.peildatum for case in self._finding.cases})
        return f"op {write_date(days[0])}" if len(days) == 1 else "met dezelfde gegevens"

    def like(self) -> str:
        """Return which plain case they are like; what is other than in it comes behind it."""
        plain, unusual = self._finding.plain, self.unusual
        if plain is None:
            return ", met:" if unusual else "."
        if not unusual:
            return f", verder als in de toets `{plain.name}`."
        return f", als in de toets `{plain.name}`, maar met:"

    @cached_property
    def unusual(self) -> tuple[tuple[str, str], ...]:
        """What both cases have that a plain one has not, as far as the outcome may read it."""
        reads = may_read(self._whole, self._finding.claim.outcome)
        told = [self._told(leaf) for leaf in self._finding.unusual if is_read(leaf, reads)]
        sizes = [(write_name(name), size) for name, size in self._lists().items()]
        return (*sizes, *told)

    def _having(self) -> Iterator[Block]:
        items = [f"{name}: {value}" for name, value in self.unusual[:MOST_TOLD]]
        if len(self.unusual) > MOST_TOLD:
            items.append(f"en nog {len(self.unusual) - MOST_TOLD} gegevens")
        if items:
            yield listing(items)

    def _lists(self) -> dict[str, str]:
        """Return how many records each list has that is not as in the plain case."""
        plain = self._finding.plain
        usual = plain.case.lists if plain is not None else {}
        return {
            name: f"{len(listed.records)} genoemd" if listed.records else "geen"
            for name, listed in self._finding.cases[0].lists.items()
            if usual.get(name) != listed
            and name in self._whole.leaves.get(self._finding.claim.outcome, frozenset((name,)))
        }

    def _told(self, leaf: Leaf) -> tuple[str, str]:
        value = self._finding.cases[0].values[leaf]
        return self.name(leaf), write_value(value, self._type(leaf))

    def differing(self) -> Iterator[tuple[str, str, str]]:
        """Yield what differs between two cases: its name, and how it is in each."""
        first, second = self._finding.cases
        if first.peildatum != second.peildatum:
            yield "de dag", write_date(first.peildatum), write_date(second.peildatum)
        for leaf in sorted(first.values.keys() | second.values.keys(), key=lambda it: it.sort_key):
            here, there = first.values.get(leaf), second.values.get(leaf)
            if here != there and here is not None and there is not None:
                type_ = self._type(leaf)
                yield self.name(leaf), write_value(here, type_), write_value(there, type_)

    def name(self, leaf: Leaf) -> str:
        """Return what something in a case is called."""
        return self._words.leaf(leaf)

    def _type(self, leaf: Leaf) -> Type:
        found = type_of(leaf, self._program)
        assert found is not None, "a case holds what the program names"
        return found

    # ---------------------------------------------------------------- what comes of it

    def _outcome(self, which: str, seen: Observed) -> Item:
        rules = self.rules(seen)
        by = f" ({write_list(rules, 'en')})" if rules else ""
        return Item(line(f"{which}: ", Words(self.value(seen), "sterk"), by))

    def rules(self, seen: Observed) -> list[str]:
        """Return what decides a case, each with its legal source."""
        if not seen.deciding and seen.value is not None and self._definition.default is not None:
            return ["de waarde achter `anders`"]
        return [self._rule(each) for each in sorted(seen.deciding)]

    def value(self, seen: Observed) -> str:
        """Return what comes of a case."""
        about = self._finding.record
        of = f" voor {self._words.record(about)}" if about is not None else ""
        name = f"{write_name(self._finding.claim.outcome)}{of}"
        if seen.no_rule:
            return f"geen regel beslist over {name}"
        if seen.conflict:
            return f"regels spreken elkaar tegen over {name}"
        assert seen.value is not None
        return f"{name} is {write_value(seen.value, self._definition.type)}"

    @property
    def _definition(self) -> Definition:
        return self._program.definitions[self._finding.claim.outcome]

    def _rule(self, name: str) -> str:
        declared = self._words.rule(name)
        source = self._words.source_of(declared) if declared is not None else None
        told = f"{self._words.kind_of(name)} `{name}`"
        return f"{told}, {source.text}" if source is not None else told

    def reach(self) -> Iterator[Block]:
        """Yield for which values of what differs it holds."""
        found = self._finding.width
        if found is None:
            return
        type_ = self._type(found.leaf)
        first, second = (
            write_range(Interval(low, high), type_) for low, high in (found.first, found.second)
        )
        about = self.name(found.leaf)
        sides = f"in het eerste geval {first}, en in het tweede geval {second}"
        yield paragraph(f"Dit geldt bij {about} {sides}.")

    def extent(self) -> Iterator[Block]:
        """Yield how many cases are touched, where that was counted."""
        found = self._finding.extent
        if found is not None and found.tried:
            yield paragraph(_how_many(found))


def _how_many(found: Extent) -> str:
    low, high = (write_percentage(round(Fraction(one), 3)) for one in found.interval)
    share = write_percentage(round(Fraction(found.touched, found.tried), 3))
    number, tried = write_aantal(found.touched), write_aantal(found.tried)
    unknown = ""
    if found.open:
        unknown = f" Van nog {write_aantal(found.open)} is te weinig bekend."
    if found.is_whole:
        return f"In het bestand raakt dit {number} van de {tried} zaken ({share}).{unknown}"
    between = f"{share}, met 95% zekerheid tussen {low} en {high}"
    if found.drawn_from is not None:
        total = write_aantal(found.drawn_from)
        return (
            f"In het bestand staan {total} zaken. Van {tried} die zijn geloot raakt dit er"
            f" {number}: {between}.{unknown}"
        )
    return (
        f"Van {tried} gevallen, geloot rond de toetsen, raakt dit er {number}: {between}. Hoeveel"
        " mensen dat zijn, zegt dat niet."
    )


def is_read(leaf: Leaf, reads: frozenset[Place]) -> bool:
    """Tell whether a leaf of a case fills one of some places of the program.

    >>> is_read(Leaf("oordeel", "te_hard"), frozenset({Place("oordeel", "te_hard", "kind")}))
    True
    """
    if leaf.kind == "oordeel":
        return any(place.kind == "oordeel" and place.name == leaf.name for place in reads)
    if leaf.record is None:
        return Place("gegeven", leaf.name) in reads
    return Place("gegeven", leaf.field or leaf.name, leaf.record.list) in reads


def headline(finding: Finding, policy: Policy) -> str:
    """Return a finding in one sentence that stands alone."""
    claim = finding.claim
    name = f"`{claim.outcome}`"
    if isinstance(claim.demand, Holds):
        return f"{claim.asks.name}: {name}."
    match claim.change:
        case More(place=place) if isinstance(claim.demand, Never):
            return f"Meer `{place}` geeft {claim.demand.direction} {name}."
        case Other(place=place) | More(place=place):
            return f"`{place}` doet ertoe voor {name}."
        case Step(place=place):
            return f"Eén stap in `{place}` verandert {name}{_by(finding, policy)}."
        case Later():
            return f"Een dag later is {name} anders."
        case Swapped(list=lijst):
            return f"De volgorde van `{lijst}` doet ertoe voor {name}."
    match claim.demand:
        case Lives(rule=rule):
            return f"`{rule}` beslist mee over {name}."
        case Measured():
            return capital(claim.asks.name) + "."
    return f"{claim.asks.name}: {name}."


def _by(finding: Finding, policy: Policy) -> str:
    type_ = policy.types.get(finding.claim.outcome)
    if finding.gap is None or type_ is None or not is_ordered(type_):
        return ""
    if isinstance(type_, Datum):
        return f" met {finding.gap} dagen"
    return f" met {write_value(finding.gap, type_)}"
