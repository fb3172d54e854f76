import json
from collections.abc import Mapping

import attrs
import pytest

from maatwerk_rules.diagnostics import (
    Certainty,
    Diagnostic,
    Edit,
    Kind,
    Label,
    Severity,
    diagnostic,
    render_short,
    render_text,
    sort_diagnostics,
    to_json,
)
from maatwerk_rules.source import Source, Span

UNKNOWN = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
CLASH = Kind(
    "MW501",
    "strijdige-regels",
    Severity.FOUT,
    "Twee regels geven bij dezelfde feiten een andere uitkomst voor `{uitkomst}`.",
    "Geen van beide gaat voor; de uitkomst zou toevallig zijn.",
)
HINT = Kind("MW014", "niet-onderzocht", Severity.HINT, "Niet bewezen en niet weerlegd.", "")

TEXT = """\
uitzondering detentie op basisrecht
  dan nee
uitzondering nabestaande op basisrecht
  dan ja
"""
SOURCE = Source("bijstand.beleid", TEXT)
SOURCES = {SOURCE.name: SOURCE}


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(SOURCE.name, start, start + len(words))


def clash() -> Diagnostic:
    found = diagnostic(
        CLASH,
        Label(at("detentie"), "geeft nee"),
        labels=[Label(at("nabestaande"), "geeft ja")],
        help=["Leg de voorrang vast met `voorrang … boven …`."],
        uitkomst="recht",
    )
    return attrs.evolve(
        found,
        sources=("Pw artikel 13 lid 1 onderdeel a", "Pw artikel 36"),
        witness={"in_detentie": "ja", "nabestaande": "ja"},
        certainty=Certainty.GEVONDEN_MET_VOORBEELD,
        edits=(Edit(at("dan nee"), "dan ja", "onveilig"),),
    )


def test_headline_names_the_facts_of_the_author() -> None:
    found = diagnostic(UNKNOWN, at("detentie"), naam="{vreemd}")

    assert found.headline == "Ik ken `{vreemd}` niet."
    assert (found.code, found.severity) == ("MW002", Severity.FOUT)
    assert found.facts == {"naam": "{vreemd}"}


def test_facts_and_witness_cannot_change() -> None:
    facts = {"naam": "x"}
    found = Diagnostic(UNKNOWN, (), facts, witness=facts)
    facts["naam"] = "y"

    assert found.facts == found.witness == {"naam": "x"}
    assert not hasattr(found.facts, "__setitem__")


def test_equal_diagnostics_are_one_in_a_set() -> None:
    assert len({clash(), clash()}) == 1


@pytest.mark.parametrize("code", ["MW1", "MW0012", "mw001", "MW00١"])
def test_code_is_mw_and_three_digits(code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        Kind(code, "slug", Severity.HINT, "", "")


def test_headline_without_its_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="MW002 needs the facts naam"):
        diagnostic(UNKNOWN, None)


def test_error_is_never_only_suspected() -> None:
    with pytest.raises(ValueError, match="never a vermoeden"):
        Diagnostic(UNKNOWN, (), {"naam": "x"}, certainty=Certainty.VERMOEDEN)


def test_edit_names_its_safety() -> None:
    with pytest.raises(ValueError, match="safety"):
        Edit(at("dan nee"), "", "misschien")  # type: ignore[arg-type]


def test_place_may_be_a_span_a_label_a_path_or_nothing() -> None:
    span = at("detentie")

    assert diagnostic(HINT, span).spans == (Label(span),)
    assert diagnostic(HINT, Label(span, "hier")).spans == (Label(span, "hier"),)
    assert diagnostic(HINT, "schulden").path == "schulden"
    assert diagnostic(HINT, None, labels=[Label(span)]).spans == (Label(span),)


def test_diagnostics_are_sorted_by_source_place_and_code() -> None:
    def found(source: str, start: int, kind: Kind = HINT) -> Diagnostic:
        return diagnostic(kind, Span(source, start, 99), naam="x")

    expected = (
        found("z.beleid", 5),
        found("a.beleid", 1, UNKNOWN),
        found("a.beleid", 1),
        found("b.beleid", 0),
        diagnostic(HINT, None),
        diagnostic(HINT, "bezittingen[2].waarde"),
        diagnostic(HINT, "bezittingen[10].waarde"),
    )

    assert sort_diagnostics(reversed(expected), ["z.beleid"]) == expected


def test_json_has_the_dutch_keys() -> None:
    made = to_json(clash(), SOURCES)

    assert json.loads(json.dumps(made)) == {
        "code": "MW501",
        "slug": "strijdige-regels",
        "ernst": "fout",
        "zekerheid": "gevonden_met_voorbeeld",
        "kop": "Twee regels geven bij dezelfde feiten een andere uitkomst voor `recht`.",
        "plekken": [
            {
                "bestand": "bijstand.beleid",
                "begin": 13,
                "eind": 21,
                "tekst": "geeft nee",
                "regel": 1,
                "kolom": 14,
                "eindregel": 1,
                "eindkolom": 22,
            },
            {
                "bestand": "bijstand.beleid",
                "begin": 59,
                "eind": 70,
                "tekst": "geeft ja",
                "regel": 3,
                "kolom": 14,
                "eindregel": 3,
                "eindkolom": 25,
            },
        ],
        "pad": None,
        "bron": ["Pw artikel 13 lid 1 onderdeel a", "Pw artikel 36"],
        "voorbeeld": {"in_detentie": "ja", "nabestaande": "ja"},
        "uitleg": "Geen van beide gaat voor; de uitkomst zou toevallig zijn.",
        "hulp": ["Leg de voorrang vast met `voorrang … boven …`."],
        "wijziging": [
            {
                "bestand": "bijstand.beleid",
                "begin": 38,
                "eind": 45,
                "regel": 2,
                "kolom": 3,
                "eindregel": 2,
                "eindkolom": 10,
                "vervanging": "dan ja",
                "veiligheid": "onveilig",
            }
        ],
    }


def test_json_of_an_unknown_source_has_offsets_only() -> None:
    made = to_json(diagnostic(HINT, Span("weg", 1, 2)), {})

    assert made["plekken"] == [{"bestand": "weg", "begin": 1, "eind": 2, "tekst": ""}]
    assert made["voorbeeld"] is None


@pytest.mark.parametrize(
    ("place", "sources", "expected"),
    [
        (at("nabestaande"), SOURCES, "bijstand.beleid:3:14: hint MW014"),
        (Span("weg", 1, 2), {}, "weg: hint MW014"),
        ("schulden", {}, "schulden: hint MW014"),
        (None, {}, "hint MW014"),
    ],
)
def test_short_form_begins_with_the_place(
    place: Span | str | None, sources: Mapping[str, Source], expected: str
) -> None:
    line = render_short(diagnostic(HINT, place), sources)

    assert line == f"{expected} niet-onderzocht: Niet bewezen en niet weerlegd."


def test_short_form_is_one_line_whatever_the_author_wrote() -> None:
    assert "\n" not in render_short(diagnostic(UNKNOWN, None, naam="a\nb"), {})


def test_text_shows_both_places_and_what_to_do() -> None:
    assert render_text([clash()], SOURCES, width=100) == (
        """\
fout[MW501] Twee regels geven bij dezelfde feiten een andere uitkomst voor `recht`.
 ┌─ bijstand.beleid:1:14
1│ uitzondering detentie op basisrecht
 │              ^^^^^^^^ geeft nee
 ├─ bijstand.beleid:3:14
3│ uitzondering nabestaande op basisrecht
 │              ^^^^^^^^^^^ geeft ja
 = bron: Pw artikel 13 lid 1 onderdeel a; Pw artikel 36
 = bij: in_detentie = ja, nabestaande = ja (nagerekend)
 = uitleg: Geen van beide gaat voor; de uitkomst zou toevallig zijn.
 = hulp: Leg de voorrang vast met `voorrang … boven …`.
 = wijziging (onveilig): schrijf `dan ja`"""
    )


def test_text_of_a_suspicion_says_so() -> None:
    suspected = Diagnostic(HINT, (), {}, witness={"a": "1"}, certainty=Certainty.VERMOEDEN)

    assert render_text([suspected], {}) == (
        "hint[MW014] Niet bewezen en niet weerlegd.\n"
        " = bij: a = 1\n"
        " = zekerheid: dit is een vermoeden"
    )


def test_text_of_a_case_shows_the_path_and_then_the_rule() -> None:
    found = diagnostic(HINT, "schulden", labels=[Label(at("detentie"))])

    assert render_text([found], SOURCES).splitlines()[1:3] == [
        " ┌─ schulden",
        " ├─ bijstand.beleid:1:14",
    ]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(at("dan nee"), "", "veilig"), "wijziging (veilig): haal dit weg"),
        (
            Edit(Span(SOURCE.name, 3, 3), "dan\n  ja", "suggestie"),
            "wijziging (suggestie): voeg in `dan ja`",
        ),
        (
            Edit(Span(SOURCE.name, 3, 3), "  ", "suggestie"),
            "wijziging (suggestie): voeg hier twee spaties in",
        ),
        (Edit(at("dan nee"), " ", "suggestie"), "wijziging (suggestie): zet hier een spatie"),
        (Edit(at("dan nee"), "\n", "veilig"), "wijziging (veilig): laat hier één lege regel"),
    ],
)
def test_text_tells_what_an_edit_does(edit: Edit, expected: str) -> None:
    found = Diagnostic(HINT, (), {}, edits=(edit,))

    assert render_text([found], {}).endswith(f"= {expected}")


def test_an_explanation_is_not_repeated_by_the_next_of_its_code() -> None:
    found = [clash(), clash(), diagnostic(HINT, None), clash()]

    texts = render_text(found, SOURCES).split("\n\n")

    assert [text.count("= uitleg:") for text in texts] == [1, 0, 0, 1]


def test_diagnostics_are_apart_by_an_empty_line() -> None:
    assert render_text([], {}) == ""
    assert render_text([diagnostic(HINT, None)] * 2, {}).count("\n\n") == 1


@pytest.mark.parametrize("width", [1, 30, 50])
def test_text_keeps_within_the_width(width: int) -> None:
    lines = render_text([clash()], SOURCES, width).splitlines()

    assert max(map(len, lines)) <= max(width, 30)
