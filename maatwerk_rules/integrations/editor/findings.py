"""What is wrong in a policy, at the places of its documents.

Three answers, each wider and slower than the one before: what reading the file tells, the names
and types of one document, and all that is known. The last is what `maatwerk controleer` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import attrs
import click

from maatwerk_rules.analysis.check import find_in_part
from maatwerk_rules.analysis.unread import without_followers
from maatwerk_rules.diagnostics import Certainty, Diagnostic, Severity, diagnostic
from maatwerk_rules.integrations.editor.snapshot import Document, Place, Snapshot
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.linter.again import Again
from maatwerk_rules.linter.settings import Settings
from maatwerk_rules.linter.settings_text import OWN_FILE, WRONG
from maatwerk_rules.loading import TWO_HEADS, Loaded
from maatwerk_rules.pipeline import (
    Findings,
    check_loaded,
    lint_again,
    lint_loaded,
    without_doubtful_head,
)
from maatwerk_rules.syntax.characters import told_once
from maatwerk_rules.syntax.parser import head_in_part
from maatwerk_rules.values import frozen

Find = Callable[[Loaded], Findings]
"""What finds all that is wrong in a policy that was read: its checks, or the linter too."""


@frozen
class Change:
    """A change of a document that an editor can make."""

    place: Place
    replacement: str
    safety: str


@frozen
class Finding:
    """A diagnostic at its places in documents; `related` are the other places with their role."""

    place: Place
    diagnostic: Diagnostic
    related: tuple[tuple[Place, str], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def message(self) -> str:
        """The sentence, why it matters, and what to do."""
        one = self.diagnostic
        doubt = "Dit is een vermoeden." if one.certainty is Certainty.VERMOEDEN else ""
        lines = (one.headline, one.kind.explanation, doubt, *(f"Hulp: {it}" for it in one.help))
        return "\n".join(filter(None, lines))


Shown = Mapping[Document, tuple[Finding, ...]]


LARGE, LARGE_WITH_FAULTS = 6_000, 1_500
"""So many blocks names and types can be looked at while the author types; the national policy, with
a municipal one upon it, has 4,000. A fault in reading makes the work twice as much."""


def answers_at_once(snapshot: Snapshot) -> bool:
    """Tell whether names and types of a document can be looked at between two keystrokes."""
    blocks = sum(len(file.blocks) for file in snapshot.files.values())
    has_faults = any(one.severity is Severity.FOUT for one in snapshot.loaded.diagnostics)
    return blocks <= (LARGE_WITH_FAULTS if has_faults else LARGE)


def of_reading(snapshot: Snapshot) -> tuple[Diagnostic, ...]:
    """Return what is wrong in the texts themselves."""
    return without_doubtful_head(snapshot.loaded.diagnostics)


def of_names(snapshot: Snapshot, document: Document) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the names and types of one document, and in reading the policy.

    Of a head with faults is taken what can be read of it, as of the whole policy later.
    """
    reading = of_reading(snapshot)
    if any(one.kind is TWO_HEADS for one in reading):
        return reading
    beleid = snapshot.beleid
    if beleid.kop is None:
        kop = next(filter(None, map(head_in_part, beleid.sources.values())), None)
        if kop is None:
            return reading
        beleid = attrs.evolve(beleid, declaraties=(*beleid.declaraties, kop))
    found = find_in_part(beleid, snapshot.file(document).begins)
    if any(one.severity is Severity.FOUT for one in reading):
        found = without_followers(snapshot.beleid, reading, found)
    return told_once((*reading, *found))


def of_all(snapshot: Snapshot, find: Find = check_loaded) -> tuple[Diagnostic, ...]:
    """Return all that is wrong in a policy."""
    found = find(snapshot.in_files()).diagnostics
    return tuple(snapshot.in_blocks(one) for one in found)


def linter(document: Document, today: date) -> Find:
    """Return the linter as `maatwerk controleer` runs it, with the settings above a document.

    Where settings do not read the usual ones count, and a finding says so.
    """

    def find(loaded: Loaded) -> Findings:
        settings, unread = _settings(document)
        linted = lint_loaded(loaded, settings=settings, today=today)
        return attrs.evolve(linted, diagnostics=(*unread, *linted.diagnostics))

    return find


@frozen
class Looked:
    """What the linter found.

    Args:
        open: The codes of the checks that could not look, as the policy has faults.
    """

    diagnostics: tuple[Diagnostic, ...]
    open: frozenset[str] = frozenset()


def of_linter(snapshot: Snapshot, document: Document, today: date, again: Again) -> Looked:
    """Return all that is wrong in a policy and all that the linter finds, with places in blocks.

    That is what `of_all` gives with `linter`; only what a keystroke may have changed is redone.

    Args:
        again: What was kept of the same policy before.
    """
    settings, unread = _settings(document)
    written = snapshot.in_blocks_with_files()
    linted = lint_again(snapshot.loaded, again, written, settings=settings, today=today)
    found = (*unread, *(snapshot.in_blocks(one) for one in linted.diagnostics))
    return Looked(found, linted.manners.unable)


def kept(
    earlier: Iterable[Diagnostic], looked: Looked, snapshot: Snapshot
) -> tuple[Diagnostic, ...]:
    """Return what was found, with what was found earlier by checks that cannot look now.

    While a name is being written the policy has a fault; what is found of the whole policy would
    come and go with it.
    """
    left = (one for one in earlier if one.code in looked.open)
    return carry(left, looked.diagnostics, snapshot)


def _settings(document: Document) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings above a document; where they do not read, the finding that says so."""
    path = Path(document)
    if path.is_absolute():
        try:
            return SettingsFiles().of(str(path.parent)), ()
        except click.ClickException:
            return None, (_unread_settings(),)
    return None, ()


def _unread_settings() -> Diagnostic:
    why = "`maatwerk controleer` zegt waarom, en tot dan gelden hier de gewone instellingen"
    kind = attrs.evolve(WRONG, severity=Severity.WAARSCHUWING)
    return diagnostic(kind, OWN_FILE, naam=OWN_FILE, reden=why)


def carry(
    earlier: Iterable[Diagnostic], new: Iterable[Diagnostic], snapshot: Snapshot
) -> tuple[Diagnostic, ...]:
    """Return new findings, and the earlier ones of which the text did not change since."""
    kept = (
        one for one in earlier if one.spans and all(snapshot.has(label.span) for label in one.spans)
    )
    return tuple(dict.fromkeys((*new, *kept)))


def shown(snapshot: Snapshot, found: Iterable[Diagnostic], document: Document) -> Shown:
    """Return findings by document; what has no place stands at the top of `document`.

    Findings in a policy that is used are told in its own documents.
    """
    by_document: dict[Document, list[Finding]] = {each: [] for each in snapshot.own}
    by_document.setdefault(document, [])
    for one in found:
        places = [(snapshot.place(label.span), label.text) for label in one.spans]
        there = [(place, text) for place, text in places if place is not None]
        main = there[0][0] if there else Place(document, 0, 0)
        changes = tuple(
            Change(place, edit.replacement, edit.safety)
            for edit in one.edits
            if (place := snapshot.place(edit.span)) is not None
        )
        complete = changes if len(changes) == len(one.edits) else ()
        finding = Finding(main, one, tuple(there[1:]), complete)
        by_document.setdefault(main.document, []).append(finding)
    return {each: tuple(findings) for each, findings in by_document.items()}


def still_there(
    told: Iterable[Finding], snapshot: Snapshot, document: Document
) -> tuple[Finding, ...]:
    """Return findings told earlier at their places of now, without those whose text is gone."""
    found = carry((one.diagnostic for one in told), (), snapshot)
    return shown(snapshot, found, document).get(document, ())
