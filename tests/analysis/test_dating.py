import attrs

from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.dating import find
from tests.analysis.marked import read
from tests.analysis.small_policy import HEAD, RECHT, assert_finds, spoil, swap, without

GRENS = """bedrag grens
  bron Pw artikel 34
  met ingang van 2025-01-01: € 90
  met ingang van 2026-01-01: € 100
  bekend tot 2027-01-01
"""
TOETS = """toets wie_vastzit "Wie vastzit"
  op 2026-03-01
  verwacht recht is nee
"""
WHOLE = HEAD + RECHT + GRENS + TOETS
ENDING = swap(WHOLE, "geldt van 2026-01-01", "geldt van 2026-01-01 tot 2027-01-01")


def test_policy_that_fits_in_time_gives_nothing() -> None:
    assert_finds(find, WHOLE)
    assert_finds(find, ENDING)
    assert_finds(find, "")


def test_policy_says_from_when_it_holds_and_in_which_language() -> None:
    text = without(WHOLE, "  taalversie 1", "  geldt van 2026-01-01")

    assert_finds(find, spoil(text, "beleid", "MW006, MW801"))


def test_newer_version_of_the_language_is_not_understood() -> None:
    found = assert_finds(find, swap(WHOLE, "taalversie 1", "taalversie 2  # fout: MW006"))

    assert "taalversie 2" in found[0].headline


def test_two_values_on_one_day_contradict() -> None:
    text = swap(WHOLE, "2026-01-01: € 100", "2025-01-01: € 100 # fout: MW802")

    found = assert_finds(find, swap(text, "geldt van 2026", "geldt van 2025"))

    assert found[0].facts["datum"] == "1 januari 2025"


def test_time_without_a_value_stands_after_the_first_value_and_on_a_day_of_its_own() -> None:
    gap = '  niet bekend vanaf {} "De bronnen spreken elkaar tegen." # fout: {}\n  bekend tot'
    good = '  niet bekend vanaf 2025-07-01 "De bronnen spreken elkaar tegen."\n  bekend tot'

    assert_finds(find, swap(WHOLE, "  bekend tot", good))
    assert_finds(find, swap(WHOLE, "  bekend tot", gap.format("2024-07-01", "MW820")))
    assert_finds(find, swap(WHOLE, "  bekend tot", gap.format("2026-01-01", "MW802")))


def test_time_without_a_value_may_be_told_where_the_policy_begins_earlier() -> None:
    text = without(WHOLE, "  met ingang van 2025-01-01: € 90")
    text = swap(text, "ingang van 2026-01-01", "ingang van 2026-07-01")
    line = '  niet bekend vanaf {} "Van dat halfjaar is geen bron gezien."\n  met ingang van 2026'

    assert_finds(find, swap(text, "  met ingang van 2026", line.format("2026-01-01")))
    late = swap(text, "  met ingang van 2026", line.format("2026-03-01"))
    assert_finds(find, spoil(late, "bedrag grens", "MW803"))


def test_values_stand_in_order_of_time() -> None:
    text = swap(WHOLE, "2026-01-01: € 100", "2024-01-01: € 100 # fout: MW812")

    assert_finds(find, text)


def test_amount_has_a_value() -> None:
    lines = ("  met ingang van 2025-01-01: € 90", "  met ingang van 2026-01-01: € 100")

    assert_finds(find, spoil(without(WHOLE, *lines), "bedrag grens", "MW813"))


def test_last_value_begins_before_the_end() -> None:
    assert_finds(find, swap(WHOLE, "bekend tot 2027-01-01", "bekend tot 2026-01-01 # fout: MW814"))


def test_amount_says_how_long_it_is_known() -> None:
    text = without(WHOLE, "  bekend tot 2027-01-01")

    assert_finds(find, spoil(text, "bedrag grens", "MW815"))
    assert_finds(find, swap(WHOLE, "bekend tot 2027-01-01", "laatst bekend"))


def test_amount_is_known_from_the_first_day_of_the_policy() -> None:
    text = without(WHOLE, "  met ingang van 2025-01-01: € 90")
    text = swap(text, "ingang van 2026-01-01", "ingang van 2026-01-02")

    assert_finds(find, spoil(text, "bedrag grens", "MW803"))


def test_amount_in_a_policy_without_begin_is_not_too_late() -> None:
    text = without(WHOLE, "  geldt van 2026-01-01")

    assert_finds(find, spoil(text, "beleid", "MW801"))


def test_amount_is_known_until_the_last_day_of_the_policy() -> None:
    text = swap(ENDING, "geldt van 2026-01-01 tot 2027", "geldt van 2026-01-01 tot 2028")

    assert_finds(find, swap(text, "tot 2027-01-01", "tot 2027-01-01 # fout: MW819"))


def test_rule_holds_on_some_day_of_the_policy() -> None:
    for period in ("2020-01-01 tot 2026-01-01", "2027-01-01", "2027-01-01 tot 2028-01-01"):
        line = f"  geldt van {period} # fout: MW817\n  dan ja\n"
        assert_finds(find, swap(ENDING, "  dan ja\n", line))
    for period in ("2020-01-01 tot 2026-01-02", "2026-12-31"):
        assert_finds(find, swap(ENDING, "  dan ja\n", f"  geldt van {period}\n  dan ja\n"))


def test_toets_plays_on_a_day_of_the_policy() -> None:
    for day in ("2025-12-31", "2027-01-01"):
        assert_finds(find, swap(ENDING, "op 2026-03-01", f"op {day} # fout: MW818"))


def test_toets_says_on_which_day_it_plays() -> None:
    assert_finds(find, spoil(without(WHOLE, "  op 2026-03-01"), "toets", "MW958"))


def test_used_policy_is_held_to_its_own_dates() -> None:
    early = "  geldt van 2026-01-01 tot 2026-03-02\n  dan ja\n"
    used = read(swap(WHOLE, "  dan ja\n", early))
    later = read('beleid later "Later"\n  taalversie 1\n  geldt van 2026-06-01\n')
    beleid = attrs.evolve(later, gebruikt=(used, used))

    assert find(beleid, collect(beleid)[0]) == ()


def test_policy_that_never_meets_what_it_uses_is_found() -> None:
    later = read('beleid later "Later"\n  taalversie 1\n  geldt van 2027-06-01\n')
    beleid = attrs.evolve(later, gebruikt=(read(ENDING),))

    assert [each.code for each in find(beleid, collect(beleid)[0])] == ["MW817"]


def test_value_that_begins_late_is_fine_where_only_later_rules_read_it() -> None:
    late = swap(WHOLE, "  met ingang van 2025-01-01: € 90\n", "  met ingang van 2026-07-01: € 95\n")
    late = swap(late, "  met ingang van 2026-01-01: € 100\n", "")
    rule = """regel boven_de_grens bepaalt recht
  geldt van {}
  indien inkomen is meer dan grens
  dan nee
"""
    marked = swap(late, "bedrag grens", "bedrag grens # fout: MW803")

    assert_finds(find, late + rule.format("2026-07-01"))
    assert_finds(find, marked + rule.format("2026-06-30"))
    assert_finds(find, marked)


INVULLING = """invulling zwaarte
  geldt van 2026-01-01 tot {tot}
  is 1 maand
invulling zwaarte
  geldt van {vanaf}
  is 2 maanden
"""


def test_versions_of_what_is_filled_in_follow_each_other() -> None:
    gap = INVULLING.format(tot="2026-06-30", vanaf="2026-07-01")
    last = gap.rindex("invulling zwaarte")
    marked = f"{gap[:last]}{gap[last:].replace('zwaarte', 'zwaarte # fout: MW803', 1)}"

    found = assert_finds(find, WHOLE + marked)

    assert found[0].facts["vanaf"] == "30 juni 2026"
    assert_finds(find, WHOLE + INVULLING.format(tot="2026-07-01", vanaf="2026-07-01"))
    assert_finds(find, WHOLE + gap.replace("  geldt van 2026-07-01\n", ""))
