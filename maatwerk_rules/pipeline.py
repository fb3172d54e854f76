"""The program on one page: text -> tree -> Beleid -> Policy -> Decision -> Document.

read       a name or path to a policy as written      loading, syntax
check      a policy as written to a checked one       analysis
lint       a checked policy to advice on it           lint
decide     a checked policy and facts to a decision   runtime
explain    a decision to Dutch                        explanation

A part is imported when it is reached: who decides a case needs no linter, and each part takes a
tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Severity, sort_diagnostics
from maatwerk_rules.errors import PolicyError
from maatwerk_rules.memory import Memory, code_digest, key_of, texts_of, usual_memory
from maatwerk_rules.source import Source
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from maatwerk_rules.analysis.sound import Sound
    from maatwerk_rules.explanation.document import Document
    from maatwerk_rules.linter.again import Again, InBlocks
    from maatwerk_rules.linter.manners import Manners
    from maatwerk_rules.linter.registry import Check
    from maatwerk_rules.linter.run import Ran
    from maatwerk_rules.linter.settings import Settings
    from maatwerk_rules.linter.suppression import Suppressed
    from maatwerk_rules.loading import Loaded, Named
    from maatwerk_rules.model.policy import Policy
    from maatwerk_rules.runtime.decision import Decision
    from maatwerk_rules.runtime.facts import Facts
    from maatwerk_rules.runtime.period_decision import PeriodDecision


@frozen
class Findings:
    """What checking a policy gave: the findings, the texts they point at, and the policy.

    `policy` is None when a finding is a fault.
    """

    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source] = attrs.field(repr=False)


def _no_manners() -> Manners:
    from maatwerk_rules.linter.manners import Manners
    from maatwerk_rules.model.beleid import Beleid

    return Manners(Beleid(()))


@frozen
class Linted(Findings):
    """The findings of checking and of the linter.

    Args:
        suppressed: What the author set aside in the text, with the reason.
        faults: Those of the findings that keep the policy from running.
        manners: Which preset chose the checks, and which findings were looked for where.
        seconds: How long each check of the linter took, by its code.
        unexamined: How often a check could not decide, where that is not told one by one.
        is_sound: Nothing at all was wrong before the checks of the linter looked.
    """

    suppressed: tuple[Suppressed, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    manners: Manners = attrs.field(factory=_no_manners, repr=False)
    seconds: Mapping[str, float] = attrs.field(factory=dict, repr=False)
    unexamined: int = 0
    is_sound: bool = False


def check(named: Named) -> Findings:
    """Return what is wrong in a policy, and the policy when nothing stops it.

    Args:
        named: A shipped policy by name, a path of a file or folder, or texts.

    >>> check("bijstand_voorbeeld").diagnostics
    ()
    """
    from maatwerk_rules.loading import read

    return check_loaded(read(named))


def check_loaded(loaded: Loaded, *, later: bool = False, sound: Sound | None = None) -> Findings:
    """Return what is wrong in a policy that is read already, and the policy if nothing stops it.

    Args:
        later: Leave what can be proved of each definition until it is asked for.
        sound: What was sound when the policy was last looked at, which is not looked at again.
    """
    from maatwerk_rules.analysis.build import build
    from maatwerk_rules.loading import TWO_HEADS

    found = without_doubtful_head(loaded.diagnostics)
    if any(one.kind is TWO_HEADS for one in found):
        # These are more policies in one folder: what they say of each other means nothing.
        return Findings(None, found, loaded.sources)
    checked = build(loaded.beleid, found, later=later, sound=sound)
    return Findings(checked.policy, checked.diagnostics, loaded.sources)


def lint(
    named: Named,
    checks: Iterable[Check] | None = None,
    *,
    preset: str | None = None,
    settings: Settings | None = None,
    today: date | None = None,
) -> Linted:
    """Return what is wrong in a policy, and what the checks of the linter find in it.

    About linear in the length of the policy. No settings file is read.

    Args:
        named: A shipped policy by name, a path of a file or folder, or texts.
        checks: The checks to choose from; when left out all that are shipped or installed.
        preset: basis, streng, concept, vastgesteld or taal; when left out the settings, and else
            the status of the policy, decide which checks count and how much.
        settings: What a settings file would say.
        today: The day on which suppressions are judged; when left out none has expired.

    Raises:
        ValueError: there is no such preset.

    >>> [one.code for one in lint("bijstand_voorbeeld", preset="streng").diagnostics]
    []
    """
    from maatwerk_rules.loading import read

    if preset is not None:
        settings = _with_preset(settings, preset)
    return lint_loaded(read(named), checks, settings=settings, today=today)


def _with_preset(settings: Settings | None, preset: str) -> Settings:
    from maatwerk_rules.linter.settings import PRESETS, Settings
    from maatwerk_rules.nearest import nearest

    if preset not in PRESETS:
        near = nearest(preset, tuple(PRESETS))
        meant = f" Bedoelde u `{near[0]}`?" if near else ""
        raise ValueError(f"Er is geen preset `{preset}`.{meant} Er zijn: {', '.join(PRESETS)}.")
    settings = settings or Settings()
    return attrs.evolve(settings, typed=attrs.evolve(settings.typed, preset=preset))


def lint_loaded(
    loaded: Loaded,
    checks: Iterable[Check] | None = None,
    *,
    settings: Settings | None = None,
    today: date | None = None,
    beside: bool = False,
) -> Linted:
    """Return what the linter finds in a policy that is read already, as `lint` does.

    Args:
        beside: Let a second process, a copy of this one, take part where the policy is long; the
            policy is then left out.
    """
    return _linted(loaded, _in_two if beside else _one_by_one, checks, Judging(settings, today))


def lint_again(
    loaded: Loaded,
    again: Again,
    written: InBlocks,
    *,
    settings: Settings | None = None,
    today: date | None = None,
) -> Linted:
    """Return what `lint_loaded` does of a policy in blocks; what did not change is not redone.

    Args:
        again: What was kept of doing this before.
        written: The policy with the files of its blocks.
    """

    def looked(loaded: Loaded, checks: tuple[Check, ...]) -> tuple[Findings, Ran]:
        findings = check_loaded(loaded, sound=again.sound)
        return findings, again.run(written, findings.policy, checks)

    return _linted(loaded, looked, None, Judging(settings, today, written.homes))


@frozen
class Judging:
    """How what was found is judged: with which settings, on which day, and under which names.

    Args:
        homes: For texts that are a part of a file the name of that.
    """

    settings: Settings | None = None
    today: date | None = None
    homes: Mapping[str, str] = attrs.field(factory=dict, repr=False)


def _linted(
    loaded: Loaded,
    look: Callable[[Loaded, tuple[Check, ...]], tuple[Findings, Ran]],
    checks: Iterable[Check] | None,
    judging: Judging,
) -> Linted:
    from maatwerk_rules.linter import registry
    from maatwerk_rules.linter.manners import Manners
    from maatwerk_rules.linter.settings import Settings

    refused: list[Diagnostic] = []
    if checks is None:
        own, refused = registry.added()
        checks = (*registry.shipped(), *own)
    checks = tuple(checks)
    settings, homes = judging.settings or Settings(), judging.homes
    chosen = Manners(loaded.beleid, settings, checks, homes=homes).chosen()
    findings, ran = look(loaded, chosen)
    faults = [one for one in findings.diagnostics if one.severity is Severity.FOUT]
    others = [one for one in findings.diagnostics if one.severity is not Severity.FOUT]
    others, told = _of_texts(others, faults), _of_texts(ran.diagnostics, faults)
    manners = Manners(loaded.beleid, settings, checks, not faults, homes)
    advice = manners.counting((*others, *refused, *told))
    judged = manners.judged(faults, (*advice, *manners.unseen(told)), judging.today)
    found = (*faults, *judged.diagnostics)
    return Linted(
        findings.policy,
        sort_diagnostics(found, tuple(loaded.sources)),
        loaded.sources,
        judged.suppressed,
        tuple(faults),
        manners,
        ran.seconds,
        judged.unexamined,
        not findings.diagnostics,
    )


def _of_texts(found: Iterable[Diagnostic], faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return what is not about a file that is no UTF-8: nobody knows what stands there."""
    from maatwerk_rules.syntax.characters import NOT_UTF8

    unsure = {one.spans[0].span.source for one in faults if one.kind is NOT_UTF8}
    return [one for one in found if not one.spans or one.spans[0].span.source not in unsure]


def _one_by_one(loaded: Loaded, checks: tuple[Check, ...]) -> tuple[Findings, Ran]:
    from maatwerk_rules.linter import run

    findings = check_loaded(loaded, later=True)
    return findings, run.run(loaded.beleid, findings.policy, checks)


LONG = 100_000
"""Of so many characters a copy of the process costs less than it saves."""


def _in_two(loaded: Loaded, checks: tuple[Check, ...]) -> tuple[Findings, Ran]:
    """Look for faults here while a copy of the process presumes there are none, and goes on.

    The policy that the copy made stays there: the findings come without.
    """
    from maatwerk_rules.analysis.build import presumed
    from maatwerk_rules.analysis.check import look
    from maatwerk_rules.analysis.lowering import lowered
    from maatwerk_rules.beside import Beside, can_copy
    from maatwerk_rules.linter import run

    beleid = loaded.beleid
    faults = any(one.severity is Severity.FOUT for one in loaded.diagnostics)
    is_long = sum(len(text.text) for text in loaded.sources.values()) > LONG
    if faults or not is_long or not can_copy():
        return _one_by_one(loaded, checks)
    of_policy = tuple(check for check in checks if check.in_policy is not None)
    of_files = tuple(check for check in checks if check.in_policy is None)
    with Beside(lambda: run.run(beleid, presumed(beleid), of_policy)) as second:
        found = (*loaded.diagnostics, *look(lowered(beleid)).diagnostics)
        ran = run.run(beleid, None, of_files)
        if not any(one.severity is Severity.FOUT for one in found):
            ran = run.joined(beleid, (ran, second.result()))
    return Findings(None, found, loaded.sources), ran


def without_doubtful_head(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Leave out that there is no head where a block could not be read: it may be the head."""
    from maatwerk_rules.loading import NO_HEAD

    others = tuple(one for one in found if one.kind is not NO_HEAD)
    return others if any(one.severity is Severity.FOUT for one in others) else found


def load(named: Named) -> Policy:
    """Return a checked policy, ready to decide cases.

    What was checked before is kept in the cache folder of the user, by the content of its texts:
    an unchanged policy is not checked again.

    Args:
        named: A shipped policy by name, a path of a file or folder, or texts.

    Raises:
        PolicyError: the policy has faults; all are in it.

    >>> load("bijstand_voorbeeld").title
    'Bijstand, voorbeeld'
    """
    memory = usual_memory() if isinstance(named, str | Path) else Memory()
    key = _key(named, memory)
    kept = _kept(key, memory)
    if kept is not None:
        return kept
    findings = check(named)
    policy = findings.policy
    if policy is None:
        raise PolicyError(findings.diagnostics, findings.sources)
    # Only when nobody changed a text meanwhile is this the policy of the texts in the key.
    if key is not None and key == _key(named, memory):
        from maatwerk_rules.model import kept as keeping

        memory.remember(key, lambda: keeping.to_text(policy))
    return policy


def _key(named: Named, memory: Memory) -> str | None:
    """Return what a checked policy hangs on; None where it is not kept."""
    if memory.folder is None or not isinstance(named, str | Path):
        return None
    texts = texts_of(named)
    return None if texts is None else key_of("beleid", code_digest(), texts.digest)


def _kept(key: str | None, memory: Memory) -> Policy | None:
    text = None if key is None else memory.recall(key)
    if text is None:
        return None
    from maatwerk_rules.model import kept

    return kept.from_text(text)


def decide(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    peildatum: date,
    uitkomsten: Iterable[str] | None = None,
) -> Decision:
    """Return what the rules say of a case on a date. It is no besluit: the college decides.

    Pure and deterministic: the same policy, facts and date give the same decision, in any thread.

    Args:
        feiten: The case as a mapping or JSON text: `feiten`, `oordelen`, `bekeken`.
        uitkomsten: The outcomes or begrippen to decide; when left out those the case asks for
            under `gevraagd`, or else all outcomes.

    Raises:
        FactError: the facts do not read, cannot go together, or the policy does not hold on
            the date. All complaints are in it, each with its path.

    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"geboortedatum": "2010-05-03"}}
    >>> decide(policy, case, peildatum=date(2026, 3, 1), uitkomsten=("recht",))["recht"].status
    'onbepaald'
    """
    return _decide(policy, feiten, peildatum, uitkomsten)


def _decide(*arguments: Any) -> Decision:
    """Put what decides in the place of this function, which imports it when it is first needed."""
    global _decide  # noqa: PLW0603  # a call of a cached function is felt in `decide`
    from maatwerk_rules.runtime import decide as deciding

    _decide = deciding.decide_on
    return _decide(*arguments)


def read_facts(policy: Policy, feiten: Mapping[str, object] | str | bytes) -> Facts:
    """Return the facts of a case, read and checked once; `decide` takes them as often as needed.

    Args:
        feiten: The case as a mapping or JSON text, as for `decide`.

    Raises:
        FactError: something does not read; every complaint is in it, with its path.

    >>> policy = load("bijstand_voorbeeld")
    >>> facts = read_facts(policy, {"feiten": {"in_detentie": True}})
    >>> decide(policy, facts, peildatum=date(2026, 3, 1))["recht"].status
    'onbepaald'
    """
    from maatwerk_rules.runtime import facts

    return facts.read_facts(policy, feiten)


def decide_period(
    policy: Policy,
    feiten: Facts | Mapping[str, object] | str | bytes,
    *,
    van: date,
    tot: date,
    uitkomsten: Iterable[str] | None = None,
) -> PeriodDecision:
    """Return what the rules say of a case in each calendar month, grouped into sub-periods.

    Each month is decided by itself, on its first day and with the law of that day; the first on
    `van`. A month in which the policy does not hold is named as such and not decided.

    Args:
        van: A day in the first month.
        tot: A day in the last month, which counts as a whole; at most 600 months later.
        uitkomsten: As in `decide`.

    Raises:
        FactError: the period is not one, the policy holds in none of its months, or the facts do
            not read or cannot go together. All complaints are in it, each with its path.

    >>> policy = load("bijstand_voorbeeld")
    >>> case = {"feiten": {"in_detentie": True}, "gevraagd": ["recht"]}
    >>> found = decide_period(policy, case, van=date(2025, 11, 1), tot=date(2026, 2, 1))
    >>> [(part.first.isoformat(), part.months, part.status) for part in found["recht"].parts]
    [('2025-11-01', 2, 'buiten_beleid'), ('2026-01-01', 2, 'onbepaald')]
    """
    from maatwerk_rules.runtime import period

    return period.decide_period(policy, feiten, van=van, tot=tot, uitkomsten=uitkomsten)


def explain(policy: Policy, decision: Decision | PeriodDecision, *, layers: int = 3) -> Document:
    """Return a decision in Dutch: one sentence; deciding facts and room; the full trace.

    Args:
        decision: Over one day or, in sub-periods, over months.
        layers: How many of the three layers to give.
    """
    from maatwerk_rules.runtime.period_decision import PeriodDecision

    if isinstance(decision, PeriodDecision):
        from maatwerk_rules.explanation import periods

        return periods.explain_period(policy, decision, layers=layers)
    from maatwerk_rules.explanation import motivate

    return motivate.explain(policy, decision, layers=layers)


def to_json(thing: Decision | PeriodDecision | Document) -> dict[str, Any]:
    """Return a decision, over a day or a period, or an explanation, as `json.dumps` writes it.

    All name their form and its version under `schema`; the keys are Dutch.

    >>> policy = load("bijstand_voorbeeld")
    >>> decision = decide(policy, {}, peildatum=date(2026, 3, 1))
    >>> to_json(decision)["schema"], to_json(explain(policy, decision))["schema"]
    ('maatwerk/uitkomst/1', 'maatwerk/document/1')
    """
    from maatwerk_rules.runtime.decision import Decision
    from maatwerk_rules.runtime.period_decision import PeriodDecision

    if isinstance(thing, Decision):
        from maatwerk_rules.runtime import record

        return record.to_json(thing)
    if isinstance(thing, PeriodDecision):
        from maatwerk_rules.runtime import period_record

        return period_record.to_json(thing)
    from maatwerk_rules.explanation import document

    return document.to_json(thing)


def from_json(policy: Policy, data: Mapping[str, Any]) -> Decision:
    """Return the decision that `to_json` wrote, equal to it but without its trace.

    Args:
        policy: The policy that decided, with the same hash: without it facts have no type.

    Raises:
        FactError: the form is not known, or another policy text decided.

    >>> policy = load("bijstand_voorbeeld")
    >>> decision = decide(policy, {}, peildatum=date(2026, 3, 1))
    >>> from_json(policy, to_json(decision)) == decision
    True
    """
    from maatwerk_rules.runtime import record

    return record.from_json(policy, data)
