"""Findings stand at their places in documents, and stay there while the rest is looked at."""

from datetime import date
from pathlib import Path

from maatwerk_rules.diagnostics import Certainty, Kind, Severity, diagnostic
from maatwerk_rules.integrations.editor import changes, findings
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.snapshot import Place
from tests.integrations.editor.desks import SMALL, At, Marked

DOC = "untitled:Naamloos-1"


def at_desk(text: str) -> tuple[Desk, str]:
    desk = Desk()
    desk.put(DOC, text)
    return desk, DOC


def test_a_name_that_is_unknown_is_told_at_its_place_with_the_change() -> None:
    text = SMALL.replace("indien in_nederland", "indien in_nederlant")
    desk, document = at_desk(text)
    snapshot = desk.snapshot(document)

    (found,) = findings.shown(snapshot, findings.of_names(snapshot, document), document)[document]

    assert found.diagnostic.code == "MW002"
    assert text[found.place.start : found.place.end] == "in_nederlant"
    assert "Hulp: " in found.message


def test_a_name_that_is_there_twice_leads_to_the_other(folder: Path) -> None:
    document = str(folder / "gegevens.beleid")
    desk = Desk()
    desk.put(
        document, (folder / "gegevens.beleid").read_text("utf-8") + 'waarde x "X"\nwaarde x "X"\n'
    )
    snapshot = desk.snapshot(document)

    shown = findings.shown(snapshot, findings.of_all(snapshot), document)

    double = next(each for each in shown[document] if each.diagnostic.code == "MW004")
    assert [(place.document, text) for place, text in double.related] == [
        (document, "hier beschreven")
    ]


def test_findings_of_other_files_stand_in_those_files(folder: Path) -> None:
    desk = Desk()
    document = str(folder / "gegevens.beleid")
    desk.put(document, "")
    snapshot = desk.snapshot(document)

    shown = findings.shown(snapshot, findings.of_all(snapshot), document)

    assert shown[document] == ()
    assert {each.diagnostic.code for each in shown[str(folder / "regels.beleid")]} >= {"MW002"}


def test_an_earlier_finding_moves_with_its_block() -> None:
    text = SMALL.replace("  bedoeling vangnet\n  indien", "  indien")
    desk, document = at_desk(text)
    earlier = findings.of_all(desk.snapshot(document))
    desk.put(document, f"# erboven\n\n{text}")
    snapshot = desk.snapshot(document)

    kept = findings.carry(earlier, findings.of_reading(snapshot), snapshot)
    (found,) = findings.shown(snapshot, kept, document)[document]

    assert earlier
    assert snapshot.file(document).source.text[found.place.start :].startswith("basis")


def test_an_earlier_finding_goes_with_the_text_it_was_about() -> None:
    text = SMALL.replace("  bedoeling vangnet\n  indien", "  indien")
    desk, document = at_desk(text)
    earlier = findings.of_all(desk.snapshot(document))
    desk.put(document, SMALL)
    snapshot = desk.snapshot(document)

    assert findings.carry(earlier, findings.of_reading(snapshot), snapshot) == ()


def test_with_a_fault_in_reading_names_that_may_follow_from_it_are_not_told() -> None:
    desk, document = at_desk(SMALL.replace("gegeven leeftijd:", "gegevn leeftijd:"))
    snapshot = desk.snapshot(document)

    found = findings.of_names(snapshot, document)

    assert [each.code for each in found] == ["MW034"]


def test_without_a_head_only_reading_is_told() -> None:
    desk, document = at_desk("regel a bepaalt b\n")
    snapshot = desk.snapshot(document)

    assert findings.of_names(snapshot, document) == findings.of_reading(snapshot)


def test_below_a_head_with_a_fault_names_are_told_at_once_as_they_are_later() -> None:
    text = SMALL.replace("status concept", "status conceptt")
    desk, document = at_desk(text.replace("indien in_nederland", "indien in_nederlant"))
    snapshot = desk.snapshot(document)

    found = findings.of_names(snapshot, document)

    assert [each.code for each in found] == ["MW034", "MW002"]
    assert [each.code for each in findings.of_all(snapshot)] == ["MW034", "MW002"]


def test_below_a_head_of_which_the_first_line_is_wrong_no_name_is_told() -> None:
    text = SMALL.replace("indien in_nederland", "indien in_nederlant")
    desk, document = at_desk(text.replace("beleid ", "beleid 5 ", 1))
    snapshot = desk.snapshot(document)

    assert findings.of_names(snapshot, document) == findings.of_reading(snapshot)


def test_what_has_no_place_stands_at_the_top() -> None:
    desk, document = at_desk(SMALL)
    kind = Kind("MW999", "proef", Severity.HINT, "Iets.", "")
    found = diagnostic(kind, "pad")

    shown = findings.shown(desk.snapshot(document), (found,), document)

    assert shown[document][0].place == Place(document, 0, 0)


def test_a_suspicion_says_so() -> None:
    import attrs

    kind = Kind("MW999", "proef", Severity.HINT, "Iets.", "")
    found = attrs.evolve(diagnostic(kind, "pad"), certainty=Certainty.VERMOEDEN)

    assert "vermoeden" in findings.Finding(Place(DOC, 0, 0), found).message


def test_a_fix_is_offered_where_the_cursor_stands(marked: Marked) -> None:
    here: At = marked(SMALL.replace("indien in_nederland en", "indien in_neder|lan en"))
    found = findings.of_names(here.snapshot, here.document)
    told = findings.shown(here.snapshot, found, here.document)[here.document]

    (fix,) = changes.fixes(told, here.offset, here.offset)

    assert fix.changes[0].replacement == "in_nederland"
    assert fix.preferred
    assert changes.fixes(told, 0, 3) == ()


def test_fixes_told_earlier_stand_where_the_text_is_now() -> None:
    text = SMALL.replace("indien in_nederland en", "indien in_nederlan en")
    desk, document = at_desk(text)
    snapshot = desk.snapshot(document)
    told = findings.shown(snapshot, findings.of_names(snapshot, document), document)[document]
    desk.put(document, f"\n{text}")

    (now,) = findings.still_there(told, desk.snapshot(document), document)

    assert now.place.start == told[0].place.start + 1


def test_titles_of_fixes_are_short_dutch_sentences() -> None:
    text = SMALL.replace("regel basis", "  regel basis").replace(
        "uitkomst recht:", "uitkomst recht"
    )
    desk, document = at_desk(text + "bedoeling vangnet\n")
    snapshot = desk.snapshot(document)
    told = findings.shown(snapshot, findings.of_reading(snapshot), document)[document]

    titles = [each.title for each in changes.fixes(told, 0, len(text) + 50)]

    assert "Laat deze regel inspringen" in titles


def test_titles_tell_what_the_change_itself_does() -> None:
    text = SMALL.replace("  anders nee", "\tanders nee  ").replace("\nuitkomst", "\n\n\nuitkomst")
    desk, document = at_desk(text)
    snapshot = desk.snapshot(document)
    found = findings.of_all(snapshot, findings.linter(document, date(2026, 3, 1)))
    told = [one for one in found if one.code == "MW101"]

    fixes = changes.fixes(findings.shown(snapshot, told, document)[document], 0, len(text))

    assert sorted(each.title for each in fixes) == [
        "Haal dit weg",
        "Laat hier één lege regel",
        "Zet hier twee spaties",
    ]
