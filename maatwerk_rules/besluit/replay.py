"""A recorded besluit reckoned again: the same bytes, or what differs and what flipped it.

Objection asks: the same period and law, with the facts and judgements of today (`feiten`). The law
of another day (`peildatum`) answers another question, and the result says so. The record itself
never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from maatwerk_rules.besluit.amounts import Amount, changed_amounts, smallest_set, with_amounts
from maatwerk_rules.besluit.considered import considered, months_of, used_in
from maatwerk_rules.besluit.gone import fallen, read_remaining
from maatwerk_rules.besluit.hearing import heard_under
from maatwerk_rules.besluit.mandates import mandates_of
from maatwerk_rules.besluit.otherwise import Otherwise, otherwise
from maatwerk_rules.besluit.record import Besluit, seal
from maatwerk_rules.diagnostics import Kind, Severity
from maatwerk_rules.dutch import write_date
from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.readings import named_readings
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts, read_facts, write_case
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.record import to_json
from maatwerk_rules.values import frozen

OTHER_TEXT = Kind(
    "MW996",
    "besluit-met-ander-beleid",
    Severity.FOUT,
    "Dit besluit is gemaakt met een andere tekst van het beleid.",
    "Opnieuw rekenen geeft alleen met dezelfde tekst hetzelfde.",
)
OTHER_LAW = (
    "Dit is gerekend naar het recht van {dag}, en niet naar dat van het besluit ({toen})."
    " Het antwoord zegt dus niet of het besluit toen juist was."
)
OTHER_POLICY = "Dit is gerekend met een andere tekst van het beleid dan die van het besluit."
OTHER_FACTS = "Dit is gerekend met andere feiten of oordelen, naar het recht van het besluit."
OTHER_BOTH = (
    "Ook de feiten of oordelen zijn anders dan in het besluit. Zo is niet te zien wat het verschil"
    " maakt: het recht of de feiten. Voor een bezwaar laat u de peildatum weg."
)


@frozen
class Difference:
    """One outcome that comes out differently, as `to_json` writes values.

    Args:
        record: The list and name of the record it is about, where it exists for each.
        before: Status and value in the record.
        added: The rules that decide now and did not before; `dropped` the other way round.
        flips: What each by itself gives the new value: the path of a fact or judgement in the
            case; empty where no single one does, or where only the law differs.
        readings: Amounts and begrippen of the policy that came to something else, in words: the
            name, then, now. Empty where it was reckoned with another text.
        amounts: The fewest amounts of the policy that, as they are on the other day, give the new
            value on the day of the besluit. Empty where no amounts do, and where the facts or the
            text differ too.
    """

    name: str
    record: str | None
    before: tuple[str, Any]
    after: tuple[str, Any]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    flips: tuple[str, ...] = ()
    readings: tuple[tuple[str, str, str], ...] = ()
    amounts: tuple[Amount, ...] = ()


@frozen
class Replayed:
    """What came of reckoning a besluit again.

    Args:
        besluit: The record as it would now be; equal to the old one where nothing differs.
        same: Whether it has the same bytes.
        notes: What a reader must know of the question that was answered.
        fallen: Judgements of the besluit about something that is not in the facts any more; they
            do not count.
        quiet: Outcomes with the same value that rest on other rules, amounts or begrippen.
        facts: The facts and judgements that differ, each by its path in the case.
        otherwise: The parts of the record that stand otherwise.
    """

    decision: Decision
    besluit: Besluit
    same: bool
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]
    fallen: tuple[Leaf, ...] = ()
    quiet: tuple[Difference, ...] = ()
    facts: tuple[str, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()


def replay(
    policy: Policy,
    besluit: Besluit,
    *,
    feiten: Facts | Mapping[str, object] | str | bytes | None = None,
    peildatum: date | None = None,
    other_policy: bool = False,
) -> Replayed:
    """Return what the rules say of a recorded case, now.

    Without `feiten` and `peildatum`, and with the policy it was made with, that is the same bytes.
    Costs two decisions, and one more for each fact that differs. Under the law of another day each
    outcome that differs costs one more for each amount that changed below it, where one alone makes
    the difference, and at most 500 and two for each where it takes several (`smallest_set`).

    Args:
        feiten: Other facts and judgements, for the view of an objection. A judgement of the besluit
            about something that is not among them falls away.
        peildatum: The law of another day.
        other_policy: The policy is meant to be another text than that of the record.

    Raises:
        FactError: the policy is another one than that of the record, or facts do not read.
    """
    recorded = besluit.data["uitkomst"]
    is_other = recorded["hash"] != policy.hash
    if is_other and not other_policy:
        help_ = (f"geef het beleid met hash `{recorded['hash']}`", "of vergelijk met dit beleid")
        Complaints().stop(OTHER_TEXT, help_)
    day = peildatum or besluit.peildatum
    old = read_facts(policy, recorded["feiten"])
    facts = old if feiten is None else _read(policy, feiten, recorded["feiten"])
    names = tuple(dict.fromkeys(one["naam"] for one in besluit.outcomes))
    decision = decide(policy, facts, peildatum=day, uitkomsten=names)
    said = besluit.data
    months = months_of(policy, facts, names, said["tijdvak"])
    found = considered(policy, decision, said, months)
    remade = {**said, "uitkomst": _as_recorded(decision, recorded), **found}
    if "horen" in said:  # older forms do not say it
        remade["horen"] = heard_under(remade)
    if "mandaten" in said:
        used = used_in(policy, decision, months)
        remade["mandaten"] = mandates_of(policy, used, said["wegingen"])
    again = seal(remade)
    then = None if is_other else _as_it_was(policy, besluit, names)
    trying = _Trying(policy, besluit, decision, day, then, again)
    differing = tuple(path for path, _ in _one_by_one(recorded["feiten"], write_case(facts)))
    same = again.text == besluit.text
    return Replayed(
        decision,
        again,
        same,
        () if same else tuple(trying.differences()),
        tuple(_notes(besluit, day, is_other, bool(differing))),
        fallen(old, facts),
        () if same else tuple(trying.quiet()),
        differing,
        otherwise(said, again.data),
    )


def _read(
    policy: Policy, feiten: Facts | Mapping[str, object] | str | bytes, recorded: Mapping[str, Any]
) -> Facts:
    if isinstance(feiten, Facts):
        return feiten
    given = read_json(feiten, Complaints()) if isinstance(feiten, str | bytes) else feiten
    if not isinstance(given, Mapping):
        return read_facts(policy, given)  # type: ignore[arg-type]  # which tells what it should be
    return read_remaining(policy, given, recorded.get("oordelen", ()))


def _as_recorded(decision: Decision, recorded: Mapping[str, Any]) -> dict[str, Any]:
    """Return a decision as JSON; that it was reckoned by another version is no difference."""
    return {**to_json(decision), "bibliotheekversie": recorded["bibliotheekversie"]}


def _notes(besluit: Besluit, day: date, other: bool, facts: bool) -> Iterator[str]:
    if other:
        yield OTHER_POLICY
    if day != besluit.peildatum:
        yield OTHER_LAW.format(dag=write_date(day), toen=write_date(besluit.peildatum))
        if facts:
            yield OTHER_BOTH
    elif facts:
        yield OTHER_FACTS


Key = tuple[str, str | None]
Recorded = Mapping[str, Any] | None


@frozen
class _Trying:
    policy: Policy
    besluit: Besluit
    decision: Decision
    day: date
    then: Decision | None
    again: Besluit

    def differences(self) -> Iterator[Difference]:
        for key, old, new in self._outcomes():
            if _told(old) != _told(new):
                yield self._difference(key, old, new)

    def quiet(self) -> Iterator[Difference]:
        """Yield what has the same value for another reason, as far as rules and readings tell."""
        for key, old, new in self._outcomes():
            if _told(old) == _told(new):
                found = self._compared(key, old, new)
                if found.added or found.dropped or found.readings:
                    yield found

    def _outcomes(self) -> Iterator[tuple[Key, Recorded, Recorded]]:
        before = _by_key(self.besluit.outcomes)
        after = _by_key(self.again.outcomes)
        for key in dict.fromkeys((*before, *after)):
            yield key, before.get(key), after.get(key)

    def _difference(self, key: Key, old: Recorded, new: Recorded) -> Difference:
        return attrs.evolve(
            self._compared(key, old, new),
            flips=tuple(self._flips(key, _told(new))),
            amounts=self._amounts(key, _told(new)),
        )

    def _compared(self, key: Key, old: Recorded, new: Recorded) -> Difference:
        earlier, later = _deciding(old), _deciding(new)
        return Difference(
            key[0],
            key[1],
            _told(old),
            _told(new),
            tuple(one for one in later if one not in earlier),
            tuple(one for one in earlier if one not in later),
            readings=tuple(self._readings(key)),
        )

    def _readings(self, key: Key) -> Iterator[tuple[str, str, str]]:
        """Yield what came to one value then and to another now, in the order of the policy."""
        then = None if self.then is None else _result(self.then, key)
        now = _result(self.decision, key)
        if then is None or now is None or then.trace is None or now.trace is None:
            return
        before, after = named_readings(then.trace), named_readings(now.trace)
        words = Vocabulary(self.policy, self.day)
        places = {name: place for place, name in enumerate(self.policy.types)}
        for name in sorted({*before} & {*after} - {key[0]}, key=lambda one: places.get(one, -1)):
            old, new = before[name], after[name]
            if old.value.settled and new.value.settled and old.value != new.value:
                shown = (write_value(one.value.only, one.type) for one in (old, new))
                yield (words.called(name), *shown)  # type: ignore[misc]

    def _flips(self, key: Key, wanted: tuple[str, Any]) -> Iterator[str]:
        old: Mapping[str, Any] = self.besluit.data["uitkomst"]["feiten"]
        new = write_case(self.decision.facts)
        for path, case in _one_by_one(old, new):
            if _comes_to(self.policy, case, self.day, key) == wanted:
                yield path

    def _amounts(self, key: Key, wanted: tuple[str, Any]) -> tuple[Amount, ...]:
        then, day = self.then, self.day
        if then is None or then.peildatum == day or then.facts != self.decision.facts:
            return ()
        old = then.peildatum

        def flips(names: frozenset[str]) -> bool:
            policy = with_amounts(self.policy, old, day, names)
            return _comes_to(policy, then.facts, old, key) == wanted

        return smallest_set(changed_amounts(self.policy, key[0], old, day), flips)


def _comes_to(
    policy: Policy, case: Facts | Mapping[str, Any], day: date, key: Key
) -> tuple[str, Any] | None:
    """Return what an outcome comes to; None where there can be no such case."""
    try:
        facts = (
            case
            if isinstance(case, Facts)
            else read_remaining(policy, case, case.get("oordelen", ()))
        )
        found = decide(policy, facts, peildatum=day, uitkomsten=(key[0],), bare=True)
        return _told(_by_key(to_json(found)["uitkomsten"]).get(key))
    except FactError:
        return None


def _as_it_was(policy: Policy, besluit: Besluit, names: tuple[str, ...]) -> Decision:
    facts = read_facts(policy, besluit.data["uitkomst"]["feiten"])
    return decide(policy, facts, peildatum=besluit.peildatum, uitkomsten=names)


def _result(decision: Decision, key: Key) -> Result | None:
    found = (one for one in decision if (one.name, _where(one.record)) == key)
    return next(found, None)


def _where(record: RecordId | None) -> str | None:
    return None if record is None else f"{record.list}.{record.key}"


def _one_by_one(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the old case with one thing of the new one, and the path of that thing."""
    before, after = old.get("feiten", {}), new.get("feiten", {})
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            facts = {key: value for key, value in before.items() if key != name}
            yield f"feiten.{name}", {**old, "feiten": facts | _only(after, name)}
    for section in ("oordelen", "bekeken"):
        if old.get(section) != new.get(section):
            rest = {key: value for key, value in old.items() if key != section}
            yield section, rest | _only(new, section)


def _only(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {name: found[name]} if name in found else {}


def _by_key(found: Any) -> dict[Key, Mapping[str, Any]]:
    return {(one["naam"], _place(one["voor"])): one for one in found}


def _place(record: Mapping[str, str] | None) -> str | None:
    return None if record is None else f"{record['lijst']}.{record['sleutel']}"


def _told(one: Mapping[str, Any] | None) -> tuple[str, Any]:
    return ("niet beslist", None) if one is None else (one["status"], one["waarde"])


def _deciding(one: Mapping[str, Any] | None) -> tuple[str, ...]:
    if one is None:
        return ()
    roles = ("beslist", "past aan", "stelt terzijde")
    return tuple(dict.fromkeys(each["regel"] for each in one["gronden"] if each["rol"] in roles))
