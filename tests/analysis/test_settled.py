"""What is not looked at again under a policy above it would have given nothing there either."""

from collections.abc import Callable
from functools import cache

import attrs
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis import check, settled
from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.loading import read
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Beleidskop, Gegeven
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.linter.faults import Fault, changed, faults, texts

FAULTS = [fault for fault in faults() if fault.policy == "bijstand_voorbeeld"]
LOWER = ("diemen_afstemming_2015", "hardheid_voorbeeldstad")
USED = """beleid onder "Onder"
  geldt van 2026-01-01
gegeven student: ja/nee
  vraag "Studeert u?"
begrip klein: ja/nee
  is student
"""


def without_memory(look: Callable[[Beleid], tuple[Diagnostic, ...]], beleid: Beleid) -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "settled", lambda beleid: frozenset())
        return look(beleid)


@pytest.fixture(autouse=True)
def _own_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled, "_MEMORY", settled.Memory())


@cache
def declarations_of(fault: Fault) -> Beleid:
    return parse_beleid(changed(texts("bijstand_voorbeeld"), fault))[0]


def policy(text: str) -> Beleid:
    beleid, found = parse_beleid([Source("onder.beleid", text)])
    assert not found
    return beleid


@settings(deadline=None)
@given(st.data())
def test_findings_are_the_same_with_and_without_memory(data: st.DataObject) -> None:
    """Any part of a policy, faulty or not, is what the rest builds on; several rests in a row."""
    whole = declarations_of(data.draw(st.sampled_from(FAULTS)))
    kop = next(each for each in whole.declaraties if isinstance(each, Beleidskop))
    others = [each for each in whole.declaraties if each is not kop]
    below = data.draw(st.integers(0, len(others)))
    order = data.draw(st.permutations(others)) if data.draw(st.booleans()) else others
    used = Beleid((kop, *order[:below]), (), whole.sources)
    for _ in range(2):
        rest = order[below:] or [kop]
        own = data.draw(st.lists(st.sampled_from(rest), unique_by=id))
        top = Beleid((kop, *own), (used,), whole.sources)

        found = find(top)
        assert found == without_memory(find, top)
        event(f"settled {bool(settled.settled(lowered(top)))}")


@pytest.mark.parametrize("name", LOWER)
def test_findings_of_shipped_policies_are_the_same_without_memory(name: str) -> None:
    beleid = read(name).beleid

    assert find(beleid) == find(beleid) == without_memory(find, beleid)


def test_what_is_sound_by_itself_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Declaration] = []
    usual = settled.typecheck.check_types

    def noting(
        beleid: Beleid, symbols: object, left_out: frozenset[int] = frozenset()
    ) -> tuple[Diagnostic, ...]:
        looked.extend(each for each in beleid.everything() if id(each) not in left_out)
        return usual(beleid, symbols, left_out)  # type: ignore[arg-type]

    monkeypatch.setattr(settled.typecheck, "check_types", noting)
    used = policy(USED)
    for _ in range(3):
        find(Beleid((), (used,), used.sources))

    assert looked == list(used.declaraties)


def test_the_same_words_in_another_place_are_the_same_policy() -> None:
    used, moved = policy(USED), policy(f"# boven\n{USED}")
    find(used)

    assert settled.settled(Beleid((), (moved,))) == frozenset(map(id, moved.declaraties))


def test_a_policy_that_reads_what_is_above_it_is_looked_at_each_time() -> None:
    used = policy(f"{USED}begrip leunt: ja/nee\n  is hoger_gezegd\n")
    above = policy('gegeven hoger_gezegd: ja/nee\n  vraag "Is er iets?"\n')
    wide, bare = Beleid(above.declaraties, (used,)), Beleid((), (used,))

    assert settled.settled(wide) == frozenset()
    assert "MW002" not in {one.code for one in find(wide)}
    assert "MW002" in {one.code for one in find(bare)}


def test_a_name_that_is_declared_twice_settles_nothing() -> None:
    used = policy(f"{USED}gegeven student: ja/nee\n")

    assert settled.settled(Beleid((), (used,))) == frozenset()
    assert find(Beleid((), (used,))) == without_memory(find, Beleid((), (used,)))


def test_what_a_used_policy_builds_on_is_settled_with_it() -> None:
    lowest = policy(USED)
    middle = attrs.evolve(policy("begrip midden: ja/nee\n  is klein\n"), gebruikt=(lowest,))

    found = settled.settled(Beleid((), (middle,)))

    assert found == {*map(id, lowest.declaraties), *map(id, middle.declaraties)}


def test_the_memory_forgets_what_was_used_longest_ago() -> None:
    one, two, three = ((Gegeven(name, policy(USED).own(Gegeven)[0].type, ()),) for name in "abc")
    memory = settled.Memory(2)
    memory.keep(one, is_sound=True)
    memory.keep(two, is_sound=False)

    assert memory.find(one) is True
    memory.keep(three, is_sound=True)
    assert memory.find(two) is None
    assert memory.find(one) is True
