"""What the checks find and leave alone beside the examples on their pages."""

from datetime import date

import pytest

from maatwerk_rules.analysis.build import build
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.integrations.command_nieuw import fill_in
from maatwerk_rules.linter.mend import mended
from maatwerk_rules.linter.registry import shipped
from maatwerk_rules.linter.run import run
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid

BASE = Source("basis.beleid", read_text("meldingen/basis.beleid"))
CHECKS = {check.kind.code: check for check in shipped()}
OUTCOME = "uitkomst hulp: ja/nee\n  anders nee\n  gunstig is ja\n"
RULE = """regel hulp_bij_nood bepaalt hulp
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien CONDITION
  dan ja
"""
JUDGEMENT = """oordeel nodig: ja/nee
  vraag "Is hulp nodig?"
  maatstaf Pw artikel 7 lid 1
  door college
  bedoeling eigen_middelen_eerst
  motivering verplicht
"""


def found(code: str, text: str) -> list[Diagnostic]:
    """Return what the one check finds in a text behind the base, which has no faults."""
    beleid, read = parse_beleid((BASE, Source("proef.beleid", text)))
    policy = build(beleid, read).policy
    assert policy is not None, build(beleid, read).diagnostics
    ran = run(beleid, policy, [CHECKS[code]])
    return [one for one in ran.diagnostics if one.spans[0].span.source == "proef.beleid"]


def asked(question: str) -> str:
    return f'gegeven proef: ja/nee\n  vraag "{question}"\n  grondslag Pw artikel 17 lid 1\n'


def decided(condition: str) -> str:
    return OUTCOME + RULE.replace("CONDITION", condition)


def test_a_rule_that_names_its_outcome_again_is_left_to_the_circle() -> None:
    for value, expected in (("hulp is ja", 0), ("recht is ja", 1)):
        text = decided("in_detentie").replace("  dan ja", f"  dan {value}")
        beleid, _ = parse_beleid((BASE, Source("proef.beleid", text)))

        ran = run(beleid, None, [CHECKS["MW119"]])
        assert len(ran.diagnostics) == expected


def explained(text: str) -> str:
    return f'{decided("in_detentie")}  uitleg "{text}"\n'


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("MW153", "Weet u door wie uw post wordt geopend?"),
        ("MW153", "Wordt u later boos?"),
        ("MW154", "Krijgt u een uitkering, een vergoeding, een lening en een aanvulling?"),
        ("MW157", "Krijgt u AOW, of geld volgens de Algemene nabestaandenwet (Anw)?"),
        ("MW157", "Hebt u een ANW-uitkering (ANW is voor nabestaanden)? Dus ANW (nabestaanden)?"),
        ("MW156", "Diende u een verzoek in, en hoort daar een brief bij?"),
        ("MW159", "Bent u jarig?"),
        ("MW166", "Kunt u niet langer thuis wonen?"),
        ("MW167", "Bent u ouder dan 18 jaar en woont u er 4 weken?"),
        ("MW601", "Vraagt u om te kijken of er bijzondere omstandigheden zijn?"),
    ],
)
def test_question_is_left_alone(code: str, question: str) -> None:
    assert found(code, asked(question)) == []


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("MW153", "Wordt de chef gekend als streng?"),
        ("MW153", "Woont u ergens? Weet u waarom uw aanvraag is geweigerd?"),
        ("MW154", "Kent u de verwerking, de toekenning en de vaststelling?"),
        ("MW157", "Hebt u kosten i.v.m. een verhuizing?"),
        ("MW157", "Hebt u kosten e.d.?"),
        ("MW162", "Krijgt u in principe hulp?"),
        ("MW167", "Hebt u meer dan 5 procent gespaard sinds 2019?"),
    ],
)
def test_question_is_found(code: str, question: str) -> None:
    assert found(code, asked(question)) != []


@pytest.mark.parametrize(
    ("code", "condition", "count"),
    [
        ("MW107", "niet (niet in_detentie)", 1),
        ("MW107", "niet (niet (niet (niet in_detentie)))", 1),
        ("MW107", "niet (woonsituatie is niet een van (gehuwd, alleenstaande))", 1),
        ("MW107", "niet (in_detentie is nee)", 1),
        ("MW107", "niet in_detentie", 0),
        ("MW107", "niet (woonsituatie is gehuwd)", 0),
        ("MW106", "€ 1 per maand is minder dan € 2 per maand", 0),
        ("MW119", "in_detentie is nee", 0),
        ("MW119", "in_detentie is niet ja", 1),
        ("MW122", "ten minste 2 van (in_detentie, woonsituatie is gehuwd)", 1),
        ("MW123", "woonsituatie is een van (gehuwd, alleenstaande)", 0),
        ("MW118", "in_detentie en (in_detentie of woonsituatie is gehuwd)", 0),
        ("MW307", "inkomen is € 12 per maand", 0),
    ],
)
def test_conditions(code: str, condition: str, count: int) -> None:
    assert len(found(code, decided(condition))) == count


@pytest.mark.parametrize(
    ("code", "condition", "better"),
    [
        ("MW118", "in_detentie of (in_detentie)", None),
        ("MW106", "€ 1 per maand is minder dan (inkomen)", None),
        ("MW106", "€ 1 per maand is ten hoogste inkomen", "inkomen is ten minste € 1 per maand"),
        ("MW119", "in_detentie is niet ja", "niet in_detentie"),
    ],
)
def test_condition_is_mended_only_where_no_bracket_is_in_the_way(
    code: str, condition: str, better: str | None
) -> None:
    text = decided(condition)
    (one,) = found(code, text)

    assert mended(text, one.edits) == (text if better is None else decided(better))


@pytest.mark.parametrize(
    "condition", ["in_detentie", "(in_detentie of in_detentie) en in_detentie"]
)
def test_value_of_ja_and_nee_becomes_its_condition(condition: str) -> None:
    text = f"""uitkomst hulp: ja/nee
  bedoeling eigen_middelen_eerst
  is (ja indien {condition}, anders nee)
"""
    (one,) = found("MW120", text)

    assert mended(text, one.edits).endswith(f"  is ({condition})\n")


def test_same_source_is_taken_out_with_its_line() -> None:
    text = decided("in_detentie")
    twice = text.replace("  bedoeling", "  bron Pw artikel 11 lid 1\n  bedoeling")
    (one,) = found("MW219", twice)

    assert mended(twice, one.edits) == text


def test_article_said_twice_over_is_told_once() -> None:
    text = 'bedoeling kort "Zie art. 31 lid 1."\n  eigen lezing\n  let op "En Art 5 sub b."\n'

    assert [one.facts["woord"] for one in found("MW203", text)] == ["art.", "Art", "sub"]


def test_article_in_a_comment_is_left_alone() -> None:
    text = 'bedoeling kort "Wie hulp vraagt, krijgt hulp." # zie art. 31\n  eigen lezing\n'

    assert found("MW203", text) == []


@pytest.mark.parametrize("familiar", [1, 2])
def test_rarer_form_of_address_is_the_odd_one(familiar: int) -> None:
    questions = [*["Heb je een auto?", "Heb jij een fiets?"][:familiar], "Hebt u een boot?"]
    text = "".join(
        asked(question).replace("proef", f"proef_{number}")
        for number, question in enumerate(questions)
    )

    assert len(found("MW159", text)) == 1


def test_values_of_each_record_are_use_of_their_list() -> None:
    text = """soort auto heeft
  werkt: ja/nee
gegeven wagens: lijst van hoogstens 3 auto
  uit register brp
uitkomst rijdt per auto: ja/nee
  bedoeling eigen_middelen_eerst
  is auto.werkt
"""

    assert found("MW555", text) == []


def test_outcome_that_an_invulling_reads_has_its_statute_there() -> None:
    rule = """uitkomst lokaal: ja/nee
  anders nee
  gunstig is ja
regel lokale_hulp bepaalt lokaal
  bron Verordening artikel 2
  binnenwettelijk
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan ja
"""
    filled = """begrip hulp_volgens_verordening: ja/nee
  gunstig is ja
  in te vullen door verordening
invulling hulp_volgens_verordening
  bron Verordening artikel 2
  is lokaal
"""
    per_record = """soort kind heeft
  woont_thuis: ja/nee
gegeven kinderen: lijst van hoogstens 3 kind
  uit register brp
begrip hulp_volgens_verordening: ja/nee
  gunstig is ja
  in te vullen door verordening
invulling hulp_volgens_verordening
  bron Verordening artikel 2
  is er is een k uit kinderen waarvoor k.lokaal
"""

    assert len(found("MW207", rule)) == 1
    assert found("MW207", rule + filled) == []
    assert found("MW207", rule.replace("lokaal:", "lokaal per kind:") + per_record) == []


def test_placeholder_of_an_amount_is_left_alone() -> None:
    assert found("MW168", explained("Uw inkomen is {inkomen}.")) == []


def test_judgement_without_question_asks_nothing_twice() -> None:
    bare = JUDGEMENT.replace('  vraag "Is hulp nodig?"\n', "")

    assert found("MW642", bare) == []


def test_one_judgement_for_many_rules_is_told_once() -> None:
    rules = "".join(
        f"""regel hulp_{number} bepaalt hulp
  bron Pw artikel 7 lid {number}
  karakter kan
  bedoeling eigen_middelen_eerst
  toetsen altijd
  indien oordeel nodig
  dan ja
"""
        for number in (1, 2, 3)
    )
    (one,) = found("MW602", OUTCOME + JUDGEMENT + rules)

    assert one.facts["regel"] == "`hulp_1` en 2 andere regels"


@pytest.mark.parametrize(("expected", "count"), [("recht", 0), ("hulp", 1)])
def test_violation_names_the_outcome_to_test(expected: str, count: int) -> None:
    text = f"""{decided("in_detentie")}bedoeling heel "Wie recht heeft, heeft ook genoeg."
  eigen lezing
  dient bestaanszekerheid
  geschonden als recht is nee en inkomen is meer dan € 0 per maand
toets vast "Vast"
  op 2026-03-01
  gegeven in_detentie is ja
  verwacht {expected} is {"nee" if expected == "recht" else "ja"}
"""

    assert len(found("MW304", text)) == count


def test_refusal_by_the_worst_option_needs_words_and_an_amount_above_nil_does_not() -> None:
    text = """uitkomst vorm: keuze uit geen_hulp, lening, gift
  gunstig van geen_hulp naar lening naar gift
regel niets bepaalt vorm
  bron Pw artikel 48 lid 1
  bedoeling eigen_middelen_eerst
  dan geen_hulp
uitkomst hoogte: bedrag per maand
  gunstig is hoger
regel de_helft bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  dan inkomen
"""

    assert [one.facts["naam"] for one in found("MW407", text)] == ["niets"]


def test_phrase_that_reads_no_name_may_stand_twice() -> None:
    text = """begrip maandbegin: datum
  is eerste dag van de maand van peildatum
begrip begin_van_de_maand: datum
  is eerste dag van de maand van peildatum
"""

    assert found("MW114", text) == []


def test_branches_over_two_things_are_no_table() -> None:
    text = """uitkomst hulpbedrag: bedrag
  bedoeling eigen_middelen_eerst
  is (€ 1 indien woonsituatie is gehuwd, € 2 indien in_detentie, € 3 indien inkomen is € 0 per maand, € 4 indien woonsituatie is alleenstaande, anders € 5)
"""  # noqa: E501 - one line, as the language writes it

    assert found("MW108", text) == []


@pytest.mark.parametrize(("status", "count"), [("vastgesteld", 1), ("concept", 0)])
def test_what_the_first_policy_left_to_fill_in_is_not_enacted(status: str, count: int) -> None:
    text = fill_in("proef", date(2026, 1, 1)).replace("status concept", f"status {status}")

    told = lint(Source("proef.beleid", text), today=date(2026, 1, 1)).diagnostics

    found = [one.facts["woord"] for one in told if one.code == "MW111"]
    assert found == ["Vul hier een verhaal in"] * count


@pytest.mark.parametrize(("ends", "count"), [(("0", "0", "0"), 1), (("0", "1", "2"), 0)])
def test_long_expressions_are_compared_to_their_end(ends: tuple[str, ...], count: int) -> None:
    begin = "in_detentie en woonsituatie is niet gehuwd en woonsituatie is niet alleenstaande en "
    rules = [
        RULE.replace("CONDITION", f"{begin}inkomen is € {end} per maand").replace(
            "bij_nood", f"nr_{number}"
        )
        for number, end in enumerate(ends)
    ]

    assert len(begin) > 70
    assert len(found("MW109", OUTCOME + "".join(rules))) == count


def test_of_an_act_that_is_made_up_nothing_can_be_left_out() -> None:
    act = 'regeling Bedacht beleidsregel NUMBER "Bedachte beleidsregel"\n'
    rule = OUTCOME + RULE.replace("CONDITION", "in_detentie").replace(
        "Pw artikel 11", "Bedacht artikel 2"
    )

    assert found("MW416", act.replace("NUMBER", "voorbeeld") + rule) == []
    assert len(found("MW416", act.replace("NUMBER", "CVDR345917") + rule)) == 1


@pytest.mark.parametrize(("name", "count"), [("Huurhulp", 1), ("huur-hulp", 0), ("huur_hulp", 0)])
def test_the_name_of_a_policy_is_in_small_letters_too(name: str, count: int) -> None:
    text = f'beleid {name} "Hulp met de huur"\n  taalversie 1\n'
    beleid, read = parse_beleid([Source("a.beleid", text)])

    ran = run(beleid, None, [CHECKS["MW102"]])

    assert len(ran.diagnostics) == count
    assert bool(read) == ("-" in name)


STEPS = """uitkomst hoogte: bedrag per maand
  door college
  anders € 0 per maand
  gunstig is hoger
  stappen eerst, laatst
regel basis bepaalt hoogte
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien woonsituatie is gehuwd
  dan inkomen maar ten hoogste € 900 per maand
aanpassing meer van hoogte in stap eerst
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien in_detentie
  dan {first}
aanpassing minder van hoogte in stap laatst
  bron Pw artikel 35 lid 1
  bedoeling eigen_middelen_eerst
  indien niet in_detentie
  dan {last}
"""


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("vorige + € 100 per maand", "vorige maar ten hoogste € 1.000 per maand", ["MW573"]),
        ("vorige + € 100 per maand", "vorige maar ten hoogste € 999 per maand", []),
        ("vorige maar ten hoogste € 900 per maand", "vorige + € 1 per maand", ["MW573"]),
        ("vorige + € 100 per maand", "vorige maar ten minste € 1.000 per maand", ["MW574"]),
        ("vorige + € 100 per maand", "vorige - vorige", []),
        ("vorige - € 1 per maand", "vorige maar ten minste € 0 per maand", []),
    ],
)
def test_limits_and_fixed_values_are_followed_through_steps(
    first: str, last: str, codes: list[str]
) -> None:
    text = STEPS.format(first=first, last=last)

    assert [one.code for code in ("MW573", "MW574") for one in found(code, text)] == codes


def open_about_hoogte(text: str) -> list[str]:
    """Return what MW014 says of whether an amount is always the same, with the reason."""
    labels = (
        f"{one.headline} {label.text}" if label is one.spans[0] else label.text
        for one in found("MW014", text)
        for label in one.spans
    )
    return [one for one in labels if "`hoogte` niet altijd gelijk" in one]


@pytest.mark.parametrize(
    ("last", "count"),
    [
        ("vorige - vorige", 1),
        ("(vorige indien in_detentie, anders vorige) - vorige", 1),
        ("vorige + € 100 per maand", 0),
        ("vorige - inkomen maar ten minste € 0 per maand", 1),
        ("€ 5 per maand", 0),
    ],
)
def test_a_step_of_which_it_is_not_known_whether_it_differs_is_told(last: str, count: int) -> None:
    text = STEPS.format(first="vorige + € 1 per maand", last=last)

    told = open_about_hoogte(text)

    assert len(told) == count
    assert all("vorige" in one for one in told)


def test_a_step_differs_where_the_rules_give_two_amounts() -> None:
    text = STEPS.format(first="vorige + € 1 per maand", last="vorige - € 1 per maand")
    text = text.replace("dan inkomen maar ten hoogste € 900 per maand", "dan € 900 per maand")

    assert open_about_hoogte(text) == []


@pytest.mark.parametrize(
    ("favour", "value", "count"),
    [
        ("hoger", "€ 0 per maand", 1),
        ("lager", "€ 0 per maand", 0),
        ("hoger", "€ 5 per maand", 0),
    ],
)
def test_refusal_by_an_amount_of_nil_needs_words(favour: str, value: str, count: int) -> None:
    text = f"""uitkomst hoogte: bedrag per maand
  gunstig is {favour}
regel regel_1 bepaalt hoogte
  bron Pw artikel 21
  bedoeling eigen_middelen_eerst
  dan {value}
"""

    told = [one.facts["naam"] for one in found("MW407", text)]
    assert told == ["regel_1"] * count
