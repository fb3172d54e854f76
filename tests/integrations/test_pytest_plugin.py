"""Each toets in a policy file is a test: it passes, or says why not in Dutch."""

from collections.abc import Callable

import pytest

# A run inside this process forgets the modules that it imports first; so none is left to it.
import maatwerk_rules.explanation.toets_report
import maatwerk_rules.integrations.pytest_plugin
import maatwerk_rules.pipeline
import maatwerk_rules.runtime.toets  # noqa: F401

pytest_plugins = "pytester"

HEAD = """beleid klein "Klein"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."
regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "College"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Wie te weinig heeft, krijgt hulp."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid
"""
RULES = """gegeven woont_hier: ja/nee
  vraag "Woont u hier?"
  grondslag Pw artikel 17 lid 1
uitkomst recht: ja/nee
  anders nee
  gunstig is ja
regel inwoner bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien woont_hier
  dan ja
"""
GOOD = """toets wie_hier_woont "Wie hier woont heeft recht"
  op 2026-03-01
  gegeven woont_hier is ja
  verwacht recht is ja op grond van inwoner
"""
BAD = """toets wie_elders_woont "Ook wie elders woont heeft recht"
  op 2026-03-01
  gegeven woont_hier is nee
  verwacht recht is ja
"""

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Give a run of pytest with the plugin over files that are given by their names."""

    def go(**texts: str) -> pytest.RunResult:
        for name, text in texts.items():
            path = pytester.path / f"{name.replace('__', '/')}.beleid"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        plugin = "maatwerk_rules.integrations.pytest_plugin"
        # Where the package is installed the plugin is there already, under its own name.
        return pytester.runpytest_inprocess("-v", "-p", "no:maatwerk", "-p", plugin)

    return go


def test_each_toets_is_an_item(run: Run) -> None:
    result = run(klein=HEAD + RULES + GOOD + BAD)

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["klein.beleid::wie_hier_woont PASSED*"])


def test_failing_toets_shows_conditions_and_nearest_fact(run: Run) -> None:
    result = run(klein=HEAD + RULES + BAD)

    result.stdout.fnmatch_lines(
        [
            "toets wie_elders_woont: Ook wie elders woont heeft recht",
            "recht: verwacht ja, gevonden nee",
            "✗ inwoner: als woont hier, dan ja",
            "  ✗ woont hier",
            "dichtstbij: met woont hier ja in plaats van nee is de uitkomst ja",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_broken_policy_shows_its_findings(run: Run) -> None:
    result = run(klein=HEAD + RULES.replace("dan ja", "dan jaa") + GOOD)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["fout?MW002? Ik ken geen waarde met de naam `jaa`."])


def test_toets_that_does_not_read_is_not_passed_over(run: Run) -> None:
    result = run(klein=HEAD + RULES + GOOD.replace("verwacht", "verwahct"))

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["klein.beleid::leest FAILED*", "fout?MW0*"])


def test_folder_is_one_policy(run: Run) -> None:
    result = run(klein__kop=HEAD, klein__regels=RULES, klein__toetsen=GOOD)

    result.assert_outcomes(passed=1)


def test_toetsen_may_lie_in_a_folder_of_their_own(run: Run) -> None:
    result = run(klein__kop=HEAD + RULES, klein__toetsen__een=GOOD, los=HEAD + RULES + BAD)

    result.assert_outcomes(passed=1, failed=1)


def test_files_with_heads_of_their_own_are_policies_of_their_own(run: Run) -> None:
    result = run(een=HEAD + RULES + GOOD, twee=HEAD + RULES + GOOD)

    result.assert_outcomes(passed=2)


def test_file_of_no_policy_says_that_the_head_is_missing(run: Run) -> None:
    result = run(klein=GOOD)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["fout?MW042? Dit beleid heeft geen kop."])


def test_fault_of_the_program_keeps_its_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise KeyError("kapot")

    monkeypatch.setattr("maatwerk_rules.runtime.toets.run", break_down)

    result = run(klein=HEAD + RULES + GOOD)

    result.stdout.fnmatch_lines(["*KeyError: 'kapot'"])


def test_other_files_are_left_alone(run: Run, pytester: pytest.Pytester) -> None:
    (pytester.path / "lees.txt").write_text("toets x", "utf-8")

    assert run().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_base_of_others_is_no_test_of_its_own(run: Run) -> None:
    base = GOOD.replace("  verwacht recht is ja op grond van inwoner\n", "")
    more = (
        'toets elders "Wie elders woont"\n  zoals wie_hier_woont\n'
        "  gegeven woont_hier is nee\n  verwacht recht is nee\n"
    )

    run(klein=HEAD + RULES + base + more).assert_outcomes(passed=1)
