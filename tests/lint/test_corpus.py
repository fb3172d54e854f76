"""Realistic faults in shipped policies: each is found in its place, and nothing else is.

A fault is a file in `corpus/<policy>/`: a sentence, then what is looked for (`=== zoek`) and what
comes in its place (`=== door`), or what is added (`=== toe`). The lines that must be found end in
`# fout: CODE`. Where several findings are right, all are marked.
"""

from functools import cache
from pathlib import Path

import pytest

from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.lint.registry import shipped
from maatwerk_rules.loading import read
from maatwerk_rules.pipeline import Linted, lint
from maatwerk_rules.source import Source
from tests.contract.test_meldingen import MARK

CORPUS = Path(__file__).parent / "corpus"
FAULTS = sorted(CORPUS.glob("*/*.txt"))
FEWEST = 60
FORM = "MW101"
USUAL = tuple(check for check in shipped() if not check.strict and check.kind.code != FORM)


@cache
def texts(policy: str) -> tuple[Source, ...]:
    return tuple(read(policy).beleid.sources.values())


def changed(sources: tuple[Source, ...], fault: Path) -> tuple[Source, ...]:
    """Give the texts with the fault in them."""
    _, *parts = fault.read_text("utf-8").split("\n=== ")
    texts = list(sources)
    wanted: str | None = None
    for part in parts:
        kind, _, text = part.partition("\n")
        text = text.removesuffix("\n")
        if kind == "zoek":
            wanted = text
        elif kind == "toe":
            last = texts[-1]
            texts[-1] = Source(last.name, f"{last.text}{text}\n")
        else:
            assert kind == "door", fault
            assert wanted is not None, fault
            (place,) = [i for i, each in enumerate(texts) if wanted in each.text]
            assert texts[place].text.count(wanted) == 1, wanted
            texts[place] = Source(texts[place].name, texts[place].text.replace(wanted, text))
    return tuple(texts)


def marked(sources: tuple[Source, ...]) -> set[tuple[str, int, str]]:
    return {
        (source.name, number, code.strip())
        for source in sources
        for number, line in enumerate(source.text.splitlines(), start=1)
        if (mark := MARK.search(line))
        for code in mark[1].split(",")
    }


@cache
def known(policy: str) -> set[tuple[str, str]]:
    """Give what is found in the policy as it is shipped: the code, and the line it stands in."""
    linted = lint(texts(policy), USUAL)
    return {(one.code, line_of(one, linted)[2]) for one in linted.diagnostics}


def line_of(one: Diagnostic, linted: Linted) -> tuple[str, int, str]:
    span = one.spans[0].span
    source = linted.sources[span.source]
    line = source.position(span.start).line
    return span.source, line, source.line_text(line)


def found(sources: tuple[Source, ...], policy: str) -> set[tuple[str, int, str]]:
    """Give the findings that the policy as it is shipped has not."""
    linted = lint(sources, USUAL)
    places = [(one.code, line_of(one, linted)) for one in linted.diagnostics]
    return {(at[0], at[1], code) for code, at in places if (code, at[2]) not in known(policy)}


def by_name(fault: Path) -> str:
    return f"{fault.parent.name}/{fault.stem}"


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= FEWEST


@pytest.mark.parametrize("fault", FAULTS, ids=by_name)
def test_the_fault_is_found_in_its_place_and_nothing_else(fault: Path) -> None:
    sources = changed(texts(fault.parent.name), fault)

    assert marked(sources)
    assert found(sources, fault.parent.name) == marked(sources)
