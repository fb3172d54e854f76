"""Who may decide: whoever deviates, or refuses to, has the mandate for each judgement in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from maatwerk_rules.besluit.weighing import Weighing
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
