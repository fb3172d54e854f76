"""Which clauses changed: by name, article, file and line, and how."""

import attrs

from maatwerk_rules.analysis.build import build
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from maatwerk_rules.verification.changed_clauses import changed_clauses
from tests.small import BASE
from tests.verification.test_versions import OLD_POLICY, changed

RULE = """regel vroeg_geboren bepaalt vroeg
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien geslacht is v of team is noord
  dan ja
"""


def test_changed_new_and_gone_are_named_and_comments_do_not_count() -> None:
    new = changed(
        ("regel vroeg_geboren", "# een opmerking\nregel vroeg_geboren"),
        ("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"),
        ("regel jong_in_vier_weken", "regel jong_bij_melding"),
    )
    found = {one.name: one for one in changed_clauses(OLD_POLICY, new)}
    assert {name: one.how for name, one in found.items()} == {
        "toeslag_kind": "anders",
        "jong_bij_melding": "nieuw",
        "jong_in_vier_weken": "vervallen",
    }
    rule = found["toeslag_kind"]
    assert (rule.kind, rule.article is not None) == ("regel", True)
    assert rule.old is not None
    assert rule.old.file == "proef.beleid"
    assert OLD_POLICY.beleid.texts["proef.beleid"].line_text(rule.old.line).startswith("regel toes")
    assert found["jong_bij_melding"].old is None
    assert found["jong_in_vier_weken"].new is None


def test_only_what_changed_places_is_moved() -> None:
    new = changed((RULE, ""), ("gelijkheid\n", f"{RULE}gelijkheid\n"))
    (moved,) = changed_clauses(OLD_POLICY, new)
    assert (moved.name, moved.how) == ("vroeg_geboren", "verplaatst")
    assert moved.old is not None
    assert moved.new is not None
    assert moved.new.line > moved.old.line


def test_what_went_to_another_file_is_moved() -> None:
    found = changed_clauses(_in_files(RULE, "", "# leeg\n"), _in_files("", RULE, "# leeg\n"))
    assert [(one.name, one.how) for one in found] == [("vroeg_geboren", "verplaatst")]


def _in_files(first: str, second: str, third: str) -> Policy:
    text = """gegeven geslacht: keuze uit m, v
gegeven team: keuze uit noord, zuid
uitkomst vroeg: ja/nee
  gunstig is ja
"""
    sources = [
        Source("a.beleid", f"{BASE}\n{text}{first}"),
        Source("b.beleid", second or "# leeg\n"),
        Source("c.beleid", third),
    ]
    checked = build(*parse_beleid(sources))
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    return checked.policy


def test_a_clause_without_its_text_has_no_place() -> None:
    new = changed(("inkomen is ten hoogste € 1.250", "inkomen is ten hoogste € 1.300"))
    bare = attrs.evolve(new, beleid=attrs.evolve(new.beleid, sources={}))
    (rule,) = changed_clauses(OLD_POLICY, bare)
    assert (rule.name, rule.how, rule.new) == ("toeslag_kind", "anders", None)
    assert rule.old is not None
