"""What an explanation must say, by claim; the whole texts are in the golden files."""

import json
from pathlib import Path

import attrs
import pytest

from maatwerk_rules.explanation.document import Paragraph
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.room import MOST_POWERS, _about
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.explanation.vocabulary import Vocabulary
from maatwerk_rules.model.declarations import Regel
from maatwerk_rules.pipeline import decide, load
from maatwerk_rules.runtime.decision import NO_BESLUIT, Decision, Ground
from maatwerk_rules.runtime.fact_values import NO_REQUEST
from maatwerk_rules.runtime.facts import Judgement
from maatwerk_rules.runtime.record import from_json, to_json
from tests.explanation.told import DAY, decided, explained, lines, told

TOWN = "bijzondere_bijstand_voorbeeldstad"
CASE_OF_AISHA = Path(__file__).parents[2] / "policies" / TOWN / "zaken" / "aisha.json"
RECHT = """
gegeven vast: ja/nee
  vraag "Zit u vast?"
  grondslag Pw artikel 17 lid 1
  vermoeden vast_geweest
  bewijslast bij aanvrager
gegeven vast_geweest: ja/nee
gegeven gevraagd: ja/nee
  vraag "Vroeg u erom?"
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
gegeven schuld: bedrag tussen € 0 en € 5.000
  uit register brp
oordeel hard: ja/nee
  vraag "Is dit te hard?"
  maatstaf Verordening artikel 12
  door college
  weegt inkomen, gevolg "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
  geldig 1 maanden
oordeel echt: ja/nee
  vraag "Is het echt nodig?"
  maatstaf Pw artikel 35
  door college
  weegt gevolg "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
  ruimte voor verordening bron Pw artikel 8
regel basis bepaalt recht
  bron Pw artikel 11
  bedoeling vangnet
  dan ja
uitzondering te_laat op basis
  bron Verordening artikel 3
  binnenwettelijk
  bedoeling vangnet
  indien vast
  dan nee
  uitleg "Uw antwoord was {vast}."
hardheidsclausule onbillijk bij regeling Verordening
  bron Verordening artikel 12
  karakter kan
  bedoeling vangnet
  ten gunste
  stelt terzijde te_laat
  toetsen altijd
  indien oordeel hard
  dan buiten toepassing
afwijkingsgrond op_verzoek bij te_laat
  bron Pw artikel 35
  karakter kan
  bedoeling vangnet
  ten gunste
  toetsen op verzoek gevraagd
  indien oordeel echt
  dan buiten toepassing
opschaling
  eerst gesprek door consulent
  daarna doorbraak door consulent indien vast_geweest
dekking Pw artikel 18a gedeeltelijk "Het bedrag van de boete is niet gecodeerd."
"""
SCHULD = """
gegeven schuld: bedrag tussen € 0 en € 5.000
  uit register brp
gegeven vast: ja/nee
  vraag "Zit u vast?"
  grondslag Pw artikel 17 lid 1
uitkomst arm: ja/nee
  anders nee
  gunstig is ja
regel schuldig bepaalt arm
  bron Pw artikel 11
  bedoeling vangnet
  indien schuld is meer dan € 0
  dan ja
uitkomst gevangen: ja/nee
  anders nee
  gunstig is ja
regel zit_vast bepaalt gevangen
  bron Pw artikel 13
  bedoeling vangnet
  indien vast
  dan ja
"""
HARD: dict[str, object] = {
    "oordeel": "hard",
    "waarde": True,
    "door": "college",
    "op": "2026-01-20",
    "omdat": "Te hard.",
    "gewogen": {"inkomen": "laag", "gevolg": "schuld"},
}
LOOK = {"door": "college", "op": "2026-02-03", "omdat": "Geen nood."}
SETTLED_NO = {"feiten": {"vast": True, "vast_geweest": False, "schuld": 5}, "bekeken": [LOOK]}


def recht(**case: object) -> Decision:
    return decided(RECHT, "recht", **case)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_every_explanation_ends_with_who_decides(layers: int) -> None:
    last = explained(recht(), layers).blocks[-1]

    assert isinstance(last, Paragraph)
    assert last.words[0].text == NO_BESLUIT


def test_each_layer_adds_to_the_one_before() -> None:
    one, two, three = (told(recht(**SETTLED_NO), layers) for layers in (1, 2, 3))

    assert "Waarom?" not in one
    assert "Waarom?" in two
    assert "Alle stappen" not in two
    assert "Alle stappen" in three


@pytest.mark.parametrize("layers", [0, 4])
def test_another_number_of_layers_is_wrong_use(layers: int) -> None:
    decision = recht()

    with pytest.raises(ValueError, match="1, 2 of 3"):
        explain(decision.facts.policy, decision, layers=layers)


def test_a_settled_no_gives_the_condition_and_all_the_room() -> None:
    text = told(recht(**SETTLED_NO))

    assert "Recht: nee. Dit staat vast op deze feiten. Uw antwoord was ja." in text
    assert "definitief" not in text
    assert "Op verzoek: op verzoek, nog niet gevraagd; u kunt dit vragen." in text
    assert (
        "Onbillijk: afgewezen door College van burgemeester en wethouders op 3 februari 2026,"
        " omdat: “Geen nood”." in text
    )
    assert "Hulp waar deze regels niet over gaan, kan alleen komen van: College van" in text
    assert "Doorbraak, door: Consulent, als dit klopt: vast geweest (dat is nu niet zo)." in text
    assert "Wel bekend, maar hier niet gebruikt: vast geweest en schuld." in text
    assert "(beoordeling)" in text  # a person looked whether a clause applies
    assert "(binnenwettelijk)" in text
    assert (
        "Niet (helemaal) in de regels: artikel 18a van de Participatiewet."
        " Een mens moet die nagaan." in text
    )
    assert "Artikel 18a van de Participatiewet: Het bedrag van de boete is niet gecodeerd." in text


def test_a_local_refusal_is_no_exception_in_the_law_itself() -> None:
    text = told(recht(**SETTLED_NO))

    assert "een uitzondering in de regels zelf, geen afwijking" in text
    assert "in de wet zelf" not in text


def test_an_applied_clause_is_called_a_deviation() -> None:
    text = told(recht(feiten={"vast": True, "inkomen": 100}, oordelen=[HARD]))

    assert text.count("Hier is een hardheidsclausule toegepast.") == 2
    assert "een hardheidsclausule: een afwijking van de regel" in text
    assert "Te laat (artikel 3 van de Verordening" in text
    assert "opzij gezet door ‘onbillijk’" in text


def test_a_judgement_is_told_with_its_reasons_and_signals() -> None:
    later = {**HARD, "op": "2026-01-21", "mandaat": "Mandaat 3", "door": "consulent"}
    text = told(recht(feiten={"vast": True, "inkomen": 100}, oordelen=[HARD, later]))

    assert "Een later oordeel van 21 januari 2026 kwam in de plaats van" in text
    assert "toe aan herziening; het blijft gelden." in text
    assert (
        "Door: Consulent, namens College van burgemeester en wethouders op 21 januari 2026,"
        " mandaat: Mandaat 3." in text
    )
    assert "Gewogen: inkomen: laag; gevolg: schuld." in text


def test_a_bare_judgement_is_told_without_what_was_not_recorded() -> None:
    bare = Judgement("echt", None, True, "college")
    look = {"door": "college", "omdat": "Niets gevonden."}
    decision = recht(feiten={"vast": True}, bekeken=[look])
    facts = attrs.evolve(decision.facts, judgements=(bare,))
    text = told(attrs.evolve(decision, facts=facts))

    assert "Echt: ja." in text
    assert text.count("Omdat") == text.count("Niets gevonden.") == 1
    assert "Gewogen" not in text


def test_one_missing_judgement_leaves_the_outcome_provisional() -> None:
    text = told(recht(feiten={"vast": True}), 1)

    assert "Recht: voorlopig nee." in text
    assert "er is nog een oordeel nodig dat de uitkomst kan veranderen" in text
    assert "Zonder dat oordeel gaan de regels hiervan uit: “Uw antwoord was ja.”" in text
    assert (
        "De volgende vraag is voor een mens (College van burgemeester en wethouders of"
        " Consulent): “Is dit te hard?”"
    ) in text


def test_the_next_question_goes_first_to_who_can_answer_it() -> None:
    looked = decided(SCHULD, "arm")

    assert (
        "Eerst op te zoeken (Basisregistratie personen): “Welk bedrag hoort bij ‘schuld’?”"
        in told(looked, 1)
    )


def test_the_next_question_of_a_citizen_is_put_as_it_is() -> None:
    text = told(decided(SCHULD, "gevangen"), 1)

    assert text.partition("Er ontbreekt: vast. ")[2].startswith(
        "De volgende vraag is: “Zit u vast?” Uitkomst van de regels."
    )


def test_what_nobody_can_know_is_no_next_question() -> None:
    unknown = decided(SCHULD, "gevangen", feiten={"vast": {"@onbekend": True}})

    assert "volgende vraag" not in told(unknown, 1)


def test_a_judgement_that_no_longer_counts_is_named_at_once() -> None:
    known = {"vast": True, "inkomen": {"@waarde": 200, "@op": "2026-02-01"}}
    first = recht(feiten={**known, "inkomen": 100}, oordelen=[HARD])
    kept = first.facts.judgements[0]
    decision = recht(feiten=known, oordelen=[{**HARD, "toen": {"inkomen": "€ 100"}}])

    assert kept.toen
    assert "telt niet meer mee: ‘inkomen’ was € 100" in told(decision, 1)


def test_an_open_outcome_says_what_is_missing_and_asks() -> None:
    text = told(recht())

    assert "Recht: nog onbepaald. Nog mogelijk: ja, nee. Er ontbreekt: " in text
    assert "beslist." not in text.partition("Welke ruimte is er?")[0].partition("Waarom?")[2]
    assert "Dit vragen wij aan u." in text


def test_a_question_names_basis_presumption_and_burden() -> None:
    text = told(recht(bekeken=[LOOK]))

    assert "Met het antwoord staat de uitkomst vast." in text
    assert "Wij mogen dit vragen volgens artikel 17, eerste lid, van de Participatiewet." in text
    assert "Hierover bestaat een vermoeden: vast geweest." in text
    assert "Dit moet worden aangetoond door: aanvrager." in text


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"@onbekend": "geen antwoord."}, "Dit is niet te weten, omdat: “geen antwoord”."),
        ({"@onbekend": True}, "Dit is niet te weten. Hier beslist een mens."),
    ],
)
def test_what_cannot_be_known_is_left_to_a_person(known: object, said: str) -> None:
    assert said in told(recht(feiten={"vast": known}, bekeken=[LOOK]))


def test_facts_are_told_with_moment_evidence_origin_and_standing() -> None:
    vast = {"@waarde": True, "@op": "2026-02-01", "@bewijs": "brief", "@standing": "bewezen"}
    text = told(recht(feiten={"vast": {**vast, "@herkomst": "gesprek"}}))

    assert "Vast: ja (op 1 februari 2026; bewijs: brief; herkomst: gesprek; bewezen)." in text


def test_a_kept_decision_is_explained_without_its_steps() -> None:
    decision = recht(**SETTLED_NO)
    kept = from_json(decision.facts.policy, to_json(decision))
    text = told(kept)

    assert (
        "De regel ‘te laat’ (artikel 3 van de Verordening van een niet-bestaande gemeente)" in text
    )
    assert "De stappen zijn niet bewaard." in text
    assert "schuld" not in "".join(lines(kept, ["Wel bekend"]))


def test_a_kept_conflict_and_refusal_still_name_their_rules() -> None:
    decision = decided(CONFLICT, "dubbel", feiten={"vast": True, "vorm": "samen"})
    kept = from_json(decision.facts.policy, to_json(decision))
    (result,) = kept.results
    failed = Ground("een", "niet vervuld", "dubbel", failed=("woont_hier",))
    refused = attrs.evolve(result, status="vast", value="a", conflict=(), grounds=(failed,))

    assert "De regel ‘een’ (artikel 1 van de Participatiewet) geeft een andere uitkomst." in told(
        kept
    )
    assert "werkt hier niet, want dit klopt niet: woont hier." in told(
        attrs.evolve(kept, results=(refused,))
    )


CONFLICT = """
keuze leefvorm uit alleen, samen
gegeven vast: ja/nee
  vraag "Zit u vast?"
gegeven vorm: leefvorm
  vraag "Met wie woont u?"
uitkomst dubbel: keuze uit a, b
regel een bepaalt dubbel
  bron Pw artikel 1
  bedoeling vangnet
  indien vast
  dan a
regel twee bepaalt dubbel
  bron Pw artikel 2
  bedoeling vangnet
  indien vorm is samen
  dan b
"""


def test_a_conflict_names_both_rules_with_their_article() -> None:
    text = told(decided(CONFLICT, feiten={"vast": True, "vorm": "samen"}))

    assert "Dubbel: strijdig. De regels spreken elkaar tegen." in text
    assert "De regel ‘een’ (artikel 1 van de Participatiewet) geeft a." in text
    assert "De regel ‘twee’ (artikel 2 van de Participatiewet) geeft b." in text
    assert text.count("Deze regel spreekt een andere regel tegen.") == 2
    assert "(gebonden)" not in text


def test_silence_of_the_rules_is_said() -> None:
    text = told(decided(CONFLICT, feiten={"vast": False, "vorm": "alleen"}))

    assert "Dubbel: geen regel. Voor deze situatie zeggen de regels niets." in text
    assert "De regels noemen hier geen andere mogelijkheid." in text


def test_a_possible_conflict_is_in_the_steps() -> None:
    text = told(decided(CONFLICT, feiten={"vast": True}))

    assert "Dubbel: nog mogelijk: a, strijdig." in text
    assert "Is het antwoord alleen of samen" not in text
    assert "Met het antwoord staat de uitkomst vast." in text


def test_it_is_never_told_which_answer_settles_a_question() -> None:
    policy = load("bijstand_voorbeeld")
    case = {"feiten": {"geboortedatum": "2007-12-01", "woonkosten": 750}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("woonkostentoeslag",))
    text = to_text(explain(policy, decision), 500)

    assert "Is het antwoord" not in text
    assert "Bij sommige antwoorden staat de uitkomst meteen vast." in text


def test_of_the_powers_five_are_shown_and_the_rest_is_counted() -> None:
    decision = recht(**SETTLED_NO)
    (result,) = decision.results
    (power,) = [room for room in result.room if room.name == "op_verzoek"]
    aside = attrs.evolve(power, state="niet aan de orde", name="onbillijk", note="Het past niet.")
    noted = attrs.evolve(power, note="Let goed op.", by=(), bedoelingen=("verdwenen",))
    powers = tuple(attrs.evolve(noted, rank=n) for n in range(1, MOST_POWERS + 2))
    crowded = attrs.evolve(result, room=(aside, *powers))

    text = told(attrs.evolve(decision, results=(crowded,)))

    assert "Meer: 1. Alle bevoegdheden staan in de vastgelegde uitkomst." in text
    assert "Nu niet aan de orde (1): ‘onbillijk’." in text
    assert text.count("Let op: Let goed op.") == MOST_POWERS
    assert "Van wat de regels noemen, is nu niets aan de orde." in told(
        attrs.evolve(decision, results=(attrs.evolve(result, room=(aside,)),))
    )


def test_open_room_of_a_settled_outcome_changes_nothing() -> None:
    decision = recht(**SETTLED_NO)
    (result,) = decision.results
    (power,) = [room for room in result.room if room.name == "onbillijk"]
    still_open = attrs.evolve(power, state="open", decided_by=None, decided_on=None, because=None)

    text = told(attrs.evolve(decision, results=(attrs.evolve(result, room=(still_open,)),)))

    assert "Onbillijk: nog open. Op deze feiten verandert dit de uitkomst niet." in text


def test_what_is_open_is_told_with_what_would_follow_from_each_answer() -> None:
    policy = load(TOWN)
    case = json.loads(CASE_OF_AISHA.read_text("utf-8"))
    open_ = {**case, "bekeken": [], "oordelen": [
        one for one in case["oordelen"] if one["oordeel"] != "onevenredig_gevolg"
    ]}  # fmt: skip
    of = ("bijzondere_bijstand",)

    text = to_text(explain(policy, decide(policy, open_, peildatum=DAY, uitkomsten=of)), 500)

    assert "Bij het antwoord ja: dan is de uitkomst ja; dit staat vast op deze feiten." in text
    assert "Bij het antwoord nee: dan is de uitkomst nee; dit " in text


def test_a_look_beside_a_deviation_names_the_grounds_it_says_no_to() -> None:
    policy = load(TOWN)
    case = json.loads(CASE_OF_AISHA.read_text("utf-8"))

    text = to_text(explain(policy, decide(policy, case, peildatum=DAY)), 500)

    (look,) = (one for one in text.splitlines() if "Er is gekeken of afwijken nodig is" in one)
    assert "‘zeer dringende redenen voor kosten’" in look
    assert "‘beleidsregel onevenredig’" not in look
    assert "Deze ruimte is gebruikt:" in text
    assert "Beleidsregel onevenredig: toegepast. Het is een afwijking van de regel." in text


def test_a_violated_intention_is_a_signal() -> None:
    case = {"feiten": {"geboortedatum": "2010-05-03", "werkt_toe_naar_uitstroom": True}}
    known = {"nederlander_of_gelijkgesteld": True, "woont_in_nederland": True}
    rest = {"in_detentie": False, "schulden": 0, "bezittingen": []}
    look = [{"door": "teammanager", "omdat": "Geen nood."}]
    decision = decide(
        load("bijstand_voorbeeld"),
        {"feiten": {**case["feiten"], **known, **rest}, "bekeken": look},
        peildatum=DAY,
        uitkomsten=("recht",),
    )
    text = told(decision)

    assert (
        "Let op: met deze uitkomst komt een bedoeling van de regels in de knel: “De stap naar werk"
        " mag niet stranden op de uitkering zelf.”" in text
    )
    assert (
        "Voor wie vastzit zorgt de staat al; voor kinderen zorgen hun ouders. Eigen lezing." in text
    )
    assert "geboortedatum: 1 maart 2008 in plaats van 3 mei 2010 (eerder)." in text


ANDERS = """
gegeven hulp_gevraagd: ja/nee
  vraag "Vroeg u hulp?"
gegeven bewijs: ja/nee
  vraag "Hebt u bewijs?"
oordeel nodig: ja/nee
  vraag "Is het nodig?"
  maatstaf Pw artikel 35
  door college
  weegt gevolg "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel wel_nodig bepaalt hulp
  bron Pw artikel 35
  karakter moet beoordelen
  bedoeling vangnet
  toetsen altijd
  indien oordeel nodig
  dan ja
uitkomst geen_hulp: ja/nee
  anders nee
  gunstig is nee
regel niet_nodig bepaalt geen_hulp
  bron Pw artikel 35
  karakter moet beoordelen
  bedoeling vangnet
  toetsen altijd
  indien niet oordeel nodig
  dan ja
uitkomst zonder_bewijs: ja/nee
  anders nee
  gunstig is nee
regel niet_getoond bepaalt zonder_bewijs
  bron Pw artikel 53a
  bedoeling vangnet
  indien niet aangetoond bewijs
  dan ja
"""


@pytest.mark.parametrize(
    ("outcome", "given", "said"),
    [
        ("hulp", False, "werkt hier niet, want het oordeel ‘nodig’ is nee."),
        ("geen_hulp", True, "werkt hier niet, want het oordeel ‘nodig’ is ja."),
    ],
)
def test_a_judgement_that_decides_against_a_rule_is_named(
    outcome: str, given: bool, said: str
) -> None:
    judged = {"oordeel": "nodig", "waarde": given, "door": "college", "omdat": "Gewogen."}
    decision = decided(ANDERS, outcome, oordelen=[{**judged, "gewogen": {"gevolg": "weinig"}}])

    assert said in told(decision, 1)


def test_what_was_asked_and_not_shown_is_told_as_that_event() -> None:
    asked = {"@standing": "niet_aangetoond_na_verzoek", "@verzocht_op": "2026-01-01"}
    event = {**asked, "@termijn": "2 weken", "@verlopen_op": "2026-01-16"}
    text = told(decided(ANDERS, "zonder_bewijs", feiten={"bewijs": event}))

    assert (
        "Bewijs: gevraagd op 1 januari 2026, met een termijn van 2 weken."
        " Die termijn is voorbij sinds 16 januari 2026." in text
    )
    assert "want dit klopt: niet aangetoond bewijs" in text


def test_facts_that_were_not_needed_are_told_apart() -> None:
    text = told(decided(ANDERS, "hulp", feiten={"hulp_gevraagd": True}))

    assert "Geen enkel bekend feit was nodig." in text
    assert "Wel bekend, maar hier niet gebruikt: hulp gevraagd." in text


def test_request_that_nobody_made_is_not_told_as_a_known_fact() -> None:
    decision = recht(feiten={"vast": False})
    known = {str(leaf): fact.herkomst for leaf, fact in decision.facts.values.items()}

    assert known["gevraagd"] == NO_REQUEST
    assert "niet gebruikt" not in told(decision)


def test_of_many_open_points_three_are_named_at_first() -> None:
    facts = "".join(
        f'gegeven feit_{letter}: ja/nee\n  vraag "Klopt {letter}?"\n  grondslag Pw artikel 17\n'
        for letter in "abcde"
    )
    rule = (
        "uitkomst alles: ja/nee\n  anders nee\n  gunstig is ja\n"
        "regel samen bepaalt alles\n  bron Pw artikel 11\n  bedoeling vangnet\n"
        "  indien feit_a en feit_b en feit_c en feit_d en feit_e\n  dan ja\n"
    )

    text = told(decided(facts + rule), 1)

    assert "Er ontbreekt: feit a, feit b, feit c en nog 2 andere punten." in text


def test_room_without_moment_or_source_is_told_without() -> None:
    decision = recht(**SETTLED_NO)
    (result,) = decision.results
    room = attrs.evolve(result.room[0], name="weg", state="niet aan de orde", note=None)
    words = Vocabulary(decision.facts.policy, DAY)

    text = told(attrs.evolve(decision, results=(attrs.evolve(result, room=(room,)),)), 2)
    about = list(_about(room, Regel("los", "recht"), result, words))

    assert "Nu niet aan de orde (1): ‘weg’." in text
    assert len(about) == 1


def test_an_outcome_without_rules_and_intentions_is_told_all_the_same() -> None:
    decision = recht(**SETTLED_NO)
    (result,) = decision.results
    bare = attrs.evolve(result, grounds=(), bedoelingen=(), waarden=(), possible=None)
    open_ = attrs.evolve(bare, status="onbepaald", value=None, missing=(recht().missing[0],))

    text = told(attrs.evolve(decision, results=(bare,)), 2)
    asked = told(attrs.evolve(recht(), results=(open_,)), 1)

    assert "Waar zijn deze regels voor?" not in text
    assert "Recht: nog onbepaald. Er ontbreekt: " in asked
