"""Running a toets from an editor, and explaining its outcome: both as Markdown."""

from __future__ import annotations

from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.toets_report import describe_result
from maatwerk_rules.integrations.editor.snapshot import Snapshot
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Toetsdatum, Verwachting
from maatwerk_rules.pipeline import check_loaded, decide, explain
from maatwerk_rules.runtime.toets import ToetsResult, run, run_each
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.values import frozen


@frozen
class Outcome:
    """What running gave: a sentence, and a page in Markdown; `good` when nothing failed."""

    good: bool
    sentence: str
    page: str


def run_one(snapshot: Snapshot, name: str) -> Outcome:
    """Run one toets of a policy."""
    found = _find(snapshot, name)
    if isinstance(found, Outcome):
        return found
    policy, toets = found
    if toets.one(Verwachting) is None:
        return _refusal(f"De toets `{name}` verwacht niets; hij dient alleen als basis.")
    result = run(policy, toets)
    sentence = f"De toets `{name}` {'slaagt' if result.passed else 'slaagt niet'}."
    return Outcome(result.passed, sentence, "\n".join(_page(policy, result)))


def run_all(snapshot: Snapshot) -> Outcome:
    """Run all toetsen of a policy."""
    policy = check_loaded(snapshot.in_files()).policy
    if policy is None:
        return _with_faults()
    results = tuple(run_each(policy))
    passed = sum(result.passed for result in results)
    total = len(results)
    sentence = f"{passed} van {total} {'toets' if total == 1 else 'toetsen'} geslaagd."
    failed = [result for result in results if not result.passed]
    pages = ["\n".join(_page(policy, result)) for result in failed]
    page = "\n\n".join([f"# {policy.title}", sentence, *pages])
    return Outcome(not failed, sentence, page)


def explain_one(snapshot: Snapshot, name: str) -> Outcome:
    """Explain what the case of one toets leads to, in all its layers."""
    found = _find(snapshot, name)
    if isinstance(found, Outcome):
        return found
    policy, toets = found
    result = run(policy, toets)
    if result.decision is None:
        return Outcome(False, f"De zaak van `{name}` leest niet.", "\n".join(_page(policy, result)))
    policy = result.decision.facts.policy
    day = toets.one(Toetsdatum)
    assert day is not None, "the checker refuses a toets without a date"
    names = dict.fromkeys(each.uitkomst for each in toets.all(Verwachting))
    decision = decide(
        policy, facts_of(policy, toets), peildatum=day.datum, uitkomsten=tuple(names) or None
    )
    page = f"# {toets.titel or name}\n\n{to_markdown(explain(policy, decision))}"
    return Outcome(True, f"De uitleg van `{name}`.", page)


def _find(snapshot: Snapshot, name: str) -> tuple[Policy, Toets] | Outcome:
    policy = check_loaded(snapshot.in_files()).policy
    if policy is None:
        return _with_faults()
    toets = next((each for each in policy.beleid.own(Toets) if each.naam == name), None)
    return _refusal(f"Er is geen toets `{name}`.") if toets is None else (policy, toets)


def _with_faults() -> Outcome:
    return _refusal("In dit beleid staan nog fouten; los die eerst op.")


def _refusal(sentence: str) -> Outcome:
    return Outcome(False, sentence, sentence)


def _page(policy: Policy, result: ToetsResult) -> list[str]:
    mark = "geslaagd" if result.passed else "niet geslaagd"
    lines = [f"## {result.toets.naam}: {mark}", "", result.toets.titel]
    told = describe_result(policy, result)
    return [*lines, "", "```text", *told, "```"] if told else lines
