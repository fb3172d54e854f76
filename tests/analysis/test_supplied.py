import attrs

from maatwerk_rules.analysis import check, dating, duties, hierarchy, mandate
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.mandate import may_judge
from maatwerk_rules.analysis.supplied import is_supplied, supplied_grounds, with_supplied
from maatwerk_rules.model import clauses as c
from maatwerk_rules.model import declarations as d
from maatwerk_rules.model.beleid import Beleid
from tests.analysis.marked import read
from tests.analysis.small_policy import (
    DRINGEND,
    GROND,
    GROND_4_84,
    HEAD,
    RECHT,
    TOESLAG,
    swap,
    without,
)

WHOLE = HEAD + RECHT + TOESLAG


def supplied(text: str) -> Beleid:
    beleid = read(text)
    return with_supplied(beleid, collect(beleid)[0])


def added(text: str) -> list[str]:
    return [each.name for each in supplied(text).declaraties if is_supplied(each)]


def ground(text: str) -> d.Afwijkingsgrond:
    (found,) = supplied(text).own(d.Afwijkingsgrond)
    return found


def test_policy_rule_that_can_refuse_gets_the_ground_of_awb_4_84() -> None:
    found = ground(WHOLE)

    assert added(WHOLE) == ["onevenredig_gevolg_van_beleid", "afwijking_van_beleid"]
    assert found.doel == c.BijRegeling("Beleid")
    assert found.one(c.SteltTerzijde) == c.SteltTerzijde(("te_laat",))
    assert found.one(c.ToetsenAltijd)
    assert found.one(c.BuitenToepassing)


def test_what_is_supplied_stands_where_the_regeling_stands() -> None:
    beleid = supplied(WHOLE)
    regeling = next(each for each in beleid.own(d.Regeling) if each.naam == "Beleid")

    places = {node.span for node in beleid.own(d.Oordeel)[0].walk() if node.span.source}

    assert places == {regeling.span}


def test_supplied_ground_serves_the_intentions_of_what_it_sets_aside() -> None:
    assert ground(WHOLE).one(c.Bedoelingclausule) == c.Bedoelingclausule(("vangnet",))
    assert ground(without(WHOLE, *["  bedoeling vangnet"] * 4)).one(c.Bedoelingclausule) is None


def test_supplied_ground_does_all_its_duties() -> None:
    beleid = supplied(WHOLE)
    symbols, doubled = collect(beleid)

    assert doubled == ()
    assert check.find(beleid) == ()
    for each in (duties, dating, hierarchy, mandate):
        assert each.find(beleid, symbols) == ()


def test_function_with_the_regeling_in_its_mandate_may_judge_it() -> None:
    beleid = supplied(WHOLE + 'functie jurist "Jurist" namens college voor regeling Beleid\n')

    who = may_judge(beleid, collect(beleid)[0], "onevenredig_gevolg_van_beleid")

    assert who == ("college", "jurist")


def test_policy_that_lacks_nothing_is_left_as_it_is() -> None:
    for text in (HEAD + RECHT, WHOLE + DRINGEND + GROND_4_84):
        beleid = read(text)
        assert with_supplied(beleid, collect(beleid)[0]) is beleid


def test_supplying_twice_adds_nothing() -> None:
    beleid = supplied(WHOLE)

    assert supplied_grounds(beleid, collect(beleid)[0]) == ()


def test_only_rules_that_an_own_ground_leaves_out_are_supplied() -> None:
    too_rich = TOESLAG[TOESLAG.index("uitzondering") :].replace("te_laat", "te_rijk")
    beleid = supplied(WHOLE + DRINGEND + GROND_4_84 + too_rich)

    assert beleid.own(d.Afwijkingsgrond)[-1].one(c.SteltTerzijde) == c.SteltTerzijde(("te_rijk",))


def test_rule_of_a_policy_rule_that_only_gives_needs_no_ground() -> None:
    before, _, after = WHOLE.rpartition("dan nee")

    assert added(f"{before}dan ja{after}") == []


def test_awb_is_supplied_where_no_author_names_it() -> None:
    text = WHOLE.replace('regeling Awb wet BWBR0005537 "Algemene wet bestuursrecht"\n', "")
    assert added(text)[0] == "Awb"

    taken = swap(WHOLE, "regeling Awb wet BWBR0005537", "regeling Awb wet BWBR0015711")

    assert added(taken)[0] == "Awb_2"


def test_names_that_an_author_uses_stay_free() -> None:
    text = WHOLE + DRINGEND.replace("oordeel dringend", "oordeel onevenredig_gevolg_van_beleid")

    assert added(text) == ["onevenredig_gevolg_van_beleid_2", "afwijking_van_beleid"]


def test_two_policy_rules_get_a_ground_each() -> None:
    other = TOESLAG[TOESLAG.index("uitzondering") :].replace("te_laat", "te_rijk")
    text = WHOLE + other.replace("Beleid", "Extra")
    text += 'regeling Extra beleidsregel voorbeeld "Extra"\n'

    assert len(added(text)) == 4


def test_with_several_organs_it_is_the_one_that_judges() -> None:
    two = WHOLE + 'orgaan raad "Gemeenteraad"\n'
    assert supplied(two).own(d.Oordeel)[-1].one(c.Door) is None

    assert supplied(two + DRINGEND).own(d.Oordeel)[-1].one(c.Door) == c.Door("college")


def test_rules_of_a_used_policy_are_covered_by_the_policy_that_uses_it() -> None:
    beleid = attrs.evolve(read('beleid b "B"\n'), gebruikt=(read(WHOLE),))

    names = [each.name for each in supplied_grounds(beleid, collect(beleid)[0])]

    assert names == ["onevenredig_gevolg_van_beleid", "afwijking_van_beleid"]


def test_exception_of_a_policy_rule_on_a_deviation_is_not_set_aside() -> None:
    """A lower rule that closes a deviation is told so itself; no supplied ground hangs on it."""
    beyond = """
uitzondering ook_dan_niet op nood
  bron Beleid artikel 3
  binnenwettelijk
  bedoeling vangnet
  indien vast
  dan buiten toepassing
"""
    beleid = supplied(WHOLE + DRINGEND + GROND + beyond)

    (found,) = (each for each in beleid.own(d.Afwijkingsgrond) if is_supplied(each))
    assert found.one(c.SteltTerzijde) == c.SteltTerzijde(("te_laat",))
