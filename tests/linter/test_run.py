"""The linter runs every check, hides none behind one that fails, and takes those of others."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from maatwerk_rules.analysis.build import build
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.linter import registry, run
from maatwerk_rules.linter.codes import page_of_added
from maatwerk_rules.linter.mend import mended
from maatwerk_rules.linter.registry import Check
from maatwerk_rules.linter.subject import File, Subject, files_of, nodes_of
from maatwerk_rules.model.declarations import Gegeven
from maatwerk_rules.pipeline import lint
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.parser import parse_beleid
from tests.contract.test_meldingen import base

OWN = Kind("EIGEN001", "eigen-controle", Severity.HINT, "Gegeven `{naam}`.", "")
OTHER = Kind("EIGEN002", "andere-controle", Severity.HINT, "Iets anders.", "Omdat.")


def every_fact(file: File) -> Iterator[Diagnostic]:
    for gegeven in file.nodes.of(Gegeven):
        yield diagnostic(OWN, file.place_of_name(gegeven), naam=gegeven.naam)


def every_own_fact(subject: Subject) -> Iterator[Diagnostic]:
    for gegeven in subject.everything.of(Gegeven):
        yield diagnostic(OWN, subject.place_of_name(gegeven), naam=gegeven.naam)


def raises(_file: File) -> Iterator[Diagnostic]:
    raise ValueError("kapot")


def module(**parts: object) -> ModuleType:
    made = ModuleType("controle")
    vars(made).update(parts)
    return made


def ran(*checks: Check, sound: bool = True) -> run.Ran:
    beleid, _ = parse_beleid((base(),))
    return run.run(beleid, build(beleid).policy if sound else None, checks)


def test_what_a_check_finds_is_sorted_by_place() -> None:
    found = ran(Check(OWN, in_file=every_fact)).diagnostics

    assert [one.facts["naam"] for one in found] == [
        "in_detentie",
        "inkomen",
        "geboortedatum",
        "woonsituatie",
    ]


def test_a_policy_with_faults_is_looked_at_per_file_only() -> None:
    checks = (Check(OWN, in_file=every_fact), Check(OWN, in_policy=every_own_fact))

    assert len(ran(*checks, sound=False).diagnostics) == 4
    assert len(ran(*checks).diagnostics) == 8


def test_a_check_that_fails_is_a_finding_and_hides_no_other() -> None:
    found = ran(Check(OWN, in_file=raises), Check(OWN, in_file=every_fact)).diagnostics

    assert [one.code for one in found if one.code != "EIGEN001"] == ["MW016"]
    assert len(found) == 5
    (failed,) = (one for one in found if one.code == "MW016")
    assert "ValueError kapot" in failed.headline


@pytest.mark.parametrize(
    ("given", "reason"),
    [("oeps", "geen melding, maar str"), (diagnostic(OTHER, "a"), "andere code, EIGEN002")],
)
def test_what_is_no_finding_of_a_check_is_told(given: object, reason: str) -> None:
    def gives(_: object) -> Iterator[object]:
        yield given

    (failed,) = ran(Check(OWN, in_file=gives)).diagnostics  # type: ignore[arg-type]

    assert failed.code == "MW016"
    assert reason in failed.headline


def test_the_time_of_each_check_is_told_by_its_code() -> None:
    seconds = ran(Check(OWN, in_file=every_fact)).seconds

    assert set(seconds) == {"EIGEN001"}
    assert seconds["EIGEN001"] >= 0


def test_what_is_found_in_a_used_policy_is_left_to_that_policy() -> None:
    texts = (
        Source(
            "a.beleid",
            'beleid eigen "Eigen"\n  taalversie 1\n  geldt van 2026-01-01\n'
            "  gebruikt bijstand_voorbeeld\n",
        ),
        Source("b.beleid", "gegeven eigen_feit: ja/nee\n  uit register brp\n"),
    )
    found = lint(texts, checks=[Check(OWN, in_policy=every_own_fact)])

    assert {one.facts["naam"] for one in found.diagnostics if one.code == "EIGEN001"} == {
        "eigen_feit"
    }


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({}, "er is geen `KIND`"),
        ({"KIND": OWN}, "niet precies één"),
        ({"KIND": OWN, "find_in_file": every_fact, "find_in_policy": every_own_fact}, "precies"),
    ],
)
def test_a_module_that_is_no_check_is_refused(parts: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        registry.check_of(module(**parts))


class Point(EntryPoint):
    """An entry point that gives a module without looking for one."""

    made: ModuleType

    def load(self) -> ModuleType:
        return self.made


def point(made: ModuleType) -> EntryPoint:
    found = Point("eigen", "eigen.controle", registry.GROUP)
    object.__setattr__(found, "made", made)
    vars(found)["made"] = made
    return found


def test_a_package_adds_a_check() -> None:
    checks, refused = registry.added([point(module(KIND=OWN, find_in_file=every_fact))])

    assert [check.kind.code for check in checks] == ["EIGEN001"]
    assert refused == []


def test_the_page_of_an_added_check_is_its_own_or_made_of_its_kind() -> None:
    plain = registry.check_of(module(KIND=OWN, find_in_file=every_fact))
    told = registry.check_of(module(KIND=OWN, find_in_file=every_fact, PAGE="# Van ons\n"))

    assert page_of_added(plain).startswith(f"# EIGEN001 {OWN.slug}\n\n## In het kort\n")
    assert page_of_added(told) == "# Van ons\n"
    assert page_of_added(Check(OTHER, in_file=every_fact)).endswith("## Waarom\n\nOmdat.\n")
    with pytest.raises(ValueError, match="`PAGE` is geen tekst"):
        registry.check_of(module(KIND=OWN, find_in_file=every_fact, PAGE=1))


def test_a_package_cannot_take_a_shipped_code_nor_one_code_twice() -> None:
    taken = Kind("MW999", "eigen", Severity.HINT, "Eigen.", "")
    mine = module(KIND=OWN, find_in_file=every_fact)
    checks, refused = registry.added(
        [point(mine), point(mine), point(module(KIND=taken, find_in_file=every_fact))]
    )

    assert len(checks) == 1
    assert [one.code for one in refused] == ["MW017", "MW017"]


def test_a_package_cannot_take_the_name_of_a_shipped_finding() -> None:
    mine = Kind("EIGEN002", "vraag-zonder-vraagteken", Severity.HINT, "Eigen.", "")
    checks, (refused,) = registry.added([point(module(KIND=mine, find_in_file=every_fact))])

    assert checks == ()
    assert "de naam `vraag-zonder-vraagteken` is er al, van MW164" in refused.headline


def test_a_package_that_does_not_load_is_a_finding() -> None:
    checks, refused = registry.added([EntryPoint("weg", "bestaat_niet.controle", registry.GROUP)])

    assert checks == ()
    assert "bestaat_niet" in refused[0].headline


def test_shipped_checks_each_have_a_code_of_their_own() -> None:
    codes = [check.kind.code for check in registry.shipped()]

    assert len(set(codes)) == len(codes)


def test_of_changes_that_overlap_the_first_is_made() -> None:
    first, second = (Edit(Span("a", 0, 4), "een", "veilig"), Edit(Span("a", 2, 6), "x", "veilig"))

    assert mended("abcdef", [second, first]) == "eenef"


def test_the_nodes_of_a_policy_are_those_of_its_files_in_order() -> None:
    texts = [Source(name, f"gegeven {name}: ja/nee\n") for name in ("een", "twee")]
    beleid = parse_beleid(texts)[0]
    files = files_of(beleid)

    nodes = nodes_of(beleid, files)
    assert [each.naam for each in nodes.of(Gegeven)] == ["een", "twee"]
    (own,) = files[0].nodes.of(Gegeven)
    assert nodes.parent(own.type) is own

    turned = nodes_of(beleid, files[::-1])
    assert [each.naam for each in turned.of(Gegeven)] == ["een", "twee"]
