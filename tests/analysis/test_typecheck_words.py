"""Mistakes in schijven and a termijn are told of the lines as written, each once."""

import pytest

from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.clauses import Is
from maatwerk_rules.model.declarations import Bedoeling
from maatwerk_rules.model.lowered import WrittenOut
from maatwerk_rules.syntax.formatter import format_expression
from tests.analysis.marked import found_at, marked, read
from tests.analysis.small_policy import HEAD

FACTS = """gegeven x: bedrag per maand tussen -€ 10 en € 20.000
  vraag "Hoeveel?"
gegeven y: bedrag per maand tussen -€ 10 en € 20.000
  vraag "Hoeveel?"
gegeven d: datum tussen 2000-01-01 en 2100-01-01
  vraag "Wanneer?"
gegeven n: aantal dagen tussen 0 en 9
  vraag "Hoe lang?"
aantal in_maanden maanden
  bron Pw artikel 41
  met ingang van 2020-01-01: 3 maanden
  laatst bekend
bedrag norm per maand
  bron Pw artikel 21
  met ingang van 2026-01-01: € 1.000
  laatst bekend
tabel norm_tabel: bedrag per maand over vast
  bron Pw artikel 21
  rij ja: € 900
  anders € 1.000
begrip w: aantal weken
  is 4 weken
begrip eigen: aantal weken
  is w
tabel in_tabel: aantal maanden over vast
  bron Pw artikel 41
  rij elk: 3 maanden
"""
SCHIJVEN = "schijven s: bedrag per maand over x{mark}\n  bron Pw artikel 1\n"
TERMIJN = "termijn t{mark}\n  bron Pw artikel 41\n"
ROUND = "  rekenkundig afgerond op centen\n"


def found(text: str) -> tuple[Diagnostic, ...]:
    """Find in a policy, and see that only the marked lines are wrong."""
    whole = HEAD + FACTS + text
    results = find(read(whole))
    assert found_at(results, whole) == marked(whole), [one.headline for one in results]
    return results


def schijven(*lines: str, mark: str = "") -> tuple[Diagnostic, ...]:
    return found(SCHIJVEN.format(mark=mark) + "".join(f"  {line}\n" for line in lines))


def termijn(*lines: str, mark: str = "") -> tuple[Diagnostic, ...]:
    return found(TERMIJN.format(mark=mark) + "".join(f"  {line}\n" for line in lines))


def value_of(text: str) -> str:
    """Return what a word is written out as."""
    (begrip,) = (
        each
        for each in lowered(read(HEAD + FACTS + text)).declaraties
        if isinstance(each, WrittenOut)
    )
    written = begrip.one(Is)
    assert written is not None
    return format_expression(written.waarde)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (
            ("schijf tot € 10: 0%", "schijf tot € 20: 50%", "schijf daarboven: 100%"),
            (
                "50% * ((x maar ten hoogste € 20 maar ten minste € 10) - € 10)"
                " + ((x maar ten minste € 20) - € 20)"
            ),
        ),
        (
            ("schijf tot 110% * norm: 100%", "schijf daarboven: 0%"),
            "x maar ten hoogste 110% * norm maar ten minste € 0 per maand",
        ),
        (
            (
                "schijf tot 110% * norm: 0%",
                "schijf tot norm_tabel: 0%",
                "schijf daarboven: 100%",
            ),
            (
                "(x maar ten minste (norm_tabel maar ten minste 110% * norm))"
                " - (norm_tabel maar ten minste 110% * norm)"
            ),
        ),
        (
            ("schijf tot y: 0%", "schijf tot y * 150%: 0%", "schijf daarboven: 100%"),
            (
                "(x maar ten minste (y * 150% maar ten minste € 0 per maand))"
                " - (y * 150% maar ten minste € 0 per maand)"
            ),
        ),
        (("schijf tot € 10: 0%", "schijf daarboven: 0%"), "€ 0 per maand"),
    ],
)
def test_slices_are_written_out_no_longer_than_is_needed(
    lines: tuple[str, ...], written: str
) -> None:
    text = SCHIJVEN.format(mark="") + "".join(f"  {line}\n" for line in lines)

    assert value_of(text) == written


def test_boundary_that_may_be_below_nil_begins_at_nil() -> None:
    text = SCHIJVEN.format(mark="") + "  schijf tot -5% * norm: 0%\n  schijf daarboven: 100%\n"

    assert "maar ten minste € 0 per maand" in value_of(text)


@pytest.mark.parametrize(
    ("duur", "written"),
    [
        ("4 weken", "d + 4 weken - 1 dag"),
        ("1 jaar", "d + 1 jaar eerder - 1 dag"),
        ("in_maanden", "d + in_maanden eerder - 1 dag"),
        ("in_tabel", "d + in_tabel eerder - 1 dag"),
        ("eigen", "d + eigen - 1 dag"),
        ("n", "d + n - 1 dag"),
    ],
)
def test_term_is_written_out_with_the_earlier_day_where_a_month_is_too_short(
    duur: str, written: str
) -> None:
    text = TERMIJN.format(mark="") + f"  begint op d\n  duurt {duur}\n"

    assert value_of(text) == written
    assert termijn("begint op d", f"duurt {duur}") == ()


def test_sum_of_whole_slices_needs_no_rounding() -> None:
    assert schijven("schijf tot € 5: 0%", "schijf daarboven: 100%") == ()


def test_sum_with_parts_of_cents_is_rounded() -> None:
    (only,) = schijven("schijf tot € 5: 5%", "schijf daarboven: 0%", mark=" # fout: MW855")

    assert only.help == ("schrijf als laatste regel bijvoorbeeld `rekenkundig afgerond op centen`",)
    assert schijven("schijf tot € 5: 5%", "schijf daarboven: 0%", ROUND.strip()) == ()


def test_rounding_goes_with_an_amount() -> None:
    wrong = "rekenkundig afgerond op hele procenten # fout: MW003"

    schijven("schijf tot € 5: 5%", "schijf daarboven: 0%", wrong)


@pytest.mark.parametrize(
    "line",
    [
        "schijf tot weg: 5% # fout: MW002",
        "schijf tot 5%: 5% # fout: MW003",
        "schijf tot € 5 per jaar: 5% # fout: MW853",
        "schijf tot norm: norm # fout: MW003",
        "schijf tot € 0: 5% # fout: MW647",
    ],
)
def test_mistake_in_a_slice_is_told_once_and_there(line: str) -> None:
    schijven(line, "schijf daarboven: 100%", ROUND.strip())


def test_boundaries_go_up_where_that_can_be_read() -> None:
    schijven(
        "schijf tot 150% * norm: 0%",
        "schijf tot norm * 110%: 5% # fout: MW647",
        "schijf tot norm: 5% # fout: MW647",
        "schijf tot y: 5%",
        "schijf daarboven: 100%",
        ROUND.strip(),
    )


def test_schijven_have_a_first_and_a_last_slice() -> None:
    first = schijven("schijf daarboven: 100%", mark=" # fout: MW093")
    last = schijven("schijf tot € 5: 100%", mark=" # fout: MW093")

    assert first[0].facts["vraag"] == "tot waar de eerste schijf loopt"
    assert last[0].facts["vraag"] == "wat boven de laatste grens telt"


def test_line_that_can_stand_once_is_told_by_its_word() -> None:
    twice = schijven(
        "schijf tot € 5: 0%", "schijf daarboven: 100%", "schijf daarboven: 0% # fout: MW065"
    )

    assert twice[0].facts["blok"] == "blok `schijven`"


def test_schijven_are_an_amount_of_an_amount() -> None:
    found(
        "schijven s: percentage over x # fout: MW003\n  bron Pw artikel 1\n"
        "  schijf tot € 5: 0%\n  schijf daarboven: 100%\n"
    )
    found(
        "schijven s: bedrag over x # fout: MW853\n  bron Pw artikel 1\n"
        "  schijf tot € 5: 0%\n  schijf daarboven: 100%\n"
    )
    found(
        "schijven s: weg over x # fout: MW002\n  bron Pw artikel 1\n"
        "  schijf tot € 5: 0%\n  schijf daarboven: 100%\n"
    )


def test_no_more_slices_than_a_reader_can_follow() -> None:
    lines = [f"schijf tot € {number}: 100%" for number in range(1, 21)]

    (only,) = schijven(*lines, "schijf daarboven: 100%", mark=" # fout: MW646")

    assert only.facts["aantal"] == "21"
    assert schijven(*lines[:-1], "schijf daarboven: 100%") == ()


@pytest.mark.parametrize(
    "lines",
    [
        ("begint op x # fout: MW003", "duurt 4 weken"),
        ("begint na weg # fout: MW002", "duurt 4 weken"),
        ("begint op d", "duurt 4 # fout: MW806"),
        ("begint op d", "duurt x # fout: MW003"),
        ("begint op d", "duurt weg # fout: MW002"),
        ("begint op d", "duurt 3 uren # fout: MW003"),
        ("begint op d", "duurt 2,5 weken # fout: MW093"),
        ("begint op d", "duurt 0 weken # fout: MW093"),
        ("begint op d", "duurt 4 weken", "opgeschort gedurende 3 weken # fout: MW003"),
        ("begint op d", "begint na d # fout: MW065", "duurt 4 weken"),
    ],
)
def test_mistake_in_a_term_is_told_once_and_there(lines: tuple[str, ...]) -> None:
    termijn(*lines)


def test_term_has_a_begin_and_a_length() -> None:
    assert termijn("duurt 4 weken", mark=" # fout: MW093")[0].facts["vraag"] == "wanneer zij begint"
    assert termijn("begint op d", mark=" # fout: MW093")[0].facts["vraag"] == "hoe lang zij duurt"


def test_term_may_be_suspended_more_than_once() -> None:
    lines = (
        "begint na d",
        "duurt 4 weken",
        "opgeschort gedurende n",
        "opgeschort gedurende 2 dagen",
    )

    assert termijn(*lines) == ()


def test_words_of_law_name_their_source() -> None:
    found("termijn t # fout: MW201\n  begint op d\n  duurt 4 weken\n")


def test_rule_does_not_determine_what_is_reckoned() -> None:
    text = TERMIJN.format(mark="") + "  begint op d\n  duurt 4 weken\n"

    (only,) = found(
        f"{text}regel r bepaalt t # fout: MW064\n  bron Pw artikel 1\n"
        "  bedoeling vangnet\n  dan d\n"
    )

    assert only.help == ("geef de regel een eigen begrip",)


def test_name_of_another_sort_is_called_by_its_word() -> None:
    text = TERMIJN.format(mark="") + "  begint op d\n  duurt 4 weken\n"

    (only,) = found(
        f'{text}oordeel o: ja/nee\n  vraag "?"\n  maatstaf Pw artikel 1\n  door t # fout: MW063\n'
    )

    assert only.facts["gevonden"] == "een termijn"


def test_amount_that_reads_itself_is_a_circle() -> None:
    found(
        "schijven s: bedrag per maand over s # fout: MW005\n  bron Pw artikel 1\n"
        "  schijf tot € 5: 0%\n  schijf daarboven: 100%\n"
    )


def test_walk_meets_each_line_of_the_text_once() -> None:
    text = TERMIJN.format(mark="") + "  begint op d\n  duurt 4 weken\n"
    (begrip,) = lowered(read(HEAD + FACTS + text)).declaraties[-1:]

    assert isinstance(begrip, WrittenOut)
    assert list(begrip.children()) == list(begrip.word.children())
    assert not isinstance(begrip.word, Bedoeling)
