"""An explanation is written section by section, when each is read; the text is the same."""

from datetime import date
from random import Random

import attrs
import pytest

from maatwerk_rules import decide, explain, load, to_json, to_text
from maatwerk_rules.explanation import motivate
from maatwerk_rules.explanation.document import Document, Heading
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.model.toetsclauses import Toetsdatum
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.facts import read_facts
from maatwerk_rules.runtime.later import is_filled
from maatwerk_rules.runtime.toets_case import facts_of
from tests.benchmarks import tijdtaak_12

Decided = tuple[Policy, Decision]


def of_toetsen(name: str, *, most: int) -> list[Decided]:
    policy = load(name)
    found: list[Decided] = []
    for toets in policy.beleid.own(Toets):
        day = toets.one(Toetsdatum)
        if day is not None and len(found) < most:
            facts = facts_of(policy, toets)
            found.append((policy, decide(policy, facts, peildatum=day.datum)))
    return found


def of_task(request: pytest.FixtureRequest) -> Decided:
    policy = load(request.config.rootpath / "tests/benchmarks/tijdtaak_12.beleid")
    case = tijdtaak_12.as_case(tijdtaak_12.random_case(Random(4)))
    return policy, decide(policy, read_facts(policy, case), peildatum=date(2026, 3, 1))


def test_the_order_in_which_sections_are_read_does_not_matter(
    request: pytest.FixtureRequest,
) -> None:
    for policy, decision in (of_task(request), *of_toetsen("bijstand_voorbeeld", most=4)):
        whole = explain(policy, decision)
        told = explain(policy, decision)
        backwards = [section.blocks for section in reversed(told.sections)]
        joined = tuple(block for blocks in reversed(backwards) for block in blocks)

        assert joined == whole.blocks == told.blocks
        assert told == whole == Document(whole.blocks)
        assert to_text(told) == to_text(Document(joined))
        assert to_json(told) == to_json(whole)
        assert repr(told) == repr(Document(joined))


def test_each_layer_holds_the_sections_of_the_one_before(request: pytest.FixtureRequest) -> None:
    policy, decision = of_task(request)
    names = [
        [(one.name, one.about) for one in explain(policy, decision, layers=layers).sections]
        for layers in (1, 2, 3)
    ]

    assert [len(each) for each in names] == [2, 21, 25]
    assert [name for name, _ in names[0]] == ["uitkomst", "slot"]
    assert [about for name, about in names[2] if name == "anders"] == [
        "Recht",
        "Uitkering",
        "Toeslag",
        "Grond",
    ]
    assert all(name in names[2] for each in names for name in each)


def test_what_is_not_read_is_not_written(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, decision = of_task(request)
    monkeypatch.setattr(motivate, "what_would_change", None)
    told = explain(policy, decision)

    assert not is_filled(told, "blocks")
    assert told.title == policy.title
    assert isinstance(told.sections[0].blocks[0], Heading)
    others = [one for one in told.sections if one.name not in ("anders", "bronnen")]
    assert all(isinstance(one.blocks, tuple) for one in others)
    assert not any(is_filled(one, "blocks") for one in told.sections if one not in others)
    with pytest.raises(TypeError, match="not callable"):
        _ = told.blocks
    monkeypatch.undo()
    assert told.blocks == explain(policy, decision).blocks
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        told.sections[0].name = "anders"  # type: ignore[misc]


@pytest.mark.nachtelijk
def test_national_toetsen_read_the_same_in_any_order() -> None:
    random = Random(1)
    for policy, decision in of_toetsen("participatiewet", most=40):
        whole, told = explain(policy, decision), explain(policy, decision)
        mixed = [*told.sections]
        random.shuffle(mixed)
        assert all(isinstance(section.blocks, tuple) for section in mixed)
        assert told.blocks == whole.blocks
