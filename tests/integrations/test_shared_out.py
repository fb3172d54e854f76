"""Several policies are shared out over two processes, and what they find stays the same."""

from pathlib import Path

import pytest

from maatwerk_rules.integrations import shared_out as sharing
from maatwerk_rules.integrations.shared_out import shared_out
from maatwerk_rules.resources import shipped_policies
from tests.test_beside import needs_fork, printed

HEAD = 'beleid {} "Beleid"\n  taalversie 1\n  geldt van 2026-01-01\n'


def write(where: Path, name: str, length: int = 0, used: tuple[str, ...] = ()) -> str:
    uses = "".join(f"  gebruikt {each}\n" for each in used)
    path = where / f"{name}.beleid"
    path.write_text(HEAD.format(name) + uses + "# niets\n" * (length // 8), "utf-8")
    return str(path)


def test_a_single_policy_is_not_shared_out() -> None:
    assert shared_out(["participatiewet"]) == ((0,), ())
    assert shared_out([]) == ((), ())


def test_the_law_goes_by_itself_and_what_is_built_on_it_stays_together() -> None:
    names = [each.removesuffix(".beleid") for each in shipped_policies()]
    law = names.index("participatiewet")

    parts = shared_out(names)

    with_law, others = sorted(parts, key=lambda part: law not in part)
    assert law in with_law
    assert sorted((*with_law, *others)) == [*range(len(names))]
    assert len(others) > len(with_law)


def test_what_uses_the_same_stays_together(tmp_path: Path) -> None:
    for law in ("wet", "regeling"):
        write(tmp_path, law, 300_000)
    lower = [
        write(tmp_path, f"stad_{law}_{number}", 120_000, (law,))
        for number in range(2)
        for law in ("wet", "regeling")
    ]

    assert sorted(shared_out(lower)) == [(0, 2), (1, 3)]


def test_short_policies_and_one_long_one_are_not_shared_out(tmp_path: Path) -> None:
    short = [write(tmp_path, f"kort_{number}", 100) for number in range(4)]
    long = write(tmp_path, "lang", 400_000)

    assert shared_out(short) == ((0, 1, 2, 3), ())
    assert shared_out([*short, long]) == ((0, 1, 2, 3, 4), ())


def test_a_policy_that_is_not_there_or_uses_itself_counts_for_what_it_is(tmp_path: Path) -> None:
    one = write(tmp_path, "een", 150_000, ("twee", "nergens"))
    two = write(tmp_path, "twee", 150_000, ("een",))

    first, second = shared_out([one, two, "bestaat_niet", ""])

    assert sorted((*first, *second)) == [0, 1, 2, 3]


def test_more_policies_than_are_kept_in_mind_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(f"wet_{number}" for number in range(4))
    for each in many:
        write(tmp_path, each, 50_000)
    paths = [write(tmp_path, f"stad_{number}", 120_000, many) for number in range(2)]
    monkeypatch.setattr(sharing, "MOST_POLICIES", 3)

    assert sorted(shared_out(paths)) == [(0,), (1,)]


@needs_fork
def test_findings_of_policies_that_are_shared_out_are_the_same_in_the_same_order() -> None:
    script = """
from datetime import date
from maatwerk_rules.integrations import checking, shared_out
from maatwerk_rules.integrations.checking import Asked, check_all
from maatwerk_rules.integrations.settings_file import SettingsFiles
from maatwerk_rules.linter.outcome import to_text
from maatwerk_rules.linter.settings import Rules
import attrs, os, pathlib
whole = checking.outcome_of
told = []
def look(linted):
    pathlib.Path(place, str(os.getpid())).touch()
    return whole(linted)
checking.outcome_of = look
paths = ('bijstand_voorbeeld', 'bestaat_niet', 'bijstand_voorbeeld', 'bijstand_voorbeeld')
asked = Asked(paths, SettingsFiles(typed=Rules(preset='streng')), date(2026, 11, 22))
import tempfile
for long in (shared_out.LONG, 10):
    shared_out.LONG = long
    with tempfile.TemporaryDirectory() as place:
        found = check_all(asked)
        print(len(os.listdir(place)))
    told.append([(one.path, to_text(attrs.evolve(one.outcome, seconds={}))) for one in found])
print(told[0] == told[1])
"""
    assert printed(script) == "1\n2\nTrue\n"
