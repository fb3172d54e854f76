"""Signals, comparable cases, and two weighings beside each other, as people read them.

Counts are per intention and never per officer; what two people answered measures nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.besluit.signals import Signal, in_order, looked_at, per_intention
from maatwerk_rules.besluit.weighing import Beside
from maatwerk_rules.dutch import write_date, write_list, write_name
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
from maatwerk_rules.explanation.vocabulary import capital

NOT_ANSWERED = "(niet beantwoord)"
NOBODY = "Er zijn geen zaken waarin deze afwijking nog open is."
LOOK = "In deze zaken is dezelfde afwijking nog open. Er is niets aan veranderd; kijk er zelf naar."
NOBODY_WEIGHED = "Er zijn geen zaken waarin dit nog open is. In dit besluit is gewogen: {wat}."
LOOK_WEIGHED = (
    "In dit besluit is niet afgeweken. Gewogen is: {wat}. In deze zaken is dat nog open. Er is"
    " niets aan veranderd; kijk er zelf naar."
)
NOTHING_TO_SEEK = (
    "In dit besluit is niet afgeweken en niets gewogen. Er is dus niets om in andere zaken naar te"
    " kijken."
)
ONLY_LOOKED = "In dit besluit is niet afgeweken en niets gewogen. Er is wel ambtshalve gekeken."
LOOKED = "{wie} keek{dag} naar {wat}, en zag geen reden om af te wijken."
LOOKED_AT_NONE = "{wie} keek{dag}; er stond toen niets open om naar te kijken."
STILL_OPEN = "In deze zaken is dat nog open. Er is niets aan veranderd; kijk er zelf naar."
NONE_OPEN = "Er zijn geen zaken waarin dit nog open is."
TALK = "Dit dient het gesprek. Het wordt nergens bewaard en meet niemand."


def tell_signals(signals: Iterable[Signal], today: date) -> Document:
    """Return signals in Dutch: first what waits for an answer, then per intention how many.

    Args:
        today: The day on which it is looked at; the caller says which.

    >>> from maatwerk_rules import to_text
    >>> print(to_text(tell_signals((), date(2026, 3, 1))).splitlines()[3])
    Er zijn geen signalen.
    """
    every = in_order(signals)
    waiting = [one for one in every if one.antwoord is None]
    blocks: list[Block] = [Heading(1, "Signalen")]
    if not every:
        blocks.append(paragraph("Er zijn geen signalen."))
    for title, some in (
        ("Wacht op antwoord", waiting),
        ("Beantwoord", [one for one in every if one.antwoord is not None]),
    ):
        if some:
            blocks += (Heading(2, title), Listing(tuple(_item(one, today) for one in some)))
    if every:
        blocks.append(Heading(2, "Per bedoeling"))
        blocks.append(listing(_counted(*one) for one in per_intention(every).items()))
    return Document(tuple(blocks))


def _counted(name: str, counts: Mapping[str, int]) -> str:
    every = counts["signalen"]
    many = "1 signaal" if every == 1 else f"{every} signalen"
    return f"{capital(write_name(name))}: {many}, {counts['zonder antwoord']} zonder antwoord."


def _item(one: Signal, today: date) -> Item:
    of = f"Regel ‘{write_name(one.regel)}’, bedoeling ‘{write_name(one.bedoeling)}’."
    promised = f"Antwoord voor {write_date(one.antwoord_voor)}"
    late = " Die dag is voorbij." if one.is_late(today) else ""
    told = [f" {of}", f" Oorzaak: {one.oorzaak}. Eigenaar: {one.eigenaar}."]
    if one.antwoord is None:
        told.append(f" {promised}.{late}")
    else:
        assert one.antwoord_op is not None, "an answer has its day"
        heard = f"{write_date(one.antwoord_op)}, gehoord door {one.gehoord_door}"
        told.append(f" Antwoord: {one.antwoord} ({heard}).")
    return Item(line(Words(one.wat, "let op" if late else "sterk"), *told))


def tell_who_else(besluit: Besluit, names: Iterable[str]) -> Document:
    """Return in which cases what was deviated from or weighed is open, as `wie_nog` found them."""
    found = tuple(names)
    weighed = dict.fromkeys(one["grond"] for one in besluit.data["wegingen"])
    what = write_list(f"‘{write_name(one)}’" for one in weighed)
    if besluit.data["afwijkingen"]:
        told = LOOK if found else NOBODY
    elif weighed:
        told = (LOOK_WEIGHED if found else NOBODY_WEIGHED).format(wat=what)
    elif besluit.data["uitkomst"]["feiten"].get("bekeken"):
        told = f"{ONLY_LOOKED} {_looked(besluit)} {STILL_OPEN if found else NONE_OPEN}"
    else:
        told = NOTHING_TO_SEEK
    blocks: list[Block] = [Heading(1, "Wie nog?"), paragraph(told)]
    return Document((*blocks, listing(found)) if found else tuple(blocks))


def _looked(besluit: Besluit) -> str:
    """Return who looked, on which day, and at which grounds; the reason is personal."""
    told = []
    for one in besluit.data["uitkomst"]["feiten"]["bekeken"]:
        day = f" op {write_date(date.fromisoformat(one['op']))}" if one.get("op") else ""
        what = write_list(f"‘{write_name(name)}’" for name in looked_at(besluit, one))
        form = LOOKED if what else LOOKED_AT_NONE
        told.append(form.format(wie=capital(write_name(one["door"])), dag=day, wat=what))
    return " ".join(told)


def tell_apart(rows: Iterable[Beside]) -> Document:
    """Return what two people answered apart, beside each other: first where they differ.

    What neither of them answered is told apart, last.

    Args:
        rows: As `side_by_side` gives them.
    """
    every = tuple(rows)
    unlike = [one for one in every if one.differs]
    blocks: list[Block] = [Heading(1, "Twee mensen, apart"), paragraph(TALK)]
    if unlike:
        blocks.append(Heading(2, "Hier verschillen zij"))
        blocks += (block for one in unlike for block in _beside(one))
    same = [one.text for one in every if not one.differs and not one.unanswered]
    if same:
        blocks += (Heading(2, "Hier zeggen zij hetzelfde"), listing(same))
    left = [one.text for one in every if one.unanswered]
    if left:
        blocks += (Heading(2, "Dit beantwoordde geen van beiden"), listing(left))
    return Document(tuple(blocks))


def _beside(one: Beside) -> Iterator[Block]:
    yield paragraph(Words(one.text, "sterk"), f" Dit raakt {write_list(one.views)}.")
    yield listing(
        f"{who}: {answer or NOT_ANSWERED}"
        for who, answer in (("De een", one.first), ("De ander", one.second))
    )
