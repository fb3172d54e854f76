"""Policy + facts + months -> PeriodDecision: one decision per calendar month, grouped.

A refusal or a recovery over a long time is given in sub-periods, each with its grounds. A month is
reckoned on its first day with the law of that day; the first on the day the period begins.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from itertools import groupby

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_date, write_list, write_month
from maatwerk_rules.errors import FactError
from maatwerk_rules.model.clauses import PerKalendermaand
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.policy import LANGUAGE_VERSION, Policy
from maatwerk_rules.model.types import LARGEST, Bedrag, Number
from maatwerk_rules.model.unknown import Interval, RecordId
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts, read_facts
from maatwerk_rules.runtime.period_decision import (
    PeriodDecision,
    PeriodOutcome,
    SubPeriod,
    Total,
)
from maatwerk_rules.version import __version__

MOST_MONTHS = 600
"""Half a century: longer than any recovery reaches."""
MOST_NAMED = 3
"""How many months a complaint names."""

TOO_LONG = Kind(
    "MW990",
    "tijdvak-te-lang",
    Severity.FOUT,
    "Dit tijdvak telt {aantal} maanden; er passen er hoogstens {maximum} in één keer.",
    "Elke maand wordt apart beslist.",
)
BACKWARD = Kind(
    "MW991",
    "tijdvak-omgekeerd",
    Severity.FOUT,
    "Dit tijdvak begint in {van} en eindigt daarvoor: in {tot}.",
    "",
)
PERIOD_OUTSIDE = Kind(
    "MW992",
    "tijdvak-buiten-beleid",
    Severity.FOUT,
    "In geen enkele maand van dit tijdvak geldt `{beleid}`.",
    "Een beleid zegt van wanneer tot wanneer het geldt. Over andere maanden kan het niets"
    " beslissen.",
)

Key = tuple[str, RecordId | None]


def decide_period(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    van: date,
    tot: date,
    uitkomsten: Iterable[str] | None = None,
) -> PeriodDecision:
    """Return one decision per calendar month, grouped per outcome into sub-periods.

    The facts are read once. The cost is that of `decide` for each month.

    Args:
        van: A day in the first month; that month is reckoned on this day, the others on their
            first.
        tot: A day in the last month; the whole of it is in the period.
        uitkomsten: As in `decide`.

    Raises:
        TypeError: `van` or `tot` is no date.
        FactError: the period is too long, ends before it begins or lies wholly outside the
            policy, the facts do not read, or they cannot go together in some month. All
            complaints are in it.
    """
    days = month_days(van, tot)
    facts = feiten if isinstance(feiten, Facts) else read_facts(policy, feiten)
    asked = None if uitkomsten is None else _as_names(uitkomsten)
    held = [day for day in days if policy.on(day) is not None]
    if not held:
        raise FactError((_outside(policy),))
    decisions = _decide_each(policy, facts, held, asked)
    by_day: dict[date, Decision] = {one.peildatum: one for one in decisions}
    keys = dict.fromkeys((one.name, one.record) for each in decisions for one in each)
    return PeriodDecision(
        policy.name,
        policy.title,
        policy.hash,
        LANGUAGE_VERSION,
        __version__,
        van,
        end_of_month(tot),
        facts,
        tuple(decisions),
        tuple(day for day in days if day not in by_day),
        tuple(_outcome(policy, key, days, by_day) for key in keys),
    )


def _as_names(uitkomsten: Iterable[str]) -> tuple[str, ...]:
    return (uitkomsten,) if isinstance(uitkomsten, str) else tuple(uitkomsten)


def month_days(van: date, tot: date) -> tuple[date, ...]:
    """Return the day on which each month from one date to another is reckoned.

    Raises:
        TypeError: one of them is no date.
        FactError: the last month lies before the first, or there are too many.

    >>> [day.isoformat() for day in month_days(date(2025, 11, 16), date(2026, 1, 1))]
    ['2025-11-16', '2025-12-01', '2026-01-01']
    """
    for name, day in (("van", van), ("tot", tot)):
        if isinstance(day, datetime) or not isinstance(day, date):
            raise TypeError(f"{name} must be a datetime.date, not {type(day).__name__}")
    first, last = (day.year * 12 + day.month - 1 for day in (van, tot))
    if last < first:
        help_ = ("noem de eerste maand bij `van` en de laatste bij `tot`",)
        facts = {"van": write_month(van), "tot": write_month(tot)}
        raise FactError((diagnostic(BACKWARD, "tot", help=help_, labels=(), **facts),))
    count = last - first + 1
    if count > MOST_MONTHS:
        help_ = ("verdeel het tijdvak in kortere",)
        sizes = {"aantal": str(count), "maximum": str(MOST_MONTHS)}
        raise FactError((diagnostic(TOO_LONG, "tot", help=help_, labels=(), **sizes),))
    others = (divmod(month, 12) for month in range(first + 1, last + 1))
    return (van, *(date(year, month + 1, 1) for year, month in others))


def end_of_month(day: date) -> date:
    """Return the last day of the calendar month of a date.

    >>> end_of_month(date(2026, 2, 3))
    datetime.date(2026, 2, 28)
    """
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _outside(policy: Policy) -> Diagnostic:
    start, end = policy.slices[0].vanaf, policy.slices[-1].tot
    until = f" tot {write_date(end)}" if end is not None else ""
    help_ = (f"Het beleid geldt van {write_date(start)}{until}.",)
    return diagnostic(PERIOD_OUTSIDE, "van", help=help_, labels=(), beleid=policy.name)


def _decide_each(
    policy: Policy, facts: Facts, days: Sequence[date], asked: tuple[str, ...] | None
) -> list[Decision]:
    """Return the decisions; when some month refuses the facts, raise all complaints of all."""
    found: list[Decision] = []
    refused: dict[tuple[str, str], tuple[Diagnostic, list[date]]] = {}
    for day in days:
        try:
            found.append(decide(policy, facts, peildatum=day, uitkomsten=asked))
        except FactError as error:
            for one in error.diagnostics:
                refused.setdefault((one.code, one.headline), (one, []))[1].append(day)
    if refused:
        complaints = (_with_months(one, on, len(days)) for one, on in refused.values())
        raise FactError(tuple(complaints))
    return found


def _with_months(one: Diagnostic, days: Sequence[date], all_days: int) -> Diagnostic:
    """Return a complaint with the months it is about, when it is not about all."""
    if len(days) == all_days:
        return one
    named = [write_month(day) for day in days[:MOST_NAMED]]
    rest = len(days) - len(named)
    more = [f"nog {rest} {'maand' if rest == 1 else 'maanden'}"] if rest else []
    return attrs.evolve(one, help=(*one.help, f"dit is zo in {write_list([*named, *more])}"))


# ---------------------------------------------------------------- one outcome


def _outcome(
    policy: Policy, key: Key, days: Sequence[date], decisions: Mapping[date, Decision]
) -> PeriodOutcome:
    months = [(day, _result(decisions.get(day), key)) for day in days]
    parts = tuple(
        _part(list(group)) for _, group in groupby(months, key=lambda month: _sort(month[1]))
    )
    return PeriodOutcome(*key, parts, _total(policy, key[0], months))


def _result(decision: Decision | None, key: Key) -> Result | None:
    found = (one for one in decision or () if (one.name, one.record) == key)
    return next(found, None)


def _sort(result: Result | None) -> tuple[object, ...]:
    """Return what must be equal for two months to stand in one sub-period."""
    if result is None:
        return ()
    settled = result.status, result.value, result.possible, result.no_rule, result.conflict
    return (*settled, result.deciding, result.missing)


def _part(months: Sequence[tuple[date, Result | None]]) -> SubPeriod:
    first, result = months[0]
    return SubPeriod(first, end_of_month(months[-1][0]), len(months), result)


def _total(policy: Policy, name: str, months: Sequence[tuple[date, Result | None]]) -> Total | None:
    """Return the sum over the months of an amount per month; None for anything else."""
    if not adds_up(policy, name):
        return None
    counted: list[tuple[Result, Interval]] = []
    uncounted: list[date] = []
    for day, result in months:
        possible = None if result is None else result.possible
        if result is None or _may_be_none(result) or not isinstance(possible, Interval):
            uncounted.append(day)
        else:
            counted.append((result, possible))
    known = [each.only for _, each in counted if each.settled]
    missing = {leaf for _, result in months if result is not None for leaf in result.missing}
    return Total(
        _sum(possible.low for _, possible in counted),
        _sum(possible.high for _, possible in counted),
        len(counted),
        tuple(uncounted),
        tuple(sorted(missing, key=lambda leaf: leaf.sort_key)),
        _sum(known) or 0,
        len(known),
    )


def _may_be_none(result: Result) -> bool:
    """Tell whether it is not sure that a month gives an amount at all."""
    return result.no_rule or bool(result.conflict)


def _sum(ends: Iterable[object]) -> Number | None:
    """Return the sum of ends, or None when one of them only says that there is no end.

    Reckoned with, such an end need not be LARGEST any more; it is still no amount of money.
    """
    found: Number = 0
    for end in ends:
        assert isinstance(end, int | Fraction)
        if not -LARGEST < 2 * end < LARGEST:
            return None
        found += end
    return found


def adds_up(policy: Policy, name: str) -> bool:
    """Tell whether the amounts of an outcome over the months together are an amount.

    So it is for an amount per month, and for an amount that is decided for each month.
    """
    type_ = policy.types[name]
    uitkomst = policy.find(Uitkomst, name)
    monthly = uitkomst is not None and uitkomst.one(PerKalendermaand) is not None
    if not isinstance(type_, Bedrag):
        return False
    return type_.periode == "maand" or (type_.periode is None and monthly)
