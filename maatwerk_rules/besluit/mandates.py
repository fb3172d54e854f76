"""Who may decide: whoever deviates, or refuses to, has the mandate for each judgement in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from maatwerk_rules.besluit.weighing import Weighing
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.complaints import Complaints
from maatwerk_rules.runtime.judgement_reading import refuse_mandate


def check_mandate(
    policy: Policy,
    door: str,
    deviations: Iterable[tuple[date, str]],
    weighings: Sequence[Weighing],
    complaints: Complaints,
) -> None:
    """Complain where who decides may not give a judgement on which a deviation rests.

    Of a deviation that is refused after weighing the same is asked. The words in `mandaat` are not
    read: whether that document gives the mandate, a person looks up.

    Args:
        deviations: Those that were applied, each with the day on which the law was read.
    """
    asked = [*_in(policy, deviations), *_weighed(weighings)]
    missing = (policy.mandates.get(name, ()) for name in dict.fromkeys(asked))
    for may in dict.fromkeys(each for each in missing if door not in each):
        refuse_mandate(door, may, "door", complaints)


def mandates_of(
    policy: Policy,
    deviations: Iterable[tuple[date, str]],
    weighings: Iterable[Mapping[str, Any]],
) -> dict[str, list[str]]:
    """Return who may give each judgement on which a deviation rests, used or refused.

    A besluit keeps it, so that who decided can be held against it without the policy.

    Args:
        weighings: As a besluit keeps them.
    """
    weighed = (
        judged["oordeel"] for one in weighings if one["is_afwijking"] for judged in one["oordelen"]
    )
    names = dict.fromkeys((*_in(policy, deviations), *weighed))
    return {name: list(policy.mandates.get(name, ())) for name in names}


def without_mandate(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield who decided or weighed in a besluit without the mandate that it asks: place, sentence.

    A besluit of an older form says it of deviations that were weighed and refused, of no others.
    """
    asked: Mapping[str, Sequence[str]] = data.get("mandaten", {})
    for name, may in asked.items():
        if data["door"] not in may:
            yield "door", _no_mandate(data["door"], name, may)
    for one in data["wegingen"]:
        place, ground = f"wegingen.{one['grond']}", one["grond"]
        weighed = one["oordelen"] if one["is_afwijking"] else ()
        for who, name in ((judged["door"], judged["oordeel"]) for judged in weighed):
            found = asked.get(name, ()) if "mandaten" in data else _in_the_room(data, ground)
            if found is not None and who not in found:
                yield place, _no_mandate(who, name, found)


def _in_the_room(data: Mapping[str, Any], ground: str) -> Sequence[str] | None:
    """Return who may decide on a ground as the room says; None where it does not."""
    rooms = (one for each in data["uitkomst"]["uitkomsten"] for one in each["ruimte"])
    return next((one["bevoegd"] for one in rooms if one["naam"] == ground), None)


def _no_mandate(who: str, name: str, may: Iterable[str]) -> str:
    allowed = write_list((f"`{one}`" for one in may), "of") or "niemand"
    return f"`{who}` heeft geen mandaat voor `{name}`; dat heeft {allowed}."


def _in(policy: Policy, deviations: Iterable[tuple[date, str]]) -> Iterator[str]:
    for day, name in deviations:
        program = policy.program_on(day)
        for definition in program.definitions.values() if program is not None else ():
            for one in definition.deviations:
                if one.name == name:
                    yield from (judged.name for judged in one.node.judgements)


def _weighed(weighings: Sequence[Weighing]) -> Iterator[str]:
    for one in weighings:
        if one.form.possibility.is_deviation:
            yield from (judged.oordeel for judged in one.judgements)
