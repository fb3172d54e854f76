"""The order in which a case is walked: what the resident wants first, the outcome after it.

"Nee" anchors whoever reads it. So the outcome is held back until it is known what the resident
wants to reach, or until it is recorded why that is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.dutch import write_name
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.runtime.shapes import read_text
from maatwerk_rules.runtime.written_text import written
from maatwerk_rules.values import frozen

TurnName = Literal[
    "gewenst_effect", "feiten", "botsingen", "uitkomst", "ruimte", "weging", "besluit"
]
TurnState = Literal["nu", "te zien", "gedaan", "straks", "niet nodig"]
"""`te zien` is what asks nothing: it is there to be looked at."""

TITLES: Mapping[TurnName, str] = {
    "gewenst_effect": "Wat wil de inwoner bereiken, in eigen woorden?",
    "feiten": "Wat is er aan de hand, en wat moet nog worden gevraagd?",
    "botsingen": "Welke bedoelingen trekken hier uit elkaar?",
    "uitkomst": "Wat zeggen de regels, en wat geeft de doorslag?",
    "ruimte": "Welke ruimte is er, en wie beslist daarover?",
    "weging": "Wat weegt mee, en wat is het oordeel?",
    "besluit": "Leg het besluit vast, met de motivering.",
}
EFFECT_FIRST = "Eerst vragen wat de inwoner wil bereiken. Daarna komt de uitkomst in beeld."
NOT_ASKED = "Hier wordt niet gevraagd wat de inwoner wil bereiken. De reden: {reden}"

NO_REASON = Kind(
    "MW998",
    "niet-gevraagd-zonder-reden",
    Severity.FOUT,
    "Er staat niet waarom niet wordt gevraagd wat de inwoner wil bereiken.",
    "Een gemeente mag die vraag overslaan, maar alleen met een reden die bij het besluit blijft.",
)


@frozen
class Turn:
    """One step of a case: the question it answers, whether it is its turn, and what is open."""

    name: TurnName
    title: str
    state: TurnState
    open: tuple[str, ...] = ()


@frozen
class Order:
    """Where a case stands.

    Args:
        turns: All steps, in the order in which they are taken.
        effect: What the resident wants to reach, in their words.
        not_asked: Why that is not asked, where a municipality turned it off.
        decision: What the rules say; None as long as the outcome is held back.
    """

    turns: tuple[Turn, ...]
    effect: str | None
    not_asked: str | None
    decision: Decision | None

    @property
    def now(self) -> Turn:
        """The step that is to be taken now."""
        return next(one for one in self.turns if one.state == "nu")

    @property
    def to_record(self) -> Mapping[str, str]:
        """What of it belongs in the record: why the effect was not asked, if it was not."""
        return {"geen_gewenst_effect": self.not_asked} if self.not_asked else {}


def order(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    peildatum: date,
    uitkomsten: Iterable[str] | None = None,
    niet_gevraagd: str | None = None,
) -> Order:
    """Return the steps of a case, and the outcome as soon as it may be seen.

    Args:
        feiten: The case; `gewenst_effect` in it is what the resident wants to reach.
        uitkomsten: As in `decide`.
        niet_gevraagd: Why the municipality does not ask it; then the outcome is not held back.

    Raises:
        FactError: the case does not read, or `niet_gevraagd` gives no reason.

    >>> from maatwerk_rules import load
    >>> policy, case = load("bijstand_voorbeeld"), {"feiten": {"in_detentie": True}}
    >>> first = order(policy, case, peildatum=date(2026, 3, 1))
    >>> first.now.title, first.decision
    ('Wat wil de inwoner bereiken, in eigen woorden?', None)
    """
    complaints = Complaints()
    given = read_text(niet_gevraagd, "niet_gevraagd", complaints)
    complaints.check()
    if niet_gevraagd is not None and given is None:
        complaints.stop(NO_REASON)
    facts = feiten if isinstance(feiten, Facts) else read_facts(policy, feiten)
    decision = decide(policy, facts, peildatum=peildatum, uitkomsten=uitkomsten)
    effect = written(facts.gewenst_effect or "") or None
    if effect is None and niet_gevraagd is None:
        waiting = (_turn(name, "straks") for name in TITLES if name != "gewenst_effect")
        return Order((_turn("gewenst_effect", "nu", (EFFECT_FIRST,)), *waiting), None, None, None)
    reason = given if effect is None else None
    told = (NOT_ASKED.format(reden=reason),) if reason else ()
    first = _turn("gewenst_effect", "niet nodig" if reason else "gedaan", told)
    return Order((first, *_turns(decision)), effect, reason, decision)


def _turns(decision: Decision) -> Iterator[Turn]:
    """Yield the steps after the first: while facts are missing, all others wait for them."""
    missing = dict.fromkeys(leaf for result in decision for leaf in result.missing)
    known = decision.facts.unknowable
    asked = tuple(str(one) for one in missing if one.kind != "oordeel" and one not in known)
    judged = tuple(str(one) for one in missing if one.kind == "oordeel")
    unsettled = dict.fromkeys(write_name(one.name) for one in decision if not one.settled)
    weighed = any(not one.gebonden for one in decision)
    states: dict[TurnName, TurnState] = {
        "botsingen": "te zien",
        "uitkomst": "te zien",
        "ruimte": "te zien" if any(one.room for one in decision) else "niet nodig",
        "weging": "nu" if judged else "gedaan" if weighed else "niet nodig",
        "besluit": "straks" if judged else "nu",
    }
    left = {"uitkomst": tuple(unsettled), "weging": judged}
    yield _turn("feiten", "nu" if asked else "gedaan", asked)
    for name, state in states.items():
        yield _turn(name, "straks" if asked else state, left.get(name, ()))


def _turn(name: TurnName, state: TurnState, left: tuple[str, ...] = ()) -> Turn:
    return Turn(name, TITLES[name], state, left)
