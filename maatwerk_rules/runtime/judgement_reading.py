"""The judgements and looks of a case: complete, by someone with a mandate, or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from maatwerk_rules.dutch import write_date, write_list
from maatwerk_rules.model.clauses import MotiveringVerplicht
from maatwerk_rules.model.declarations import Functie, Oordeel, Orgaan
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.nearest import nearest
from maatwerk_rules.runtime.complaints import (
    JUDGEMENT_INCOMPLETE,
    JUDGEMENTS_DIFFER,
    MAY_NOT_LOOK,
    NO_MANDATE,
    RECORD_NOT_NAMED,
    Complaints,
    cut,
    join,
    quote,
)
from maatwerk_rules.runtime.fact_reading import FactsRead
from maatwerk_rules.runtime.fact_values import Judgement, Look
from maatwerk_rules.runtime.record_names import resolve_record
from maatwerk_rules.runtime.scalars import read_scalar, show
from maatwerk_rules.runtime.shapes import (
    is_blank,
    read_day,
    read_items,
    read_known,
    read_object,
    read_text,
)
from maatwerk_rules.runtime.weighing import factors, weighed_facts
from maatwerk_rules.values import frozen

JUDGEMENT_KEYS = (
    *("oordeel", "voor", "waarde", "door", "op", "omdat", "gewogen", "toen", "mandaat"),
)
LOOK_KEYS = ("door", "op", "omdat")
_LOOK_NEEDS = (("door", "wie het vastlegde (`door`)"), ("omdat", "de reden (`omdat`)"))


@frozen
class _Given:
    """One judgement as given, with the declaration it answers."""

    found: Mapping[str, object]
    oordeel: Oordeel
    path: str
    read: FactsRead

    @property
    def complaints(self) -> Complaints:
        return self.read.complaints

    @property
    def policy(self) -> Policy:
        return self.read.policy

    def at(self, key: str) -> str:
        return join(self.path, key)

    def text(self, key: str) -> str | None:
        return read_text(self.found.get(key), self.at(key), self.complaints)

    def lacks(self, key: str) -> bool:
        return _lacks(self.found, key)


def _lacks(found: Mapping[str, object], key: str) -> bool:
    return is_blank(found.get(key))


def read_judgements(value: object, read: FactsRead) -> tuple[Judgement, ...]:
    """Return the judgements under `oordelen`, in their order; the facts have been read before."""
    given = {
        path: found
        for path, each in read_items(value, "oordelen", read.complaints)
        if (found := _read_judgement(each, path, read)) is not None
    }
    _refuse_differing(given, read)
    return tuple(given.values())


def _refuse_differing(given: Mapping[str, Judgement], read: FactsRead) -> None:
    """Complain at each place where one day gives one question another answer: no order chooses."""
    answers: dict[tuple[Leaf, date | None], dict[Scalar, None]] = {}
    for each in given.values():
        answers.setdefault((each.leaf, each.op), {})[each.waarde] = None
    for path, each in given.items():
        others = (value for value in answers[each.leaf, each.op] if value != each.waarde)
        other = next(others, None)
        if other is None:
            continue
        type_ = read.policy.types[each.oordeel]
        read.complaints.add(
            JUDGEMENTS_DIFFER,
            path,
            naam=cut(str(each.leaf)),
            waarde=show(each.waarde, type_),
            andere=show(other, type_),
            wanneer="zonder datum" if each.op is None else f"van {write_date(each.op)}",
        )


def _read_judgement(value: object, path: str, read: FactsRead) -> Judgement | None:
    found = read_known(value, path, JUDGEMENT_KEYS, read.complaints)
    if found is None:
        return None
    where = join(path, "oordeel")
    name = read_text(found.get("oordeel"), where, read.complaints)
    if name is None:
        if found.get("oordeel") is None or isinstance(found["oordeel"], str):
            wat = "welk oordeel het is (`oordeel`)"
            read.complaints.add(JUDGEMENT_INCOMPLETE, path, oordeel="dit oordeel", wat=wat)
        _check_by_whom_and_when(found, path, read)
        return None
    oordeel = read.policy.find(Oordeel, name)
    if oordeel is None:
        known = [each.naam for each in read.policy.all(Oordeel)]
        read.complaints.add_unknown(name, "oordeel", where, known)
        _check_by_whom_and_when(found, path, read)
        return None
    return _read_given(_Given(found, oordeel, path, read))


def _check_by_whom_and_when(found: Mapping[str, object], path: str, read: FactsRead) -> None:
    """Complain about what can be told wrong without knowing which oordeel it is."""
    door = read_text(found.get("door"), join(path, "door"), read.complaints)
    policy = read.policy
    known = [each.naam for each in policy.all(Orgaan)] + [each.naam for each in policy.all(Functie)]
    if door is not None and door not in known:
        read.complaints.add_unknown(door, "orgaan of functie", join(path, "door"), known)
    read_day(found.get("op"), join(path, "op"), read.complaints)


def _read_given(given: _Given) -> Judgement | None:
    oordeel, complaints = given.oordeel, given.complaints
    before = len(complaints.found)
    voor = _read_voor(given)
    waarde = None
    if not given.lacks("waarde"):
        type_ = given.policy.types[oordeel.naam]
        waarde = read_scalar(given.found["waarde"], type_, given.at("waarde"), complaints)
    door = given.text("door")
    if door is not None:
        _check_mandate(door, given)
    op = read_day(given.found.get("op"), given.at("op"), complaints)
    omdat = given.text("omdat")
    gewogen = _read_gewogen(given)
    lacking = list(_lacking(given, gewogen))
    if lacking:
        name = f"het oordeel `{oordeel.naam}`"
        complaints.add(JUDGEMENT_INCOMPLETE, given.path, oordeel=name, wat=write_list(lacking))
    mandaat = given.text("mandaat")
    if len(complaints.found) > before:
        return None
    toen = _read_toen(given, voor)
    assert waarde is not None and door is not None
    return Judgement(oordeel.naam, voor, waarde, door, op, omdat, gewogen, toen, mandaat)


def _lacking(given: _Given, gewogen: Mapping[str, str]) -> Iterator[str]:
    if given.lacks("waarde"):
        yield "de uitkomst (`waarde`)"
    if given.lacks("door"):
        yield "wie het gaf (`door`)"
    if given.lacks("omdat") and given.oordeel.one(MotiveringVerplicht):
        yield "de reden (`omdat`)"
    for factor in factors(given.oordeel):
        if factor not in gewogen:
            yield f"de weging van `{factor}`"


def _check_mandate(door: str, given: _Given) -> None:
    may = given.policy.mandates.get(given.oordeel.naam, ())
    if door not in may:
        refuse_mandate(door, may, given.at("door"), given.complaints)


def refuse_mandate(door: str, may: tuple[str, ...], path: str, complaints: Complaints) -> None:
    """Complain that someone has no mandate for a judgement, and say who has."""
    near = nearest(door, may)
    advice = (f"bedoelt u {write_list((f'`{each}`' for each in near), 'of')}?",) if near else ()
    complaints.add(NO_MANDATE, path, advice, wie=_name_all(may), door=quote(door))


def _name_all(names: tuple[str, ...]) -> str:
    """Return who it is, as a list; nobody when there is no one."""
    return write_list((f"`{each}`" for each in names), "of") if names else "niemand"


def _read_voor(given: _Given) -> RecordId | None:
    """Return the record the judgement is about; complain where the oordeel asks another one."""
    name, where = given.oordeel.naam, given.at("voor")
    soort = given.policy.records.get(name)
    value = given.found.get("voor")
    key = str(value) if type(value) is int else read_text(value, where, given.complaints)
    if key is None:
        if soort is not None and given.lacks("voor"):
            _complain_voor(given, f"per {soort}", "hier staat niet voor welke (`voor`)")
        return None
    if soort is None:
        _complain_voor(given, "één keer", f"hier staat voor {quote(key)}")
        return None
    records = [
        record
        for listed, each in given.read.lists.items()
        if isinstance(type_ := given.policy.types[listed], Lijst) and type_.soort.naam == soort
        for record in each.records
    ]
    found = resolve_record(key, records)
    if len(found) > 1:
        which = write_list((f"`{each.list}.{each.key}`" for each in found), "of")
        _complain_voor(given, f"per {soort}", f"{quote(key)} kan {which} zijn")
    elif not found:
        given.complaints.add_unknown(key, soort, where, [record.key for record in records])
    return found[0] if found else None


def _complain_voor(given: _Given, hoe: str, gevonden: str) -> None:
    given.complaints.add(
        RECORD_NOT_NAMED, given.at("voor"), naam=given.oordeel.naam, hoe=hoe, gevonden=gevonden
    )


def _read_gewogen(given: _Given) -> dict[str, str]:
    known = factors(given.oordeel)
    texts: dict[str, str] = {}
    for factor, each in _read_by_factor("gewogen", known, given).items():
        text = read_text(each, join(given.at("gewogen"), factor), given.complaints)
        if text is not None:
            texts[factor] = text
    return texts


def _read_by_factor(key: str, known: tuple[str, ...], given: _Given) -> dict[str, object]:
    """Return what stands under known factors; complain about the others."""
    if given.found.get(key) is None:
        return {}
    where = given.at(key)
    found = read_object(given.found[key], where, given.complaints) or {}
    for factor in found:
        if factor not in known:
            what = f"factor van `{given.oordeel.naam}`"
            given.complaints.add_unknown(factor, what, join(where, factor), known)
    return {factor: each for factor, each in found.items() if factor in known}


def _read_toen(given: _Given, voor: RecordId | None) -> dict[str, Scalar]:
    """Return what the weighed facts were; when it was not recorded, that is what they are now."""
    weighed = weighed_facts(given.oordeel, voor, given.policy)
    if given.found.get("toen") is None:
        op = read_day(given.found.get("op"), given.at("op"), Complaints())
        known = ((factor, given.read.value_on(leaf, op)) for factor, (leaf, _) in weighed.items())
        return {factor: value for factor, value in known if value is not None}
    found: dict[str, Scalar] = {}
    for factor, each in _read_by_factor("toen", tuple(weighed), given).items():
        path = join(given.at("toen"), factor)
        value = read_scalar(each, weighed[factor][1], path, given.complaints)
        if value is not None:
            found[factor] = value
    return found


def read_looks(value: object, policy: Policy, complaints: Complaints) -> tuple[Look, ...]:
    """Return the looks under `bekeken`, in their order."""
    looks: list[Look] = []
    for path, each in read_items(value, "bekeken", complaints):
        found = read_known(each, path, LOOK_KEYS, complaints)
        if found is None:
            continue
        door = read_text(found.get("door"), join(path, "door"), complaints)
        op = read_day(found.get("op"), join(path, "op"), complaints)
        omdat = read_text(found.get("omdat"), join(path, "omdat"), complaints)
        lacking = [wat for key, wat in _LOOK_NEEDS if _lacks(found, key)]
        if lacking:
            wat = write_list(lacking)
            complaints.add(JUDGEMENT_INCOMPLETE, path, oordeel="`bekeken`", wat=wat)
        if door is not None and door not in policy.lookers:
            wie = _name_all(policy.lookers)
            complaints.add(MAY_NOT_LOOK, join(path, "door"), wie=wie, door=quote(door))
        elif door is not None and omdat is not None:
            looks.append(Look(door, op, omdat))
    return tuple(looks)
