"""A toets that builds on another runs with the whole case; a mere base does not run."""

from maatwerk_rules.explanation.toets_report import describe_complaints
from maatwerk_rules.runtime.toets import ToetsResult, run_all
from tests.runtime.test_toets import DAY, HERE, POLICY, RICH, load

BASE = f'toets basis "Begin"\n{DAY}{HERE}{RICH}'


def ran(text: str) -> dict[str, ToetsResult]:
    return {result.toets.naam: result for result in run_all(load(f"{POLICY}{BASE}{text}"))}


def test_base_without_expectation_does_not_run_and_its_case_is_taken_over() -> None:
    results = ran(
        """toets arm "Arm"
  zoals basis
  gegeven a.prijs is € 10
  verwacht bezit is € 20
  verwacht recht is ja
toets onbekend "Onbekend"
  zoals arm
  zonder gegeven b.prijs
  verwacht bezit is onbepaald, ontbreekt prijs voor b
"""
    )

    assert {name: result.passed for name, result in results.items()} == {
        "arm": True,
        "onbekend": True,
    }


def test_case_that_cannot_exist_after_a_change_is_told() -> None:
    text = (
        'toelaatbaar weinig "Wie hier woont heeft weinig"\n  alleen als inkomen is minder dan'
        ' € 500 per maand\ntoets t "T"\n  zoals basis\n  gegeven inkomen is € 600 per maand\n'
        "  verwacht recht is ja\n"
    )

    (result,) = ran(text).values()

    assert describe_complaints(result) == (
        "feiten: Deze feiten kunnen niet samen waar zijn: Wie hier woont heeft weinig",
    )
