"""When a day later is another case: somebody is born, or it is the month of another decision.

The evaluator, the search and the proof mean the same by it.
"""

from datetime import date

import pytest

from maatwerk_rules.model.policy import Policy
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.deriving import derive
from maatwerk_rules.verification.observed import shown
from maatwerk_rules.verification.search.search import Effort, searched
from tests.small import policy_of
from tests.verification.cases import case
from tests.verification.town import TEXT

HEAD = "\n  bron Pw artikel 11 lid 1\n  bedoeling eigen_middelen_eerst\n  indien "


def policy_with(condition: str, clause: str = "") -> tuple[Policy, Claim]:
    """Return a policy that says when one outcome is ja, and its claim of a day later."""
    outcome = f"uitkomst op_deze_dag: ja/nee\n  anders nee\n  gunstig is ja\n{clause}"
    rule = f"regel deze_dag bepaalt op_deze_dag{HEAD}{condition}\n  dan ja\n"
    policy = policy_of(TEXT + outcome + rule)
    claims = {one.key: one for one in derive(policy, policy.slices[-1].program)}
    return policy, claims["P16 op_deze_dag"]


MONTH = "eerste dag van de maand van peildatum is 2026-04-01"
IN_MONTH = "peildatum is meer dan 2026-04-14"
GROWN = "leeftijd van geboortedatum op peildatum is ten minste 18 jaar"
BORN = f"geboortedatum is ten hoogste peildatum of {GROWN}"
DAY = "geboortedatum is 2026-04-02 en peildatum is 2026-04-03"
EACH = "  per kalendermaand\n"

CASES = {
    "another month": (MONTH, "", "weerlegd"),
    "another month of what is decided once a month": (MONTH, EACH, "bewezen"),
    "another day of what is decided once a month": (IN_MONTH, EACH, "weerlegd"),
    "a birth": (BORN, "", "bewezen"),
    "the day after a birth": (
        f"leeftijd van geboortedatum op peildatum is 0 en {DAY}",
        "",
        "weerlegd",
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_a_search_finds_what_changes_from_one_day_to_the_next(what: str) -> None:
    condition, clause, status = CASES[what]
    policy, claim = policy_with(condition, clause)
    part = policy.slices[-1]
    examples = [case(3, 14), case(geboortedatum=date(2026, 4, 2), day=date(2026, 4, 3))]

    effort = Effort(most=1_500, strict=True)
    (found,) = searched(policy, part, [claim], effort, examples=examples)

    assert found.status == ("weerlegd" if status == "weerlegd" else "niet_gevonden")


@pytest.mark.parametrize("what", CASES)
def test_a_proof_finds_what_changes_from_one_day_to_the_next(what: str) -> None:
    pytest.importorskip("z3")
    from maatwerk_rules.verification.smt.proving import prove
    from maatwerk_rules.verification.smt.solving import Limit

    condition, clause, status = CASES[what]
    policy, claim = policy_with(condition, clause)

    assert prove(policy, policy.slices[-1], claim, limit=Limit(20)).status == status


@pytest.mark.parametrize(
    ("condition", "clause", "day", "told"),
    [
        (MONTH, "", date(2026, 3, 31), True),
        (MONTH, EACH, date(2026, 3, 31), None),
        (MONTH, EACH, date(2026, 4, 1), False),
        (BORN, "", date(2026, 4, 1), None),
        (BORN, "", date(2026, 4, 2), False),
    ],
)
def test_a_pair_of_days_shows_a_change_only_of_the_same_case(
    condition: str, clause: str, day: date, told: bool | None
) -> None:
    policy, claim = policy_with(condition, clause)
    days = (day, date.fromordinal(day.toordinal() + 1))
    pair = tuple(case(geboortedatum=date(2026, 4, 2), day=one) for one in days)

    assert shown(policy, policy.slices[-1].program, claim, (pair[0], pair[1])) is told
