"""What a change does, told in Dutch: which clauses, which outcomes, and a case for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maatwerk_rules.dutch import write_aantal, write_date, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.document import (
    Block,
    Document,
    Heading,
    Item,
    Table,
    Words,
    line,
    listing,
    paragraph,
)
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Datum, is_ordered
from maatwerk_rules.runtime.prepared import type_of
from maatwerk_rules.verification.changed_clauses import HOWS, Where
from maatwerk_rules.verification.comparing import (
    WAYS,
    Change,
    Comparison,
    Shift,
    Splitting,
    Way,
)
from maatwerk_rules.verification.cone import may_read
from maatwerk_rules.verification.observed import Observed
from maatwerk_rules.verification.told import is_read
from maatwerk_rules.verification.versions import RULES, without_twin

MOST_TOLD = 12
MOST_CLAUSES = 200
"""So many changed clauses stand in the table."""
_SAID: dict[Way, str] = {
    "ongunstiger": "Ongunstiger kan",
    "gunstiger": "Gunstiger kan",
    "anders": "Anders kan",
    "geen regel": "Zonder uitkomst kan",
}


def to_document(found: Comparison) -> Document:
    """Return a comparison as a document, for the terminal or Markdown."""
    return Document(tuple(_blocks(found)))


def _blocks(found: Comparison) -> Iterator[Block]:
    shared = found.shared
    yield Heading(1, f"Vergeleken: {_titles(shared.old, shared.new)}")
    until = f" tot {write_date(shared.part.tot)}" if shared.part.tot is not None else ""
    yield paragraph(f"Zoals de regels gelden vanaf {write_date(shared.part.vanaf)}{until}.")
    yield from _outcomes(found)
    yield from _clauses(found)
    for change in found.changes:
        yield from _shown(found, change)
    yield paragraph(Words("Dit gaat over de tekst van de regels. Het is geen besluit.", "stil"))


def told_of(found: Comparison, change: Change) -> Document:
    """Return what a change does to one outcome as a document."""
    return Document(tuple(_shown(found, change)))


def _shown(found: Comparison, change: Change) -> Iterator[Block]:
    for way, shift in change.shifts:
        yield Heading(2, f"{_SAID[way]}: `{change.outcome}`")
        yield from _told(found, change.outcome, shift)
        if change.is_largest(way):
            yield paragraph("Bewezen: meer dan dit kan het niet schelen.")


def _titles(old: Policy, new: Policy) -> str:
    if old.title == new.title:
        return f"twee versies van {new.title}"
    return f"{old.title} en {new.title}"


def _outcomes(found: Comparison) -> Iterator[Block]:
    shared = found.shared
    yield Heading(2, "Wat het doet met de uitkomsten")
    rows = [
        (
            line(write_name(one.outcome)),
            line(_effect(one)),
            *(line(_largest(found, one, way)) for way, _ in WAYS),
        )
        for one in found.changes
    ]
    if rows:
        head = ("uitkomst", "met de nieuwe regels", "grootste verlies", "grootste winst")
        yield Table(head, tuple(rows))
    if shared.same:
        number = write_aantal(len(shared.same))
        yield paragraph(f"{number} uitkomsten zijn gelijk: niets op weg daarheen is veranderd.")
    for names, said in (
        (shared.lost, "Alleen in de oude regels"),
        (shared.added, "Alleen in de nieuwe regels"),
        (shared.unlike, "Niet te vergelijken, want van een andere soort"),
    ):
        if names:
            yield paragraph(f"{said}: {_named(names)}.")
    if found.known.examples:
        yield paragraph(_affected(found))


def _largest(found: Comparison, change: Change, way: Way) -> str:
    shift = dict(change.shifts).get(way)
    gap = _gap(found.shared.new, change.outcome, shift) if shift is not None else ""
    if not gap:
        return "ja" if shift is not None else "\u2013"
    return f"{gap}, bewezen" if change.is_largest(way) else gap


def _clauses(found: Comparison) -> Iterator[Block]:
    yield Heading(2, "Wat er is veranderd in de tekst")
    if not found.clauses:
        yield paragraph("Niets.")
        return
    listed = sorted(found.clauses, key=lambda one: HOWS.index(one.clause.how))
    rows = tuple(
        (
            line(f"{one.clause.kind} `{one.clause.name}`"),
            line(one.clause.how),
            line(one.clause.article or "\u2013"),
            line(_place(one.clause.old)),
            line(_place(one.clause.new)),
        )
        for one in listed[:MOST_CLAUSES]
    )
    yield Table(("wat", "hoe", "artikel", "oud", "nieuw"), rows)
    if len(listed) > MOST_CLAUSES:
        yield paragraph(f"En nog {write_aantal(len(listed) - MOST_CLAUSES)}; die staan in de JSON.")
    apart = [one for one in listed if one.is_apart]
    if apart:
        yield Heading(2, "Wat elke wijziging op zichzelf doet")
        yield listing([_split(one) for one in apart])
    if any(not one.is_apart and one.clause.how != "verplaatst" for one in listed):
        yield paragraph(
            "Van de andere wijzigingen is er geen apart bekeken: zij veranderen op deze dagen geen"
            " regel, of horen bij een wijziging die hierboven staat."
        )


def _place(where: Where | None) -> str:
    return "\u2013" if where is None else f"{where.file}, regel {where.line}"


def _split(one: Splitting) -> str:
    names = [name for name, _ in one.shifts]
    known = f"; in toets {_named(one.affected[:MOST_TOLD])}" if one.affected else ""
    if not names and not known:
        return f"`{one.clause.name}`: geen verschil gevonden; dat is geen bewijs"
    what = f"verandert {_named(names)}" if names else "verandert iets"
    return f"`{one.clause.name}` {what}{known}"


def _named(names: Iterable[str]) -> str:
    return write_list([f"`{name}`" for name in names], "en")


def _effect(change: Change) -> str:
    ways = [way for way, _ in change.shifts]
    if ways == ["geen regel"]:
        return "soms zonder uitkomst"
    return f"{_way(change)}, soms zonder uitkomst" if "geen regel" in ways else _way(change)


def _way(change: Change) -> str:
    effect = change.effect
    if effect == "niet gevonden":
        return "geen verschil gevonden; dat is geen bewijs"
    if effect == "gelijk":
        return "gelijk, bewezen"
    if effect == "wisselend":
        return "soms gunstiger, soms ongunstiger"
    if effect == "anders" or not change.is_bounded:
        return f"soms {effect}"
    other = "ongunstiger" if effect == "gunstiger" else "gunstiger"
    return f"soms {effect}, en bewezen nooit {other}"


def _affected(found: Comparison) -> str:
    names = [*found.known.affected]
    number, total = len(names), write_aantal(len(found.known.examples))
    if not number:
        return f"Van de {total} gevallen in de toetsen komt er geen anders uit."
    rest = f", en nog {number - MOST_TOLD}" if number > MOST_TOLD else ""
    verb = "komt er een" if number == 1 else f"komen er {number}"
    told = _named(names[:MOST_TOLD])
    return f"Van de {total} gevallen in de toetsen {verb} anders uit: {told}{rest}."


def _told(found: Comparison, outcome: str, shift: Shift) -> Iterator[Block]:
    shared = found.shared
    program = shared.part.program
    words = Vocabulary(shared.policy, shift.case.peildatum)
    reads = may_read(program, outcome)
    usual = shift.plain.case.values if shift.plain is not None else {}
    unusual = []
    for leaf, value in sorted(shift.case.values.items(), key=lambda one: one[0].sort_key):
        type_ = type_of(leaf, program)
        if leaf.name == RULES or type_ is None or usual.get(leaf) == value:
            continue
        if is_read(leaf, reads):
            unusual.append(f"{words.leaf(leaf)}: {write_value(value, type_)}")
    like = f", als in de toets `{shift.plain.name}`" if shift.plain is not None else ""
    but = ", maar met:" if like else ", met:"
    day = write_date(shift.case.peildatum)
    yield paragraph(f"Een geval op {day}{like}{but if unusual else '.'}")
    if unusual:
        more = len(unusual) - MOST_TOLD
        rest = [f"en nog {more} gegevens"] if more > 0 else []
        yield listing([*unusual[:MOST_TOLD], *rest])
    yield listing(
        [
            _outcome("Met de oude regels", shared.old, outcome, shift.before),
            _outcome("Met de nieuwe regels", shared.new, outcome, shift.after),
        ]
    )
    gap = _gap(shared.new, outcome, shift)
    if gap:
        yield paragraph(f"Dat scheelt {gap}.")


def _outcome(which: str, policy: Policy, outcome: str, seen: Observed) -> Item:
    name = write_name(outcome)
    if seen.no_rule:
        told = f"geen regel beslist over {name}"
    elif seen.conflict:
        told = f"regels spreken elkaar tegen over {name}"
    elif seen.lacking:
        below = _named(sorted({without_twin(each) for each in seen.lacking}))
        told = f"{name} blijft open: er is geen uitkomst over {below}"
    else:
        assert seen.value is not None, "what was observed is settled"
        told = f"{name} is {write_value(seen.value, policy.types[outcome])}"
    rules = write_list([f"`{each}`" for each in sorted(seen.deciding)], "en")
    return Item(line(f"{which}: ", Words(told, "sterk"), f" ({rules})" if rules else ""))


def _gap(policy: Policy, outcome: str, shift: Shift) -> str:
    type_ = policy.types[outcome]
    if shift.gap is None or not is_ordered(type_):
        return ""
    if isinstance(type_, Datum):
        return f"{shift.gap} dagen"
    return write_value(shift.gap, type_)
