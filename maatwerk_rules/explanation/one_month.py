"""That an outcome for one month says nothing of other months, where the facts are not alike.

Who asks one day of a case that runs over months may read € 0 for the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from maatwerk_rules.dutch import write_month
from maatwerk_rules.explanation.document import Block, Words, paragraph
from maatwerk_rules.explanation.readings import used_leaves
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.clauses import PerKalendermaand
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.runtime.case import Period
from maatwerk_rules.runtime.decision import Decision, Result

ONLY = (
    "dit gaat alleen over {maand}. Er zijn feiten bekend over {tijd}. Zij zijn niet in elke maand"
    " gelijk, dus in een andere maand kan er iets anders uitkomen. Gaat het om meer maanden? Kies"
    " dan een tijdvak: de eerste en de laatste maand."
)


def write_one_month(decision: Decision, words: Vocabulary) -> Iterator[Block]:
    """Yield that a decision is about one month, where other months may come out otherwise.

    Nothing where no outcome is decided for each calendar month, or its facts are alike in all.
    """
    told = tell_one_month(decision, words)
    if told:
        yield paragraph(Words("Let op: ", "let op"), told)


def tell_one_month(decision: Decision, words: Vocabulary) -> str:
    """Return the same as one sentence without its lead, or nothing.

    >>> from datetime import date
    >>> from maatwerk_rules import decide, load
    >>> policy = load("participatiewet")
    >>> paid = [{"van": "2025-10-01", "tot": "2026-01-01", "waarde": 1369},
    ...         {"van": "2026-01-01", "tot": "2026-04-01", "waarde": 1401}]
    >>> case = {"feiten": {"bijstand_betaald": {"@verloop": paid}}}
    >>> day = date(2026, 3, 1)
    >>> decision = decide(policy, case, peildatum=day, uitkomsten=["teruggevorderd_bedrag"])
    >>> told = tell_one_month(decision, Vocabulary(policy, day, decision.facts))
    >>> print(told[: told.index(" Zij zijn")])
    dit gaat alleen over maart 2026. Er zijn feiten bekend over oktober 2025 tot en met maart 2026.
    """
    if not decision.facts.courses:
        return ""
    periods = [one for result in decision for one in _changing(result, decision, words)]
    if not periods:
        return ""
    first = write_month(min(one.start for one in periods))
    ends = [one.end for one in periods if one.end is not None]
    if len(ends) < len(periods):
        when = f"{first} en daarna"
    else:
        when = f"{first} tot en met {write_month(max(ends) - timedelta(days=1))}"
    return ONLY.format(maand=write_month(decision.peildatum), tijd=when)


def _changing(result: Result, decision: Decision, words: Vocabulary) -> Iterator[Period]:
    """Yield the periods of the facts that change and that a monthly outcome was tested on."""
    uitkomst = words.policy.find(Uitkomst, result.name)
    if uitkomst is None or uitkomst.one(PerKalendermaand) is None or result.trace is None:
        return
    for leaf in used_leaves(result.trace, decision.facts):
        course = decision.facts.courses.get(leaf)
        if course is None:
            continue
        now = [one.value for one in course.periods if one.holds_on(decision.peildatum)]
        if any([one.value] != now for one in course.periods):
            yield from course.periods
