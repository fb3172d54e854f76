"""A policy that was kept is the policy that was checked, in all its parts and all it decides."""

import copy
import json
import pickle
from collections.abc import Mapping
from functools import cache
from typing import Any

import attrs
import pytest

from maatwerk_rules import Decision, Policy, decide, explain, load, to_json
from maatwerk_rules.analysis.build import drafted
from maatwerk_rules.model import kept
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.toets import run_all
from maatwerk_rules.runtime.toets_case import facts_of
from tests.small import policy_of

SHIPPED = [name.removesuffix(".beleid") for name in shipped_policies()]
SMALL, LARGE = "bijstand_voorbeeld", "participatiewet"
FIELDS = [field.name for field in attrs.fields(Policy)]


@cache
def fresh(name: str) -> Policy:
    return load(name)


@cache
def text_of(name: str) -> str:
    return kept.to_text(fresh(name))


def again(name: str) -> Policy:
    found = kept.from_text(text_of(name))
    assert found is not None
    return found


def differences(first: Any, second: Any) -> list[str]:
    """Give where two values differ, in any field of any class, whether it counts in `==` or not."""
    waiting, seen, found = [(first, second, "")], set(), []
    while waiting:
        one, other, way = waiting.pop()
        if (id(one), id(other)) in seen:
            continue
        seen.add((id(one), id(other)))
        if type(one) is not type(other):
            found.append(f"{way}: {type(one)} {type(other)}")
        elif attrs.has(type(one)):
            names = [field.name for field in attrs.fields(type(one))]
            waiting += [
                (getattr(one, name), getattr(other, name), f"{way}.{name}") for name in names
            ]
        elif isinstance(one, tuple) and len(one) == len(other):
            waiting += [(*pair, f"{way}[]") for pair in zip(one, other, strict=True)]
        elif isinstance(one, Mapping) and list(one) == list(other):
            waiting += [(one[key], other[key], f"{way}[{key}]") for key in one]
        elif one != other:
            found.append(f"{way}: {one!r:.60} {other!r:.60}")
    return found


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_every_part_comes_back_as_it_was(name: str) -> None:
    assert differences(fresh(name), again(name)) == []


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", SHIPPED)
def test_every_part_of_every_shipped_policy_comes_back(name: str) -> None:
    assert differences(fresh(name), again(name)) == []


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_same_policy_gives_the_same_text(name: str) -> None:
    assert kept.to_text(load(name)) == text_of(name) == kept.to_text(again(name))


def told_of(policy: Policy, toets: Toets, layers: int) -> str:
    """Give the records of what a policy decides of the case of a toets, and of the explanation."""
    names = tuple(dict.fromkeys(one.uitkomst for one in toets.all(Verwachting)))
    peildatum = toets.one(Toetsdatum).datum
    policy = drafted(policy) if toets.one(MetOntwerp) else policy
    facts = facts_of(policy, toets)
    decision = decide(policy, facts, peildatum=peildatum, uitkomsten=names or None)
    assert isinstance(decision, Decision)
    return json.dumps([to_json(decision), to_json(explain(policy, decision, layers=layers))])


def assert_decides_the_same(name: str, *, step: int, layers: int) -> None:
    first, second = fresh(name), again(name)
    pairs = zip(first.beleid.own(Toets), second.beleid.own(Toets), strict=True)
    for one, other in [*pairs][::step]:
        assert told_of(second, other, layers) == told_of(first, one, layers), one.naam


def test_it_decides_and_explains_every_toets_the_same() -> None:
    assert_decides_the_same(SMALL, step=1, layers=3)


def test_the_national_policy_decides_the_same() -> None:
    assert_decides_the_same(LARGE, step=120, layers=1)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", [name for name in SHIPPED if name != SMALL])
def test_every_toets_of_a_shipped_policy_is_decided_the_same(name: str) -> None:
    assert_decides_the_same(name, step=1, layers=1)


def test_toetsen_come_out_the_same_with_drafts_too() -> None:
    draft = """
regel later bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2027-01-01
  nog niet in werking "Komt nog."
  indien in_detentie
  dan nee

toets later_nee "Straks niet."
  met ontwerp
  op 2027-03-01
  gegeven in_detentie is ja
  verwacht recht is nee

toets nu_niet "Nu niet."
  op 2026-03-01
  gegeven in_detentie is ja
  verwacht recht is nee
"""
    first = policy_of(draft)
    second = kept.from_text(kept.to_text(first))

    assert second is not None
    assert [one.name for one in second.drafts] == [one.name for one in first.drafts] == ["later"]
    assert [one.passed for one in run_all(second)] == [one.passed for one in run_all(first)]


def test_nothing_is_made_before_it_is_asked_for() -> None:
    policy = again(SMALL)
    assert set(vars(policy)) & set(FIELDS) == {"name", "hash"}

    part = policy.slices[0]
    assert "program" not in vars(part)
    assert part.program is part.program
    assert "beleid" not in vars(policy)

    toets = policy.beleid.own(Toets)[0]
    assert "clausules" not in vars(toets)
    assert "written" not in vars(policy)
    assert toets.clausules
    assert repr(policy) == repr(fresh(SMALL))
    assert policy.title == fresh(SMALL).title


def test_what_is_not_there_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'Policy' object has no attribute 'beschikking'"):
        _ = again(SMALL).beschikking  # type: ignore[attr-defined]


def test_a_toets_can_be_copied_before_it_is_read() -> None:
    toets = again(SMALL).beleid.own(Toets)[0]

    for other in (copy.copy(toets), pickle.loads(pickle.dumps(toets))):
        assert other == toets
        assert differences(other, toets) == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "1", "{", "\n\n", "[]\n[]\n{}", '{"vorm": "x"}\n[]\n{}'),
        '{"vorm": "maatwerk/geheugen-beleid/1"}\n[]\n{}',
        '{"vorm": "maatwerk/geheugen-beleid/1"}',
    ],
)
def test_another_text_is_no_policy(text: str) -> None:
    assert kept.from_text(text) is None


def test_only_classes_of_a_policy_can_come_out_of_a_text() -> None:
    head, first, last = text_of(SMALL).split("\n")
    rows = json.loads(first)
    at = next(at for at, row in enumerate(rows) if row[0] == "declarations.Regel")
    for name in ("os.system", "Path", "builtins.eval", "policy.Policy", "declarations.date"):
        rows[at][0] = name
        policy = kept.from_text("\n".join((head, json.dumps(rows), last)))
        assert policy is not None
        with pytest.raises(KeyError):
            _ = policy.beleid


def test_a_part_of_another_class_cannot_be_kept() -> None:
    policy = fresh(SMALL)

    with pytest.raises(TypeError, match="cannot be kept"):
        kept.to_text(attrs.evolve(policy, lookers=({"een verzameling"},)))  # type: ignore[arg-type]
