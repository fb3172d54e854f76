"""Decision -> Document: the outcome, why, on what facts, what room there was; then every step.

Three layers: one sentence; the deciding facts, the room and what would change the outcome; the
full trace. Written for a consulent and for a resident, who is addressed as "u".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import count

from maatwerk_rules.dutch import write_date, write_list, write_name
from maatwerk_rules.explanation.conditions import condition_of, not_met, value_of
from maatwerk_rules.explanation.coverage import write_not_assessed, write_what_is_left
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Quote,
    Section,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.facts import write_facts, write_judgements
from maatwerk_rules.explanation.first import write_first
from maatwerk_rules.explanation.one_month import write_one_month
from maatwerk_rules.explanation.questions import write_missing, write_next_question
from maatwerk_rules.explanation.room import write_ladder, write_nature, write_room
from maatwerk_rules.explanation.sections import Part, in_sections
from maatwerk_rules.explanation.steps_taken import write_steps_taken
from maatwerk_rules.explanation.summary import (
    DEVIATIONS,
    heading,
    lasts,
    rule_and_source,
    summarize,
)
from maatwerk_rules.explanation.trace import write_sources, write_trace, write_versions
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.clauses import Bezwaar, Bron, Dient, EigenLezing, Omdat
from maatwerk_rules.model.declarations import (
    Aanpassing,
    Afwijkingsgrond,
    Bedoeling,
    Hardheidsclausule,
    Uitzondering,
    Voorrang,
    Waarde,
)
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import is_ordered
from maatwerk_rules.runtime.changes import Change, is_fixed, what_would_change
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision, Ground, Result, Role, RoomKind

ALL_LAYERS = 3
MOST_CHANGES = 8

ROLES: dict[Role, str] = {
    "beslist": "Deze regel beslist.",
    "past aan": "Deze regel past de uitkomst aan.",
    "stelt terzijde": "Deze regel zet een andere regel opzij.",
    "niet vervuld": "Deze regel werkt hier niet.",
    "via": "Deze regel doet mee.",
    "terzijde gesteld": "Deze regel is opzij gezet.",
    "valt weg": "Deze regel valt weg.",
}
RANGS = {
    "binnenwettelijk": "Dit vult ruimte in die de wet laat (binnenwettelijk).",
    "buitenwettelijk": "Dit geeft iets wat de wet niet geeft en niet verbiedt (buitenwettelijk).",
    "tegenwettelijk": "Dit geeft iets wat de wet verbiedt (tegenwettelijk).",
}


def explain(policy: Policy, decision: Decision, *, layers: int = ALL_LAYERS) -> Document:
    """Return a decision in Dutch, in one, two or three layers; its last words are NO_BESLUIT.

    Raises:
        ValueError: `layers` is not 1, 2 or 3.
    """
    if not 1 <= layers <= ALL_LAYERS:
        raise ValueError(f"een uitleg heeft 1, 2 of 3 lagen, niet {layers}")
    return in_sections(Told(policy, decision, layers).parts)


class Told:
    """The sections of one explanation.

    Each has words of its own: what it says does not hang on which others were read.
    """

    def __init__(self, policy: Policy, decision: Decision, layers: int) -> None:
        self._policy = policy
        self._decision = decision
        self._layers = layers
        self._places = count()
        self._words: dict[int, Vocabulary] = {}

    def parts(self) -> Iterator[Part]:
        """Yield the sections in the order of reading."""
        yield self._part("uitkomst", _first)
        if self._layers > 1:
            yield from self._second()
        if self._layers == ALL_LAYERS:
            yield self._part("rest", write_what_is_left)
            yield self._part("stappen", write_trace)
            yield Part("bronnen", "", self._sources)
            yield Part("versies", "", lambda _: write_versions(self._decision))
        yield Part("slot", "", lambda _: [paragraph(Words(NO_BESLUIT, "sterk"))])

    def _second(self) -> Iterator[Part]:
        yield self._part("wens", _wish)
        results, words = tuple(self._decision), self._new_words()
        for place, result in enumerate(results):
            about = heading(result, words)
            yield self._part("waarom", partial(_reasons, result), about)
            yield self._part("anders", partial(_changes, self._policy, result), about)
            yield self._part("doel", partial(_purpose, result, results[:place]), about)
        for name, write in SECOND:
            yield self._part(name, write)
        yield Part("bezwaar", "", lambda _: write_remedy(self._policy))

    def _part(self, name: str, write: Write, about: str = "") -> Part:
        place = next(self._places)

        def written(_: object) -> Iterable[Block]:
            words = self._words[place] = self._new_words()
            return write(self._decision, words)

        return Part(name, about, written)

    def _new_words(self) -> Vocabulary:
        return Vocabulary(self._policy, self._decision.peildatum, self._decision.facts)

    def _sources(self, before: Sequence[Section]) -> Iterator[Block]:
        """Yield the sources that are named in the sections before."""
        blocks = [block for section in before for block in section.blocks]
        every = self._new_words()
        for _, words in sorted(self._words.items()):
            for text, verwijzing in words.named.items():
                every.named.setdefault(text, verwijzing)
        return write_sources(blocks, every)


Write = Callable[[Decision, Vocabulary], Iterable[Block]]
"""What writes a section."""
SECOND: tuple[tuple[str, Write], ...] = (
    ("ladder", write_ladder),
    ("feiten", write_facts),
    ("oordelen", write_judgements),
    ("vraag", write_next_question),
    ("niet beoordeeld", write_not_assessed),
)
"""What follows in the second layer on what is said of each outcome."""


def _first(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    yield Heading(1, decision.title)
    yield paragraph(
        f"Zo is het op {write_date(decision.peildatum)}, met de feiten die bekend zijn."
    )
    for result in decision:
        yield summarize(result, decision, words)
    yield from write_one_month(decision, words)


def _wish(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    if decision.facts.gewenst_effect is not None:
        yield Heading(2, "Wat wilt u bereiken?")
        yield Quote(line(decision.facts.gewenst_effect))


def _reasons(result: Result, decision: Decision, words: Vocabulary) -> Iterator[Block]:
    yield Heading(2, heading(result, words))
    yield from _why(result, words)
    yield from write_steps_taken(result, words)
    yield from write_first(result, decision, words)
    yield from write_missing(result, decision, words)
    yield from write_room(result, words)


def _why(result: Result, words: Vocabulary) -> Iterator[Block]:
    yield Heading(3, "Waarom?")
    items = [_ground(ground, result, words) for ground in _telling(result)]
    if result.status == "voorlopig":
        one = len(result.missing) == 1
        open_ = "het oordeel dat nog open is" if one else "de oordelen die nog open zijn"
        yield paragraph(f"Zo is de uitkomst zonder {open_}.")
    if items:
        yield Listing(tuple(items))
    about = [
        _class(result),
        DEVIATIONS[result.stage],
        lasts(result),
        RANGS.get(result.rang or "", ""),
    ]
    if any(about):
        yield paragraph(" ".join(each for each in about if each))


def _telling(result: Result) -> Iterator[Ground]:
    """Yield the grounds that tell why; a rule on the way that did not work tells it only sometimes.

    Namely where no rule decides: then it is why the outcome is what it is otherwise.
    """
    decided = any(one.of == result.name and one.role == "beslist" for one in result.grounds)
    for ground in result.grounds:
        unmet = ground.role == "niet vervuld" and ground.aside_by is None
        on_the_way = unmet and ground.of != result.name
        if not (on_the_way and (decided or result.status == "onbepaald")):
            yield ground


def _class(result: Result) -> str:
    if result.status in ("strijdig", "geen_regel"):
        return ""
    if result.gebonden:
        return "In deze uitkomst telt geen oordeel van een mens mee (gebonden)."
    return "Bij deze uitkomst hoort een oordeel van een mens (beoordeling)."


def _ground(ground: Ground, result: Result, words: Vocabulary) -> Item:
    name = capital(write_name(ground.rule))
    of = f" ({words.record(ground.record)})" if ground.record is not None else ""
    declaration = words.rule(ground.rule)
    source = words.source_of(declaration) if declaration is not None else None
    parts = [*_did(ground, result, words), _nature(declaration, words)]
    return Item(
        line(
            Words(f"{name}{of}. ", "sterk"),
            " ".join(part for part in parts if part),
            " Bron: " if source else "",
            source.words if source else "",
            "." if source else "",
        )
    )


def _did(ground: Ground, result: Result, words: Vocabulary) -> Iterator[str]:
    """Yield what a rule did, the condition it was tested on, and how its value was worked out."""
    if ground.role == "niet vervuld":
        told = not_met("Deze regel", ground, result, words)
        yield told or "Deze regel wacht op wat nog ontbreekt."
        return
    if ground.role in ("terzijde gesteld", "valt weg"):
        yield from _gave_way(ground, words)
        return
    yield _role(ground, result)
    condition = condition_of(ground, result, words)
    yield f"De voorwaarde klopt: {condition}." if condition else ""
    value = value_of(ground, result, words)
    yield f"De berekening is: {value}." if value else ""


def _gave_way(ground: Ground, words: Vocabulary) -> Iterator[str]:
    """Yield what a rule gave way to, and why that goes before it."""
    assert ground.aside_by is not None
    other = rule_and_source(ground.aside_by, words)
    if ground.role == "terzijde gesteld":
        yield f"Deze regel is opzij gezet door {other}."
        return
    yield f"Deze regel valt weg, want {other} gaat voor."
    for voorrang in words.policy.all(Voorrang):
        if (voorrang.hoger, voorrang.lager) == (ground.aside_by, ground.rule):
            yield from (omdat.tekst for omdat in voorrang.all(Omdat))


def _role(ground: Ground, result: Result) -> str:
    if ground.rule in result.conflict and ground.of == result.name:
        return "Deze regel spreekt een andere regel tegen."
    # Nothing decides while the outcome is open.
    return ROLES["via" if result.status == "onbepaald" else ground.role]


KINDS: dict[type[Declaration], RoomKind] = {
    Uitzondering: "uitzondering",
    Aanpassing: "aanpassing",
    Afwijkingsgrond: "afwijkingsgrond",
    Hardheidsclausule: "hardheidsclausule",
}


def _nature(declaration: Declaration | None, words: Vocabulary) -> str:
    kind = KINDS.get(type(declaration)) if declaration is not None else None
    if declaration is None or kind is None:
        return ""
    return f"Het is {write_nature(kind, declaration, words)}."


def _changes(
    policy: Policy, result: Result, decision: Decision, words: Vocabulary
) -> Iterator[Block]:
    if result.value is None:
        return
    key = result.name if result.record is None else (result.name, result.record.key)
    changes = what_would_change(policy, decision, key)
    yield Heading(3, "Wanneer zou de uitkomst anders zijn?")
    numeric = is_ordered(policy.types[result.name])
    fixed = any(is_fixed(leaf, policy) for leaf in decision.facts.values)
    left_out = " Wat niemand kan veranderen, staat er niet bij." if fixed else ""
    if not changes:
        other = "een andere regel laat beslissen" if numeric else "de uitkomst anders maakt"
        yield paragraph(f"Er is geen feit gevonden dat in zijn eentje {other}.{left_out}")
        return
    said = "Dit is geen advies. Het laat zien van welke feiten de uitkomst afhangt."
    yield paragraph(f"{said}{left_out}")
    type_ = policy.types[result.name]
    for outcome in dict.fromkeys(change.outcome_value for change in changes):
        value = write_value(outcome, type_)
        yield paragraph(f"De uitkomst zou {value} zijn als één van deze feiten anders was:")
        found = [change for change in changes if change.outcome_value == outcome]
        yield listing(_change(change, words) for change in found[:MOST_CHANGES])
        if len(found) > MOST_CHANGES:
            yield paragraph(f"Meer: {len(found) - MOST_CHANGES}.")


def _change(change: Change, words: Vocabulary) -> str:
    type_ = words.type_of(change.leaf)
    assert type_ is not None
    now, needed = write_value(change.now, type_), write_value(change.needed, type_)
    direction = "" if change.direction == "anders" else f" ({change.direction})"
    return f"{words.leaf(change.leaf)}: {needed} in plaats van {now}{direction}."


def _purpose(
    result: Result, before: Sequence[Result], decision: Decision, words: Vocabulary
) -> Iterator[Block]:
    """Yield intentions and values; what is told with a result before is not told again."""
    told = _told_with(before, words)
    found = [words.policy.find(Bedoeling, name) for name in result.bedoelingen]
    items = [_intention(bedoeling, words, told) for bedoeling in found if bedoeling is not None]
    if items:
        yield Heading(3, "Waar zijn deze regels voor?")
        yield Listing(tuple(items))
    for name in result.waarden:
        waarde = words.policy.find(Waarde, name)
        if waarde is not None and waarde.tekst not in told:
            told.add(waarde.tekst)
            yield paragraph(Words(f"{capital(write_name(name))}: ", "sterk"), waarde.tekst)
    violated = (words.policy.find(Bedoeling, name) for name in result.geschonden)
    for bedoeling in filter(None, violated):
        yield paragraph(
            Words("Let op: ", "let op"),
            "met deze uitkomst komt een bedoeling van de regels in de knel: ",
            f"“{bedoeling.tekst}”",
        )


def _told_with(results: Sequence[Result], words: Vocabulary) -> set[str]:
    """Return the texts of all intentions and values that results rest on."""
    kinds: tuple[tuple[type[Bedoeling | Waarde], set[str]], ...] = (
        (Bedoeling, {name for result in results for name in result.bedoelingen}),
        (Waarde, {name for result in results for name in result.waarden}),
    )
    found = (words.policy.find(kind, name) for kind, names in kinds for name in names)
    return {one.tekst for one in found if one is not None}


def _intention(bedoeling: Bedoeling, words: Vocabulary, told: set[str]) -> Item:
    if bedoeling.tekst in told:
        return Item(line(bedoeling.tekst))
    told.add(bedoeling.tekst)
    bron = bedoeling.one(Bron)
    own = bedoeling.one(EigenLezing) is not None
    serves = write_list(
        write_name(name) for dient in bedoeling.all(Dient) for name in dient.waarden
    )
    source = words.source(bron.verwijzing).words if bron is not None else ""
    lead = " Eigen lezing van " if own and source else " Bron: " if source else ""
    return Item(
        line(
            bedoeling.tekst,
            lead,
            source,
            "." if source else " Eigen lezing." if own else "",
            f" Dit dient: {serves}." if serves else "",
        )
    )


def write_remedy(policy: Policy) -> Iterator[Block]:
    """Yield what a resident can do against the decision."""
    kop = policy.beleid.kop
    bezwaar = kop.one(Bezwaar) if kop is not None else None
    if bezwaar is not None:
        yield Heading(2, "Bent u het er niet mee eens?")
        yield paragraph(bezwaar.tekst)
