"""A definition that was translated before is the same as one that is translated anew."""

from collections.abc import Iterator

import attrs
import pytest

from maatwerk_rules.analysis import desugar, translated
from maatwerk_rules.analysis.build import build, presumed
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.analysis.translated import Memory, around
from maatwerk_rules.integrations.editor.incremental import FileReader
from maatwerk_rules.model import core
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.linter.faults import Fault, changed, faults, texts
from tests.small import BASE

FAULTS = [fault for fault in faults() if fault.policy == "bijstand_voorbeeld"]
MORE = """
gegeven loon: bedrag per maand tussen € 0 en € 9.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
bedrag grens per maand
  bron Pw artikel 21
  met ingang van 2026-01-01: € {grens} per maand
  laatst bekend
begrip te_veel: ja/nee
  is loon is meer dan grens
begrip genoeg: ja/nee
  anders nee
regel genoeg_loon bepaalt genoeg
  bron Pw artikel 21
  bedoeling vangnet
  indien te_veel
  dan ja
begrip los: ja/nee
  is loon is meer dan € {los} per maand
"""


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """Let nothing be known from before."""
    kept = Memory()
    monkeypatch.setattr(desugar, "_MEMORY", kept)
    return kept


def beleid_of(text: str, known: Beleid | None = None) -> Beleid:
    """Return the policy of a text; of what is equal to something known, with its place, that."""
    beleid, _ = parse_beleid([Source("a.beleid", text)])
    if known is None:
        return beleid
    before = {(each, each.span): each for each in known.declaraties}
    kept = tuple(before.get((each, each.span), each) for each in beleid.declaraties)
    return attrs.evolve(beleid, declaraties=kept)


def written(policy: Policy) -> Iterator[object]:
    """Yield all that definitions say, with the place and the declaration of each part."""
    for part in policy.slices:
        yield part.vanaf
        for definition in part.program.definitions.values():
            yield repr(definition)
            yield id(definition.origin)
            yield from (one.span for one in definition.parts)
            yield from (id(node.origin) for node in core.nodes(definition))


def definitions(beleid: Beleid) -> dict[str, core.Definition]:
    return dict(presumed(beleid).slices[0].program.definitions)


def test_what_did_not_change_is_the_same_object(memory: Memory) -> None:
    first = beleid_of(BASE + MORE.format(grens=900, los=100))
    second = beleid_of(BASE + MORE.format(grens=800, los=100), first)
    third = beleid_of(BASE + MORE.format(grens=900, los=200), first)
    before = definitions(first)

    assert all(one is before[name] for name, one in definitions(first).items())
    changed_ = {name for name, one in definitions(second).items() if one is not before[name]}
    assert changed_ == {"te_veel"}
    assert {name for name, one in definitions(third).items() if one is not before[name]} == {"los"}


def test_what_counts_for_all_makes_all_anew(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translated, "is_identical", lambda *_: False)
    first = beleid_of(BASE + MORE.format(grens=900, los=100))
    second = beleid_of(first.sources["a.beleid"].text + "\nkeuze soms uit nu, straks\n", first)
    before = definitions(first)

    assert not {name for name, one in definitions(second).items() if one is before[name]}


def test_what_is_translated_anew_and_is_the_same_stays_the_same_object(memory: Memory) -> None:
    text = BASE + MORE.format(grens=900, los=100)
    first = beleid_of(text)
    second = beleid_of(text.replace("Wat verdient u?", "Wat ontvangt u?"), first)
    third = beleid_of(text.replace("€ 9.000", "€ 8.000"), first)
    before = definitions(first)

    assert all(one is before[name] for name, one in definitions(second).items())
    changed_ = {name for name, one in definitions(third).items() if one is not before[name]}
    assert changed_ >= {"te_veel", "los"}


def test_rules_of_another_period_are_not_taken_for_those_of_this_one(memory: Memory) -> None:
    dated = "regel later bepaalt genoeg\n  bron Pw artikel 21\n  bedoeling vangnet\n"
    dated += "  geldt van 2026-07-01\n  indien loon is € 5 per maand\n  dan ja\n"
    policy = presumed(beleid_of(BASE + MORE.format(grens=900, los=100) + dated))

    early, late = (part.program.definitions["genoeg"] for part in policy.slices)
    assert [node.name for node in early.rules] == ["genoeg_loon"]
    assert [node.name for node in late.rules] == ["genoeg_loon", "later"]


def test_the_memory_forgets_what_was_asked_for_longest_ago() -> None:
    beleid = lowered(beleid_of(BASE + MORE.format(grens=900, los=100)))
    symbols = collect(beleid)[0]
    memory = Memory(most=1)
    made: list[str] = []

    def of(name: str) -> core.Definition:
        def translate() -> core.Definition:
            made.append(name)
            return core.Definition(name, symbols.types[name])

        return memory.of(symbols.values[name], symbols, bool, translate)

    for name in ("los", "los", "te_veel", "los"):
        assert of(name).name == name
    assert made == ["los", "te_veel", "los"]
    assert around(symbols.values["los"], symbols).dated == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_policy_after_a_change_is_translated_as_if_nothing_was_known(
    fault: Fault, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = {source.name: FileReader(source.name) for source in texts(fault.policy)}
    presumed(in_blocks(readers, texts(fault.policy)))
    other = in_blocks(readers, changed(texts(fault.policy), fault))
    if build(other).policy is None:
        return
    after = [*written(presumed(other))]
    monkeypatch.setattr(desugar, "_MEMORY", Memory())

    assert after == [*written(presumed(other))]


def in_blocks(readers: dict[str, FileReader], sources: tuple[Source, ...]) -> Beleid:
    """Return a policy of which a block that did not change is the same object as before."""
    blocks = [block for each in sources for block in readers[each.name].read(each.text).blocks]
    declared = tuple(each.declaratie for each in blocks if each.declaratie is not None)
    return Beleid(declared, sources={each.source.name: each.source for each in blocks})
