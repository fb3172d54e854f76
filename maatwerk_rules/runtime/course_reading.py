"""The course of a fact over time: values with the day they begin and the day they end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from maatwerk_rules.dutch import write_date
from maatwerk_rules.model.clauses import Verloopt
from maatwerk_rules.model.declarations import Gegeven, Veld
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Type
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.runtime.case import Course, Period
from maatwerk_rules.runtime.complaints import COURSE_UNCLEAR, NO_COURSE, TOO_LARGE, Complaints, join
from maatwerk_rules.runtime.scalars import read_scalar
from maatwerk_rules.runtime.shapes import read_day, read_items, read_known

MOST_PERIODS = 600
PERIOD_KEYS = ("van", "tot", "waarde")


def may_vary(leaf: Leaf, policy: Policy) -> bool:
    """Tell whether the policy says of a fact that it changes over time."""
    asked: Gegeven | Veld | None = policy.find(Gegeven, leaf.name)
    if leaf.field is not None:
        asked = policy.field_of(leaf)
    return asked is not None and asked.one(Verloopt) is not None


def read_course(
    value: object, of: tuple[Leaf, Type], path: str, policy: Policy, complaints: Complaints
) -> Course | None:
    """Return the periods in order of time, or None after a complaint."""
    leaf, type_ = of
    before = len(complaints.found)
    if not may_vary(leaf, policy):
        naam = leaf.field if leaf.field is not None else leaf.name
        advice = "geef één waarde, of zet in het beleid `verloopt` bij dit gegeven"
        complaints.add(NO_COURSE, path, (advice,), naam=naam)
        return None
    if isinstance(value, list | tuple) and len(value) > MOST_PERIODS:
        wat = f"een verloop van {len(value)} perioden; hoogstens {MOST_PERIODS}"
        complaints.add(TOO_LARGE, path, wat=wat)
        return None
    read = [*_read_periods(value, type_, path, complaints)]
    read.sort(key=lambda pair: pair[1].start)
    for (_, earlier), (where, later) in pairwise(read):
        if earlier.end is None or later.start < earlier.end:
            _unclear(f"{write_date(later.start)} valt in twee perioden", where, complaints)
    if not read and len(complaints.found) == before:
        _unclear("er staat geen periode in", path, complaints)
    return tuple(each for _, each in read) if len(complaints.found) == before else None


def _read_periods(
    value: object, type_: Type, path: str, complaints: Complaints
) -> Iterator[tuple[str, Period]]:
    for where, each in read_items(value, path, complaints):
        found = read_known(each, where, PERIOD_KEYS, complaints)
        if found is None:
            continue
        start = read_day(found.get("van"), join(where, "van"), complaints)
        end = read_day(found.get("tot"), join(where, "tot"), complaints)
        known = None
        if "waarde" in found:
            known = read_scalar(found["waarde"], type_, join(where, "waarde"), complaints)
        lacking = [key for key in ("van", "waarde") if found.get(key) is None]
        if lacking:
            _unclear(f"`{lacking[0]}` ontbreekt", where, complaints)
        elif start is not None and known is not None:
            if end is not None and end <= start:
                _unclear(
                    "de laatste dag ligt voor de eerste; `tot` telt niet mee", where, complaints
                )
            else:
                yield where, Period(start, end, known)


def _unclear(wat: str, path: str, complaints: Complaints) -> None:
    complaints.add(COURSE_UNCLEAR, path, wat=wat)
