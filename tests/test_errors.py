import pickle

from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
from maatwerk_rules.errors import ArchiveError, FactError, MaatwerkError, PolicyError
from maatwerk_rules.source import Source, Span

KIND = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
FOUND = [
    diagnostic(KIND, Span("a.beleid", 4, 5), naam="x"),
    diagnostic(KIND, Span("a.beleid", 8, 9), naam="y"),
]


def test_policy_error_tells_all_findings_with_their_line() -> None:
    error = PolicyError(FOUND, {"a.beleid": Source("a.beleid", "dan x\n  y")})

    assert str(error) == (
        "a.beleid:1:5: fout MW002 onbekende-naam: Ik ken `x` niet.\n"
        "a.beleid:2:3: fout MW002 onbekende-naam: Ik ken `y` niet."
    )
    assert error.diagnostics == tuple(FOUND)


def test_policy_error_without_sources_still_names_the_file() -> None:
    assert str(PolicyError(FOUND[:1])).startswith("a.beleid: fout MW002")


def test_fact_error_tells_the_path_in_the_data() -> None:
    error = FactError([diagnostic(KIND, "feiten.x", naam="x")])

    assert str(error) == "feiten.x: fout MW002 onbekende-naam: Ik ken `x` niet."


def test_a_caller_can_catch_all_at_once() -> None:
    assert all(issubclass(each, MaatwerkError) for each in (PolicyError, FactError, ArchiveError))


def test_error_survives_the_way_from_another_process() -> None:
    error = PolicyError(FOUND, {"a.beleid": Source("a.beleid", "dan x\n  y")})

    assert str(pickle.loads(pickle.dumps(error))) == str(error)
