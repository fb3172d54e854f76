"""A case as a toets block, to stand in a policy: what is known of it, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterator

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.types import Lijst, Type
from maatwerk_rules.model.unknown import Leaf, RecordId
from maatwerk_rules.runtime.decision import Decision, Result
from maatwerk_rules.runtime.facts import Facts, Judgement
from maatwerk_rules.runtime.scalars import show
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.write_clauses import quote

FROM = "Gelopen in de spreekkamer."
COMMENT = "# Wat mensen schreven (redenen en afwegingen) is met opzet uit deze toets weggelaten."
NO_REASON = "(reden met opzet weggelaten)"
NOT_WEIGHED = "(afweging met opzet weggelaten)"


def toets_of(policy: Policy, decision: Decision, name: str) -> str:
    """Return a case as a toets block, without what people wrote about somebody.

    Reasons and weighings stand in it as words that say that they were left out, and a line before
    it says so too: a toets lies with the policy.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"in_detentie": True, "nederlander_of_gelijkgesteld": False}}
    >>> print(toets_of(policy, decide(policy, case, peildatum=date(2026, 3, 1)), "zaak_1"))
    # Wat mensen schreven (redenen en afwegingen) is met opzet uit deze toets weggelaten.
    toets zaak_1 "Gelopen in de spreekkamer."
      op 2026-03-01
      gegeven nederlander_of_gelijkgesteld is nee
      gegeven in_detentie is ja
      volgens eigen lezing "Gelopen in de spreekkamer."
      verwacht recht is nee
      verwacht woonkostentoeslag is onbepaald
    <BLANKLINE>
    """
    lines = [COMMENT, f"toets {name} {quote(FROM)}", f"  op {decision.peildatum.isoformat()}"]
    lines += _facts(policy, decision.facts)
    lines += [_judgement(one, policy) for one in decision.facts.judgements]
    lines += [f"  ambtshalve bekeken door {one.door} omdat {quote(NO_REASON)}"
              for one in decision.facts.looks]  # fmt: skip
    lines.append(f"  volgens eigen lezing {quote(FROM)}")
    lines += [f"  {_expected(one, policy)}" for one in decision]
    return format_source(Source("toets.beleid", "\n".join([*lines, ""])))


def _facts(policy: Policy, facts: Facts) -> Iterator[str]:
    for name, type_ in policy.types.items():
        leaf = Leaf("gegeven", name)
        if isinstance(type_, Lijst) and name in facts.lists:
            yield f"  gegeven {name} is {_list(facts, name, type_)}"
        elif (told := _value(facts, leaf, type_)) is not None:
            yield f"  gegeven {name} is {told}"


def _value(facts: Facts, leaf: Leaf, type_: Type) -> str | None:
    if leaf in facts.courses:
        periods = facts.courses[leaf].periods
        told = (
            f"vanaf {one.start.isoformat()}"
            f"{f' tot {one.end.isoformat()}' if one.end else ''}: {show(one.value, type_)}"
            for one in periods
        )
        return f"[{', '.join(told)}]"
    return show(facts.values[leaf].value, type_) if leaf in facts.values else None


def _list(facts: Facts, name: str, type_: Lijst) -> str:
    told = [(one, _record(facts, one, type_)) for one in facts.lists[name].records]
    if type_.single:
        return told[0][1] if told else "[]"
    return f"[{', '.join(f'{_called(one, type_)}: {text}' for one, text in told)}]"


def _called(record: RecordId, type_: Lijst) -> str:
    """Return a record by a name that a policy can hold; one by its place gets its soort."""
    return f"{type_.soort.naam}_{record.key}" if record.key.isdecimal() else record.key


def _record(facts: Facts, record: RecordId, type_: Lijst) -> str:
    fields = []
    for veld in type_.soort.velden:
        value = _value(facts, Leaf("gegeven", record.list, record, veld.naam), veld.type)
        if value is not None:
            fields.append(f"{veld.naam} {value}")
    return f"{type_.soort.naam}({', '.join(fields)})"


def _judgement(one: Judgement, policy: Policy) -> str:
    about = f" voor {_of(one.voor, policy)}" if one.voor is not None else ""
    weighed = [f"{factor} {quote(NOT_WEIGHED)}" for factor in one.gewogen]
    told = f" gewogen {', '.join(weighed)}" if weighed else ""
    value = show(one.waarde, policy.types[one.oordeel])
    return (
        f"  oordeel {one.oordeel}{about} is {value} door {one.door} omdat {quote(NO_REASON)}{told}"
    )


def _of(record: RecordId, policy: Policy) -> str:
    type_ = policy.types[record.list]
    assert isinstance(type_, Lijst), "a record stands in a list"
    return record.list if type_.single else _called(record, type_)


def _expected(one: Result, policy: Policy) -> str:
    about = f" voor {_of(one.record, policy)}" if one.record is not None else ""
    told = f"{one.status}"
    if one.value is not None:
        value = show(one.value, policy.types[one.name])
        told = value if one.status == "vast" else f"{one.status} {value}"
    return f"verwacht {one.name}{about} is {told}"
