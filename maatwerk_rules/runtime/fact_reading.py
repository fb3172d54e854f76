"""The facts of a case: values, described values, and lists of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

import attrs

from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Scalar, SoortType, Type
from maatwerk_rules.model.unknown import Leaf, RecordId, fact_leaf, field_leaf
from maatwerk_rules.runtime.case import Records, unasked, value_on
from maatwerk_rules.runtime.complaints import (
    GROUP,
    KEY_TWICE,
    LIST_TOO_LONG,
    NO_RECORD,
    NOT_A_FACT,
    TOO_LARGE,
    UNCLEAR_FACT,
    WRONG_FORM,
    Complaints,
    cut,
    join,
    quote,
)
from maatwerk_rules.runtime.course_reading import read_course
from maatwerk_rules.runtime.fact_values import (
    NO_REQUEST,
    NOT_SHOWN,
    FactCourse,
    FactValue,
    NotShown,
)
from maatwerk_rules.runtime.scalars import read_scalar
from maatwerk_rules.runtime.shapes import read_day, read_known, read_object, read_text
from maatwerk_rules.runtime.standings import STANDING_KEYS, read_not_shown, read_standing

MOST_RECORDS = 10_000
LONGEST_KEY = 64

UNKNOWN = "@onbekend"
ORIGIN_KEYS = ("@op", "@bewijs", "@herkomst")
COURSE = "@verloop"
VALUE_KEYS = ("@waarde", COURSE, *ORIGIN_KEYS, *STANDING_KEYS, UNKNOWN)
LIST_KEYS = ("@lijst", "@volledig", *STANDING_KEYS, UNKNOWN)

_WHAT: tuple[tuple[type[Declaration], str], ...] = (
    (d.Uitkomst, "een uitkomst"),
    (d.Begrip, "een begrip"),
    (d.Oordeel, "een oordeel; zet het onder `oordelen`"),
    (d.Bedrag, "een bedrag dat in het beleid staat"),
    (d.Aantal, "een aantal dat in het beleid staat"),
    (d.Percentage, "een percentage dat in het beleid staat"),
    (d.Tabel, "een tabel"),
)


@attrs.define
class FactsRead:
    """What was read so far."""

    policy: Policy
    complaints: Complaints
    values: dict[Leaf, FactValue] = attrs.field(factory=dict)
    courses: dict[Leaf, FactCourse] = attrs.field(factory=dict)
    lists: dict[str, Records] = attrs.field(factory=dict)
    unknowable: dict[Leaf, str | None] = attrs.field(factory=dict)
    not_shown: dict[Leaf, NotShown] = attrs.field(factory=dict)
    records: int = 0

    def value_on(self, leaf: Leaf, day: date | None) -> Scalar | None:
        """Return what was read of a fact on a day; of a course without a day nothing is known."""
        if leaf in self.values:
            return self.values[leaf].value
        if leaf not in self.courses or day is None:
            return None
        return value_on(self.courses[leaf].periods, day)


def read_fact_section(value: object, policy: Policy, complaints: Complaints) -> FactsRead:
    """Return the facts under `feiten`; a request not given was not made."""
    read = FactsRead(policy, complaints)
    for name, each in (read_object(value, "feiten", complaints) or {}).items():
        if policy.find(d.Gegeven, name) is None:
            _refuse_name(name, "", _names(policy), "gegeven", read)
            continue
        type_ = policy.types[name]
        if isinstance(type_, Lijst) and type_.single:
            _read_single(fact_leaf(name), type_, each, read)
        elif isinstance(type_, Lijst):
            _read_list(fact_leaf(name), type_, each, read)
        else:
            _read_fact(fact_leaf(name), type_, join("", name), each, read)
    for gegeven in policy.all(d.Gegeven):
        type_ = policy.types[gegeven.naam]
        if isinstance(type_, Lijst) and type_.minimum and gegeven.naam not in read.lists:
            read.lists[gegeven.naam] = unasked(gegeven.naam, type_)
    for name in sorted(policy.requests):
        leaf = fact_leaf(name)
        read.unknowable.pop(leaf, None)
        if leaf not in read.values and leaf not in read.courses:
            standing = NOT_SHOWN if leaf in read.not_shown else None
            read.values[leaf] = FactValue(False, herkomst=NO_REQUEST, standing=standing)
    return read


def _names(policy: Policy) -> list[str]:
    return [each.naam for each in policy.all(d.Gegeven)]


def _refuse_name(name: str, path: str, known: list[str], what: str, read: FactsRead) -> None:
    for kind, words in _WHAT:
        if read.policy.find(kind, name) is not None:
            read.complaints.add(NOT_A_FACT, join(path, name), naam=name, wat=words)
            return
    read.complaints.add_unknown(name, what, join(path, name), known)


def _read_fact(leaf: Leaf, type_: Type, path: str, value: object, read: FactsRead) -> None:
    if isinstance(value, Mapping):
        _read_described(leaf, type_, path, value, read)
        return
    known = read_scalar(value, type_, path, read.complaints)
    if known is not None:
        read.values[leaf] = FactValue(known)


def _read_described(
    leaf: Leaf, type_: Type, path: str, value: Mapping[object, object], read: FactsRead
) -> None:
    found = read_known(value, path, VALUE_KEYS, read.complaints)
    if found is None:
        return
    standing = read_standing(found, path, read.complaints)
    _read_not_shown(leaf, found, path, standing, read)
    given = [key for key in ("@waarde", COURSE, UNKNOWN) if key in found]
    if len(given) > 1:
        wat = f"`{given[1]}` en `{given[0]}` gaan niet samen"
        read.complaints.add(UNCLEAR_FACT, path, wat=wat)
    if "@waarde" not in found and COURSE not in found:
        if len(found) == len(value):
            _read_unknown(leaf, found, path, standing, read)
        return
    op = read_day(found.get("@op"), join(path, "@op"), read.complaints)
    bewijs, herkomst = (
        read_text(found.get(key), join(path, key), read.complaints)
        for key in ("@bewijs", "@herkomst")
    )
    if COURSE in found:
        where = join(path, COURSE)
        course = read_course(found[COURSE], (leaf, type_), where, read.policy, read.complaints)
        if course is not None:
            read.courses[leaf] = FactCourse(course, op, bewijs, herkomst, standing)
        return
    known = read_scalar(found["@waarde"], type_, join(path, "@waarde"), read.complaints)
    if known is not None:
        read.values[leaf] = FactValue(known, op, bewijs, herkomst, standing)


def _read_not_shown(
    leaf: Leaf, found: Mapping[str, object], path: str, standing: str | None, read: FactsRead
) -> None:
    event = read_not_shown(found, path, standing, read.complaints)
    if event is not None:
        read.not_shown[leaf] = event


def _read_unknown(
    leaf: Leaf, found: Mapping[str, object], path: str, standing: str | None, read: FactsRead
) -> None:
    """Read what is said of a fact without a value: why it cannot be known, or that it was asked."""
    needless = [key for key in ORIGIN_KEYS if found.get(key) is not None]
    if needless:
        wat = f"`{needless[0]}` staat er zonder `@waarde`"
        read.complaints.add(UNCLEAR_FACT, path, wat=wat)
    elif UNKNOWN not in found:
        if standing != NOT_SHOWN:
            is_list = leaf.record is None and isinstance(read.policy.types[leaf.name], Lijst)
            wat = f"`{'@lijst' if is_list else '@waarde'}` ontbreekt"
            read.complaints.add(UNCLEAR_FACT, path, wat=wat)
    elif found[UNKNOWN] is True:
        read.unknowable[leaf] = None
    else:
        reason = read_text(found[UNKNOWN], join(path, UNKNOWN), read.complaints)
        if reason is not None:
            read.unknowable[leaf] = reason
        elif isinstance(found[UNKNOWN], str | None):
            wat = "`@onbekend` is true, of een tekst die zegt waarom"
            read.complaints.add(UNCLEAR_FACT, path, wat=wat)


def _read_list(leaf: Leaf, type_: Lijst, value: object, read: FactsRead) -> None:
    path = join("", leaf.name)
    complete = True
    if isinstance(value, Mapping) and any(
        isinstance(key, str) and key.startswith("@") for key in value
    ):
        found = read_known(value, path, LIST_KEYS, read.complaints)
        if found is None:
            return
        standing = read_standing(found, path, read.complaints)
        _read_not_shown(leaf, found, path, standing, read)
        if "@lijst" not in found:
            if len(found) == len(value):
                _read_unknown(leaf, found, path, standing, read)
            return
        if UNKNOWN in found:
            wat = "`@onbekend` en `@lijst` gaan niet samen"
            read.complaints.add(UNCLEAR_FACT, path, wat=wat)
        complete = _read_complete(found.get("@volledig", True), path, read.complaints)
        value = found["@lijst"]
    records = tuple(_read_records(leaf.name, type_, value, path, read))
    read.lists[leaf.name] = Records(records, complete)


def _read_single(leaf: Leaf, type_: Lijst, value: object, read: FactsRead) -> None:
    """Read an `een` or `hoogstens een` fact: a record, a list of it, or null for none."""
    if isinstance(value, Mapping) and not any(key in LIST_KEYS for key in value):
        value = [value]
    elif value is None:
        value = []
    before = len(read.complaints.found)
    _read_list(leaf, type_, value, read)
    if not type_.minimum:
        return
    listed = read.lists.pop(leaf.name, None)
    if listed is not None and listed.records:
        read.lists[leaf.name] = Records(listed.records)
    elif listed is not None and listed.complete and before == len(read.complaints.found):
        naam, soort = leaf.name, type_.soort.naam
        advice = (f"weet u nog niets, laat `{naam}` dan weg; dan is alles ervan onbekend",)
        read.complaints.add(NO_RECORD, join("", naam), advice, naam=naam, soort=soort)
    if leaf in read.unknowable:
        reason = read.unknowable.pop(leaf)
        (record,) = unasked(leaf.name, type_).records
        for veld in type_.soort.velden:
            read.unknowable[Leaf("gegeven", leaf.name, record, veld.naam)] = reason


def _read_complete(value: object, path: str, complaints: Complaints) -> bool:
    if not isinstance(value, bool):
        where = join(path, "@volledig")
        complaints.add(WRONG_FORM, where, gevonden=quote(value), verwacht="true of false")
    return bool(value)


def _read_records(
    name: str, type_: Lijst, value: object, path: str, read: FactsRead
) -> Iterator[RecordId]:
    seen: set[str] = set()
    for key, where, fields in _keyed(name, type_, value, path, read):
        if key in seen:
            read.complaints.add(KEY_TWICE, where, naam=cut(key))
            continue
        seen.add(key)
        record = RecordId(name, key)
        yield record
        for field, each in fields.items():
            if field != "@naam":
                _read_field(record, field, type_.soort, (where, each), read)


def _keyed(
    fact: str, type_: Lijst, value: object, path: str, read: FactsRead
) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Yield key, path and fields of each record: of a list, or of an object by name.

    A single record bears the name of its fact.
    """
    items: Iterable[tuple[str, str, object]]
    if isinstance(value, Mapping):
        by_name = read_object(value, path, read.complaints) or {}
        items = ((key, join(path, key), each) for key, each in by_name.items())
    elif isinstance(value, list | tuple):
        items = ((str(index), f"{path}[{index}]", each) for index, each in enumerate(value))
        if type_.single:
            items = ((fact, path, each) for each in value)
    else:
        soort = type_.soort.naam
        verwacht = (
            f"{GROUP}, met de velden van {soort}," if type_.single else f"een lijst van {soort}"
        )
        read.complaints.add(WRONG_FORM, path, gevonden=quote(value), verwacht=verwacht)
        return
    for key, where, each in islice(items, _room(len(value), type_, path, read)):
        fields = read_object(each, where, read.complaints)
        if fields is None:
            continue
        named = key if isinstance(value, Mapping) else None
        name = _read_name(fields, named, where, read.complaints)
        yield (name or key), where, fields


def _room(count: int, type_: Lijst, path: str, read: FactsRead) -> int:
    """Return how many of the records are read; complain when that is not all."""
    if count > type_.maximum:
        facts = {"aantal": str(count), "maximum": str(type_.maximum)}
        read.complaints.add(LIST_TOO_LONG, path, **facts)
    room = MOST_RECORDS - read.records
    if min(count, type_.maximum) > room:
        wat = f"alle lijsten samen tellen meer dan {MOST_RECORDS} records"
        read.complaints.add(TOO_LARGE, path, wat=wat)
    read.records += min(count, type_.maximum, room)
    return min(type_.maximum, room)


def _read_name(
    fields: Mapping[str, object], key: str | None, path: str, complaints: Complaints
) -> str | None:
    """Return the name of a record: its `@naam`, or the key it stands under."""
    given = read_text(fields.get("@naam", key), join(path, "@naam"), complaints)
    if given is None:
        if key is not None:
            complaints.add(UNCLEAR_FACT, path, wat="de naam van een record is leeg")
        return None
    if len(given) > LONGEST_KEY:
        wat = f"de naam van een record heeft hoogstens {LONGEST_KEY} tekens"
        complaints.add(TOO_LARGE, path, wat=wat)
        return None
    if key is not None and given != key:
        wat = f"het record heet hier {quote(key)} en bij `@naam` {quote(given)}"
        complaints.add(UNCLEAR_FACT, path, wat=wat)
    return given


def _read_field(
    record: RecordId, field: str, soort: SoortType, at: tuple[str, object], read: FactsRead
) -> None:
    path, value = at
    type_ = soort.field(field)
    if type_ is None:
        known = [veld.naam for veld in soort.velden]
        _refuse_name(field, path, known, f"veld van {soort.naam}", read)
        return
    leaf = field_leaf(record, field)
    _read_fact(leaf, type_, join(path, field), value, read)
