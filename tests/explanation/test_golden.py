"""The texts that people read, stored whole: a change in them is read as a change."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.explanation import document
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.runtime import record
from maatwerk_rules.runtime.decision import Decision

FILES = sorted((Path(__file__).parents[1] / "golden").glob("uitleg_*.txt"))
PART = "\n---- {} ----\n\n"


def decided(source: str) -> Decision:
    """Decide the case of a golden file; what changes with every release is left out."""
    given = json.loads(source)
    decision = decide(
        load("bijstand_voorbeeld"),
        given["zaak"],
        peildatum=date.fromisoformat(given["peildatum"]),
        uitkomsten=given["uitkomsten"],
    )
    return attrs.evolve(decision, policy_hash="(de hash)", library_version="(de versie)")


def produce(source: str) -> str:
    decision = decided(source)
    told = explain(decision.facts.policy, decision)
    kept = json.dumps(record.to_json(decision), ensure_ascii=False, indent=1)
    first = json.dumps(
        document.to_json(explain(decision.facts.policy, decision, layers=1)),
        ensure_ascii=False,
        indent=1,
    )
    parts = {
        "tekst, 80 tekens": to_text(told, 80),
        "tekst, 40 tekens": to_text(told, 40),
        "Markdown": to_markdown(told),
        "JSON van de eerste laag": first,
        "JSON van de uitkomst": kept,
    }
    return "".join(f"{PART.format(name)}{text}" for name, text in parts.items())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_texts_people_read_are_as_they_were_approved(
    file: Path, golden: Callable[[str, Callable[[str], str]], None]
) -> None:
    golden(file.name, produce)
