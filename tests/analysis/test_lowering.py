"""Words of law are written out once, and stay what the author called them."""

from datetime import date

from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.explanation.motivate import explain
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.clauses import Dan
from maatwerk_rules.model.declarations import Gelijkstelling, Regel
from maatwerk_rules.model.expressions import Janee
from maatwerk_rules.runtime.decide import decide
from tests.analysis.marked import found_at, marked, read
from tests.analysis.small_policy import HEAD
from tests.small import policy_of

DAY = date(2026, 3, 1)
ON_A_PAR = """gegeven verblijf: ja/nee
  vraag "Mag u hier blijven?"
  grondslag Pw artikel 17 lid 1
begrip gelijkgesteld: ja/nee
  anders nee
gelijkstelling verblijfsrecht bij gelijkgesteld
  bron Pw artikel 11 lid 2
  bedoeling {bedoeling}
  indien verblijf
"""
PAR = ON_A_PAR.format(bedoeling="eigen_middelen_eerst")
SMALL = ON_A_PAR.format(bedoeling="vangnet")


def found(text: str) -> tuple[Diagnostic, ...]:
    """Find in a policy, and see that only the marked lines are wrong."""
    whole = HEAD + text
    results = find(read(whole))
    assert found_at(results, whole) == marked(whole), [one.headline for one in results]
    return results


def test_gelijkstelling_is_a_rule_that_gives_ja() -> None:
    (written,) = lowered(read(HEAD + SMALL)).own(Gelijkstelling)

    assert isinstance(written, Regel)
    assert written.one(Dan) == Dan(Janee(True))
    assert written.one(Dan).span == written.span  # type: ignore[union-attr]


def test_writing_out_twice_changes_nothing() -> None:
    once = lowered(read(HEAD + SMALL))

    assert lowered(once) is once


def test_policy_that_is_used_along_two_ways_stays_one() -> None:
    law = read(HEAD + SMALL)
    whole = Beleid((), (Beleid((), (law,)), Beleid((), (law,))))

    one, other = lowered(whole).gebruikt

    assert one.gebruikt[0] is other.gebruikt[0]
    assert len(lowered(whole).all(Gelijkstelling)) == 1


TERM = """gegeven begin: datum
  vraag "Wanneer begint het?"
termijn einde
  bron Pw artikel 11
  begint op begin
  duurt tijd
"""
LENGTH = """aantal tijd {}
  bron Pw artikel 11
  met ingang van 2026-01-01: 2 {}
  laatst bekend
"""


def test_policy_that_is_used_is_written_out_once_for_all_that_build_on_it() -> None:
    law = read(HEAD + TERM + LENGTH.format("weken", "weken"))

    (one,), (other,) = (lowered(Beleid((), (law,))).gebruikt for _ in range(2))

    assert one is other
    assert one is not law


def test_policy_that_leans_on_what_is_above_it_is_written_out_for_each() -> None:
    law = read(HEAD + TERM)
    weeks, months = (
        lowered(Beleid(read(LENGTH.format(unit, unit)).declaraties, (law,))).gebruikt[0]
        for unit in ("weken", "maanden")
    )

    assert weeks.declaraties != months.declaraties
    assert lowered(Beleid((), (law,))).gebruikt[0].declaraties == weeks.declaraties


def test_gelijkstelling_decides_and_is_told_by_its_own_word() -> None:
    policy = policy_of(PAR)
    case = {"feiten": {"verblijf": True}}
    decision = decide(policy, case, peildatum=DAY, uitkomsten=("gelijkgesteld",))

    told = to_text(explain(policy, decision), 10_000)

    assert decision["gelijkgesteld"].value is True
    assert "De gelijkstelling ‘verblijfsrecht’ (artikel 11, tweede lid" in told
    assert "Gelijkstelling verblijfsrecht (artikel 11, tweede lid" in told
    assert "De regel ‘verblijfsrecht’" not in told


def test_page_calls_a_gelijkstelling_what_it_is() -> None:
    page = to_text(policy_page(policy_of(PAR), DAY), 10_000)

    assert "Gelijkstelling verblijfsrecht: als verblijf, dan ja" in page


def test_exception_hangs_on_a_gelijkstelling() -> None:
    text = f"""{PAR}uitzondering toch_niet op verblijfsrecht
  bron Pw artikel 11 lid 3
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan nee
"""
    case = {"feiten": {"verblijf": True, "in_detentie": True}}

    decision = decide(policy_of(text), case, peildatum=DAY, uitkomsten=("gelijkgesteld",))

    assert decision["gelijkgesteld"].value is False


def test_gelijkstelling_without_condition_is_incomplete() -> None:
    text = SMALL.replace("  indien verblijf\n", "")

    found(text.replace("bij gelijkgesteld", "bij gelijkgesteld # fout: MW093"))


def test_gelijkstelling_owes_what_a_rule_owes() -> None:
    text = SMALL.replace("  bron Pw artikel 11 lid 2\n", "")

    found(text.replace("bij gelijkgesteld", "bij gelijkgesteld # fout: MW201"))


def test_gelijkstelling_gives_no_amount() -> None:
    text = SMALL.replace("begrip gelijkgesteld: ja/nee", "begrip g: bedrag")
    text = text.replace("anders nee", "anders € 5")
    text = text.replace("bij gelijkgesteld", "bij g # fout: MW094")

    (only,) = found(text)

    assert only.facts == {"naam": "g", "type": "een bedrag"}


def test_gelijkstelling_of_an_unknown_name_has_one_finding() -> None:
    found(SMALL.replace("bij gelijkgesteld", "bij gelijkgestelde # fout: MW002"))
