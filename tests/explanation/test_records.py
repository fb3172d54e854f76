"""How outcomes and conditions about the records of a list are told."""

import attrs

from tests.explanation.told import decided, told

LIJST = """
soort kind heeft
  leeftijd: aantal jaren tussen 0 en 30
  inwonend: ja/nee
gegeven kinderen: lijst van hoogstens 9 kind
  vraag "Welke kinderen hebt u?"
oordeel zorg per kind: ja/nee
  vraag "Heeft dit kind zorg nodig?"
  maatstaf Pw artikel 35
  door college
  weegt gevolg "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
begrip klein per kind: ja/nee
  is kind.leeftijd is minder dan 12
uitkomst toeslag per kind: ja/nee
  anders nee
  gunstig is ja
regel jong bepaalt toeslag
  bron Verordening artikel 3
  bedoeling vangnet
  indien kind.inwonend en klein
  dan ja
uitkomst gezin: ja/nee
  anders nee
  gunstig is ja
regel met_kind bepaalt gezin
  bron Pw artikel 4
  bedoeling vangnet
  indien er is een k uit kinderen waarvoor (k.inwonend en k.leeftijd is minder dan 18)
  dan ja
uitkomst extra per kind: ja/nee
  anders nee
  gunstig is ja
regel met_zorg bepaalt extra
  bron Pw artikel 35
  karakter moet beoordelen
  bedoeling vangnet
  toetsen bij aanwijzing kind.inwonend
  indien oordeel zorg
  dan ja
"""


def kinderen(*leeftijden: int) -> dict[str, object]:
    return {"kinderen": [{"leeftijd": each, "inwonend": True} for each in leeftijden]}


def test_an_outcome_per_record_names_the_record() -> None:
    text = told(decided(LIJST, "toeslag", feiten=kinderen(5, 20)))

    assert "Toeslag voor kind 1: ja." in text
    assert "Toeslag voor kind 2: nee." in text
    assert "Kind 1: leeftijd 5 jaar; inwonend ja." in text.replace("kind 1: l", "Kind 1: l")
    assert "want klein (kind 2) is nee" in text


def test_of_a_condition_on_many_records_only_some_values_are_told_at_first() -> None:
    decision = decided(LIJST, "gezin", feiten=kinderen(*range(20, 28)))

    assert "en andere" in told(decision, 1)
    assert "Leeftijd van kind 8: 27 jaar." in told(decision)


def test_a_list_that_may_hold_more_says_so() -> None:
    more = {"kinderen": {"@lijst": [{"inwonend": False}], "@volledig": False}}
    text = told(decided(LIJST, "gezin", feiten=more))

    assert "Er zijn er misschien meer." in text
    assert "kind 1: inwonend nee." in text


def test_an_empty_list_and_a_bare_record_are_told() -> None:
    assert "Kinderen: geen." in told(decided(LIJST, "gezin", feiten={"kinderen": []}))
    assert "- kind 1" in told(decided(LIJST, "gezin", feiten={"kinderen": [{}]}))


def test_what_is_not_at_issue_for_records_is_told_once() -> None:
    kids = [{"inwonend": False, "leeftijd": 3}]
    decision = decided(LIJST, "extra", feiten={"kinderen": kids})
    (result,) = decision.results
    (ground,) = [room for room in result.room if room.name == "met_zorg"]
    other = attrs.evolve(ground, record=attrs.evolve(ground.record, key="sam_de_vries"))
    twice = attrs.evolve(result, room=(ground, other))

    text = told(attrs.evolve(decision, results=(twice,)))

    assert "Nu niet aan de orde (1): ‘met zorg’ (kind 1 en sam de vries)." in text


def test_of_many_changes_eight_are_shown() -> None:
    decision = decided(LIJST, "gezin", feiten=kinderen(*range(20, 29)))

    assert "Meer: 1." in told(decision)
