from maatwerk_rules.analysis.layers import cites_awb_4_84, layer_of, regelingen_of
from tests.analysis.marked import symbols_of
from tests.analysis.small_policy import GROND_4_84, HEAD, RECHT, swap


def test_rule_stands_in_the_lowest_regeling_it_names() -> None:
    text = swap(RECHT, "bron Pw artikel 13", "bron Pw artikel 13\n  bron Beleid artikel 2")
    symbols = symbols_of(HEAD + text)
    detentie = symbols.regels["detentie"]

    assert layer_of(detentie, symbols) == symbols.regelingen["Beleid"]
    assert [each.naam for each in regelingen_of(detentie, symbols)] == ["Pw", "Beleid"]


def test_ruling_or_unknown_name_is_no_layer() -> None:
    text = swap(RECHT, "bron Pw artikel 13", "bron ECLI:NL:CRVB:2018:1600\n  bron Weg artikel 2")
    symbols = symbols_of(HEAD + text)

    assert layer_of(symbols.regels["detentie"], symbols) is None


def test_awb_4_84_is_known_by_its_number_and_not_by_its_name() -> None:
    def cites(text: str) -> bool:
        symbols = symbols_of(text)
        return cites_awb_4_84(symbols.regels["beleid_onevenredig"], symbols)

    assert cites(HEAD + GROND_4_84)
    assert cites((HEAD + GROND_4_84).replace("Awb ", "Bestuursrecht "))
    assert not cites(swap(HEAD, "BWBR0005537", "BWBR0005538") + GROND_4_84)
    assert not cites(HEAD + swap(GROND_4_84, "4:84", "4:83"))
    assert not cites(HEAD + swap(GROND_4_84, "Awb artikel", "Weg artikel"))
    assert not cites(HEAD + swap(GROND_4_84, "Awb artikel 4:84", "ECLI:NL:CRVB:2018:1600"))
