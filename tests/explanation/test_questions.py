"""Questions for which the policy gives no words are whole sentences."""

import pytest

from maatwerk_rules.explanation.questions import ask
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.unknown import Leaf, RecordId
from tests.explanation.told import DAY, policy

TEXT = """
register archief "Archief"
soort ding heeft
  nodig: ja/nee
  prijs: bedrag tussen € 0 en € 100
gegeven dingen: lijst van hoogstens 5 ding
  uit register archief
gegeven huis: hoogstens een ding
  uit register archief
gegeven loopt_al: ja/nee
  uit register archief
gegeven huur: bedrag per maand tussen € 0 en € 100
  uit register archief
gegeven duur: aantal maanden tussen 0 en 10
  uit register archief
gegeven keren: aantal tussen 0 en 10
  uit register archief
gegeven deel: percentage tussen 0% en 100%
  uit register archief
gegeven begin: datum tussen 2020-01-01 en 2030-01-01
  uit register archief
gegeven kleur: keuze uit rood, donker_blauw
  uit register archief
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_is_nodig bepaalt hulp
  bron Pw artikel 11
  bedoeling vangnet
  indien (loopt_al of huur is meer dan € 1 per maand of duur is meer dan 1 maand of keren is 3
    of deel is meer dan 3% of begin is ten hoogste peildatum of kleur is rood
    of er is een d uit dingen waarvoor (d.nodig en d.prijs is meer dan € 5)
    of er is een h uit huis waarvoor h.nodig)
  dan ja
"""
AUTO = RecordId("dingen", "auto")


@pytest.mark.parametrize(
    ("leaf", "question"),
    [
        (Leaf("gegeven", "loopt_al"), "Is dit zo: ‘loopt al’?"),
        (Leaf("gegeven", "dingen", AUTO, "nodig"), "Is dit zo voor auto: ‘nodig’?"),
        (Leaf("gegeven", "dingen", AUTO, "prijs"), "Welk bedrag hoort bij ‘prijs’ van auto?"),
        (Leaf("gegeven", "huur"), "Welk bedrag per maand hoort bij ‘huur’?"),
        (Leaf("gegeven", "duur"), "Welk aantal in maanden hoort bij ‘duur’?"),
        (Leaf("gegeven", "keren"), "Welk aantal hoort bij ‘keren’?"),
        (Leaf("gegeven", "deel"), "Welk percentage hoort bij ‘deel’?"),
        (Leaf("gegeven", "begin"), "Welke datum hoort bij ‘begin’?"),
        (Leaf("gegeven", "kleur"), "Wat hoort bij ‘kleur’: rood of donker blauw?"),
        (Leaf("gegeven", "dingen"), "Wat staat er in de lijst ‘dingen’?"),
        (Leaf("gegeven", "huis"), "Is er een huis?"),
        (Leaf("invulling", "norm"), "Wat is de invulling van ‘norm’?"),
    ],
)
def test_question_without_words_of_the_policy_is_a_sentence(leaf: Leaf, question: str) -> None:
    assert ask(leaf, Vocabulary(policy(TEXT), DAY)) == question
