"""Policy + facts -> Decision. A pure function: no clock, no files, no state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NoReturn, cast

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.nearest import meant
from maatwerk_rules.runtime.asked import Asked, Plan, Rules, rules_on
from maatwerk_rules.runtime.decision import Asking, Decided, Decision, Unfinished
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.runtime.later import Desk

OUTSIDE_POLICY = Kind(
    "MW960",
    "peildatum-buiten-beleid",
    Severity.FOUT,
    "Op {peildatum} geldt `{beleid}` niet.",
    "Een beleid zegt van wanneer tot wanneer het geldt. Op een andere dag kan het niets beslissen.",
)
MOST_NAMED = 5
"""So many outcomes are named to choose from where none is near to what was asked."""
UNKNOWN_OUTCOME = Kind(
    "MW962",
    "onbekende-uitkomst",
    Severity.FOUT,
    "De uitkomst `{naam}` staat niet in dit beleid.",
    "Alleen een uitkomst die het beleid noemt, kan worden beslist.",
)


def decide(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    peildatum: date,
    uitkomsten: Iterable[str] | None = None,
    bare: bool = False,
) -> Decision:
    """Return what the rules say of a case on a date.

    A result is worked out when it is first asked: a value that stands by generated code, all else
    by the evaluator. The cost is linear in policy and records; each missing fact costs up to a
    dozen reckonings more, to find the next question. Facts that are read once are laid out once.

    Args:
        feiten: The facts, as read or as a mapping or JSON text of them.
        uitkomsten: The outcomes or begrippen to decide; when left out those the case asks for,
            or else all outcomes.
        bare: Leave out the room and the questions: for who only asks for the outcomes, as a
            toets does, they would cost most of the time.

    Raises:
        TypeError: the peildatum is no date.
        FactError: the facts do not read, cannot go together, or the policy does not hold on
            the date. All complaints are in it.
    """
    return decide_on(policy, feiten, peildatum, uitkomsten, bare)


def decide_on(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    peildatum: date,
    uitkomsten: Iterable[str] | None,
    bare: bool = False,
) -> Decision:
    """Return what `decide` does; the way in for who counts each microsecond.

    This is where the time of a small case goes, so all of it stands in one place.
    """
    if type(peildatum) is not date and (
        isinstance(peildatum, datetime) or not isinstance(peildatum, date)
    ):
        raise TypeError(f"peildatum must be a datetime.date, not {type(peildatum).__name__}")
    facts = feiten if isinstance(feiten, Facts) else read_facts(policy, feiten)
    rules: Rules | None = policy.derived.get(peildatum)
    if rules is None:
        rules = rules_on(policy, peildatum) or _refuse_day(policy, peildatum)
    wanted = (facts.gevraagd or None) if uitkomsten is None else uitkomsten
    plan = rules.all if wanted is None else _plan(rules, wanted)
    desk: Desk = [None, Asked, rules, facts, peildatum, plan, bare]
    if rules.program.admissible:
        desk[0] = asked = Asked(rules, facts, peildatum, plan, bare)
        asked.refuse_inadmissible()
    made: Any = Unfinished()  # type: ignore[call-arg]
    made._desk = desk
    results = None if plan.at_once is None else plan.at_once(desk, facts, peildatum)
    if results is None:
        made.__class__ = Asking
    else:
        made.results = results  # not kept by the worker too: no circle to clear up
        made.__class__ = Decided
    return cast(Decision, made)


def _refuse_day(policy: Policy, peildatum: date) -> NoReturn:
    start, end = policy.slices[0].vanaf, policy.slices[-1].tot
    until = f" tot {write_date(end)}" if end is not None else ""
    help_ = f"Het beleid geldt van {write_date(start)}{until}."
    found = diagnostic(
        OUTSIDE_POLICY,
        "peildatum",
        help=(help_,),
        peildatum=write_date(peildatum),
        beleid=policy.name,
    )
    raise FactError((found,))


def _plan(rules: Rules, uitkomsten: Iterable[str]) -> Plan:
    """Return what is made ready for these outcomes; at once where they were asked so before."""
    made = rules.plans.get(uitkomsten) if type(uitkomsten) is tuple else None
    return made or rules.plan(_wanted(rules, uitkomsten))


def _wanted(rules: Rules, uitkomsten: Iterable[str]) -> tuple[str, ...]:
    asked = (uitkomsten,) if isinstance(uitkomsten, str) else tuple(uitkomsten)
    unknown = [name for name in asked if name not in rules.program.definitions]
    if unknown:
        raise FactError(tuple(_unknown_outcome(name, rules.published) for name in unknown))
    return asked


def _unknown_outcome(name: str, published: Sequence[str]) -> Diagnostic:
    near = meant(name, published)
    offer = write_list([f"`{one}`" for one in near or published[:MOST_NAMED]], "of")
    help_ = f"Bedoelt u {offer}?" if near else f"Dit beleid beslist bijvoorbeeld over {offer}."
    return diagnostic(UNKNOWN_OUTCOME, "uitkomsten", help=(help_,), naam=name)
