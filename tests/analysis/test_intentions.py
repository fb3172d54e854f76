from maatwerk_rules.analysis.intentions import find
from tests.analysis.small_policy import (
    DRINGEND,
    GROND,
    HEAD,
    RECHT,
    assert_finds,
    spoil,
    without,
)

WHOLE = HEAD + RECHT + DRINGEND + GROND


def test_rules_and_deviations_say_what_they_are_for() -> None:
    text = HEAD + without(RECHT, "  bedoeling vangnet", "  bedoeling vangnet") + DRINGEND
    text += without(GROND, "  bedoeling vangnet")
    text = spoil(text, "regel basis", "MW301")
    text = spoil(text, "afwijkingsgrond", "MW301")

    assert_finds(find, spoil(text, "uitzondering", "MW308"))


def test_intention_serves_a_value_and_comes_from_somewhere() -> None:
    text = without(WHOLE, "  eigen lezing", "  dient bestaanszekerheid")

    assert_finds(find, spoil(text, "bedoeling vangnet", "MW313, MW314"))


def test_derived_outcome_has_the_intentions_of_what_it_reads() -> None:
    derived = "uitkomst gevolg: ja/nee\n  is niet ook\nbegrip ook: ja/nee\n  is recht\n"

    assert_finds(find, WHOLE + derived)


def test_derived_outcome_may_say_its_intention_itself() -> None:
    assert_finds(find, WHOLE + "uitkomst ook: ja/nee\n  is vast\n  bedoeling vangnet\n")


def test_outcome_that_leads_to_no_intention_is_found() -> None:
    text = WHOLE + "uitkomst ook: ja/nee\n  is vast\n"

    assert_finds(find, spoil(text, "uitkomst ook", "MW312"))
