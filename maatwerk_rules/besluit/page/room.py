"""The room in an outcome as HTML: in legal order, each piece with what it takes to use it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from maatwerk_rules.besluit.possibilities import Asked, Possibility, shown_first
from maatwerk_rules.besluit.remedy import remedy_gap
from maatwerk_rules.dutch import write_date, write_name
from maatwerk_rules.explanation.describe import STATUS_WORDS, write_value
from maatwerk_rules.explanation.document import Listing
from maatwerk_rules.explanation.follows import Then
from maatwerk_rules.explanation.html import line_to_html, table, words
from maatwerk_rules.explanation.html_tree import tree
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.explanation.room import STATES
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.model.types import Scalar
from maatwerk_rules.runtime.decision import RoomState
from maatwerk_rules.values import frozen

RANKS: Mapping[int, str] = {
    1: "Feiten, en hoe zij tellen",
    2: "Wat moet worden toegepast",
    3: "Wat moet worden beoordeeld",
    4: "Wat kan: bevoegdheden in de wet",
    5: "Afwijken: beleidsregel en hardheid",
    7: "Buiten deze regels",
}
NEUTRAL = "Geen antwoord is gekozen. De volgorde is die van het beleid."
NO_ROOM = "De regels noemen hier geen andere mogelijkheid."
ASIDE = "niet aan de orde"
TO_DO: tuple[RoomState, ...] = ("open", "op verzoek, nog niet gevraagd")
ORDER = "Dit staat in de volgorde van de wet."
NOTHING_AT_ISSUE = "Van wat de regels noemen, is nu niets aan de orde."
BEYOND = "niet met deze regels"
HOW_BEYOND = "Dit is hier niet te wegen. Leg de zaak voor aan wie beslist, met wat u hier vond."

NO_DECISION = ("feit", "buiten de wet")
"""Of these pieces nothing is decided here that somebody could object to."""
WHERE = "bij de vraag wat de inwoner tegen het besluit kan doen (`rechtsmiddel`)"
TERM_LEFT = f"Uw gemeente vult dat in bij het vastleggen, {WHERE}."
REMEDY_LEFT = (
    "Dit beleid zegt niet wat iemand tegen het besluit kan doen. Uw gemeente vult bij het"
    f" vastleggen in hoe, waar en tot wanneer, {WHERE}."
)

Term = tuple[str, Child]
"""A word and what is said of it."""


@frozen
class Piece:
    """A piece of the room in an outcome, and what stands below it, such as the form to weigh it."""

    outcome: str
    possibility: Possibility
    below: Markup | None = None


def room_to_html(pieces: Sequence[Piece], vocabulary: Vocabulary) -> Markup:
    """Return the room; all that must, of the powers at most five, and the rest behind ‘meer’.

    What is open is folded out, what was decided is not; what is not at issue stands behind one
    heading.
    """
    if not pieces:
        return tag("p", NO_ROOM)
    at_issue = [one for one in pieces if one.possibility.room.state != ASIDE]
    first = {id(one) for one in shown_first([each.possibility for each in at_issue])}
    shown = [one for one in at_issue if id(one.possibility) in first]
    hidden = [one for one in at_issue if id(one.possibility) not in first]
    aside = [one for one in pieces if one.possibility.room.state == ASIDE]
    order = tag("p", ORDER if shown else NOTHING_AT_ISSUE)
    told = [order, _remedy(pieces), *_ranks(shown, vocabulary)]
    for title, behind in (("Meer bevoegdheden", hidden), ("Nu niet aan de orde", aside)):
        if behind:
            inner = tag("ul", *(_piece(one, vocabulary) for one in behind), class_="ruimte")
            summary = tag("summary", f"{title} ({len(behind)})")
            told.append(tag("details", summary, inner, class_="meer lang"))
    return together(told)


def _ranks(shown: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[Markup]:
    for rank, title in RANKS.items():
        found = [one for one in shown if one.possibility.room.rank == rank]
        if found:
            yield tag("h4", title)
            yield tag("ul", *(_piece(one, vocabulary) for one in found), class_="ruimte")


def _piece(piece: Piece, vocabulary: Vocabulary) -> Markup:
    room = piece.possibility.room
    of = f" ({vocabulary.record(room.record)})" if room.record is not None else ""
    name = tag("strong", f"{capital(write_name(room.name))}{of}")
    beyond = room.kind == "buiten de wet"
    state = tag("span", BEYOND if beyond else STATES[room.state], class_="stand")
    folded = tag(
        "details",
        tag("summary", name, ": ", state),
        terms(_told(piece.possibility, vocabulary)),
        follows(piece, vocabulary),
        piece.below,
        open=room.state in TO_DO,
        class_="lang",
    )
    return tag("li", folded, class_="kaart")


def terms(told: Iterable[Term]) -> Markup:
    """Return words with what is said of each.

    >>> terms([("Wie beslist", "het college")]).text
    '<dl class="gegevens"><div><dt>Wie beslist</dt><dd>het college</dd></div></dl>'
    """
    rows = (tag("div", tag("dt", name), tag("dd", said)) for name, said in told)
    return tag("dl", *rows, class_="gegevens")


def _told(one: Possibility, vocabulary: Vocabulary) -> Iterator[Term]:
    room = one.room
    if room.decided_by is not None:
        yield "Wie besliste", vocabulary.signed(room.decided_by)
        if room.decided_on is not None:
            yield "Op", write_date(room.decided_on)
        if room.because:
            yield "Waarom", f"“{room.because}”"
    yield "Wat het is", f"{capital(one.nature)}."
    if room.by:
        yield "Wie beslist", f"{vocabulary.who(room.by)}."
    if room.kind == "buiten de wet":
        yield "Hoe", HOW_BEYOND
    if one.source is not None:
        yield "Bron", line_to_html((one.source.words,))
    if one.intentions:
        yield "Waarvoor", _several(one.intentions)
    if one.moment:
        yield "Aan de orde als", one.moment
    for asked in one.asked:
        yield from _asked(asked, vocabulary)
    if room.note is not None:
        yield "Let op", room.note


def _remedy(pieces: Iterable[Piece]) -> Markup | None:
    """Return what can be done against the decision, once; what is left open is said to be so.

    The municipality fills that in from its own template, when the besluit is recorded.
    """
    decided = (one.possibility for one in pieces)
    first = next((one for one in decided if one.room.kind not in NO_DECISION), None)
    if first is None:
        return None
    told = first.remedy or REMEDY_LEFT
    if first.remedy is not None and remedy_gap(first.remedy, None) is not None:
        told = f"{first.remedy} {TERM_LEFT}"
    return tag("p", words(told))


def _asked(asked: Asked, vocabulary: Vocabulary) -> Iterator[Term]:
    yield "Nog open", capital(vocabulary.leaf(asked.leaf))
    if asked.question != str(asked.leaf):
        yield "De vraag", f"“{asked.question}”"
    if asked.by:
        yield "Wie oordeelt", f"{vocabulary.who(asked.by)}."
    if asked.factors:
        yield "Wat telt mee", _several([factor_in_words(*one) for one in asked.factors])


def factor_in_words(name: str, question: str) -> str:
    """Return what is weighed; a fact without a question by its name.

    >>> factor_in_words("waarde_in_euro", "waarde_in_euro"), factor_in_words("nodig", "Nodig?")
    ('Waarde in euro', 'Nodig?')
    """
    return capital(write_name(name)) if question == name else question


def _several(texts: Sequence[str]) -> Markup:
    if len(texts) == 1:
        return words(texts[0])
    return tag("ul", *(tag("li", one) for one in texts))


def follows(piece: Piece, vocabulary: Vocabulary) -> Markup | None:
    """Return what would follow from each answer, none of them chosen; None where none is open."""
    every = piece.possibility.then
    if not every:
        return None
    heads = [capital(vocabulary.leaf(leaf)) for leaf, _ in every[0].answers]
    rows = [_row(then, piece.outcome, vocabulary) for then in every]
    caption = "Wat zou er volgen bij elk antwoord?"
    return together((table(caption, (*heads, "dan is de uitkomst"), rows), tag("p", NEUTRAL)))


def _row(then: Then, outcome: str, vocabulary: Vocabulary) -> list[str]:
    answers = [_write(answer, leaf.name, vocabulary) for leaf, answer in then.answers]
    status = STATUS_WORDS[then.status]
    if then.value is None:
        return [*answers, f"open; dit {status}"]
    return [*answers, f"{_write(then.value, outcome, vocabulary)}; dit {status}"]


def _write(value: Scalar, name: str, vocabulary: Vocabulary) -> str:
    return write_value(value, vocabulary.policy.types[name])


def trace_to_html(listing: Listing) -> Markup:
    """Return all steps as a tree of which only the outcomes are folded out."""
    return tree(listing, 1)
