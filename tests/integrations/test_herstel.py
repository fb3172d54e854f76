"""Mending makes a policy no worse, keeps what it means where it says so, and comes to an end."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.integrations import cli
from maatwerk_rules.integrations.mending import MOST_PASSES, Mended, Texts, mend
from maatwerk_rules.linter.mend import SAFE, UNSAFE, Fix, apart, mended
from maatwerk_rules.linter.registry import Check, shipped
from maatwerk_rules.linter.subject import File
from maatwerk_rules.loading import Reader, read_texts
from maatwerk_rules.pipeline import Linted, lint_loaded
from maatwerk_rules.resources import read_text
from maatwerk_rules.source import Source, Span

BASE = Source("basis.beleid", read_text("meldingen/basis.beleid"))
IDLE = '  # negeer MW309 omdat "x"\n'
LOOSE = 'bedoeling los "Los."\n  bron Pw artikel 7 lid 1 onderdeel a\n  dient bestaanszekerheid\n'
ONLY = tuple(check for check in shipped() if check.kind.code == "MW309")


def replacing(code: str, old: str, new: str, safety: Any = SAFE) -> Check:
    """Give a check that finds a text and would write another in its place."""
    kind = Kind(code, "x", Severity.WAARSCHUWING, "Dit kan anders.", "")

    def find(file: File) -> Iterator[Diagnostic]:
        start = file.source.text.find(old)
        if start >= 0:
            span = Span(file.source.name, start, start + len(old))
            yield attrs.evolve(diagnostic(kind, span), edits=(Edit(span, new, safety),))

    return Check(kind, in_file=find)


def looking(*checks: Check) -> Callable[[Texts], Linted]:
    def look(texts: Texts) -> Linted:
        return lint_loaded(read_texts(tuple(texts.values()), None, Reader()), checks)

    return look


def mending(text: str, *checks: Check, safeties: Any = (SAFE,)) -> Mended:
    texts = {"a.beleid": Source("a.beleid", text), BASE.name: BASE}
    return mend(texts, looking(*checks), safeties)


def test_change_that_keeps_the_meaning_is_made() -> None:
    done = mending(LOOSE, replacing("ZZ001", "bedoeling los", "bedoeling  los"))

    assert "bedoeling  los" in done.texts["a.beleid"].text
    assert (done.done, done.refused, done.is_stable) == ({"ZZ001": 1}, frozenset(), True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("inkomen is meer dan", "inkomen is minder dan"),
        ("ja/nee", "jaa/nee"),
        ("begrip hoog", "begrip laag"),
    ],
)
def test_safe_change_that_is_not_safe_is_refused_and_others_are_made(old: str, new: str) -> None:
    text = f"begrip hoog: ja/nee\n  is inkomen is meer dan € 1 per maand\n{LOOSE}"
    good = replacing("ZZ002", "bedoeling los", "bedoeling  los")

    done = mending(text, replacing("ZZ001", old, new), good)

    assert done.refused == {"ZZ001"}
    assert done.done == {"ZZ002": 1}
    assert old in done.texts["a.beleid"].text


def test_unsafe_change_may_change_the_meaning_but_not_break_the_policy() -> None:
    text = "begrip hoog: ja/nee\n  is inkomen is meer dan € 1 per maand\n"
    change = replacing("ZZ001", "meer dan", "minder dan", UNSAFE)
    breaks = replacing("ZZ002", "ja/nee", "jaa/nee", UNSAFE)

    done = mending(text, change, breaks, safeties=(SAFE, UNSAFE))

    assert "minder dan" in done.texts["a.beleid"].text
    assert (done.done, done.refused) == ({"ZZ001": 1}, {"ZZ002"})
    assert mending(text, change).done == {}


def test_mending_that_goes_round_in_a_circle_ends() -> None:
    there = replacing("ZZ001", "bedoeling los", "bedoeling  los")
    back = replacing("ZZ002", "bedoeling  los", "bedoeling los")

    done = mending(LOOSE, there, back)

    assert not done.is_stable
    assert done.done.total() == MOST_PASSES


def test_policy_with_faults_is_mended_where_it_reads() -> None:
    done = mending(
        f"{LOOSE}begrip x: ja/nee\n  is onbekend_iets\n",
        replacing("ZZ001", "bedoeling los", "bedoeling  los"),
    )

    assert done.done == {"ZZ001": 1}
    assert len(done.linted.faults) == 1
    worse = replacing("ZZ001", "ja/nee", "jaa/nee")
    assert mending("begrip x: ja/nee\n  is onbekend_iets\n", worse).refused == {"ZZ001"}


def test_changes_that_touch_wait_for_the_next_pass() -> None:
    def fix(start: int, end: int) -> Fix:
        return Fix("ZZ001", SAFE, (Edit(Span("a", start, end), "", SAFE),))

    assert apart([fix(0, 2), fix(2, 3), fix(4, 5)]) == (fix(0, 2), fix(4, 5))
    assert (
        mended("abc", [Edit(Span("a", 0, 2), "x", SAFE), Edit(Span("a", 1, 3), "y", SAFE)]) == "xc"
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=4, max_size=4), st.booleans())
def test_mended_text_is_stable(idle: list[bool], behind: bool) -> None:
    lines = LOOSE.splitlines(keepends=True)
    parts = [IDLE * flag + line for flag, line in zip(idle, ["", *lines], strict=True)]
    text = "".join(parts)
    if behind:
        text = text.replace("onderdeel a\n", 'onderdeel a # negeer MW301, MW309 omdat "x"\n')

    once = mending(text, *ONLY)

    assert once.is_stable
    assert mending(once.texts["a.beleid"].text, *ONLY).done == {}
    before, after = looking(*ONLY)({"a": Source("a", text), "b": BASE}), once.linted
    assert before.policy is not None
    assert after.policy is not None
    assert before.policy.slices == after.policy.slices


# ---------------------------------------------------------------- the command


@pytest.fixture
def idle(proef: Path) -> Path:
    """Give a policy with a suppression that does nothing."""
    proef.write_text(proef.read_text("utf-8").rstrip("\n") + "\n" + IDLE, "utf-8")
    return proef


def test_safe_changes_are_made_and_told(maatwerk: Any, idle: Path) -> None:
    ran = maatwerk("herstel proef")

    assert (ran.code, ran.out) == (cli.CLEAN, f"{Path('proef', 'proef.beleid')}: hersteld\n")
    assert ran.err.startswith("proef: MW012 1 keer hersteld.\n")
    assert IDLE not in idle.read_text("utf-8")
    assert maatwerk("herstel proef").err.startswith("proef: niets hersteld.\n")


def test_dry_run_shows_and_changes_nothing(maatwerk: Any, idle: Path) -> None:
    before = idle.read_bytes()

    ran = maatwerk("herstel proef/proef.beleid --droog")

    assert ran.code == cli.FINDINGS
    assert ran.out.startswith("--- proef/proef.beleid\n+++ proef/proef.beleid\n@@ ")
    assert f"\n-{IDLE}" in ran.out
    assert idle.read_bytes() == before


def test_unsafe_changes_are_offered_and_made_when_asked(maatwerk: Any, proef: Path) -> None:
    extra = 'gegeven restje: ja/nee\n  vraag "Is er iets over?"\n  grondslag Pw artikel 17 lid 1\n'
    proef.write_text(proef.read_text("utf-8") + extra, "utf-8")

    assert "1 meer met `--onveilig`" in maatwerk("herstel proef --kies MW555").err
    assert maatwerk("herstel proef --kies MW555 --onveilig").code == cli.CLEAN
    assert extra not in proef.read_text("utf-8")


def test_suggestions_that_wait_for_a_choice_are_told(maatwerk: Any, proef: Path) -> None:
    text = proef.read_text("utf-8")
    proef.write_text(text.replace("  bedoeling kosten", "  bedoelign kosten", 1), "utf-8")

    ran = maatwerk("herstel proef --onveilig")

    assert "1 suggestie wacht op uw keuze" in ran.err


def test_mark_and_line_ends_stay(maatwerk: Any, idle: Path) -> None:
    idle.write_bytes(b"\xef\xbb\xbf" + idle.read_bytes().replace(b"\n", b"\r\n"))

    assert maatwerk("herstel proef").code == cli.CLEAN
    data = idle.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"negeer" not in data
    assert data.count(b"\r\n") == data.count(b"\n")


def test_last_line_without_an_end_is_shown(maatwerk: Any, idle: Path) -> None:
    idle.write_text(idle.read_text("utf-8").rstrip("\n"), "utf-8")

    assert maatwerk("herstel proef --droog").out.endswith(f"-{IDLE}")


def test_what_is_no_text_is_left_alone(maatwerk: Any, idle: Path) -> None:
    data = idle.read_bytes() + b"# \xff\n"
    idle.write_bytes(data)

    ran = maatwerk("herstel proef")

    assert ran.code == cli.FINDINGS
    assert "MW0" in ran.err
    assert idle.read_bytes() == data


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("er_niet", "het is er niet"),
        ("leeg", "geen bestand op `.beleid`"),
        ("participatiewet", "er niet"),
    ],
)
def test_nothing_to_mend_is_wrong_use(path: str, told: str, maatwerk: Any, here: Path) -> None:
    (here / "leeg").mkdir()

    ran = maatwerk(f"herstel {path}")

    assert (ran.code, ran.out) == (cli.WRONG_USE, "")
    assert told in ran.err


def test_refused_and_unended_mending_is_told(
    maatwerk: Any, idle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maatwerk_rules.integrations import command_herstel

    def refusing(texts: Texts, look: Any, safeties: Any) -> Mended:
        return attrs.evolve(mend(texts, look, ()), refused=frozenset({"MW012"}), is_stable=False)

    monkeypatch.setattr(command_herstel, "mend", refusing)

    told = maatwerk("herstel proef").err
    assert "de wijziging van MW012 maakt het beleid niet beter" in told
    assert "na 10 rondes" in told


def test_file_is_written_whole_or_not_at_all(
    maatwerk: Any, idle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle.chmod(0o640)
    before = idle.read_bytes()
    whole = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    ran = maatwerk("herstel proef")
    assert ran.code == cli.WRONG_USE
    assert "u hebt daar het recht niet voor" in ran.err
    assert idle.read_bytes() == before
    assert [each.name for each in idle.parent.iterdir()] == [idle.name]

    monkeypatch.setattr(Path, "replace", whole)
    assert maatwerk("herstel proef").code == cli.CLEAN
    assert idle.stat().st_mode & 0o777 == 0o640


def test_more_files_than_a_policy_has_and_files_that_do_not_open(
    maatwerk: Any, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maatwerk_rules.integrations import command_herstel
    from maatwerk_rules.resources import PolicyFiles

    (here / "map").mkdir()
    for found, told in (
        (PolicyFiles((), None, too_many=True), "staan te veel bestanden"),
        (
            PolicyFiles((), None, unreadable=(("a.beleid", "dicht"),)),
            "Ik kan `a.beleid` niet openen",
        ),
    ):
        monkeypatch.setattr(command_herstel, "read_policy", lambda _, found=found: found)
        ran = maatwerk("herstel map")
        assert ran.code == cli.WRONG_USE
        assert told in ran.err
