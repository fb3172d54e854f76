"""A report as one page that stands alone: what holds, what was found, drawn and in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from maatwerk_rules.dutch import write_aantal, write_date, write_list
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.html import contents, page, table, words
from maatwerk_rules.explanation.markup import Markup, tag, together
from maatwerk_rules.model.types import Datum, is_ordered
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.finding import Example, Finding
from maatwerk_rules.verification.page.clauses import clauses
from maatwerk_rules.verification.page.figures import figure
from maatwerk_rules.verification.page.judgements import judgements
from maatwerk_rules.verification.page.marks import METHODS, counted, legend, mark
from maatwerk_rules.verification.page.pairs import card
from maatwerk_rules.verification.page.plots import Plot, plots, steps_in
from maatwerk_rules.verification.properties import Property
from maatwerk_rules.verification.report import FOUND, NO_JUDGEMENT, Report, about, in_short, tried
from maatwerk_rules.verification.verdicts import STATUSES, Verdict
from maatwerk_rules.version import __version__

MOST_CARDS = 60
"""So many findings of one sort are shown as cards; the others stand in the list of all claims."""
MOST_STEPS = 200
"""So many jumps that are not drawn stand in a table."""


@frozen
class Part:
    """A part of the page: an id, a title, and what stands below it."""

    name: str
    title: str
    body: Markup


def to_page(report: Report, examples: Sequence[Example] = ()) -> str:
    """Return a report as a whole page in HTML, with its style and drawings in it.

    Some hundreds of cases for each course that is drawn.

    Args:
        examples: Plain cases, such as those of the toetsen, to which cases are likened.
    """
    parts = [*_parts(report, examples)]
    body = [
        tag("section", tag("h2", part.title, id=part.name), part.body, aria_labelledby=part.name)
        for part in parts
    ]
    above = together((_intro(report), contents((part.name, part.title) for part in parts)))
    return page(f"Beproefd: {report.policy.title}", above, together(body), _below(report))


def _intro(report: Report) -> Markup:
    number = sum(one.status in FOUND for one in report.verdicts)
    found = "Er is niets gevonden dat om verbetering vraagt."
    if number:
        told = "Eén bewering klopt" if number == 1 else f"{write_aantal(number)} beweringen kloppen"
        found = f"{told} niet."
    return tag(
        "div",
        tag("p", in_short(report)),
        tag("p", tag("strong", found), f" {_open(report)}"),
        tag("p", NO_JUDGEMENT, class_="stil"),
        role="region",
        aria_label="In het kort",
    )


def _open(report: Report) -> str:
    number = len(report.undecided)
    if not number:
        return "Alles is beslist."
    told = "één bewering" if number == 1 else f"{write_aantal(number)} beweringen"
    return f"Over {told} is niet beslist."


def _below(report: Report) -> Markup:
    part = report.part
    until = f" tot {write_date(part.tot)}" if part.tot is not None else ""
    told = (
        f"Beleid `{report.policy.name}`, regels vanaf {write_date(part.vanaf)}{until}. "
        f"Zaad {report.run.seed}. Gemaakt met maatwerk-rules {__version__}. "
        f"Kenmerk van het beleid: {report.policy.hash}."
    )
    return tag("footer", tag("p", words(told), class_="stil"))


def _parts(report: Report, examples: Sequence[Example]) -> Iterator[Part]:
    yield Part("eigenschappen", "Eigenschappen", _properties(report))
    yield from _cards("gevonden", "Gevonden", report.refuted, report)
    textual = [one for one in report.verdicts if one.status in FOUND and not one.cases]
    if textual:
        items = (
            tag("li", words(f"{one.claim.asks.name}: {about(one)}. {one.reason}"))
            for one in textual
        )
        yield Part("tekst", "Gevonden in de tekst", tag("ul", *items))
    drawn = [*plots(report, examples)]
    if drawn:
        yield Part("sprongen", "Sprongen en vallen", _drawn(report, drawn))
    living = clauses(report, examples)
    if living is not None:
        yield Part("regels", "Elke regel", living)
    judged = judgements(report)
    if judged is not None:
        yield Part("oordelen", "Breedte van elk oordeel", judged)
    yield from _cards("bewust", "Bewust zo", _with(report, "bewust"), report)
    if report.undecided:
        yield Part("niet-beslist", "Niet beslist", _undecided(report))
    yield Part("beweringen", "Alle beweringen", _claims(report))


def _with(report: Report, status: str) -> list[Finding]:
    return [one for one in report.findings if one.verdict.status == status]


# ---------------------------------------------------------------- properties


def _properties(report: Report) -> Markup:
    rows = [
        (
            together([tag("strong", f"{asks.code} {asks.name}"), tag("br"), asks.question]),
            counted(counts),
            together(_norms(asks)),
        )
        for asks, counts in report.counts.items()
    ]
    head = ("eigenschap", "uitslag", "kijk ook naar")
    return together((table("Eigenschappen, met uitslag en grondslag", head, rows), legend()))


def _norms(asks: Property) -> Iterator[Markup]:
    for norm in asks.norms:
        yield tag("div", norm)


# ---------------------------------------------------------------- findings


def _cards(name: str, title: str, findings: Sequence[Finding], report: Report) -> Iterator[Part]:
    if not findings:
        return
    shown = [
        card(each, report.policy, report.part, number, f"{name}-{number}")
        for number, each in enumerate(findings[:MOST_CARDS], 1)
    ]
    rest = len(findings) - MOST_CARDS
    if rest > 0:
        shown.append(tag("p", f"En nog {rest}; die staan onder ‘Alle beweringen’."))
    yield Part(name, title, together(shown))


# ---------------------------------------------------------------- courses


def _drawn(report: Report, drawn: Sequence[Plot]) -> Markup:
    of: dict[str, list[Plot]] = {}
    for plot in drawn:
        of.setdefault(plot.found.claim.outcome, []).append(plot)
    made: list[Markup] = [
        tag(
            "p",
            "Elke grafiek laat zien hoe een uitkomst verloopt als één gegeven verandert en al het"
            " andere blijft zoals het is. Een stippellijn is een sprong; de grootste heeft een"
            " driehoek. De open stip telt niet mee, de dichte stip wel.",
        )
    ]
    number = 0
    for outcome, each in of.items():
        made.append(tag("h3", words(f"Uitkomst `{outcome}`")))
        for plot in each:
            number += 1
            made.append(figure(plot, report.policy, report.part, f"grafiek-{number}"))
    made += _not_drawn(report, {plot.verdict.claim.key for plot in drawn})
    return together(made)


def _not_drawn(report: Report, drawn: set[str]) -> Iterator[Markup]:
    left = [one for one in steps_in(report.verdicts) if one.claim.key not in drawn]
    if not left:
        return
    rows = [(words(about(one)), mark(one.status), _size(report, one)) for one in left[:MOST_STEPS]]
    if len(left) > MOST_STEPS:
        rows.append((tag("span", f"en nog {len(left) - MOST_STEPS}"), together(()), ""))
    title = "Sprongen die niet zijn getekend"
    listed = table(title, ("uitkomst en gegeven", "uitslag", "grootste sprong"), rows, "getallen")
    yield tag("details", tag("summary", f"{title} ({len(left)})"), listed)


def _size(report: Report, one: Verdict) -> str:
    if one.size is None:
        return "–"
    type_ = report.part.program.definitions[one.claim.outcome].type
    if isinstance(type_, Datum):
        return write_aantal(one.size, "dag")
    return write_value(one.size, type_) if is_ordered(type_) else "–"


# ---------------------------------------------------------------- the rest


def _undecided(report: Report) -> Markup:
    reasons: dict[tuple[Property, str], list[Verdict]] = {}
    for one in report.undecided:
        reasons.setdefault((one.claim.asks, one.reason or tried(one)), []).append(one)
    rows = [
        (f"{asks.code} {asks.name}", write_aantal(len(each)), words(reason), _named(each))
        for (asks, reason), each in sorted(
            reasons.items(), key=lambda one: (one[0][0].code, -len(one[1]))
        )
    ]
    head = ("eigenschap", "aantal", "waarom niet", "zoals")
    return table("Wat niet is beslist, en waarom", head, rows)


def _named(verdicts: Sequence[Verdict]) -> Markup:
    told = [about(one) for one in verdicts[:2]]
    return words(write_list(told, "en") if len(verdicts) <= 2 else f"{told[0]}, {told[1]} …")


def _claims(report: Report) -> Markup:
    listed: dict[Property, list[Verdict]] = {asks: [] for asks in report.counts}
    for one in report.verdicts:
        listed[one.claim.asks].append(one)
    return together(_of_property(asks, each) for asks, each in listed.items())


def _of_property(asks: Property, verdicts: Sequence[Verdict]) -> Markup:
    order = {status: place for place, status in enumerate(STATUSES)}
    rows = [
        (words(about(one)), mark(one.status), METHODS[one.method])
        for one in sorted(verdicts, key=lambda one: (order[one.status], one.claim.key))
    ]
    counts = Counter(one.status for one in verdicts)
    told = ", ".join(f"{counts[one]} {one.replace('_', ' ')}" for one in STATUSES if counts[one])
    title = f"{asks.code} {asks.name}"
    return tag(
        "details",
        tag("summary", f"{title}: {told}"),
        tag("p", asks.meaning),
        table(title, ("bewering over", "uitslag", "wijze"), rows),
        class_="lang",
    )
