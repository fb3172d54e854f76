"""From the data of a case to its facts, or to all complaints about them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.declarations import (
    Aantal,
    Bedrag,
    Begrip,
    Gegeven,
    Oordeel,
    Percentage,
    Tabel,
    Uitkomst,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.case_facts import Facts
from maatwerk_rules.runtime.case_json import write_case
from maatwerk_rules.runtime.complaints import (
    OTHER_POLICY,
    UNKNOWN_KEY,
    WRONG_FORM,
    Complaints,
    ask,
    cut,
    quote,
)
from maatwerk_rules.runtime.fact_reading import read_fact_section
from maatwerk_rules.runtime.fact_values import (
    FactCourse,
    FactValue,
    Judgement,
    Look,
    NotShown,
    Signal,
)
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.judgement_reading import read_judgements, read_looks
from maatwerk_rules.runtime.shapes import read_items, read_known, read_text

__all__ = [
    "FactCourse",
    "FactValue",
    "Facts",
    "Judgement",
    "Look",
    "NotShown",
    "Signal",
    "read_case",
    "read_facts",
    "write_case",
]

FEWEST_UNKNOWN = 3
"""With fewer unknown names each of them is told by itself."""
MOST_UNKNOWN_SHOWN = 5
NAMED = (Gegeven, Oordeel, Begrip, Uitkomst, Bedrag, Aantal, Percentage, Tabel)
CASE_KEYS = ("feiten", "oordelen", "bekeken", "gewenst_effect", "gevraagd")


def read_facts(policy: Policy, data: Mapping[str, object] | str | bytes) -> Facts:
    """Return the facts of a case from a mapping or a JSON text; a missing fact is no mistake.

    A judgement without `toen` is taken as given on these facts; `write_case` always writes `toen`.

    Args:
        data: `feiten`, `oordelen`, `bekeken`, `gewenst_effect`, `gevraagd`; each may be left out.

    Raises:
        FactError: Something does not read; it holds every complaint (at most 200), with the path.
    """
    complaints = Complaints()
    value = read_json(data, complaints) if isinstance(data, str | bytes) else data
    _refuse_case_of_other_policy(policy, value, complaints)
    facts = read_case(policy, value, complaints)
    complaints.check()
    return facts


def _refuse_case_of_other_policy(policy: Policy, value: object, complaints: Complaints) -> None:
    """Stop where the policy knows less than half of the names: then one sentence says enough."""
    names = dict.fromkeys(_names(value))
    unknown = [name for name in names if not any(policy.find(kind, name) for kind in NAMED)]
    if len(unknown) < FEWEST_UNKNOWN or 2 * len(unknown) <= len(names):
        return
    listed = write_list(f"`{cut(name)}`" for name in unknown[:MOST_UNKNOWN_SHOWN])
    rest = len(unknown) - MOST_UNKNOWN_SHOWN
    more = f", en nog {rest}" if rest > 0 else ""
    title = f"Dit beleid is “{policy.title}”."
    complaints.stop(
        OTHER_POLICY,
        (f"{title} Noem het beleid waarvoor de zaak is gemaakt.", f"Onbekend: {listed}{more}."),
        aantal=str(len(unknown)),
        totaal=str(len(names)),
    )


def _names(value: object) -> Iterator[str]:
    """Yield the names of facts and judgements in a case, as far as it has the form of one."""
    if not isinstance(value, Mapping):
        return
    facts, judgements = value.get("feiten"), value.get("oordelen")
    if isinstance(facts, Mapping):
        yield from (name for name in facts if isinstance(name, str))
    if isinstance(judgements, list | tuple):
        given = (each.get("oordeel") for each in judgements if isinstance(each, Mapping))
        yield from (name for name in given if isinstance(name, str))


def read_case(policy: Policy, value: object, complaints: Complaints) -> Facts:
    """Return what can be read of a case, and add what is wrong to the complaints."""
    found = _sections(policy, value, complaints)
    read = read_fact_section(found.get("feiten", {}), policy, complaints)
    judgements = read_judgements(found.get("oordelen", []), read)
    looks = read_looks(found.get("bekeken", []), policy, complaints)
    return Facts(
        policy,
        read.values,
        read.courses,
        read.lists,
        frozenset(read.unknowable),
        {leaf: reason for leaf, reason in read.unknowable.items() if reason is not None},
        read.not_shown,
        judgements,
        looks,
        read_text(found.get("gewenst_effect"), "gewenst_effect", complaints),
        _read_asked(found.get("gevraagd", []), policy, complaints),
    )


def _read_asked(value: object, policy: Policy, complaints: Complaints) -> tuple[str, ...]:
    """Return the outcomes the case asks for, each once; none stands for all."""
    found: dict[str, None] = {}
    for path, each in read_items(value, "gevraagd", complaints):
        if not isinstance(each, str):
            expected = "de naam van een uitkomst"
            complaints.add(WRONG_FORM, path, gevonden=quote(each), verwacht=expected)
        elif policy.find(Uitkomst, each) is None:
            known = (uitkomst.naam for uitkomst in policy.all(Uitkomst))
            complaints.add_unknown(each, "uitkomst", path, known)
        else:
            found[each] = None
    return tuple(found)


def _sections(policy: Policy, value: object, complaints: Complaints) -> Mapping[str, object]:
    """Return the sections; a gegeven beside them is told where it belongs."""
    known = CASE_KEYS
    if isinstance(value, Mapping):
        astray = [key for key in value if _is_gegeven(key, policy)]
        for key in astray:
            complaints.add(
                UNKNOWN_KEY,
                key,
                naam=key,
                soort="onderdeel van een zaak",
                vraag=ask([f"`feiten.{key}`"]),
            )
        value = {key: each for key, each in value.items() if key not in astray}
    return read_known(value, "", known, complaints) or {}


def _is_gegeven(key: object, policy: Policy) -> bool:
    return isinstance(key, str) and key not in CASE_KEYS and policy.find(Gegeven, key) is not None
