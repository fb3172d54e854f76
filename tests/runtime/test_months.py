"""Courses of facts and expressions over months, from policy and case to outcome."""

from datetime import date

import pytest

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.facts import read_facts, write_case
from maatwerk_rules.runtime.record import from_json, to_json
from maatwerk_rules.runtime.toets import run_all
from tests.small import policy_of

GIFTEN = """
gegeven giften: bedrag per maand tussen € 0 en € 1.000
  vraag "Welke giften krijgt u?"
  grondslag Pw artikel 17 lid 1
  verloopt
gegeven datum_melding: datum tussen 2020-01-01 en 2030-01-01
  vraag "Wanneer meldde u zich?"
  grondslag Pw artikel 41
begrip weinig: ja/nee
  is giften is minder dan € 60 per maand
begrip dit_jaar: bedrag
  is som over maanden van giften in het kalenderjaar tot en met peildatum
begrip voor_melding: bedrag
  is som over maanden van giften binnen 3 maanden voor datum_melding
begrip weinig_maanden: aantal maanden
  is aantal maanden waarin weinig binnen 3 maanden voor peildatum
begrip aaneen: aantal maanden
  is aaneengesloten maanden waarin (giften is minder dan € 60 per maand)
    binnen 12 maanden voor peildatum
begrip aaneen_met_begrip: aantal maanden
  is aaneengesloten maanden waarin weinig binnen 12 maanden voor peildatum
"""
MAY = date(2026, 5, 20)


def course(*periods: tuple[str, str | None, int]) -> dict[str, object]:
    written = [
        {"van": start, "waarde": value} | ({"tot": end} if end else {})
        for start, end, value in periods
    ]
    return {"feiten": {"giften": {"@verloop": written}}}


FULL = course(("2020-01-01", "2025-11-01", 900), ("2025-11-01", "2026-05-10", 50))
CHANGED = course(("2020-01-01", "2026-05-10", 50), ("2026-05-10", None, 70))


def result(name: str, facts: dict[str, object], day: date = MAY):
    return decide(policy_of(GIFTEN), facts, peildatum=day, uitkomsten=[name])[name]


def test_value_of_the_day_counts() -> None:
    assert result("weinig", CHANGED, date(2026, 5, 9)).value is True
    assert result("weinig", CHANGED, date(2026, 5, 10)).value is False


def test_month_of_the_date_itself_counts_on_the_date() -> None:
    assert result("dit_jaar", CHANGED).value == 4 * 5_000 + 7_000
    assert result("dit_jaar", CHANGED, date(2026, 5, 1)).value == 5 * 5_000
    assert result("dit_jaar", CHANGED, date(2026, 1, 31)).value == 5_000


def test_day_without_value_is_unknown_and_asked() -> None:
    found = result("dit_jaar", FULL)

    assert found.status == "onbepaald"
    assert [str(leaf) for leaf in found.missing] == ["giften"]
    assert (found.possible.low, found.possible.high) == (20_000, 120_000)


def test_run_ends_at_the_last_month_that_broke_it() -> None:
    assert result("aaneen", FULL).value == 6
    assert result("aaneen", course(("2020-01-01", None, 900))).value == 0


def test_month_outside_the_policy_knows_facts_and_no_begrippen() -> None:
    found = result("aaneen_met_begrip", FULL)

    assert (found.possible.low, found.possible.high) == (4, 12)
    assert [str(leaf) for leaf in found.missing] == ["weinig"]
    assert result("weinig_maanden", FULL).value == 3


def test_month_without_rule_is_not_a_no_rule_of_what_looks_at_it() -> None:
    policy = policy_of(f"{GIFTEN}\n# nog nooit gevraagd")
    asked = "weinig", "dit_jaar", "voor_melding", "aaneen_met_begrip"  # the last by made code

    found = [decide(policy, FULL, peildatum=MAY, uitkomsten=[name])[name].status for name in asked]

    assert found == ["onbepaald"] * 4


def test_while_the_date_is_open_only_the_date_is_missing() -> None:
    found = result("voor_melding", {})

    assert [str(leaf) for leaf in found.missing] == ["datum_melding"]
    assert (found.possible.low, found.possible.high) == (0, 300_000)
    facts = {"feiten": {**FULL["feiten"], "datum_melding": "2026-01-15"}}
    assert result("voor_melding", facts).value == 90_000 + 2 * 5_000


def test_plain_value_holds_in_every_month() -> None:
    assert result("dit_jaar", {"feiten": {"giften": 10}}).value == 5_000


def test_course_is_kept_with_the_decision() -> None:
    policy = policy_of(GIFTEN)
    decision = decide(policy, FULL, peildatum=MAY)

    assert read_facts(policy, write_case(decision.facts)) == decision.facts
    assert from_json(policy, to_json(decision)) == decision


def test_trace_tells_the_months_and_the_facts_their_course() -> None:
    policy = policy_of(GIFTEN)
    decision = decide(policy, CHANGED, peildatum=MAY, uitkomsten=["dit_jaar", "aaneen"])

    told = " ".join(to_text(explain(policy, decision)).split())

    assert "Januari 2026 tot en met april 2026: € 50 per maand; mei 2026: € 70 per maand." in told
    assert "Mei 2025 tot en met april 2026: ja." in told
    given = "van 1 januari 2020 tot 10 mei 2026: € 50 per maand - vanaf 10 mei 2026: € 70 per maand"
    assert f"Giften: - {given}" in told


LAW = """
gegeven werkt: ja/nee
  vraag "Werkt u?"
  grondslag Pw artikel 17 lid 1
  verloopt
begrip telt: ja/nee
  anders nee
  gunstig is ja
regel oude_regel bepaalt telt
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2026-01-01 tot 2026-04-01
  indien werkt
  dan ja
regel nieuwe_regel bepaalt telt
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2026-04-01
  indien niet werkt
  dan ja
begrip geteld: aantal maanden
  is aantal maanden waarin telt binnen 5 maanden voor peildatum
"""


def test_each_month_has_the_law_of_that_month() -> None:
    facts = {"feiten": {"werkt": {"@verloop": [{"van": "2026-01-01", "waarde": True}]}}}
    found = decide(policy_of(LAW), facts, peildatum=date(2026, 6, 1), uitkomsten=["geteld"])[
        "geteld"
    ]

    assert found.value == 3
    assert {ground.rule for ground in found.grounds} >= {"oude_regel"}


def test_deviation_of_another_slice_works_in_its_months() -> None:
    refusing = LAW.replace("  indien niet werkt\n  dan ja", "  dan nee")
    text = (
        refusing
        + """
oordeel nood: ja/nee
  vraag "Is er nood?"
  maatstaf Pw artikel 16 lid 1
  door college
  bedoeling eigen_middelen_eerst
  motivering verplicht
afwijkingsgrond redenen bij nieuwe_regel
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling eigen_middelen_eerst
  geldt van 2026-04-01 tot 2026-05-01
  ten gunste
  toetsen altijd
  indien oordeel nood
  dan ja
"""
    )
    judged = {"oordeel": "nood", "waarde": True, "door": "college", "op": "2026-03-01"}
    facts = {"feiten": {"werkt": False}, "oordelen": [judged | {"omdat": "Het is zo."}]}
    policy = policy_of(text)
    levels = {part.program.levels["geteld"] for part in policy.slices}

    assert levels == {1}
    found = decide(policy, facts, peildatum=date(2026, 6, 1), uitkomsten=["geteld"])["geteld"]
    assert found.value == 1


def test_rule_of_one_slice_leans_on_what_another_slice_reads() -> None:
    text = LAW.replace("indien niet werkt", "indien ziek").replace(
        "begrip geteld",
        """gegeven ziek: ja/nee
  vraag "Bent u ziek?"
  grondslag Pw artikel 17 lid 1
  verloopt
begrip lang: ja/nee
  anders nee
  gunstig is ja
regel lang_geteld bepaalt lang
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  geldt van 2026-01-01 tot 2026-04-01
  indien aantal maanden waarin telt binnen 2 maanden voor 2026-06-10 is ten minste 2
  dan ja
begrip geteld""",
    )

    leaves = [part.program.leaves["lang"] for part in policy_of(text).slices]

    assert leaves == [frozenset({"werkt", "ziek"})] * 2


@pytest.mark.parametrize(
    ("periods", "path", "told"),
    [
        ([], "giften.@verloop", "er staat geen periode in"),
        ([{"van": "2026-01-01"}], "giften.@verloop[0]", "`waarde` ontbreekt"),
        ([{"waarde": 5}], "giften.@verloop[0]", "`van` ontbreekt"),
        (
            [{"van": "2026-02-01", "tot": "2026-02-01", "waarde": 5}],
            "giften.@verloop[0]",
            "de laatste dag ligt voor de eerste",
        ),
        (
            [{"van": "2026-02-01", "waarde": 5}, {"van": "2026-01-01", "waarde": 5}],
            "giften.@verloop[0]",
            "1 februari 2026 valt in twee perioden",
        ),
        ([{"van": "2026-01-01", "waarde": 5}] * 601, "giften.@verloop", "hoogstens 600"),
        ([{"van": "2026-01-01", "waarde": 5_000}], "giften.@verloop[0].waarde", "niet tussen"),
        ([{"van": "gisteren", "waarde": 5}], "giften.@verloop[0].van", "lees ik niet als datum"),
        ("altijd", "giften.@verloop", "een lijst"),
    ],
)
def test_course_that_is_not_clear_is_refused_in_its_place(periods, path, told) -> None:
    with pytest.raises(FactError) as raised:
        read_facts(policy_of(GIFTEN), {"feiten": {"giften": {"@verloop": periods}}})

    (complaint,) = raised.value.diagnostics
    assert complaint.path == path
    assert told in complaint.headline


def test_course_in_a_toets_is_read_as_one_in_a_case() -> None:
    policy = policy_of(
        GIFTEN
        + """
uitkomst veel: ja/nee
  gunstig is nee
  anders nee
regel veel_giften bepaalt veel
  bron Pw artikel 31
  bedoeling eigen_middelen_eerst
  indien dit_jaar is meer dan € 100
  dan ja
toets goed "Drie maanden"
  op 2026-03-02
  gegeven giften is [vanaf 2026-01-01 tot 2026-03-01: € 50 per maand, vanaf 2026-03-01: € 1]
  verwacht veel is ja
toets dubbel "Twee waarden op een dag"
  op 2026-03-02
  gegeven giften is [vanaf 2026-01-01: € 50 per maand, vanaf 2026-03-01: € 1]
  verwacht veel is ja
"""
    )
    good, twice = run_all(policy)

    assert good.passed
    assert [each.code for each in twice.complaints] == ["MW988"]


def test_field_of_a_record_has_a_course_of_its_own() -> None:
    policy = policy_of(
        """
soort kind heeft
  thuis: ja/nee
    verloopt
gegeven kinderen: lijst van hoogstens 3 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
begrip maanden_thuis per kind: aantal maanden
  is aantal maanden waarin kind.thuis in het kalenderjaar tot en met peildatum
begrip samen: aantal maanden
  is som van k.maanden_thuis voor k uit kinderen
"""
    )
    thuis = {
        "@verloop": [
            {"van": "2026-01-01", "tot": "2026-03-01", "waarde": True},
            {"van": "2026-03-01", "waarde": False},
        ]
    }
    facts = {"feiten": {"kinderen": [{"thuis": thuis}, {"thuis": True}]}}
    found = decide(policy, facts, peildatum=MAY, uitkomsten=["samen"])["samen"]

    assert found.value == 2 + 5


def test_judgement_is_held_to_the_value_on_its_day() -> None:
    policy = policy_of(
        GIFTEN
        + """
oordeel passend: ja/nee
  vraag "Past dit?"
  maatstaf Pw artikel 18 lid 1
  door college
  weegt giften
  bedoeling eigen_middelen_eerst
"""
    )
    judged = {"oordeel": "passend", "waarde": True, "door": "college", "op": "2026-05-01"}
    judged |= {"omdat": "Ja.", "gewogen": {"giften": "weinig"}}

    facts = read_facts(policy, {**CHANGED, "oordelen": [judged]})
    assert facts.judgements[0].toen == {"giften": 5_000}
    assert not [one for one in facts.signals(MAY) if one.kind == "verouderd"]

    other = {**course(("2020-01-01", None, 80)), "oordelen": [judged | {"toen": {"giften": 50}}]}
    assert [one.kind for one in read_facts(policy, other).signals(MAY)] == ["verouderd"]


def test_long_chains_of_begrippen_below_months_in_months_are_worked_out() -> None:
    def chain(name: str, first: str, length: int = 120) -> str:
        links = [f"begrip {name}0: ja/nee\n  is {first}"]
        links += [
            f"begrip {name}{n}: ja/nee\n  is {name}{n - 1} en weinig" for n in range(1, length)
        ]
        return "\n".join(links)

    text = "\n".join(
        (
            GIFTEN,
            chain("a", "weinig"),
            chain("b", "aantal maanden waarin a119 binnen 1 maand voor peildatum is ten minste 1"),
            chain("c", "aantal maanden waarin b119 binnen 1 maand voor peildatum is ten minste 1"),
            chain("d", "aantal maanden waarin c119 binnen 1 maand voor peildatum is ten minste 1"),
            "",
        )
    )
    facts = {"feiten": {"giften": 10}}

    assert decide(policy_of(text), facts, peildatum=MAY, uitkomsten=["d119"])["d119"].value is True
