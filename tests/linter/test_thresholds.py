"""A hard limit is told with two cases that differ by one step, unless it was declared."""

from collections.abc import Iterator
from datetime import date

import pytest

from maatwerk_rules.diagnostics import Diagnostic, Severity
from maatwerk_rules.linter.parts import parts_of
from maatwerk_rules.linter.thresholds import Limit, limits
from maatwerk_rules.pipeline import check, lint
from maatwerk_rules.source import Source
from tests.linter.test_witness import HEAD

LOCAL = 'regeling Beleid verordening voorbeeld "Verordening"\n'


def policy(value: str, condition: str, kind: str = "bedrag") -> Source:
    text = f"""uitkomst toeslag: {kind}
  anders {"€ 0" if kind == "bedrag" else "nee"}
  gunstig is {"hoger" if kind == "bedrag" else "ja"}
  ruimte voor verordening bron Pw artikel 35
regel toeslag_regel bepaalt toeslag
  bron Beleid artikel 1
  buitenwettelijk
  bedoeling rust
  indien {condition}
  dan {value}
"""
    return Source("klein.beleid", HEAD + LOCAL + text)


def found(source: Source) -> list[Diagnostic]:
    linted = lint([source])
    faults = [one.headline for one in linted.diagnostics if one.severity is Severity.FOUT]
    assert linted.policy is not None, faults
    return [one for one in linted.diagnostics if one.code == "MW701"]


def limits_of(source: Source) -> Iterator[Limit]:
    checked = check([source])
    assert checked.policy is not None
    for part in parts_of(checked.policy):
        yield from limits(checked.policy, part, frozenset({"toeslag_regel"}))


def test_the_cases_differ_by_one_cent() -> None:
    (limit,) = limits_of(policy("€ 100", "inkomen is minder dan € 1.000 per maand"))

    ((_, before),) = limit.before.case.values.items()
    ((_, after),) = limit.after.case.values.items()
    assert (before, after) == (99_999, 100_000)
    assert (limit.before.result.value, limit.after.result.value) == (10_000, 0)


def test_the_cases_differ_by_one_day_of_age() -> None:
    (limit,) = limits_of(policy("ja", "aanvrager.jong", "ja/nee"))

    births = [one.case.values for one in (limit.before, limit.after)]
    (before,), (after,) = (tuple(one.values()) for one in births)
    assert isinstance(before, date)
    assert isinstance(after, date)
    assert (before - after).days == 1
    assert (limit.before.result.value, limit.after.result.value) == (True, False)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("€ 1.000 - inkomen_los maar ten minste € 0", 0),
        ("€ 1.200 - inkomen_los maar ten minste € 0", 1),
    ],
)
def test_an_amount_that_slopes_to_the_limit_does_not_jump(value: str, count: int) -> None:
    fact = """gegeven inkomen_los: bedrag tussen € 0 en € 10.000
  vraag "Wat hebt u?"
  grondslag Pw artikel 17 lid 1
"""
    source = policy(value, "inkomen_los is minder dan € 1.000")

    assert len(found(Source(source.name, source.text + fact))) == count


def test_a_declared_limit_is_no_finding() -> None:
    source = policy("ja", "inkomen is minder dan € 1.000 per maand", "ja/nee")
    declared = 'gelijkheid\n  grens toeslag_regel is bewust omdat "Zo is het bedoeld."\n'

    (one,) = found(source)
    assert (one.facts["voor"], one.facts["na"]) == ("ja", "nee")
    assert found(Source(source.name, source.text + declared)) == []


ORGAN = 'orgaan college "College"\n'
WAY_OUT = """regeling Awb wet BWBR0005537 "Algemene wet bestuursrecht"
functie consulent "Consulent" namens college voor oordeel te_zwaar, regeling Beleid
oordeel te_zwaar: ja/nee
  vraag "Is dit te zwaar?"
  maatstaf Awb artikel 4:84
  door college
  weegt gevolg "Wat gebeurt er?"
  bedoeling rust
  motivering verplicht
afwijkingsgrond te_zwaar_gevolg bij regeling Beleid
  bron Awb artikel 4:84
  karakter moet beoordelen
  bedoeling rust
  ten gunste
  stelt terzijde toeslag_regel
  toetsen altijd
  indien oordeel te_zwaar
  dan ja
"""


@pytest.mark.parametrize(("way_out", "count"), [("", 1), (WAY_OUT, 0)])
def test_only_a_way_out_that_somebody_wrote_shows_a_choice(way_out: str, count: int) -> None:
    verordening = policy("nee", "inkomen is ten minste € 1.000 per maand", "ja/nee")
    text = verordening.text.replace("verordening", "beleidsregel")
    text = text.replace("  anders nee", "  anders ja") + ORGAN

    assert len(found(Source(verordening.name, text + way_out))) == count
