"""The linter after each keystroke finds what it finds when it looks for the first time.

Of each text in a row of edits all findings are held against those of a server that begins with that
text: their places, other places, changes, examples and what is said of them.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.integrations.editor import findings
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.snapshot import Snapshot
from maatwerk_rules.linter import registry
from maatwerk_rules.linter.again import Again
from maatwerk_rules.linter.registry import Check
from maatwerk_rules.linter.subject import File
from maatwerk_rules.model.declarations import Gegeven
from tests.benchmarks.growth import policy_of
from tests.benchmarks.town import town_of
from tests.integrations.editor.desks import SMALL

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid").read_text("utf-8")
DOC = "untitled:Naamloos-1"
DAY = date(2026, 3, 1)
POLICIES = [
    path for path in (ROOT / "policies").glob("*/*.beleid") if path.stem == path.parent.name
]
STRICT = SMALL.replace("status concept", "status vastgesteld")

Edit = tuple[str, int]
EDITS = st.tuples(
    st.sampled_from(
        (
            "number",
            "text",
            "line",
            "fault",
            "mend",
            "gone",
            "twice",
            "swap",
            "windows",
            "unix",
            "ja",
        )
    ),
    st.integers(0, 10_000),
)


def edited(text: str, edit: Edit) -> str:
    """Return a text after one edit; `place` chooses where."""
    sort, place = edit
    blocks = re.split(r"(?m)^(?=[^\s#])", text)
    here = place % len(blocks)
    match sort:
        case "number":
            return replaced(text, r"(?<![\w.-])\d+(?![\w-])", str(place % 90), place)
        case "text":
            return replaced(text, r'"(?=\w)', '"Ook ', place)
        case "ja":
            return replaced(text, r"(?m)(?<=  dan )(ja|nee)\b", "jnae"[place % 2 :: 2], place)
        case "line":
            return "\n" * (1 + place % 3) + text
        case "fault":
            at = place % (len(text) + 1)
            return f"{text[:at]}%%{text[at:]}"
        case "mend":
            return text.replace("%%", "")
        case "gone":
            return "".join(blocks[:here] + blocks[here + 1 :])
        case "twice":
            return "".join([*blocks, blocks[here]])
        case "swap":
            blocks[here], blocks[-1] = blocks[-1], blocks[here]
            return "".join(blocks)
        case "windows":
            return text.replace("\r\n", "\n").replace("\n", "\r\n")
        case _:
            return text.replace("\r\n", "\n")


def replaced(text: str, form: str, new: str, place: int) -> str:
    found = list(re.finditer(form, text))
    if not found:
        return text
    one = found[place % len(found)]
    return text[: one.start()] + new + text[one.end() :]


def told(snapshot: Snapshot, found: findings.Looked) -> list[str]:
    """Return all that is told of findings, each as a text, in one order."""
    shown = findings.shown(snapshot, found.diagnostics, DOC)[DOC]
    return sorted(
        repr(
            (
                *(one.place, one.related, one.changes, one.message, one.diagnostic.severity),
                *(one.diagnostic.facts, one.diagnostic.witness, one.diagnostic.certainty),
                one.diagnostic.sources,
            )
        )
        for one in shown
    )


@attrs.define
class Server:
    """A desk, and what the linter keeps of it."""

    desk: Desk = attrs.field(factory=Desk)
    again: Again = attrs.field(factory=Again)

    def look(self, text: str) -> tuple[Snapshot, findings.Looked]:
        self.desk.put(DOC, text)
        snapshot = self.desk.snapshot(DOC)
        return snapshot, findings.of_linter(snapshot, DOC, DAY, self.again)


def check_edits(text: str, edits: list[Edit]) -> None:
    server = Server()
    server.look(text)
    for edit in edits:
        text = edited(text, edit)
        again, anew = server.look(text), Server().look(text)
        assert told(*again) == told(*anew), edit
        assert again[1].open == anew[1].open


@settings(max_examples=4, deadline=None)
@example(STRICT, [("fault", 40), ("windows", 0), ("mend", 0), ("number", 3)])
@given(st.sampled_from([SMALL, STRICT]), st.lists(EDITS, min_size=2, max_size=5))
def test_after_each_edit_is_found_what_is_found_anew(text: str, edits: list[Edit]) -> None:
    check_edits(text, edits)


@pytest.mark.nachtelijk
@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([EXAMPLE, STRICT, town_of(250).text, policy_of(60).text]),
    st.lists(EDITS, min_size=2, max_size=8),
)
def test_after_each_of_many_edits_is_found_what_is_found_anew(text: str, edits: list[Edit]) -> None:
    check_edits(text, edits)


def check_is_what_controleer_finds(text: str) -> None:
    snapshot, looked = Server().look(text)
    usual = findings.of_all(snapshot, findings.linter(DOC, DAY))
    assert told(snapshot, looked) == told(snapshot, findings.Looked(usual))


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        EXAMPLE,
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("ja/nee", "ja / nee "),
        SMALL.replace("uitkomst recht", "uitkomst rechten"),
        "\n\n" + SMALL + "# los\n",
        SMALL + "gegeven x\n",
        policy_of(20).text,
    ],
)
def test_an_editor_shows_what_controleer_finds(text: str) -> None:
    check_is_what_controleer_finds(text)


@pytest.mark.nachtelijk
@pytest.mark.parametrize("text", [town_of(1_000).text, policy_of(200).text])
def test_an_editor_shows_what_controleer_finds_in_a_long_text(text: str) -> None:
    check_is_what_controleer_finds(text)


# ---------------------------------------------------------------- what is redone, and what is not

OWN = Kind("EIGEN001", "eigen-controle", Severity.HINT, "Gegeven `{naam}`.", "")


def test_a_text_that_changes_makes_no_definition_new(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    server.look(EXAMPLE)
    studied = counted(monkeypatch)

    server.look(f"\n{EXAMPLE.replace('Bent u', 'Bent u nu')}")
    after_a_question = len(studied)
    server.look(EXAMPLE.replace("  dan nee", "  dan ja", 1))

    assert after_a_question == 0
    assert 0 < len(studied) < 12


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from maatwerk_rules.linter import parts

    studied: list[str] = []
    study = parts.study

    def counting(definition, *others):  # type: ignore[no-untyped-def]
        studied.append(definition.name)
        return study(definition, *others)

    monkeypatch.setattr(parts, "study", counting)
    return studied


def test_a_range_that_changes_makes_all_definitions_new(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    server.look(SMALL)
    studied = counted(monkeypatch)

    server.look(SMALL.replace("tussen 0 en 120", "tussen 0 en 110"))

    assert studied == ["recht"]


def test_an_added_check_sees_the_file_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_fact(file: File) -> Iterator[Diagnostic]:
        facts = file.nodes.of(Gegeven)
        yield diagnostic(OWN, file.place_of_name(facts[-1]), naam=str(len(facts)))

    added = Check(OWN, in_file=every_fact, page="", whole_file=True)
    monkeypatch.setattr(registry, "added", lambda: ((added,), []))

    snapshot, looked = Server().look(SMALL)
    [found] = [one for one in looked.diagnostics if one.code == OWN.code]

    place = snapshot.place(found.spans[0].span)
    assert place is not None
    assert SMALL[place.start : place.end] == "in_nederland"
    assert found.headline == "Gegeven `2`."


def test_a_file_as_a_whole_is_looked_at_again_only_when_it_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[int] = []

    def each_file(file: File) -> Iterator[Diagnostic]:
        seen.append(len(file.declarations))
        yield diagnostic(OWN, file.place_of_name(file.declarations[-1]), naam="x")

    added = Check(OWN, in_file=each_file, page="", whole_file=True)
    monkeypatch.setattr(registry, "added", lambda: ((added,), []))
    server = Server()

    first, again, changed = (server.look(text) for text in (SMALL, SMALL, f"# nu\n{SMALL}"))

    assert len(seen) == 2
    assert told(*first) == told(*again) != told(*changed)


def test_other_settings_let_all_be_found_anew(tmp_path: Path) -> None:
    document = str(tmp_path / "proef.beleid")
    text = SMALL.replace("Hoe oud bent u?", "Wat is op dit moment uw leeftijd in hele jaren?")
    server = Server()
    server.desk.put(document, text)

    def codes() -> set[str]:
        snapshot = server.desk.snapshot(document)
        found = findings.of_linter(snapshot, document, DAY, server.again)
        return {one.code for one in found.diagnostics}

    before = codes()
    (tmp_path / "maatwerk.toml").write_text("[grenzen]\nMW151 = 5\n", "utf-8")

    assert codes() - before == {"MW151"}


# ---------------------------------------------------------------- while a name is being written


def test_what_is_found_of_the_whole_policy_stays_while_a_name_is_being_written() -> None:
    text = STRICT.replace("  uitleg", "  dan nee\n  uitleg", 0) + 'register los "Los"\n'
    server = Server()
    snapshot, looked = server.look(text)
    known = looked.diagnostics
    of_policy = [one for one in known if one.code != "MW101"]

    snapshot, looked = server.look("\n" + text.replace("indien in_nederland", "indien in_neder"))
    kept = findings.kept(known, looked, snapshot)

    assert of_policy
    assert looked.open
    assert "MW002" in {one.code for one in kept}
    lost = {one.code for one in of_policy} - {one.code for one in kept}
    assert not lost & looked.open
    places = [place for one in kept if (place := snapshot.place(one.spans[0].span)) is not None]
    assert len(places) == len(kept)


def test_what_was_found_of_the_whole_policy_goes_once_it_is_sound() -> None:
    text = STRICT + 'register los "Los"\n'
    server = Server()
    _, before = server.look(text)

    snapshot, looked = server.look(STRICT)

    assert looked.open == frozenset()
    assert findings.kept(before.diagnostics, looked, snapshot) == looked.diagnostics


@pytest.mark.nachtelijk
@pytest.mark.parametrize("name", sorted(path.parent.name for path in POLICIES))
def test_an_editor_shows_what_controleer_finds_in_a_shipped_policy(name: str) -> None:
    document = str(next((ROOT / "policies" / name).glob("*.beleid")))
    snapshot = Desk().snapshot(document)

    looked = findings.of_linter(snapshot, document, DAY, Again())
    usual = findings.of_all(snapshot, findings.linter(document, DAY))

    here, there = (findings.shown(snapshot, each, document) for each in (looked.diagnostics, usual))
    assert {each: set(map(str, one)) for each, one in here.items()} == {
        each: set(map(str, one)) for each, one in there.items()
    }
