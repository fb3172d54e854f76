"""The rows of a table with dates: as many fixed values as there are dates."""

from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.diagnostics import Diagnostic
from tests.analysis.marked import found_at, marked, read
from tests.analysis.small_policy import HEAD

TABLE = """tabel t: {type} over vast
  bron Pw artikel 21
  bedoeling vangnet
"""


def found(text: str, type_: str = "bedrag") -> tuple[Diagnostic, ...]:
    """Find in a policy, and see that only the marked lines are wrong."""
    whole = HEAD + TABLE.format(type=type_) + text
    results = find(read(whole))
    assert found_at(results, whole) == marked(whole), [one.headline for one in results]
    return results


def test_table_with_dates_is_fine() -> None:
    text = "  met ingang van 2026-01-01, 2026-07-01\n  rij elk: € 1, € 2\n  laatst bekend\n"

    assert found(text) == ()


def test_row_has_a_value_for_each_date() -> None:
    text = (
        "  met ingang van 2026-01-01, 2026-07-01\n  rij ja: € 1 # fout: MW090\n"
        "  rij nee: € 1, € 2, € 3 # fout: MW090\n  laatst bekend\n"
    )

    short, long = found(text)

    assert (short.facts["waarden"], short.facts["datums"]) == ("1 waarde", "2 datums")
    assert long.facts["waarden"] == "3 waarden"


def test_row_of_a_table_without_dates_has_one_value() -> None:
    (only,) = found("  rij elk: € 1, € 2 # fout: MW090\n")

    assert only.facts["datums"] == "geen datums"


def test_values_are_fixed_and_of_the_type_of_the_table() -> None:
    found(
        "  met ingang van 2026-01-01, 2026-07-01\n  rij ja: € 1 + € 2, € 2 # fout: MW091\n"
        "  rij nee: € 1, 5% # fout: MW003\n  laatst bekend\n"
    )


def test_only_amounts_numbers_and_percentages_are_dated() -> None:
    (only,) = found(
        "  met ingang van 2026-01-01 # fout: MW091\n  rij elk: ja\n  laatst bekend\n", "ja/nee"
    )

    assert only.facts["reden"] == "`t` is ja/nee"


def test_negative_values_may_be_written() -> None:
    text = "  met ingang van 2026-01-01\n  rij elk: -€ 5\n  laatst bekend\n"

    assert found(text) == ()


def test_table_without_dates_does_not_say_how_long_it_is_known() -> None:
    found("  rij elk: € 1\n  bekend tot 2027-01-01 # fout: MW648\n")


def test_dates_go_from_old_to_new() -> None:
    (twice,) = found(
        "  met ingang van 2026-01-01, 2026-01-01 # fout: MW092\n  rij elk: € 1, € 2\n"
        "  laatst bekend\n"
    )
    assert (twice.facts["datum"], twice.facts["ervoor"]) == ("1 januari 2026", "1 januari 2026")
    found(
        "  met ingang van 2026-01-01, 2025-07-01 # fout: MW092\n  rij elk: € 1, € 2\n"
        "  laatst bekend\n"
    )


def test_last_value_begins_before_the_end() -> None:
    found(
        "  met ingang van 2026-01-01, 2026-07-01\n  rij elk: € 1, € 2\n"
        "  bekend tot 2026-07-01 # fout: MW814\n"
    )


def test_table_with_dates_says_how_long_it_is_known_and_from_when() -> None:
    text = HEAD + TABLE.format(type="bedrag") + "  met ingang van 2026-02-01\n  rij elk: € 1\n"

    results = find(read(text))

    assert sorted(one.code for one in results) == ["MW803", "MW815"]
    assert {text[one.spans[0].span.start :][:1] for one in results} == {"t"}


def test_end_before_that_of_the_policy_is_told() -> None:
    text = HEAD.replace("geldt van 2026-01-01", "geldt van 2026-01-01 tot 2028-01-01")
    text += TABLE.format(type="bedrag")
    text += "  met ingang van 2026-01-01\n  rij elk: € 1\n  bekend tot 2027-01-01\n"

    assert [one.code for one in find(read(text))] == ["MW819"]


def test_what_holds_no_word_of_law_stays_the_same_object() -> None:
    beleid = read(HEAD)

    assert lowered(beleid) is beleid
