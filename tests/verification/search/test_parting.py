"""A change of the rules is searched for where it is: small and deep changes of every shape."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from maatwerk_rules import load
from maatwerk_rules.model import core
from maatwerk_rules.model.core import Definition
from maatwerk_rules.model.types import JaNee
from maatwerk_rules.verification.claims import Claim, Place, Same, Turned
from maatwerk_rules.verification.executors import plain_cases
from maatwerk_rules.verification.properties import P17
from maatwerk_rules.verification.reverted import reverted
from maatwerk_rules.verification.search.cases import Drafts
from maatwerk_rules.verification.search.differing import Differing
from maatwerk_rules.verification.search.layout import Layout
from maatwerk_rules.verification.search.parting import chosen
from maatwerk_rules.verification.search.search import Effort, searched
from maatwerk_rules.verification.verdicts import Verdict
from maatwerk_rules.verification.versions import OLD, RULES, together
from tests.small import policy_of

TEXT = """
gegeven loon: bedrag per maand tussen € 0 en € 100.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven huur: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat betaalt u aan huur?"
  grondslag Pw artikel 17 lid 1
gegeven werkt: ja/nee
  vraag "Werkt u?"
  grondslag Pw artikel 17 lid 1
gegeven studeert: ja/nee
  vraag "Studeert u?"
  grondslag Pw artikel 17 lid 1
gegeven ziek: ja/nee
  vraag "Bent u ziek?"
  grondslag Pw artikel 17 lid 1
soort kind heeft
  jaren: aantal jaren tussen 0 en 30
    vraag "Hoe oud is uw kind?"
    grondslag Pw artikel 17 lid 1
  zakgeld: bedrag per maand tussen € 0 en € 100
    vraag "Wat verdient uw kind?"
    grondslag Pw artikel 17 lid 1
gegeven kroost: lijst van hoogstens 4 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
bedrag vrij_loon per maand
  bron Pw artikel 11 lid 1
  met ingang van 2026-01-01: € 150
  laatst bekend
begrip telt_mee: bedrag per maand
  bron Pw artikel 11 lid 1
  is ((12,5% * loon) rekenkundig afgerond op centen) maar ten hoogste vrij_loon
begrip overig: bedrag per maand
  bron Pw artikel 11 lid 1
  is loon - telt_mee maar ten minste € 0 per maand
begrip druk: ja/nee
  bron Pw artikel 11 lid 1
  is (werkt en huur is meer dan € 900) of (studeert en niet ziek) of (werkt en studeert en ziek)
begrip jongste: aantal
  bron Pw artikel 11 lid 1
  is aantal k uit kroost waarvoor k.jaren is minder dan 12
begrip zakgelden: bedrag per maand
  bron Pw artikel 11 lid 1
  is som van k.zakgeld * 2 voor k uit kroost waarvoor k.jaren is meer dan 5
begrip huurdeel: bedrag per maand
  bron Pw artikel 11 lid 1
  is (€ 10 indien studeert, huur maar ten hoogste € 20 indien ziek,
    anders huur maar ten hoogste € 30)
uitkomst steun: bedrag per maand tussen € 0 en € 5.000
  anders € 0
  gunstig is hoger
regel steun_bij_druk bepaalt steun
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien overig is minder dan € 1.400 en druk
  dan € 1.400 - overig + zakgelden + huurdeel
uitzondering geen_steun_bij_kroost op steun_bij_druk
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien jongste is ten minste 2
  dan € 100
"""
CHANGES = {
    "een bedrag, één cent": ("2026-01-01: € 150", "2026-01-01: € 150,01"),
    "een percentage": ("12,5%", "12,6%"),
    "een grens in een begrip": ("huur is meer dan € 900", "huur is meer dan € 900,01"),
    "een woord erbij": ("(studeert en niet ziek)", "(studeert en niet ziek en niet werkt)"),
    "een woord eraf": ("(werkt en studeert en ziek)", "(werkt en ziek)"),
    "een keus minder": (" of (werkt en studeert en ziek)", ""),
    "een woord anders": ("studeert en niet ziek", "studeert en niet werkt"),
    "wie er telt": ("k.jaren is minder dan 12", "k.jaren is minder dan 13"),
    "hoeveel er moeten zijn": ("jongste is ten minste 2", "jongste is ten minste 3"),
    "een grens in een regel": (
        "overig is minder dan € 1.400 en",
        "overig is minder dan € 1.399 en",
    ),
    "wat een regel geeft": ("dan € 1.400 - overig", "dan € 1.400 - telt_mee"),
    "wat van ieder telt": ("k.zakgeld * 2", "k.zakgeld * 3"),
    "wie er in de som telt": ("k.jaren is meer dan 5", "k.jaren is meer dan 6"),
    "de voorwaarde van een tak": ("€ 10 indien studeert", "€ 10 indien werkt"),
    "de waarde van een tak": ("ten hoogste € 20", "ten hoogste € 20,01"),
    "de laatste tak": ("ten hoogste € 30", "ten hoogste € 31"),
    "een tak minder": ("€ 10 indien studeert, ", ""),
    "wat er anders is": ("anders € 0", "anders € 1"),
    "een regel minder": (TEXT[TEXT.index("uitzondering geen") :], ""),
}


def looked_for(before: str, after: str, most: int) -> list[Verdict]:
    assert TEXT.count(before) == 1
    both = together(policy_of(TEXT), policy_of(TEXT.replace(before, after)))
    assert both is not None
    assert both.changed == ("steun",)
    claim = Claim(P17, "steun", Same(grounds=False), both.turned)
    found = []
    for seed in range(4):
        effort = Effort(seed=seed, most=most, strict=True)
        found += searched(both.policy, both.part, [claim], effort)
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_and_the_evaluator_sees_it(name: str) -> None:
    for found in looked_for(*CHANGES[name], 5_000):
        assert found.status == "weerlegd"
        assert len(found.cases) == 2


def test_a_change_that_never_comes_through_is_not_found() -> None:
    """Who has so much left that the limit of € 210 counts, has too much for support."""
    above = TEXT.replace("2026-01-01: € 150", "2026-01-01: € 210")
    both = together(policy_of(above), policy_of(above.replace("€ 210", "€ 211")))
    assert both is not None
    claim = Claim(P17, "steun", Same(grounds=False), both.turned)
    (none,) = searched(both.policy, both.part, [claim], Effort(seed=1, most=500, strict=True))
    assert none.status == "niet_gevonden"


def test_a_case_that_cannot_exist_comes_out_no_other_way() -> None:
    premise = """toelaatbaar werkend "Wie werkt verdient"
  alleen als niet werkt of loon is meer dan € 0
"""
    both = together(policy_of(TEXT + premise), policy_of(TEXT.replace("€ 100", "€ 99") + premise))
    assert both is not None
    drafts = Drafts(Layout(both.part.program))
    plain = drafts.plain(both.part.vanaf)
    plain.facts |= {"werkt": True, "loon": 0}
    found = Differing(both.policy, both.part).pairs([drafts.case(plain)], both.turned, ["steun"])
    assert [*found] == []


@pytest.mark.nachtelijk
@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("bedragen_middelen.beleid", "€ 177,66", "€ 177,67"),
        ("inkomenstoeslag.beleid", "is ten minste leeftijd_ink", "is meer dan leeftijd_ink"),
    ],
)
def test_a_small_change_deep_in_the_national_policy_is_found(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    """The largest policy that is shipped; the change is five definitions below an outcome."""
    new = tmp_path / "nieuw"
    shutil.copytree(Path(__file__).parents[3] / "policies/participatiewet", new)
    text = (new / file).read_text("utf-8")
    assert before in text
    (new / file).write_text(text.replace(before, after, 1), "utf-8")
    both = together(load("participatiewet"), load(new), date(2026, 3, 1))
    assert both is not None
    claims = [Claim(P17, name, Same(grounds=False), both.turned) for name in both.changed]
    cases = [one.case for one in plain_cases(both.policy, both.part)]
    found = searched(both.policy, both.part, claims, Effort(most=40_000), examples=cases)
    assert any(one.status == "weerlegd" for one in found)


def test_only_what_is_chosen_by_the_varied_place_has_two_sides() -> None:
    ja, which = core.Constant(True, JaNee()), core.Fact(RULES, JaNee())
    change = Turned(Place("gegeven", RULES), OLD, "nieuw")
    reads = [core.Read(name, None, JaNee()) for name in ("een", "twee")]
    on_other = core.Compare("eq", core.Fact("team", JaNee()), core.Constant(OLD, JaNee()))
    on_this = core.Compare("eq", which, core.Constant(OLD, JaNee()))

    def definitions() -> Iterator[Definition]:
        yield Definition("a", JaNee(), expression=ja)
        yield Definition("b", JaNee(), expression=core.Choose(((ja, reads[0]),), ja))
        yield Definition("c", JaNee(), expression=core.Choose(((on_other, reads[0]),), reads[1]))
        yield Definition("d", JaNee(), expression=core.Choose(((on_this, reads[0]),), reads[1]))

    assert [chosen(one, change) for one in definitions()] == [None, None, None, ("een", "twee")]


def test_a_rule_that_decides_is_put_back_with_what_hung_on_it_and_with_its_rank() -> None:
    ja, nee = (core.Constant(one, JaNee()) for one in (True, False))
    one, two = core.Node("een", ja, ja), core.Node("twee", nee, nee)
    hung = core.Node("een", ja, ja, (two,))
    before = Definition("recht", JaNee(), rules=(one, two), above={"twee": frozenset({"een"})})
    after = Definition("recht", JaNee(), rules=(one,))
    assert reverted(before, after) == {"twee": before}
    assert reverted(after, before)["twee"] == after
    moved = attrs.evolve(after, rules=(hung,))
    assert reverted(after, moved)["twee"] == after


def test_a_deviation_and_what_a_definition_says_itself_are_put_back() -> None:
    ja, nee = (core.Constant(one, JaNee()) for one in (True, False))
    rule, soft, hard = (core.Node(name, ja, ja) for name in ("een", "zacht", "hard"))
    softer, harder = (core.Deviation(node, 1, True) for node in (soft, hard))
    bare = Definition("recht", JaNee(), rules=(rule,), default=ja)
    with_both = attrs.evolve(bare, deviations=(softer, harder))
    without = attrs.evolve(bare, deviations=(harder,), default=nee)
    found = reverted(with_both, without)
    assert [one.name for one in found["zacht"].deviations] == ["zacht", "hard"]
    assert found["recht"].default == ja
    other = attrs.evolve(softer, favourable=False)
    kept = reverted(
        attrs.evolve(bare, deviations=(other,)), attrs.evolve(bare, deviations=(softer,))
    )
    assert kept["zacht"].deviations == (other,)


def test_a_rule_that_went_before_another_is_put_back_above_it() -> None:
    ja, nee = (core.Constant(one, JaNee()) for one in (True, False))
    one, two = core.Node("een", ja, ja), core.Node("twee", nee, nee)
    before = Definition("recht", JaNee(), rules=(one, two), above={"twee": frozenset({"een"})})
    after = Definition("recht", JaNee(), rules=(two,))
    assert reverted(before, after) == {"een": before}


def test_a_value_with_which_a_case_cannot_exist_shows_no_difference() -> None:
    premise = """toelaatbaar werkend "Wie werkt verdient"
  alleen als niet werkt of loon is meer dan € 0
"""
    policy = policy_of(TEXT + premise)
    part = policy.slices[-1]
    drafts = Drafts(Layout(part.program))
    change = Turned(Place("gegeven", "werkt"), False, True)

    def differing(loon: int) -> list[str]:
        draft = drafts.plain(part.vanaf)
        draft.facts |= {"loon": loon, "huur": 100_000}
        pairs = Differing(policy, part).pairs([drafts.case(draft)], change, ["druk"])
        return [name for _, name, _ in pairs]

    assert differing(5) == ["druk"]
    assert differing(0) == []
