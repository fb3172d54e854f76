"""Hover, outline, folds, links, colours, formatting and running, each as a pure function."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk_rules.diagnostics import Kind, Severity, diagnostic
from maatwerk_rules.integrations.editor import changes, findings, links, outline, running, tokens
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.hover import amount_on, hover
from maatwerk_rules.integrations.editor.positions import changed, position_of
from maatwerk_rules.integrations.editor.snapshot import Place
from maatwerk_rules.pipeline import lint
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.formatter import format_source
from maatwerk_rules.syntax.parser import parse
from tests.integrations.editor.desks import SMALL, Marked
from tests.integrations.editor.test_incremental import EDITS, TEXTS
from tests.integrations.editor.test_navigation import EXAMPLE

ROOT = Path(__file__).parents[3]
DAY = date(2026, 3, 1)
DOC = "untitled:Naamloos-1"


def snapshot_of(text: str):
    desk = Desk()
    desk.put(DOC, text)
    return desk.snapshot(DOC)


# ---------------------------------------------------------------- hover


@pytest.mark.parametrize(
    ("marked_text", "told"),
    [
        (
            "bedrag |vermogensgrens",
            ["**bedrag**", "Op 1 maart 2026: **€ 8.000**", "artikel=34&lid=3"],
        ),
        (
            "regel |basisrecht",
            ["Bedoeling `eigen_middelen_eerst`: Bijstand is", "```beleid\nregel"],
        ),
        ("begrip |telt_mee", ["per bezitting: ja/nee", "Bepaald door `elk_bezit_telt`"]),
        ("bedoeling |naar_werk", ["De stap naar werk", "Dient `meedoen`", "eigen lezing"]),
        ("oordeel |vrijgesteld per", ["Vraag: Is dit bezit", "artikel=34&lid=2&o=a"]),
        ("gegeven |schulden", ["Vraag: Welke schulden", "artikel=17"]),
        ("  |betwist: ja/nee", ["**veld** `betwist` van `bezitting`: ja/nee"]),
        ("keuze uit |m,", ["**optie** `m` van `geslacht`"]),
        ("[|auto: bezitting", ["**record** `auto` van de toets `willem_a`"]),
        ("voor |b uit", ["één record van de lijst"]),
        ("|wie_betaalde", ["**factor** `wie_betaalde` van `beschikt_over`"]),
        ("eerst |omgekeerde", ["`omgekeerde_toets`"]),
        ("toets |willem_a", ["**toets** `willem_a`\n\nWillem rijdt", "  …\n```"]),
        ("beleid |bijstand_voorbeeld", ["**beleid** `bijstand_voorbeeld`\n\nBijstand, voorbeeld"]),
        ("regeling |Pw wet", ["**regeling** `Pw`\n\nParticipatiewet"]),
    ],
)
def test_hover_tells_what_a_name_is(marked_text: str, told: list[str], marked: Marked) -> None:
    plain = marked_text.replace("|", "")
    assert plain in EXAMPLE
    here = marked(EXAMPLE.replace(plain, marked_text, 1))

    found = hover(here.snapshot, here.document, here.offset, DAY)

    assert found is not None
    assert [each for each in told if each not in found.text] == []


def test_hover_of_a_field_tells_its_question(marked: Marked) -> None:
    text = EXAMPLE.replace("  betwist: ja/nee", '  be|twist: ja/nee\n    vraag "Is er ruzie over?"')
    here = marked(text)

    found = hover(here.snapshot, here.document, here.offset, DAY)

    assert found is not None
    assert "Vraag: Is er ruzie over?" in found.text


def test_hover_of_what_the_law_adds_says_so() -> None:
    folder = ROOT / "policies" / "rotterdam_giften_2023"
    document = str(folder / "toetsen_giften_rotterdam.beleid")
    snapshot = Desk().snapshot(document)
    offset = snapshot.file(document).source.text.index("onevenredig_gevolg_van_giftenregel")

    found = hover(snapshot, document, offset, DAY)

    assert found is not None
    assert "het volgt uit de wet" in found.text


def test_hover_is_silent_where_nothing_is_known(marked: Marked) -> None:
    unknown = marked(SMALL.replace("indien in_nederland", "indien on|bekend"))
    word = marked(SMALL.replace("dan ja", "d|an ja"))

    assert hover(unknown.snapshot, unknown.document, unknown.offset, DAY) is None
    assert hover(word.snapshot, word.document, word.offset, DAY) is None


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2014, 12, 31), None),
        (date(2015, 1, 1), "€ 10"),
        (date(2016, 1, 1), None),
        (date(2017, 6, 1), "€ 20"),
        (date(2018, 1, 1), None),
    ],
)
def test_an_amount_holds_from_its_day_until_it_is_not_known(day: date, amount: str | None) -> None:
    (bedrag,) = parse(
        Source(
            "",
            "bedrag b\n  met ingang van 2015-01-01: € 10\n"
            '  niet bekend vanaf 2016-01-01 "Onbekend."\n'
            "  met ingang van 2017-01-01: € 20\n  bekend tot 2018-01-01\n",
        )
    ).declaraties

    assert amount_on(bedrag, day) == amount


def test_an_amount_that_is_not_known_is_said_to_be_so(marked: Marked) -> None:
    here = marked(EXAMPLE.replace("bedrag vermogens", "bedrag |vermogens"))

    found = hover(here.snapshot, here.document, here.offset, date(2030, 1, 1))

    assert found is not None
    assert "Op 1 januari 2030 is er geen waarde bekend." in found.text


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 8, 1), "Op 1 augustus 2026 geldt kolom 2, van 1 juli 2026."),
        (date(2025, 8, 1), "Op 1 augustus 2025 geldt nog geen kolom."),
    ],
)
def test_hover_of_a_table_tells_which_column_holds(day: date, told: str, marked: Marked) -> None:
    tabel = (
        "tabel no|rm: bedrag per maand over geslacht\n"
        "  met ingang van 2026-01-01, 2026-07-01\n"
        "  rij elk: € 1, € 2\n"
    )
    here = marked(f"{EXAMPLE}{tabel}")

    found = hover(here.snapshot, here.document, here.offset, day)

    assert found is not None
    assert told in found.text


# ---------------------------------------------------------------- outline, links, colours


def test_the_outline_has_each_block_with_its_fields() -> None:
    found = outline.symbols_of(snapshot_of(EXAMPLE), DOC)

    soort = next(each for each in found if each.name == "bezitting")
    assert [each.name for each in soort.children] == [
        "waarde_in_euro",
        "betwist",
        "gewoon_of_nodig",
    ]
    assert {each.name for each in found} >= {"gelijkheid", "opschaling", "willem_a", "recht"}
    for each in found:
        assert each.place.start <= each.name_place.start <= each.name_place.end <= each.place.end


def test_names_are_searched_by_letters_in_order() -> None:
    found = outline.search(snapshot_of(EXAMPLE), "vrmg grens")

    assert [each.name for each in found] == ["vermogensgrens_alleenstaande", "vermogen_boven_grens"]


def test_blocks_and_comments_of_more_lines_fold() -> None:
    text = '# een\n# twee\nregister a "A"\nwaarde w "W"\n  eigen lezing\n'

    found = outline.folds(snapshot_of(text), DOC)

    assert [(text[each.place.start : each.place.end], each.is_comment) for each in found] == [
        ("# een\n# twee", True),
        ('waarde w "W"\n  eigen lezing', False),
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('regeling Pw wet BWBR0015703 "P"', "https://wetten.overheid.nl/BWBR0015703/2026-03-01/"),
        (
            'regeling V verordening CVDR712517_1 "V"\nwaarde w "W"\n  bron V artikel 3 lid 1',
            "https://lokaleregelgeving.overheid.nl/CVDR712517/1#Artikel3",
        ),
        (
            'waarde w "W"\n  bron ECLI:NL:CRVB:2018:1600',
            "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:CRVB:2018:1600",
        ),
        (
            'waarde w "W"\n  bron kst-36582-3',
            "https://zoek.officielebekendmakingen.nl/kst-36582-3.html",
        ),
        (
            'regeling Pw wet BWBR0015703 "P"\nwaarde w "W"\n  bron Pw artikel 8 lid 2 onderdeel a',
            "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=8&lid=2&o=a&g=2026-03-01",
        ),
    ],
)
def test_a_source_leads_to_where_it_can_be_read(text: str, address: str) -> None:
    found = links.links(snapshot_of(f"{text}\n"), DOC, DAY)

    assert found[-1].address == address


@pytest.mark.parametrize(
    "text",
    [
        'regeling B beleidsregel voorbeeld "B"',
        'waarde w "W"\n  bron Onbekend artikel 1',
        'waarde w "W"\n  bron ECLI:CE:ECHR:2018:1600',
        'waarde w "W"\n  bron stb-1-2-3-4-5',
    ],
)
def test_a_source_that_is_nowhere_to_be_read_has_no_link(text: str) -> None:
    assert links.links(snapshot_of(f"{text}\n"), DOC, DAY) == ()


def test_sources_in_a_hover_are_written_with_or_without_a_link() -> None:
    snapshot = snapshot_of(
        'waarde w "W"\n  bron ECLI:NL:CRVB:2018:1600\n  bron kst-36582-3\n'
        "  bron X artikel 1 lid 2\n"
    )
    (waarde,) = snapshot.beleid.declaraties

    said = [links.write_source(each.verwijzing, snapshot.symbols, DAY) for each in waarde.clausules]

    assert said[0].startswith("[ECLI:NL:CRVB:2018:1600](https://")
    assert said[1].startswith("[kst-36582-3](https://")
    assert said[2] == "X artikel 1 lid 2"


def test_each_word_has_a_sort_and_none_lies_over_another() -> None:
    text = EXAMPLE + 'toets x "X"\n  verwacht recht is onbepaald,\n    ontbreekt schulden\nfout\n'
    found = tokens.words(snapshot_of(text), DOC)

    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all("\n" not in text[each.start : each.end] for each in found)
    by_word = {text[each.start : each.end]: each for each in found}
    assert by_word["vermogensgrens_alleenstaande"].modifiers == ("readonly",)
    assert by_word["willem_a"] == by_word["willem_a"]
    assert by_word["willem_a"].sort == "method"
    assert by_word["zeer_dringend"].sort == "event"
    assert by_word["ontbreekt"].sort == "keyword"


def test_colours_are_counted_on_from_word_to_word() -> None:
    data = tokens.encoded(snapshot_of('register a "😀" # x\nregister b "B"\n'), DOC)

    rows = [tuple(data[at : at + 4]) for at in range(0, len(data), 5)]
    keyword, string, comment = (tokens.SORTS.index(it) for it in ("keyword", "string", "comment"))
    assert rows[0] == (0, 0, 8, keyword)
    assert rows[2] == (0, 2, 4, string)
    assert rows[3] == (0, 5, 3, comment)
    assert rows[4] == (1, 0, 8, keyword)


# ---------------------------------------------------------------- changes


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), EDITS, st.booleans())
def test_formatting_makes_one_change_that_gives_the_canonical_form(
    text: str, edits: list[tuple[int, int, str]], windows: bool
) -> None:
    for place, removed, piece in edits:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + removed :]
    text = text.replace("\r\n", "\n")
    wanted = format_source(Source("", text))
    if windows:
        text, wanted = (it.replace("\n", "\r\n") for it in (text, wanted))

    made = changes.formatting(DOC, text)

    for change in made:
        text = text[: change.place.start] + change.replacement + text[change.place.end :]
    assert len(made) <= 1
    assert (
        text == wanted or not windows or text.replace("\r\n", "\n") == wanted.replace("\r\n", "\n")
    )


# ---------------------------------------------------------------- running


def test_a_toets_that_fails_says_why() -> None:
    snapshot = snapshot_of(SMALL.replace("recht is ja", "recht is nee"))

    one, whole = running.run_one(snapshot, "volwassen"), running.run_all(snapshot)

    assert not one.good
    assert one.sentence == "De toets `volwassen` slaagt niet."
    assert "verwacht nee, gevonden ja" in one.page
    assert whole.sentence == "0 van 1 toets geslaagd."
    assert "## volwassen: niet geslaagd" in whole.page


def test_an_outcome_is_explained_in_all_its_layers() -> None:
    found = running.explain_one(snapshot_of(SMALL), "volwassen")

    assert found.good
    assert found.page.startswith("# Iemand van dertig")
    assert "U bent 30 jaar." in found.page


@pytest.mark.parametrize("work", [running.run_one, running.explain_one])
def test_what_cannot_be_run_says_so(work) -> None:
    broken = snapshot_of(SMALL.replace("indien in_nederland", "indien onbekend"))
    base = snapshot_of(SMALL.replace("  verwacht recht is ja op grond van basis\n", ""))

    assert work(broken, "volwassen").sentence.startswith("In dit beleid staan nog fouten")
    assert work(snapshot_of(SMALL), "weg").sentence == "Er is geen toets `weg`."
    assert running.run_all(broken).sentence.startswith("In dit beleid staan nog fouten")
    if work is running.run_one:
        assert not work(base, "volwassen").good


def test_a_case_that_does_not_read_is_told() -> None:
    text = SMALL.replace("gegeven leeftijd is 30 jaar", "gegeven leeftijd is 30 jaar").replace(
        "op 2026-03-01", "op 2025-03-01"
    )
    snapshot = snapshot_of(text)

    found = running.explain_one(snapshot, "volwassen")

    assert not found.good


# ---------------------------------------------------------------- edits one after another


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4_000),
            st.integers(0, 20),
            st.sampled_from(
                [
                    "x",
                    "\n",
                    "\r\n",
                    "😀",
                    " ",
                    '"',
                    "ja",
                    "  bron Pw artikel 1\n",
                    'register q "Q"\n',
                ]
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_desk_edited_step_by_step_knows_what_a_new_desk_knows(
    edits: list[tuple[int, int, str]],
) -> None:
    desk, text = Desk(), SMALL
    desk.put(DOC, text)
    desk.snapshot(DOC)
    for place, removed, piece in edits:
        start = place % (len(text) + 1)
        stop = min(len(text), start + removed)
        text = changed(text, position_of(text, start), position_of(text, stop), piece)
        desk.put(DOC, text)
        desk.snapshot(DOC)
    fresh = Desk()
    fresh.put(DOC, text)

    def known(one: Desk) -> object:
        snapshot = one.snapshot(DOC)
        told = findings.shown(snapshot, findings.of_names(snapshot, DOC), DOC)[DOC]
        rows = [(each.place, each.diagnostic.code, each.diagnostic.facts) for each in told]
        return rows, outline.symbols_of(snapshot, DOC), tokens.encoded(snapshot, DOC)

    assert known(desk) == known(fresh)


@pytest.mark.parametrize("name", ["bijstand_voorbeeld", "hardheid_voorbeeldstad"])
def test_the_linter_finds_in_the_editor_what_it_finds_on_disk(name: str) -> None:
    folder = ROOT / "policies" / name
    document = str(folder / f"{name}.beleid")
    desk = Desk()
    desk.put(document, (folder / f"{name}.beleid").read_text("utf-8"))
    snapshot = desk.snapshot(document)

    found = findings.of_all(snapshot, findings.linter(document, DAY))

    told = lint(folder, today=DAY).diagnostics
    assert [(each.code, each.facts) for each in found] == [(each.code, each.facts) for each in told]


def test_settings_that_do_not_read_are_told_and_do_not_stop_the_editor(folder: Path) -> None:
    (folder / "maatwerk.toml").write_text("fout = [", encoding="utf-8")
    document = str(folder / "proef.beleid")
    snapshot = Desk().snapshot(document)

    found = findings.of_all(snapshot, findings.linter(document, DAY))

    assert not any(each.severity.value == "fout" for each in found)
    assert found[0].code == "MW019"
    assert "`maatwerk controleer` zegt waarom" in found[0].headline


def test_a_head_and_each_toets_can_be_run() -> None:
    found = outline.lenses(snapshot_of(SMALL), DOC)

    assert [(each.command, each.arguments) for each in found] == [
        (outline.RUN_ALL, ()),
        (outline.RUN, ("volwassen",)),
        (outline.EXPLAIN, ("volwassen",)),
    ]


@pytest.mark.parametrize(
    ("replacement", "end", "title"),
    [
        ("", 5, "Haal dit weg"),
        ("  ", 0, "Voeg hier twee spaties in"),
        ("en", 0, "Voeg toe: en"),
        ("of", 5, "Schrijf: of"),
    ],
)
def test_a_fix_without_advice_says_what_it_does(replacement: str, end: int, title: str) -> None:
    place = Place(DOC, 0, end)
    change = findings.Change(place, replacement, "suggestie")
    found = diagnostic(Kind("MW999", "proef", Severity.HINT, "Iets.", ""), "pad")
    finding = findings.Finding(place, found, (), (change,))

    (fix,) = changes.fixes((finding,), 0, 0)

    assert fix.title == title


def test_a_large_policy_is_not_looked_at_between_two_keystrokes() -> None:
    small, broken = snapshot_of(SMALL), snapshot_of(SMALL + "fout\n")
    many = snapshot_of("fout\n" + 'register q "Q"\n' * 1_600)

    assert findings.answers_at_once(small)
    assert findings.answers_at_once(broken)
    assert not findings.answers_at_once(many)


def test_a_policy_with_two_heads_is_told_only_that() -> None:
    snapshot = snapshot_of(f"{SMALL}{SMALL}")

    found = findings.of_names(snapshot, DOC)

    assert [each.code for each in found] == ["MW043"]
