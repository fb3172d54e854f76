"""What counts as use of a name, and what is reached from the outcomes."""

from maatwerk_rules.linter.mentions import gather, reached, removal, works_on
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse

TEXT = """keuze kleur uit rood, groen
gegeven tint: kleur
gegeven fiets: ja/nee
gegeven auto: ja/nee
functie consulent "Consulent" namens college voor oordeel nodig
oordeel nodig: ja/nee
begrip rijdt: ja/nee
  is auto
begrip los: ja/nee
  is rijdt
tabel naar_tint: bedrag over tint
  met ingang van 2026-01-01
  rij elk: € 1
uitkomst vervoer: ja/nee
  anders nee
regel rijden bepaalt vervoer
  indien rijdt
  dan ja
  uitleg "U rijdt op {brandstof}."
uitzondering te_voet op rijden
  indien oordeel ziek
  dan nee
dekking Pw artikel 1 gecodeerd "Alles." raakt fiets
toets t "T"
  gegeven fiets is ja
"""
DECLARATIONS = parse(Source("a.beleid", TEXT)).declaraties
MENTIONS = gather(DECLARATIONS)


def test_toets_coverage_and_mandate_use_nothing() -> None:
    assert not MENTIONS.names & {"fiets", "nodig", "vervoer"}


def test_options_are_declared_by_a_keuze_and_not_used() -> None:
    assert "kleur" in MENTIONS.names
    assert "rood" not in MENTIONS.names


def test_placeholder_in_an_explanation_is_use() -> None:
    assert "brandstof" in MENTIONS.names


def test_what_no_outcome_needs_is_not_reached() -> None:
    names = reached(MENTIONS)

    assert {"rijdt", "auto", "te_voet", "ziek"} <= names
    assert "los" not in names


def test_a_rule_works_on_what_it_determines() -> None:
    targets = {each.name: works_on(each) for each in DECLARATIONS}

    assert targets["rijden"] == "vervoer"
    assert targets["te_voet"] is None


def test_block_with_a_comment_above_is_not_taken_out() -> None:
    source = Source("a.beleid", '# hier\nregister a "A"\nregister b "B"')
    first, last = parse(source).declaraties
    edit = removal(last, source)

    assert removal(first, source) is None
    assert edit is not None
    assert source.text[edit.span.start : edit.span.end] == 'register b "B"'
