"""Checking policies as asked on the command line: settings, and what is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from maatwerk_rules.diagnostics import Diagnostic, sort_diagnostics
from maatwerk_rules.integrations import collector
from maatwerk_rules.integrations.changed_lines import Changed
from maatwerk_rules.integrations.findings.report import Checked, Found, file_of
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.linter.baseline import Baseline, Entry, report_gone
from maatwerk_rules.linter.outcome import (
    Marked,
    Outcome,
    Said,
    from_text,
    hangs_on_the_day,
    numbered,
    tidy,
    to_text,
)
from maatwerk_rules.linter.registry import NOT_A_CHECK, added_by
from maatwerk_rules.linter.settings import Settings
from maatwerk_rules.memory import Memory, ReadingTexts, code_digest, key_of
from maatwerk_rules.resources import sees
from maatwerk_rules.values import frozen

if TYPE_CHECKING:
    from maatwerk_rules.loading import Loaded
    from maatwerk_rules.pipeline import Linted


@frozen
class Asked:
    """What to check, and how.

    Args:
        paths: The policies.
        today: The day on which suppressions are judged.
        memory: Where what was found before is kept.
    """

    paths: tuple[str, ...]
    settings: SettingsFiles
    today: date
    memory: Memory = attrs.field(factory=Memory)


def check_all(asked: Asked) -> tuple[Checked, ...]:
    """Return what was found in each policy.

    Raises:
        click.UsageError: settings do not read.
    """
    found = _remembered([(path, asked.settings.of(path)) for path in asked.paths], asked)
    return tuple(starmap(_checked, zip(asked.paths, found, strict=True)))


Wanted = tuple[str, Settings]
"""A policy by its path, and the settings that hold for it."""


def _remembered(wanted: Sequence[Wanted], asked: Asked) -> list[Outcome]:
    """Return the outcomes that were kept, and look for the others and keep those."""
    keys = _keys(wanted, asked)
    found = [_recalled(key, asked.memory) for key in keys]
    missed = [number for number, outcome in enumerate(found) if outcome is None]
    if not missed:
        return [outcome for outcome in found if outcome is not None]
    looked_for = [wanted[number] for number in missed]
    looked = _looked_at(looked_for, asked.today)
    keep = []
    for number, outcome, key in zip(missed, looked, _keys(looked_for, asked), strict=True):
        found[number] = outcome
        # Only when nobody changed a text meanwhile is this the outcome of the texts in the key.
        if key is not None and key == keys[number] and _may_be_kept(outcome):
            keep.append((key, partial(to_text, outcome)))
    asked.memory.remember_all(keep)
    return [outcome for outcome in found if outcome is not None]


def _recalled(key: str | None, memory: Memory) -> Outcome | None:
    kept = None if key is None else memory.recall(key)
    return None if kept is None else from_text(kept)


def _keys(wanted: Sequence[Wanted], asked: Asked) -> list[str | None]:
    """Return what each outcome hangs on, or None where that cannot be told."""
    added = None if asked.memory.folder is None else added_by()
    if added is None:
        return [None] * len(wanted)
    reading, dated = ReadingTexts(), cache(lambda text: hangs_on_the_day((text,)))
    keys: list[str | None] = []
    for path, settings in wanted:
        texts = reading.texts_of(path)
        if texts is None:
            keys.append(None)
            continue
        day = asked.today.isoformat() if any(map(dated, texts.texts)) else ""
        parts = (code_digest(), *added, texts.digest, repr(settings), day)
        keys.append(key_of("meldingen", *parts))
    return keys


def _may_be_kept(outcome: Outcome) -> bool:
    """Tell whether the outcome hangs on the texts alone: no check failed, and there is a head."""
    from maatwerk_rules.linter.run import CHECK_FAILED

    doubtful = {NOT_A_CHECK.code, CHECK_FAILED.code}
    return outcome.name is not None and all(
        one.mark.diagnostic.code not in doubtful for one in outcome.said
    )


def _looked_at(wanted: Sequence[Wanted], today: date) -> list[Outcome]:
    """Return what is found in each policy, in order; a second process may take its share."""
    with collector.resting(once=True):
        return _looked_without_rest(wanted, today)


def _looked_without_rest(wanted: Sequence[Wanted], today: date) -> list[Outcome]:
    # What both processes need is loaded before there are two.
    from maatwerk_rules.beside import Beside, can_copy
    from maatwerk_rules.integrations.shared_out import shared_out
    from maatwerk_rules.linter import registry

    here, there = shared_out([path for path, _ in wanted]) if can_copy() else ((), ())
    if not there:
        return [_looked(*each, today)[0] for each in wanted]
    registry.shipped()
    with Beside(lambda: _looked_leanly(wanted, there, here, today)) as second:
        looked = {each: _looked(*wanted[each], today) for each in here}
        sound = frozenset(key for _, key in looked.values() if key)
        found = {each: outcome for each, (outcome, _) in looked.items()}
        for each, (outcome, presumed) in second.result().items():
            held = presumed <= sound and not any(said.stops for said in outcome.said)
            found[each] = outcome if held or not presumed else _looked(*wanted[each], today)[0]
    return [found[number] for number in range(len(wanted))]


def _looked(path: str, settings: Settings, today: date) -> tuple[Outcome, str]:
    """Return what is found in a policy, and the key of its texts if nothing is wrong in it."""
    from maatwerk_rules.loading import read
    from maatwerk_rules.pipeline import lint_loaded

    loaded = read(path)
    linted = lint_loaded(loaded, settings=settings, today=today, beside=True)
    return outcome_of(linted), _key_if_sound(linted, loaded)


def _looked_leanly(
    wanted: Sequence[Wanted], numbers: Sequence[int], others: Sequence[int], today: date
) -> dict[int, tuple[Outcome, frozenset[str]]]:
    """Return what is found in some policies, and what is presumed to be sound for that.

    Args:
        others: Those that another process looks at.
    """
    from maatwerk_rules.integrations.lean_reading import LeanReading
    from maatwerk_rules.linter import registry
    from maatwerk_rules.pipeline import lint_loaded

    # A check of others may look at anything, also at the toetsen of a used policy.
    beside = () if any(registry.added()) else [wanted[each][0] for each in others]
    reading = LeanReading([wanted[each][0] for each in numbers], beside)
    found = {}
    for each in numbers:
        path, settings = wanted[each]
        loaded, presumed = reading.read(path)
        linted = lint_loaded(loaded, settings=settings, today=today)
        found[each] = outcome_of(linted), presumed
    return found


def _key_if_sound(linted: Linted, loaded: Loaded) -> str:
    from maatwerk_rules.integrations.lean_reading import key_of_texts

    return key_of_texts(loaded.beleid.sources.values()) if linted.is_sound else ""


def outcome_of(linted: Linted) -> Outcome:
    """Return what the linter says in the end: its findings in order, each with its fingerprint."""
    from maatwerk_rules.linter.codes import documented
    from maatwerk_rules.linter.fingerprint import marked

    by = {id(one.diagnostic): one.by for one in linted.suppressed}
    everything = (*linted.diagnostics, *(one.diagnostic for one in linted.suppressed))
    ordered = sort_diagnostics(everything, tuple(linted.sources))
    said = []
    for mark in marked(linted.manners.beleid, ordered):
        comment = by.get(id(mark.diagnostic))
        if comment is None:
            said.append(Said(mark, stops=mark.diagnostic in linted.faults))
        else:
            said.append(Said(mark, aside=True, reason=comment.reason, until=comment.until))
    kop = linted.manners.beleid.kop
    codes = {*documented(), *(check.kind.code for check in linted.manners.checks)}
    return Outcome(
        None if kop is None else kop.naam,
        linted.manners.preset,
        tuple(said),
        frozenset(code for code in codes if linted.manners.looked(code, "")),
        {name: linted.sources[name] for name in _named_in(ordered) if name in linted.sources},
        linted.seconds,
        linted.unexamined,
    )


def _named_in(found: tuple[Diagnostic, ...]) -> list[str]:
    labels = {label.span.source for one in found for label in one.spans}
    return sorted(labels | {edit.span.source for one in found for edit in one.edits})


def _checked(path: str, outcome: Outcome) -> Checked:
    found = [_found(path, said) for said in outcome.said]
    return Checked(
        path,
        outcome,
        tuple(one for one in found if one.state == "nieuw"),
        tuple(one for one in found if one.state != "nieuw"),
    )


def _found(path: str, said: Said) -> Found:
    spans = said.mark.diagnostic.spans
    file = file_of(path, spans[0].span) if spans else None
    if not said.aside:
        return Found(said.mark, file, stops=said.stops)
    return Found(said.mark, file, "onderdrukt", said.reason, said.until)


def only_changed(checked: Checked, changed: Changed, asked: Asked) -> Checked:
    """Return the policy with only what a change brought: findings in changed lines, and new ones.

    A change in one place may give a finding in another. So what lies outside the changed lines
    counts too, unless it was there before; for that the policy as it was is checked as well.

    Raises:
        click.UsageError: git does not tell what changed.
    """
    touched = {id(one): _is_touched(one, checked, changed) for one in _all(checked)}
    before = frozenset(one.mark.fingerprint for one in checked.found)
    if not all(touched.values()) and sees(Path(checked.path).exists):
        with changed.then(Path(checked.path)) as place:
            before = _known(place, checked, asked)
    new = {
        id(one)
        for one in _all(checked)
        if touched[id(one)] or (one.mark.fingerprint not in before and one in checked.found)
    }
    return attrs.evolve(
        checked,
        found=tuple(one for one in checked.found if id(one) in new),
        aside=tuple(one for one in checked.aside if id(one) in new),
    )


def _all(checked: Checked) -> tuple[Found, ...]:
    return (*checked.found, *checked.aside)


def _known(place: Path | None, checked: Checked, asked: Asked) -> frozenset[str]:
    """Return by what the findings in the policy as it was are known."""
    if place is None:
        return frozenset()
    [outcome] = _remembered([(str(place), asked.settings.of(checked.path))], asked)
    return frozenset(one.mark.fingerprint for one in outcome.said if not one.aside)


def _is_touched(one: Found, checked: Checked, changed: Changed) -> bool:
    begin, end = checked.begin(one), checked.end(one)
    if one.file is None or begin is None or end is None:
        return True
    if one.stops:
        return True
    return changed.touches(Path(one.file), begin.line, end.line)


def name_of(checked: Checked) -> str:
    """Return the name of a policy, as its head says it; the path when it has none."""
    return checked.path if checked.outcome.name is None else checked.outcome.name


def may_be_known(checked: Checked) -> list[Marked]:
    """Return the findings that a baseline may hold: not those that stop the policy."""
    return [one.mark for one in checked.found if not one.stops]


def with_baseline(checked: Checked, baseline: Baseline) -> tuple[Checked, tuple[Entry, ...]]:
    """Return the policy with known findings set aside, and what is known but there no more."""
    allowed = {mark.fingerprint for mark in may_be_known(checked)}
    known = baseline.fingerprints & allowed
    left = tuple(one for one in checked.found if one.mark.fingerprint not in known)
    held = [one for one in checked.found if one.mark.fingerprint in known]
    put_aside = (*checked.aside, *(attrs.evolve(one, state="basislijn") for one in held))
    aside = tuple(sorted(put_aside, key=_at))
    present = {one.mark.fingerprint for one in (*checked.found, *checked.aside)}
    gone = baseline.gone(name_of(checked), present, checked.outcome.looked.__contains__)
    return attrs.evolve(checked, found=left, aside=aside), gone


def _at(one: Found) -> tuple[str, int]:
    spans = one.diagnostic.spans
    return (spans[0].span.source, spans[0].span.start) if spans else ("", 0)


def with_gone(checked: Checked, gone: tuple[Entry, ...], file: str) -> Checked:
    """Return the policy with a finding for each that the baseline need not hold any more."""
    told = ((report_gone(entry, file), "", tidy(file)) for entry in gone)
    marks = numbered(checked.outcome.name or "", told)
    return attrs.evolve(checked, found=(*checked.found, *map(Found, marks)))
