"""What a check cannot decide is told by MW014, with the reason; what it decides is not."""

from pathlib import Path

import pytest

from maatwerk_rules.linter.settings import Rules, Settings
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source

ASKED = Settings(typed=Rules(kies=("MW014",)))
Told = tuple[str, str]

FACTS = """gegeven loon: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven deel: percentage tussen 0% en 100%
  vraag "Welk deel is van u?"
  grondslag Pw artikel 17 lid 1
gegeven huur: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat betaalt u?"
  grondslag Pw artikel 17 lid 1
"""
LOCAL = """uitkomst toeslag: ja/nee
  anders nee
  gunstig is ja
  ruimte voor verordening bron Pw artikel 35 lid 1
regel wel_arm bepaalt toeslag
  bron Verordening artikel 4
  buitenwettelijk
  bedoeling eigen_middelen_eerst
  indien {0}
  dan ja
"""
AMOUNT = """uitkomst hoogte: bedrag per maand
  anders € 0 per maand
  gunstig is hoger
regel hoogte_regel bepaalt hoogte
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan {0}
"""


def told(text: str, codes: tuple[str, ...] = ("MW014",)) -> list[Told]:
    """Return what is not known and why, also what stands with another thing in one finding."""
    settings = Settings(typed=Rules(kies=codes))
    source = Source("basis.beleid", read_text("meldingen/basis.beleid") + FACTS + text)
    linted = lint(source, settings=settings)
    assert linted.policy is not None, [one.headline for one in linted.diagnostics]
    found: list[Told] = []
    for one in linted.diagnostics:
        if one.code != "MW014":
            continue
        first, *others = one.spans
        found.append((one.facts["wat"], first.text))
        for other in others:
            claim, _, reason = other.text.removeprefix("ook niet ").rpartition(": ")
            found.append((claim, reason))
    return found


# ---------------------------------------------------------------- hard limits


def test_a_limit_of_a_product_is_told_as_not_examined() -> None:
    found = told(LOCAL.format("loon * deel is minder dan € 900 per maand"))

    assert found == [("dat `wel_arm` geen harde grens heeft", "`loon * deel` is niet uitgerekend")]


def test_a_limit_between_two_facts_is_told_as_not_examined() -> None:
    found = told(LOCAL.format("loon is minder dan huur"))

    why = "hoe `loon` zich verhoudt tot `huur` is niet uitgerekend"
    assert found == [("dat `wel_arm` geen harde grens heeft", why)]


@pytest.mark.parametrize("condition", ["loon is minder dan € 900 per maand", "in_detentie"])
def test_a_limit_that_is_found_or_is_none_is_not_told(condition: str) -> None:
    assert told(LOCAL.format(condition)) == []


# ---------------------------------------------------------------- outside the range


RANGE = "begrip {0}: bedrag per maand tussen € 0 en € 1.000\n  is {1}\n"
OUTCOME = """uitkomst hulp: bedrag per maand
  anders € 0 per maand
  gunstig is hoger
regel hulp_regel bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan {0}
"""


def of(name: str, found: list[Told]) -> list[Told]:
    return [one for one in found if name in one[0]]


def test_a_product_that_may_leave_its_range_is_told_as_not_examined() -> None:
    text = RANGE.format("bijdrage", "(loon * deel) rekenkundig afgerond op centen")

    found = told(text)

    reason = "`loon * deel` is niet uitgerekend"
    assert of("grenzen", found) == [("dat `bijdrage` binnen de grenzen blijft", reason)]


@pytest.mark.parametrize("value", ["loon", "loon maar ten hoogste € 1.000 per maand"])
def test_a_value_that_leaves_its_range_or_never_does_is_not_told(value: str) -> None:
    assert of("grenzen", told(RANGE.format("bijdrage", value))) == []


# ---------------------------------------------------------------- limits and values that do nothing


def test_a_limit_on_a_fact_that_is_read_twice_is_told_as_not_examined() -> None:
    value = "loon - loon * deel maar ten minste € 0 per maand"

    found = told(AMOUNT.format(f"({value}) rekenkundig afgerond op centen"))

    reason = "`loon - loon * deel` is niet uitgerekend"
    assert of("de grens", found) == [("dat de grens `ten minste € 0 per maand` iets doet", reason)]


@pytest.mark.parametrize("value", ["loon - huur", "loon"])
def test_a_limit_that_surely_binds_or_never_does_is_not_told(value: str) -> None:
    assert told(AMOUNT.format(f"{value} maar ten minste € 0 per maand")) == []


def test_a_value_that_may_be_always_the_same_is_told_as_not_examined() -> None:
    found = told(AMOUNT.format("loon - loon"))

    reason = "`loon - loon` is niet uitgerekend"
    assert of("altijd gelijk", found) == [("dat `hoogte` niet altijd gelijk is", reason)]


POSTS = """soort post heeft
  bedrag: bedrag per maand tussen € 0 en € 100
gegeven posten: lijst van hoogstens 3 post
  vraag "Welke posten zijn er?"
  grondslag Pw artikel 17 lid 1
begrip trap: bedrag per maand
  is (loon - loon indien in_detentie, anders huur)
begrip vast: bedrag per maand
  is (loon - loon) maar ten minste € 5 per maand
uitkomst stapsgewijs: bedrag per maand
  anders € 0 per maand
  gunstig is hoger
  stappen verlagen
regel stapsgewijs_regel bepaalt stapsgewijs
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  dan € 100 per maand
aanpassing eraf van stapsgewijs in stap verlagen
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan vorige - € 10 per maand
"""


@pytest.mark.parametrize(
    "value",
    [
        "loon - loon + huur",
        "trap + € 1 per maand",
        "(loon * deel - loon * 5%) rekenkundig afgerond op centen + huur",
        "som van p.bedrag voor p uit posten waarvoor p.bedrag is meer dan € 5 per maand",
        "stapsgewijs + loon",
        "stapsgewijs + € 5 per maand",
    ],
)
def test_a_value_that_surely_differs_is_not_told(value: str) -> None:
    assert of("`hoogte` niet altijd gelijk", told(POSTS + AMOUNT.format(value))) == []


@pytest.mark.parametrize("value", ["vast + € 5 per maand", "(loon - loon) + (huur - huur)"])
def test_a_value_of_which_no_part_surely_differs_is_told(value: str) -> None:
    assert of("`hoogte` niet altijd gelijk", told(POSTS + AMOUNT.format(value))) != []


# ---------------------------------------------------------------- for whom an intention is meant


GROUP = """bedoeling hulp_voor_wie_weinig_verdient "Wie weinig verdient krijgt hulp."
  bron Pw artikel 35 lid 1
  dient bestaanszekerheid
  geschonden als hulp is nee en {group}
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_regel bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling hulp_voor_wie_weinig_verdient
  indien {condition}
  dan ja
"""


def test_a_group_of_which_nobody_is_shown_to_be_helped_is_told_as_not_examined() -> None:
    group = "loon * deel is meer dan € 4.000 per maand"
    condition = "loon is minder dan € 1.000 per maand"

    found = told(GROUP.format(group=group, condition=condition))

    claim = "dat de bedoeling `hulp_voor_wie_weinig_verdient` iemand bereikt"
    assert of("bedoeling", found) == [(claim, "`loon * deel` is niet uitgerekend")]


@pytest.mark.parametrize(
    ("group", "condition"),
    [
        ("in_detentie", "loon is minder dan € 1.000 per maand"),
        ("in_detentie", "niet in_detentie"),
        ("loon + huur is minder dan € 100 per maand", "in_detentie"),
    ],
)
def test_a_group_that_is_helped_or_surely_is_not_is_not_told(group: str, condition: str) -> None:
    assert of("bedoeling", told(GROUP.format(group=group, condition=condition))) == []


# ---------------------------------------------------------------- properties


UP = """uitkomst bijdrage: bedrag per maand
  anders {default}
  gunstig is hoger
regel bijdrage_regel bepaalt bijdrage
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien {condition}
  dan {value}
gelijkheid
  meer loon geeft nooit meer bijdrage
"""


@pytest.mark.parametrize(
    ("condition", "value", "reason"),
    [
        ("loon + huur is minder dan € 900 per maand", "€ 50 per maand", "`loon + huur`"),
        ("in_detentie", "huur - loon * 2", "`huur - loon * 2`"),
        ("in_detentie", "huur + loon", "`huur + loon`"),
    ],
)
def test_a_property_that_rests_on_what_is_not_followed_is_told(
    condition: str, value: str, reason: str
) -> None:
    text = UP.format(default="€ 0 per maand", condition=condition, value=value)

    claim = "dat `meer loon geeft nooit meer bijdrage` klopt"
    assert of("klopt", told(text)) == [(claim, f"{reason} is niet uitgerekend")]


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("loon is minder dan € 900 per maand", "€ 50 per maand"),
        ("loon is minder dan € 900 per maand", "huur - loon maar ten minste € 0 per maand"),
        ("loon is meer dan € 900 per maand", "€ 50 per maand"),
        ("in_detentie", "huur"),
    ],
)
def test_a_property_that_is_kept_or_surely_is_not_is_not_told(condition: str, value: str) -> None:
    text = UP.format(default="€ 0 per maand", condition=condition, value=value)

    assert of("klopt", told(text)) == []


# ---------------------------------------------------------------- policies that use another


USED = """begrip hoogste_hulp: bedrag per maand tussen € 0 en € 1.000
  bron Pw artikel 35 lid 1
  in te vullen door verordening
uitkomst hulp: ja/nee
  anders nee
  gunstig is ja
regel hulp_regel bepaalt hulp
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is minder dan € 500 per maand
  dan ja
"""
OWN = """beleid lokaal "Lokaal"
  taalversie 1
  geldt van 2026-01-01
  gebruikt basis
regeling Eigen verordening voorbeeld "Verordening"
invulling hoogste_hulp
  bron Eigen artikel 9
  is {0}
regel ook_hulp bepaalt hulp
  bron Eigen artikel 4
  buitenwettelijk
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan ja
"""


def told_of_own(value: str, folder: Path, codes: tuple[str, ...] = ("MW014",)) -> list[Told]:
    text = read_text("meldingen/basis.beleid") + FACTS + USED
    (folder / "basis.beleid").write_text(text, "utf-8")
    (folder / "lokaal.beleid").write_text(OWN.format(value), "utf-8")
    linted = lint(folder / "lokaal.beleid", settings=Settings(typed=Rules(kies=codes)))
    assert linted.policy is not None, [one.headline for one in linted.diagnostics]
    return [(one.code, one.spans[0].span.source.rpartition("/")[2]) for one in linted.diagnostics]


def test_a_value_that_is_filled_in_is_told_where_that_is_done(tmp_path: Path) -> None:
    product = "(loon * deel) rekenkundig afgerond op centen"

    assert told_of_own(product, tmp_path) == [("MW014", "lokaal.beleid")]
    assert told_of_own("loon", tmp_path, ("MW208",)) == [("MW208", "lokaal.beleid")]


def test_a_definition_of_another_policy_is_told_at_an_own_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told_of_own("€ 5 per maand", tmp_path) == []

    monkeypatch.setattr("maatwerk_rules.linter.parts.study", lambda *_: None)

    assert len(told_of_own("€ 5 per maand", tmp_path)) == 2


# ---------------------------------------------------------------- without what is favourable


DIRECTED = LOCAL.format("in_detentie")


def test_an_outcome_without_direction_tells_that_lowering_is_not_looked_into() -> None:
    found = told(DIRECTED.replace("  gunstig is ja\n", ""))

    why = "zonder `gunstig` is niet te zeggen wat verlagen of weigeren is"
    assert ("dat een lokale regel `toeslag` niet verlaagt of weigert", why) in found


@pytest.mark.parametrize(
    "text",
    [DIRECTED, DIRECTED.replace("  gunstig is ja\n", "").replace("Verordening", "Pw")],
)
def test_an_outcome_with_direction_or_of_the_law_only_tells_nothing_of_lowering(text: str) -> None:
    assert not [one for one in told(text) if "verlaagt" in one[0]]
