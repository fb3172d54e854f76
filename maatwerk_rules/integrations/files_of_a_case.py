"""The JSON files around a besluit: itself, what is given with it, weighings, folders of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from maatwerk_rules.besluit.form import Form, weigh
from maatwerk_rules.besluit.record import Besluit, read_besluit
from maatwerk_rules.besluit.weighing import Weighing, complete, with_weighing
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.shared import read_case, shown
from maatwerk_rules.integrations.terminal import complain
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide
from maatwerk_rules.resources import reason
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import Facts
from maatwerk_rules.runtime.json_text import read_json
from maatwerk_rules.runtime.shapes import read_items, read_known, read_text

MOST_FILES = 10_000
"""In a folder with more files than this nothing is read."""
NO_SUCH_ROOM = "een uitkomst en een grond waarin nog een oordeel open staat,"
WEIGHED = ("uitkomst", "grond", "voor", "antwoorden")


def besluit_from(path: str) -> Besluit:
    """Return a besluit from a file, or from standard input for `-`; its hash is checked.

    Raises:
        FactError: it does not read, or was changed.
        click.FileError: the file cannot be opened.
    """
    return read_besluit(read_case(path))


def group_from(path: str) -> Mapping[str, object]:
    """Return the JSON object in a file.

    Raises:
        FactError: it is none.
        click.FileError: the file cannot be opened.
    """
    complaints = Complaints()
    found = read_json(read_case(path), complaints)
    if not isinstance(found, Mapping):
        expected = "een groep gegevens tussen { en }"
        complaints.add(WRONG_FORM, "", gevonden=quote(found), verwacht=expected)
    complaints.check()
    assert isinstance(found, Mapping), "else there was a complaint"
    return found


def weigh_all(
    policy: Policy, facts: Facts, path: str, decided: tuple[Any, ...]
) -> tuple[Facts, tuple[Weighing, ...]]:
    """Return the weighings in a file, one after another, and the facts with their judgements.

    Args:
        decided: The peildatum and the outcomes, as `decide` takes them.

    Raises:
        FactError: something does not read or is missing, or there is no such room; with its place.
        click.FileError: the file cannot be opened.
    """
    complaints = Complaints()
    given = read_json(read_case(path), complaints)
    made: list[Weighing] = []
    for where, each in read_items(given, "wegingen", complaints):
        found = read_known(each, where, WEIGHED, complaints) or {}
        complaints.check()
        day, outcomes = decided
        decision = decide(policy, facts, peildatum=day, uitkomsten=outcomes)
        one = _weigh(policy, decision, found, where)
        made.append(one)
        facts = with_weighing(facts, one)
    complaints.check()
    return facts, tuple(made)


def _weigh(policy: Policy, decision: Decision, found: Mapping[str, object], where: str) -> Weighing:
    complaints = Complaints()
    outcome, ground, voor = (
        read_text(found.get(key), f"{where}.{key}", complaints) for key in WEIGHED[:3]
    )
    answers = found.get("antwoorden")
    form: Form | None = None
    with suppress(KeyError):
        form = weigh(policy, decision, outcome or "", ground or "", voor)
    if form is None:
        told = f"`{outcome}` met `{ground}`"
        complaints.add(WRONG_FORM, where, gevonden=told, verwacht=NO_SUCH_ROOM)
    if not isinstance(answers, Mapping):
        told, expected = quote(answers), "een groep gegevens tussen { en }"
        complaints.add(WRONG_FORM, f"{where}.antwoorden", gevonden=told, verwacht=expected)
    complaints.check()
    assert form is not None, "else there was a complaint"
    assert isinstance(answers, Mapping), "else there was a complaint"
    return complete(form, decision.facts, answers)


def json_files(folder: str) -> Sequence[Path]:
    """Return the JSON files in a folder, by name; those in folders below are not read.

    Raises:
        click.UsageError: there are too many.
        click.FileError: the folder cannot be read.
    """
    try:
        found = sorted(each for each in Path(folder).iterdir() if each.suffix == ".json")
    except (OSError, ValueError) as error:
        raise click.FileError(folder, reason(error)) from error
    if len(found) > MOST_FILES:
        sentence = f"In `{folder}` staan meer dan {MOST_FILES} bestanden."
        raise click.UsageError(sentence, click.get_current_context(silent=True))
    return found


def complain_of(error: FactError, name: str | None = None) -> None:
    """Tell what is wrong in a file; its name stands above where there are more."""
    if name is not None:
        complain(f"{name}:")
    complain(shown(error.diagnostics, {}), styled=True)
