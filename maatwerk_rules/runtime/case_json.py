"""A case written so that it can be kept as JSON and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from maatwerk_rules.model.declarations import Oordeel
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.case_facts import Facts
from maatwerk_rules.runtime.fact_values import (
    NOT_SHOWN,
    FactCourse,
    FactValue,
    Judgement,
    Look,
    NotShown,
)
from maatwerk_rules.runtime.record_names import name_record
from maatwerk_rules.runtime.scalars import write_scalar
from maatwerk_rules.runtime.weighing import weighed_facts


def write_case(facts: Facts) -> dict[str, Any]:
    """Return the case in its JSON form; `read_facts` of it, with the same policy, is equal.

    It holds only what `json.dumps` can write exactly: texts, whole numbers, true and false.
    """
    written: dict[str, Any] = {"feiten": _write_facts(facts)}
    if facts.judgements:
        written["oordelen"] = [_write_judgement(each, facts) for each in facts.judgements]
    if facts.looks:
        written["bekeken"] = [_write_look(each) for each in facts.looks]
    if facts.gewenst_effect is not None:
        written["gewenst_effect"] = facts.gewenst_effect
    if facts.gevraagd:
        written["gevraagd"] = list(facts.gevraagd)
    return written


def _write_facts(facts: Facts) -> dict[str, Any]:
    by_record: dict[RecordId, dict[str, Any]] = {}
    written: dict[str, Any] = {}
    for leaf in dict.fromkeys([*facts.values, *facts.courses, *facts.unknowable, *facts.not_shown]):
        name = leaf.field if leaf.record is not None else leaf.name
        assert name is not None
        holder = written if leaf.record is None else by_record.setdefault(leaf.record, {})
        holder[name] = _write_fact(leaf, facts)
    for name, listed in facts.lists.items():
        single = _list_type(name, facts).single
        records = [
            _write_name(record, name if single else str(index))
            | dict(sorted(by_record.get(record, {}).items()))
            for index, record in enumerate(listed.records)
        ]
        said = _write_not_shown(facts.not_shown.get(Leaf("gegeven", name)))
        if listed.complete and not said:
            written[name] = records[0] if single and records else records
        else:
            written[name] = {"@lijst": records, "@volledig": listed.complete, **said}
    return dict(sorted(written.items()))


def _write_name(record: RecordId, unnamed: str) -> dict[str, Any]:
    return {} if record.key == unnamed else {"@naam": record.key}


def _write_fact(leaf: Leaf, facts: Facts) -> Any:
    said = _write_not_shown(facts.not_shown.get(leaf))
    fact = facts.values.get(leaf)
    if fact is not None:
        return _write_known(fact, _type_of(leaf, facts), said)
    course = facts.courses.get(leaf)
    if course is not None:
        return _write_course(course, _type_of(leaf, facts), said)
    if leaf in facts.unknowable:
        return {"@onbekend": facts.reasons.get(leaf, True), **said}
    return said


def _type_of(leaf: Leaf, facts: Facts) -> Type:
    type_ = facts.policy.types[leaf.name]
    if leaf.field is None:
        return type_
    assert isinstance(type_, Lijst)
    field = type_.soort.field(leaf.field)
    assert field is not None
    return field


def _write_known(fact: FactValue, type_: Type, said: Mapping[str, Any]) -> Any:
    value = write_scalar(fact.value, type_)
    present = {**_write_about(fact), **said}
    return {"@waarde": value, **present} if present else value


def _write_about(fact: FactValue | FactCourse) -> dict[str, Any]:
    described = {
        "@op": fact.op.isoformat() if fact.op else None,
        "@bewijs": fact.bewijs,
        "@herkomst": fact.herkomst,
        "@standing": fact.standing,
    }
    return {key: each for key, each in described.items() if each is not None}


def _write_course(fact: FactCourse, type_: Type, said: Mapping[str, Any]) -> dict[str, Any]:
    periods = [
        {
            "van": period.start.isoformat(),
            **({"tot": period.end.isoformat()} if period.end else {}),
            "waarde": write_scalar(period.value, type_),
        }
        for period in fact.periods
    ]
    return {"@verloop": periods, **_write_about(fact), **said}


def _write_not_shown(event: NotShown | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {
        "@standing": NOT_SHOWN,
        "@verzocht_op": event.verzocht_op.isoformat(),
        "@termijn": event.termijn,
        "@verlopen_op": event.verlopen_op.isoformat(),
    }


def _write_judgement(judgement: Judgement, facts: Facts) -> dict[str, Any]:
    oordeel = facts.policy.find(Oordeel, judgement.oordeel)
    assert oordeel is not None
    weighed = weighed_facts(oordeel, judgement.voor, facts.policy)
    then = {
        factor: write_scalar(value, weighed[factor][1]) for factor, value in judgement.toen.items()
    }
    value = write_scalar(judgement.waarde, facts.policy.types[judgement.oordeel])
    written = {
        "oordeel": judgement.oordeel,
        "voor": None if judgement.voor is None else _write_voor(judgement.voor, facts),
        "waarde": value,
        "door": judgement.door,
        "op": judgement.op.isoformat() if judgement.op else None,
        "omdat": judgement.omdat,
        "gewogen": dict(judgement.gewogen),
        "toen": then,
        "mandaat": judgement.mandaat,
    }
    return {key: each for key, each in written.items() if each is not None}


def _write_voor(record: RecordId, facts: Facts) -> str:
    soort = _soort(record.list, facts)
    same = [
        each
        for name, listed in facts.lists.items()
        if _soort(name, facts) == soort
        for each in listed.records
    ]
    return name_record(record, same)


def _soort(name: str, facts: Facts) -> str:
    return _list_type(name, facts).soort.naam


def _list_type(name: str, facts: Facts) -> Lijst:
    type_ = facts.policy.types[name]
    assert isinstance(type_, Lijst)
    return type_


def _write_look(look: Look) -> dict[str, Any]:
    written = attrs.asdict(look) | {"op": look.op.isoformat() if look.op else None}
    return {key: each for key, each in written.items() if each is not None}
