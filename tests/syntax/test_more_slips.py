"""More slips of a policy officer: several on one line, a forgotten comma, a look-alike letter.

Beside `test_slips.py`, on the same policy.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.loading import read
from maatwerk_rules.pipeline import check_loaded
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.literals import not_on_calendar
from maatwerk_rules.syntax.parser import parse
from tests.syntax.test_slips import POLICY, faults, mends, says, slipped

BOTH = "laag_inkomen en vermogen is ten hoogste € 8.000"
SEVERAL = [
    (BOTH, "inkomen is hoogstens € 900 per maand en leeftijd is minstens 18", 2),
    (BOTH, "inkomen hoogstens € 900 per maand en leeftijd minstens 18", 2),
    (BOTH, "inkomen is kleiner dan € 900 per maand en leeftijd is groter dan 18", 2),
    (BOTH, "inkomen meer dan € 900 per maand en leeftijd meer dan 18", 2),
    (BOTH, "laag_inkomen and vermogen is maximaal € 8.000", 2),
    (BOTH, "laag_inkomen and vermogen is max 8000 euro", 3),
    (BOTH, "laag inkomen en vermogen is max € 8.000", 2),
    (BOTH, "(laag_inkomen && vermogen > € 8.000 euro) || in_detentie", 3),
    ("vermogen is ten hoogste € 8.000", "vermogen is <= 8000 euro", 2),
    (
        "gegeven inkomen: bedrag per maand tussen € 0 en € 10.000",
        "gegeven inkomen: bedrag per maand tussen €0,- en €10.000,-",
        2,
    ),
]


@pytest.mark.parametrize(("right", "wrong", "count"), SEVERAL)
def test_each_slip_of_a_line_is_told_with_its_own_offer(right: str, wrong: str, count: int) -> None:
    text, place = slipped(right, wrong)

    found = faults(text)

    assert len(found) == count
    edits = sorted((each.edits[0] for each in found), key=lambda edit: edit.span.start)
    assert place <= edits[0].span.start
    assert edits[-1].span.end <= place + len(wrong)
    for edit in reversed(edits):
        text = f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}"
    assert faults(text) == ()


MENDED = [
    ("keuze uit alleenstaande, gehuwd", "keuze uit alleenstaande gehuwd"),
    ("keuze uit alleenstaande, gehuwd", "keuze uit alleenstaande gehuwd apart"),
    ("leeftijd is minder dan 18 of", "leeftijd is minder dan 18 jr of"),
    ("leeftijd is minder dan 18 of", "leeftijd is minder dan 18 km of"),
    ("  is ((inkomen - norm) * 35%) rekenkundig afgerond op centen", "  anders nul"),
    ("regel basisrecht bepaalt recht", "regel b\u0430sisrecht bepaalt recht"),
    ("regel basisrecht bepaalt recht", "regel basisrecht bepaalt re\u0441ht"),
    ("gegeven inkomen: bedrag", "gegeven ink\u043emen: bedrag"),
    ("vermogen is ten hoogste", "v\u0435rmogen is ten hoogste"),
    ("oordeel dringend: ja/nee", "oordeel dr\u0456ngend: ja/nee"),
]


@pytest.mark.parametrize(("right", "wrong"), MENDED)
def test_a_slip_is_one_finding_with_an_offer_that_reads(right: str, wrong: str) -> None:
    mends(right, wrong)


TOLD = [
    ("  gunstig is ja", "  gunstig is meer", "MW034", "bedoelt u `hoger`?"),
    ("  gunstig is ja", "  gunstig minder", "MW034", "bedoelt u `is lager`?"),
    (
        "  anders nee\n  gunstig",
        "  anders nul\n  gunstig",
        "MW002",
        "schrijf `0`, of voor een bedrag `€ 0`",
    ),
    (
        "keuze uit alleenstaande, gehuwd",
        "keuze uit alleenstaande, gehuwd samen, apart",
        "MW001",
        "of schrijf één optie aan elkaar: `gehuwd_samen`",
    ),
    ("aantal jaren tussen 0 en 120", "aantal km", "MW001", "zoals `afstand_in_km`"),
]


@pytest.mark.parametrize(("right", "wrong", "code", "sentence"), TOLD)
def test_a_slip_that_may_mean_more_says_what_is_expected(
    right: str, wrong: str, code: str, sentence: str
) -> None:
    says(right, wrong, code, sentence)


def test_the_uses_of_a_name_with_hyphens_are_told_there_and_not_as_unknown() -> None:
    wrong, right = "regel wie-weinig-heeft bepaalt", "wie_weinig_heeft"
    text = POLICY.replace("regel basisrecht bepaalt", wrong)

    assert [one.code for one in faults(text.replace("basisrecht", right))] == ["MW001"]
    told = faults(text.replace("basisrecht", "wie-weinig-heeft"))
    assert [one.edits[0].replacement for one in told] == [right] * 3


def test_an_option_that_stands_elsewhere_tells_what_was_forgotten() -> None:
    text = (
        POLICY.replace("alleenstaande, gehuwd", "los, alleenstaande gehuwd")
        + """begrip samen: ja/nee
  is leefvorm is {option}
"""
    )
    (joined,) = faults(text.replace("{option}", "alleenstaande_gehuwd"))
    apart = faults(text.replace("{option}", "gehuwd of leefvorm is alleenstaande"))

    assert joined.edits[0].replacement == "alleenstaande_gehuwd"
    assert [one.edits[0].replacement for one in apart] == ["alleenstaande, gehuwd"]


def test_a_look_alike_is_not_offered_for_a_name_in_our_letters() -> None:
    text = POLICY.replace("gegeven inkomen", "gegeven ink\u043emen").replace(
        "indien laag_inkomen", "indien ink\u043emen is minder dan norm en laag_inkomen"
    )

    told = faults(text)

    assert {one.code for one in told} == {"MW002", "MW161"}
    assert not [edit for one in told for edit in one.edits if not edit.replacement.isascii()]
    assert told[0].help[0].startswith("typ deze naam opnieuw waar zij is beschreven")


LOOK_ALIKES = dict(zip("aeopcxyi", "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456", strict=True))
WORDS = [
    each
    for each in re.finditer(r'"[^"]*"|[^\W\d_]\w*', POLICY)
    if each[0][0] != '"' and LOOK_ALIKES.keys() & set(each[0])
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(WORDS), st.data())
def test_a_look_alike_in_any_word_of_a_policy_is_one_finding_in_that_word(
    word: re.Match[str], data: st.DataObject
) -> None:
    there = [place for place, char in enumerate(word[0], word.start()) if char in LOOK_ALIKES]
    place = data.draw(st.sampled_from(there))
    text = f"{POLICY[:place]}{LOOK_ALIKES[POLICY[place]]}{POLICY[place + 1 :]}"

    (found,) = check_loaded(read(Source("a.beleid", text))).diagnostics

    span = found.spans[0].span
    assert word.start() <= span.start < word.end()
    assert found.edits or found.code == "MW215"


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("regel basisrecht", "regel b\u00e1sisrecht", "Accenten tellen mee"),
        ("uitkomst recht", "uitkomst Recht", "Hoofdletters tellen mee"),
        ("gegeven inkomen", "gegeven Inkom\u00e9n", "Accenten tellen mee"),
    ],
)
def test_a_name_declared_with_capitals_or_accents_is_told_once_there(
    right: str, wrong: str, why: str
) -> None:
    text, place = slipped(right, wrong)

    (found,) = faults(text)

    assert place <= found.spans[0].span.start < place + len(wrong)
    assert why in found.help[0]
    edit = found.edits[0]
    assert faults(f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}") == ()


def test_a_name_that_a_beleidsregel_uses_wrongly_is_told_where_it_is_used() -> None:
    text, place = slipped(
        "  bedoeling vangnet\n  indien leeftijd", "  bedoeling vangnett\n  indien leeftijd"
    )

    (found,) = faults(text)

    assert found.spans[0].span.start == place + len("  bedoeling ")


def test_a_day_in_the_year_nought_is_told_as_such() -> None:
    assert not_on_calendar("0000-01-01") == "het jaar 0 bestaat niet"
    assert not_on_calendar("morgen") is None


@pytest.mark.parametrize(
    ("day", "better"),
    [
        ("30-06-2026", ["tot 2026-07-01"]),
        ("2026-12-31", ["tot 2027-01-01"]),
        ("31-02-2026", []),
        ("9999-12-31", []),
    ],
)
def test_a_last_day_is_offered_as_the_first_day_after_it(day: str, better: list[str]) -> None:
    text = f"bedrag a\n  met ingang van 2026-01-01: € 5\n  bekend t/m {day}\n"

    found, *_ = parse(Source("a.beleid", text)).diagnostics

    assert [each.replacement for each in found.edits] == better


@pytest.mark.parametrize(
    "text",
    [
        "begrip a: bedrag\n  is b * € 8 000 c\n",
        "begrip a: bedrag\n  is 8 km c\n",
        "uitkomst a: bedrag\n  gunstig is meer minder\n",
        "gegeven a: keuze uit b c = d\n",
    ],
)
def test_what_does_not_read_with_a_change_is_not_offered_so(text: str) -> None:
    found, *_ = parse(Source("a.beleid", text)).diagnostics

    assert not [each for each in found.edits if each.replacement in ("€ 8.000", "hoger", "b, c")]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("indien leeftijd is minder dan 18 of in_detentie", "indien leefvorm is ongehuwd"),
        ("indien laag_inkomen en", "indien niet_laag_inkomen en"),
    ],
)
def test_a_name_that_says_the_opposite_is_not_offered(right: str, wrong: str) -> None:
    text, _ = slipped(right, wrong)

    told = faults(text)

    assert "MW002" in {one.code for one in told}
    assert not [edit for one in told for edit in one.edits]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("uitkomst Recht: ja/neee\nregel r bepaalt recht\n  bron X artikel\n", "MW034"),
        ("begrip a: ja/nee\n  is b\neinde\n  anders nee\n", "MW034"),
        ("einde\n", "MW034"),
    ],
)
def test_what_follows_from_a_head_that_does_not_read_is_not_told(text: str, code: str) -> None:
    assert parse(Source("a.beleid", text)).diagnostics[0].code == code


@pytest.mark.parametrize(
    "text",
    [
        "bedrag a\n  met ingang van 31-2-26: € 5\n",
        "bedrag a\n  met ingang van 2026 zomaar: € 5\n",
        "regel: a zomaar b\n",
        "begrip a: ja/nee\n  is bé zz zz\n",
        "regel r bepaalt s\n  bron Pw artikel 11 en 12 zomaar\n",
        "regel r bepaalt s\n  indien minder dan 5\n  dan ja\n",
        "begrip a: ja/nee\n  is er is sprake van niet b en zz zz\n",
        "begrip a: ja/nee\n  is b zomaar of ouder of ouder zz\n",
        "begrip a: ja/nee\n  is b 18 tot 27 jaar\n",
        "zomaar iets\n  anders nog\n",
    ],
)
def test_where_nobody_knows_what_was_meant_no_change_is_offered(text: str) -> None:
    found = parse(Source("a.beleid", text)).diagnostics

    assert found
    assert not [edit for one in found for edit in one.edits]


def test_a_sentence_about_a_fact_that_stands_nowhere_is_told_as_a_name() -> None:
    text = "regel r bepaalt s\n  indien er sprake is van hoge schulden\n"

    (found,) = parse(Source("a.beleid", text)).diagnostics

    assert "`hoge_schulden`" in found.help[0]
    assert not found.edits


def test_euro_in_words_behind_an_age_like_comparison_is_an_amount() -> None:
    text = "begrip a: ja/nee\n  is b 500 euro of meer\n"

    (found,) = parse(Source("a.beleid", text)).diagnostics

    assert found.help == ("schrijf `b is ten minste € 500`",)


def test_a_comparison_in_a_comment_is_no_slip() -> None:
    text = "regel r bepaalt s\n  indien x # en jonger dan 18\n  dan ja\n"

    assert parse(Source("a.beleid", text)).diagnostics == ()


@pytest.mark.parametrize(
    "wrong",
    [
        "leeftijd is minder dan dertig dertig",
        "leeftijd leeftijd dertig",
        "\u0430\u0431\u0432 \u0433\u0434\u0435",
        "in_dete\u043dtie \u0431\u0435 \u0432",
        "geboortedatum is de het een de",
        "geboortedatum is voor 31/02/2026 uur",
        "geboortedatum t/m 2026-12-31 uur",
        "geboortedatum tot en met 31-12-9999 uur",
    ],
)
def test_what_no_change_mends_is_told_without_one_that_does_not(wrong: str) -> None:
    text, _ = slipped("leeftijd is minder dan 18 of", f"{wrong} of")

    found = faults(text)

    assert found
    for one in found:
        for edit in one.edits:
            changed = f"{text[: edit.span.start]}{edit.replacement}{text[edit.span.end :]}"
            assert len(faults(changed)) <= len(found)
