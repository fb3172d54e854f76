"""Which parts of conditions and which borders toetsen showed, and how that reads."""

import pytest

from maatwerk_rules.explanation.toets_coverage import (
    count_sources,
    depth_to_json,
    describe_depths,
    describe_missing,
    describe_sources,
)
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.spots import AROUND, spots_of
from maatwerk_rules.runtime.toets import ToetsResult, run_all
from maatwerk_rules.runtime.toets_coverage import Depth, Measure, Watch
from tests.runtime.test_toets import DAY, load

HEAD = """beleid klein "Klein"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
functie consulent "Consulent" namens college voor oordeel nodig
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
soort ding heeft
  prijs: bedrag tussen € 0 en € 1.000
  betwist: ja/nee
gegeven dingen: lijst van hoogstens 5 ding
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
gegeven hier: ja/nee
  vraag "Woont u hier?"
  grondslag Pw artikel 17 lid 1
gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven deel: percentage tussen 0% en 100%
  vraag "Welk deel?"
  grondslag Pw artikel 17 lid 1
gegeven geboren: datum tussen 1900-01-01 en 2100-01-01
  vraag "Wanneer bent u geboren?"
  grondslag Pw artikel 17 lid 1
gegeven wijk: keuze uit noord, zuid, oost
  vraag "Waar woont u?"
  grondslag Pw artikel 17 lid 1
oordeel nodig: ja/nee
  vraag "Is het nodig?"
  maatstaf Pw artikel 35 lid 1
  door college
  weegt omstandigheden "Wat is er gebeurd?"
  bedoeling vangnet
  motivering verplicht
bedrag grens per maand
  bron Pw artikel 19
  met ingang van 2026-01-01: € 1.000
  laatst bekend
begrip leeftijd: aantal jaren
  is leeftijd van geboren op peildatum
begrip bezit: bedrag
  is som van d.prijs voor d uit dingen
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
"""


def policy_of(condition: str, *cases: str, more: str = "") -> Policy:
    """Give a policy with one rule on a condition, and a toets per case."""
    rule = (
        "regel inwoner bepaalt recht\n  bron Pw artikel 11 lid 1\n  bedoeling vangnet\n"
        f"  indien {condition}\n  dan ja\n"
    )
    toetsen = "".join(
        f'toets t{number} "T"\n{DAY}' + "".join(f"  {line}\n" for line in case.split("; "))
        for number, case in enumerate(cases)
    )
    return load(HEAD + rule + more + toetsen)


def watched(policy: Policy) -> tuple[Depth, ...]:
    watch = Watch(policy)
    for result in run_all(policy):
        if result.decision is not None:
            watch.see(result.decision)
    return watch.depths()


def missing(condition: str, *cases: str, more: str = "") -> list[str]:
    """Give what was not seen, without the place."""
    policy = policy_of(condition, *cases, more=more)
    lines = describe_missing(policy, watched(policy)[0], None)
    return [line.strip().partition(" ")[2] for line in lines[1:]]


YES, NO = "verwacht recht is ja", "verwacht recht is nee"


def test_part_is_seen_when_it_was_ja_and_nee() -> None:
    both = ("gegeven hier is ja; verwacht recht is ja", f"gegeven hier is nee; {NO}")

    assert missing("hier", *both) == []
    assert missing("hier", both[0]) == ["`hier`: nooit nee"]
    assert missing("niet hier", f"gegeven hier is nee; {YES}") == [
        "`niet hier`: nooit nee",
        "`hier`: nooit ja",
    ]


def test_unknown_is_neither_ja_nor_nee() -> None:
    assert missing("hier", "verwacht recht is onbepaald") == ["`hier`: nooit ja of nee"]


def test_condition_of_a_rule_counts_beside_its_parts() -> None:
    cases = (
        f"gegeven hier is ja; gegeven wijk is zuid; {NO}",
        f"gegeven hier is nee; gegeven wijk is noord; {NO}",
    )

    assert missing("hier en wijk is noord", *cases) == ["`hier en wijk is noord`: nooit ja"]


def test_what_was_not_evaluated_was_not_seen() -> None:
    """A condition behind a moment is not asked before the moment is there."""
    more = """uitzondering rijk op inwoner
  bron Pw artikel 34 lid 1
  bedoeling vangnet
  indien wijk is oost
  dan nee
afwijkingsgrond nood bij rijk
  bron Pw artikel 16 lid 1
  karakter kan
  bedoeling vangnet
  ten gunste
  toetsen bij aanwijzing inkomen is meer dan € 10 per maand
  indien oordeel nodig
  dan buiten toepassing
"""
    case = f"gegeven hier is ja; gegeven wijk is oost; gegeven inkomen is € 0 per maand; {NO}"

    found = missing("hier", case, more=more)

    assert "`oordeel nodig`: nooit ja of nee" in found
    assert "`inkomen is meer dan € 10 per maand`: nooit ja" in found


def test_each_option_of_a_list_is_a_part() -> None:
    cases = (f"gegeven wijk is noord; {YES}", f"gegeven wijk is oost; {NO}")

    assert missing("wijk is een van (noord, zuid)", *cases) == ["`wijk is zuid`: nooit ja"]


def test_claims_over_records_and_filters_are_parts() -> None:
    case = f"gegeven dingen is [ding(prijs € 1, betwist nee)]; {YES}"

    assert missing("er is een d uit dingen waarvoor (niet d.betwist)", case) == [
        "`er is een d uit dingen waarvoor (niet d.betwist)`: nooit nee",
        "`d.betwist`: nooit ja",
    ]

    begrip = (
        "begrip vrij: bedrag\n  is som van d.prijs voor d uit dingen waarvoor (niet d.betwist)\n"
    )
    case = case.replace(YES, "verwacht vrij is € 1")
    assert missing("ja", case, more=begrip) == ["`d.betwist`: nooit ja"]


def test_conditions_inside_an_amount_are_parts() -> None:
    begrip = "begrip vrij: bedrag\n  is (€ 5 indien hier, anders € 0)\n"
    case = "gegeven hier is ja; verwacht vrij is € 5"

    assert missing("ja", case, more=begrip) == ["`hier`: nooit nee"]


@pytest.mark.parametrize(
    ("condition", "fact", "values"),
    [
        (
            "inkomen is minder dan grens",
            "inkomen",
            ("€ 999,99 per maand", "€ 1.000 per maand", "€ 1.000,01 per maand"),
        ),
        (
            "€ 500 per maand is ten minste inkomen",
            "inkomen",
            ("€ 499,99 per maand", "€ 500 per maand", "€ 500,01 per maand"),
        ),
        ("leeftijd is ten minste 18", "geboren", ("2009-01-01", "2008-03-01", "2006-05-01")),
        (
            "geboren is ten hoogste 2000-01-01",
            "geboren",
            ("1999-12-31", "2000-01-01", "2000-01-02"),
        ),
        ("deel is meer dan 50%", "deel", ("49,5%", "50%", "51%")),
    ],
    ids=["gedateerd", "andersom", "leeftijd", "datum", "percentage"],
)
def test_border_is_seen_at_and_just_beside_it(
    condition: str, fact: str, values: tuple[str, ...]
) -> None:
    cases = [f"gegeven {fact} is {value}; verwacht recht is ja" for value in values]

    assert [each for each in missing(condition, *cases) if "niet" in each] == []
    assert missing(condition, cases[1])[-1] == f"`{condition}`: niet net eronder of net erboven"
    assert missing(condition, cases[0], cases[2])[-1] == f"`{condition}`: niet erop"


def test_more_than_a_unit_beside_a_border_is_not_just_beside_it() -> None:
    case = "gegeven inkomen is € 999,98 per maand; verwacht recht is ja"

    assert missing("inkomen is minder dan grens", case)[-1] == (
        "`inkomen is minder dan grens`: niet net eronder, erop of net erboven"
    )


@pytest.mark.parametrize(
    "condition",
    [
        "inkomen is meer dan € 0 per maand",
        "bezit is € 0",
        "som van d.prijs voor d uit dingen is meer dan € 0",
        "aantal d uit dingen is meer dan 0",
        "leeftijd is meer dan 0",
    ],
)
def test_value_that_is_never_negative_has_nothing_below_zero(condition: str) -> None:
    (border,) = (one for one in spots_of(policy_of(condition)).spots if one.sort == "grens")

    assert border.wanted == ("erop", "net erboven")


STEP = """uitkomst hoogte: bedrag per maand tussen € 0 en € 5.000
  anders € 0 per maand
  stappen korten
regel volle_hoogte bepaalt hoogte
  bron Pw artikel 21
  bedoeling vangnet
  dan {value}
aanpassing korting van hoogte in stap korten
  bron Pw artikel 21
  bedoeling vangnet
  indien vorige is meer dan € 0 per maand
  dan vorige
"""


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("grens - inkomen maar ten minste € 0 per maand", ("erop", "net erboven")),
        ("grens - inkomen", ("net eronder", "erop", "net erboven")),
    ],
)
def test_value_before_a_step_is_as_low_as_the_rules_give(
    value: str, wanted: tuple[str, ...]
) -> None:
    policy = policy_of("ja", more=STEP.format(value=value))
    (border,) = (one for one in spots_of(policy).spots if one.sort == "grens")

    assert border.wanted == wanted


def test_value_before_a_second_step_can_be_anything() -> None:
    more = STEP.format(value="grens").replace("korten\nregel", "eerst, korten\nregel")
    more += "aanpassing eerder van hoogte in stap eerst\n  bron Pw artikel 21\n"
    more += "  bedoeling vangnet\n  dan vorige - € 2.000 per maand\n"
    (border,) = (one for one in spots_of(policy_of("ja", more=more)).spots if one.sort == "grens")

    assert border.wanted == ("net eronder", "erop", "net erboven")


def test_months_in_a_row_are_not_more_than_the_months_looked_at() -> None:
    begrip = (
        "begrip lang: ja/nee\n  bron Pw artikel 36\n  is aaneengesloten maanden waarin "
        "(inkomen is ten hoogste grens) binnen 12 maanden voor peildatum is ten minste {}\n"
    )
    for least, expected in ((12, ("net eronder", "erop")), (11, AROUND)):
        policy = policy_of("ja", more=begrip.format(f"{least} maanden"))
        borders = [one for one in spots_of(policy).spots if one.sort == "grens"]

        assert {one.wanted for one in borders} == {AROUND, expected}


def test_top_of_a_range_has_nothing_above_it() -> None:
    for condition in ("deel is 100%", "aantal d uit dingen is 5"):
        (border,) = (one for one in spots_of(policy_of(condition)).spots if one.sort == "grens")

        assert border.wanted == ("net eronder", "erop")


@pytest.mark.parametrize(
    "condition",
    [
        "hier is ja",
        "wijk is noord",
        "bezit is meer dan (€ 5 indien hier, anders € 6)",
        "geboren is minder dan peildatum",
    ],
)
def test_comparison_without_a_written_amount_has_no_border(condition: str) -> None:
    assert [one for one in spots_of(policy_of(condition)).spots if one.sort == "grens"] == []


def test_sum_with_a_written_amount_and_day_that_is_reckoned_are_borders() -> None:
    for condition in (
        "inkomen is meer dan 110% * grens",
        "geboren is minder dan peildatum - 18 jaar eerder",
    ):
        (border,) = (one for one in spots_of(policy_of(condition)).spots if one.sort == "grens")

        assert len(border.wanted) == 3


def test_border_between_two_rows_is_one() -> None:
    tabel = """tabel toeslag: bedrag over leeftijd
  bron Pw artikel 21
  rij 18 jaar tot 27 jaar: € 1
  rij vanaf 27 jaar: € 2
  anders € 0
begrip erbij: bedrag
  is toeslag
"""
    case = "gegeven geboren is 1990-01-01; verwacht erbij is € 2"

    assert missing("ja", case, more=tabel) == [
        "`leeftijd is ten minste 18 jaar`: niet net eronder, erop of net erboven",
        "`leeftijd is minder dan 27 jaar`: niet net eronder, erop of net erboven",
    ]


def test_a_record_in_scope_leaves_the_range_of_its_field() -> None:
    begrip = "begrip duur per ding: ja/nee\n  is ding.prijs + € 1 is meer dan € 1\n"
    (border,) = (one for one in spots_of(policy_of("ja", more=begrip)).spots if one.sort == "grens")

    assert border.wanted == ("net eronder", "erop", "net erboven")


def test_long_condition_is_cut_off_and_long_list_too() -> None:
    condition = " en ".join(["inkomen is meer dan € 100 per maand"] * 3)
    policy = policy_of(condition)

    lines = describe_missing(policy, watched(policy)[0], 2)

    assert lines[1].endswith(
        "`inkomen is meer dan € 100 per maand en inkomen is meer dan…`: nooit ja of nee"
    )
    assert lines[3] == "  … en nog 5; alles met `--alles`"


def test_depths_are_told_and_written_as_plain_values() -> None:
    policy = policy_of("hier", f"gegeven hier is ja; {YES}")
    depths = watched(policy)

    assert describe_depths(depths) == [
        "voorwaarden van regels ja en nee gezien: 0 van 1 (0%)",
        "delen van voorwaarden ja en nee gezien: 0 van 1 (0%)",
    ]
    found = depth_to_json(policy, depths[0])
    assert found["grenzen"] == {"gezien": 0, "totaal": 0, "mist": []}
    assert found["voorwaarden"] == {
        "gezien": 0,
        "totaal": 1,
        "mist": [
            {
                "bestand": "klein.beleid",
                "regel": 55,
                "bij": "inwoner",
                "tekst": "hier",
                "mist": ["nee"],
            }
        ],
    }


def test_nothing_to_see_is_all_seen() -> None:
    assert Measure(0, 0).share == 1


def test_sources_are_counted() -> None:
    policy = policy_of(
        "hier",
        f"gegeven hier is ja; volgens wettekst Pw artikel 11; {YES}",
        f"zoals t0; {YES}",
        f"gegeven hier is nee; volgens eigen lezing; {NO}",
        f"gegeven hier is nee; {NO}",
    )
    results: tuple[ToetsResult, ...] = run_all(policy)

    assert describe_sources(results) == [
        (
            "herkomst van de verwachtingen: wettekst 2, eigen lezing 1, niet vermeld 1"
            " (1 overgenomen met `zoals`)"
        )
    ]
    assert count_sources(results)["tabel"] == 0
    assert describe_sources(results[3:]) == []
    assert describe_sources(results[3:], required=True) == [
        "herkomst van de verwachtingen: niet vermeld 1",
        "zonder `volgens`: t3",
    ]
    assert describe_sources(results[3:] * 7, required=True)[1].endswith("t3 en nog 2")
