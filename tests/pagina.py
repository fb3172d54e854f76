"""Write pages to hold against what is accessible: `python -m tests.pagina FOLDER`.

That of a shipped policy as `maatwerk beproef` makes it, that of a small one in which every status
occurs and names are hostile, the decisions on Willem, Aïsha and a
hostile case, one of which nobody said what is wanted, signals and two weighings side by side, a
policy with its rules and its picture, whole and in part, and what a change of rules does.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from maatwerk_rules import Policy, decide, decide_period, explain, load
from maatwerk_rules.besluit.page.beside import beside_page
from maatwerk_rules.besluit.page.decision import decision_page
from maatwerk_rules.besluit.page.signals import signals_page
from maatwerk_rules.besluit.signals import read_signal
from maatwerk_rules.explanation.html import to_html
from maatwerk_rules.explanation.policy_html import policy_html
from maatwerk_rules.verification.checking import Means, climb
from maatwerk_rules.verification.claims import Claim
from maatwerk_rules.verification.comparing import compare, look_at
from maatwerk_rules.verification.comparison_told import to_document as comparison_document
from maatwerk_rules.verification.executors import plain_cases
from maatwerk_rules.verification.finding import Example
from maatwerk_rules.verification.page.page import to_page
from maatwerk_rules.verification.report import Run, report, to_document
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.versions import together
from tests.besluit.cases import ANSWERS, form
from tests.besluit.cases import POLICY as EXAMPLE
from tests.besluit.page.test_signals import GIVEN, HEARD
from tests.explanation.hostile import CASE, hostile_policy
from tests.verification.page.wholly import EXAMPLES, wholly
from tests.verification.test_versions import POOR, RICH, WITH_LEVEL, all_at_once

DAY = date(2026, 3, 1)
POLICIES = Path(__file__).parent.parent / "policies"
EFFORT = Effort(seed=7, most=20_000)
"""So many cases, not seconds: the pages are the same on every machine."""


def write(folder: Path) -> None:
    """Write all pages into a folder."""
    policy = load("bijstand_voorbeeld")
    part = policy.slices[-1]
    examples = plain_cases(policy, part)

    def search(claims: Sequence[Claim], _: float) -> Iterator[Verdict]:
        yield from searched(policy, part, claims, EFFORT, examples=[one.case for one in examples])

    found = report(policy, part, climb(policy, part, Means(search)), examples, Run(12.4, 7))
    pages = {
        "voorbeeld": to_page(found, examples),
        "alles": to_page(wholly(), EXAMPLES),
        "document": to_html(to_document(found)),
    }
    for name, page in (*pages.items(), *decisions(), *policies(), *comparisons()):
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


def decisions() -> Iterator[tuple[str, str]]:
    """Yield the pages of decisions, by name."""
    national, local = load("participatiewet"), load("bijzondere_bijstand_voorbeeldstad")
    yield "willem", _decided(national, _case("participatiewet/zaken/willem.json"))
    yield "aisha", _decided(local, _case("bijzondere_bijstand_voorbeeldstad/zaken/aisha.json"))
    yield "kwaad", _decided(hostile_policy(), CASE)
    case = json.loads(_case("participatiewet/zaken/willem.json"))
    yield "eerst-de-wens", _decided(national, {**case, "gewenst_effect": None})
    recovery = _case("participatiewet/zaken/terugvordering.json")
    months = {"van": date(2025, 10, 1), "tot": DAY, "uitkomsten": ("teruggevorderd_bedrag",)}
    yield "tijdvak", to_html(explain(national, decide_period(national, recovery, **months)))
    yield "naast-elkaar", beside_page(form(), ANSWERS, {**ANSWERS, "waarden": "Gelijkheid."})
    answered = {**GIVEN, **HEARD}
    signals = [read_signal(EXAMPLE, one) for one in (GIVEN, answered)]
    yield "signalen", signals_page(EXAMPLE, signals, date(2026, 7, 1))


def policies() -> Iterator[tuple[str, str]]:
    """Yield the pages of policies, by name."""
    yield "beleid", policy_html(load("participatiewet"), DAY, ("recht_op_algemene_bijstand",))
    yield "heel-beleid", policy_html(load("participatiewet"), DAY)
    yield "kwaad-beleid", policy_html(hostile_policy(), DAY)


def comparisons() -> Iterator[tuple[str, str]]:
    """Yield the page of a change of rules that does all that a change can do."""
    yield "vergelijking", _compared(WITH_LEVEL, all_at_once())


def _compared(old: Policy, new: Policy) -> str:
    shared = together(old, new)
    assert shared is not None
    known = look_at(shared, (Example("arm", POOR), Example("rijk", RICH)))

    def search(claims: Sequence[Claim], _: float) -> Iterator[Verdict]:
        cases = [one.case for one in known.examples]
        yield from searched(shared.policy, shared.part, claims, EFFORT, examples=cases)

    return to_html(comparison_document(compare(shared, Means(search), known, 60.0)))


def _case(place: str) -> str:
    return (POLICIES / place).read_text("utf-8")


def _decided(policy: Policy, case: Mapping[str, object] | str) -> str:
    return decision_page(policy, decide(policy, case, peildatum=DAY))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
