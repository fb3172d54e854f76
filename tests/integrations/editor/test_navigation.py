"""Every name is known by what it is the name of; it can be found, and given another name."""

import re
from collections import Counter
from pathlib import Path

import pytest

from maatwerk_rules.integrations.editor import findings, navigation
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.integrations.editor.occurrences import _FIELDS, in_snapshot, occurrences, visit
from maatwerk_rules.syntax.grammar import node_classes
from tests.integrations.editor.desks import SMALL, Marked, words

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / "policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid").read_text("utf-8")
SHIPPED = sorted(folder.name for folder in (ROOT / "policies").iterdir() if folder.is_dir())


def desk_of(name: str) -> tuple[Desk, str]:
    return Desk(), str(min((ROOT / "policies" / name).glob("*.beleid")))


@pytest.mark.parametrize("name", ["participatiewet", "bijstand_voorbeeld"])
def test_every_name_in_the_text_is_known(name: str) -> None:
    desk, document = desk_of(name)
    snapshot = desk.snapshot(document)
    defined = {each.key for _, _, each in in_snapshot(snapshot) if each.defines}

    for _, block, _ in snapshot.blocks():
        assert block.declaratie is not None
        found = occurrences(block.declaratie, block.source, snapshot.symbols)
        places = Counter((each.start, each.end) for each in found)
        named = [t for t in block.tokens if t.terminal == "NAAM"]
        assert [t for t in named if places[t.start, t.end] != 1] == []
        unknown = [each for each in found if each.key not in defined and each.key.space != "label"]
        assert unknown == []


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("gegeven leef|tijd: aantal", "leeftijd", 4),
        ("bepaalt re|cht\n", "recht", 3),
        ('"U bent {leef|tijd}', "leeftijd", 4),
        ("bedoeling vang|net\n  indien", "vangnet", 2),
        ("op grond van ba|sis", "basis", 2),
        ("gegeven |leeftijd is 30", "leeftijd", 4),
    ],
)
def test_a_name_is_found_everywhere(text: str, name: str, count: int, marked: Marked) -> None:
    assert text.replace("|", "") in SMALL
    here = marked(SMALL.replace(text.replace("|", ""), text, 1))

    found = navigation.references(here.snapshot, here.document, here.offset)

    assert words(here.snapshot, found) == [name] * count
    without = navigation.references(here.snapshot, here.document, here.offset, declaration=False)
    assert len(without) == count - 1


def test_a_rule_and_a_value_may_bear_one_name(marked: Marked) -> None:
    text = SMALL.replace("regel basis", "regel recht").replace(
        "grond van basis", "grond van |recht"
    )
    here = marked(text)

    (place,) = navigation.definitions(here.snapshot, here.document, here.offset)

    assert here.snapshot.file(here.document).source.text[: place.start].endswith("regel ")


@pytest.mark.parametrize(
    ("marked_text", "declared"),
    [
        ("som van |b.waarde_in_euro voor b uit", "b uit bezittingen"),
        ("som van b.|waarde_in_euro voor b uit", "waarde_in_euro: bedrag"),
        ("voor b uit |bezittingen waarvoor", "bezittingen: lijst"),
        ("waarvoor b.|telt_mee", "telt_mee per bezitting: ja/nee\n  anders"),
        ("aanwijzing |bezitting.betwist", "bezitting heeft"),
        ("aanwijzing bezitting.|betwist", "betwist: ja/nee"),
        ("voor oordeel |beschikt_over,", "beschikt_over per"),
        ("regeling |Beleid\n", "Beleid beleidsregel"),
        ("in_detentie|\n  dan", "in_detentie: ja"),
        ("bij groep |paragraaf_2_2", 'paragraaf_2_2 "Recht'),
        ("weegt |wie_betaalde", 'wie_betaalde "Wie'),
        ("gewogen |wie_betaalde", 'wie_betaalde "Wie betaalde het'),
        ("voor |auto is nee", "auto: bezitting"),
        ("[auto: |bezitting(", "bezitting heeft"),
        ("bezitting(|waarde_in_euro", "waarde_in_euro: bedrag"),
        ("ontbreekt |beschikt_over voor auto", "beschikt_over per"),
        ("dient |meedoen", 'meedoen "Wie'),
        ("uit register |brp", 'brp "Basis'),
        ("door |college", 'college "College'),
        ("boven_grens is |bewust", None),
    ],
)
def test_the_declaration_of_a_name_is_found(
    marked_text: str, declared: str | None, marked: Marked
) -> None:
    plain = marked_text.replace("|", "")
    assert plain in EXAMPLE
    here = marked(EXAMPLE.replace(plain, marked_text, 1))
    text = here.snapshot.file(here.document).source.text

    found = navigation.definitions(here.snapshot, here.document, here.offset)

    if declared is None:
        assert found == ()
        assert navigation.references(here.snapshot, here.document, here.offset) == ()
    else:
        assert text[found[0].start :].startswith(declared)


def test_definitions_in_a_used_policy_are_in_its_own_file() -> None:
    folder = ROOT / "policies" / "rotterdam_giften_2023"
    document = str(folder / "rotterdam_giften_2023.beleid")
    snapshot = Desk().snapshot(document)
    names = list(in_snapshot(snapshot))
    own = {each.key for it, _, each in names if it == document and each.defines}
    used = next(
        start + each.start
        for it, start, each in names
        if it == document and each.key.space == "waarde" and each.key not in own
    )

    (place,) = navigation.definitions(snapshot, document, used)

    assert "participatiewet" in place.document
    refusal = navigation.rename(snapshot, document, used, "iets_anders")
    assert isinstance(refusal, navigation.Refusal)
    assert "beleid dat dit beleid gebruikt" in refusal.reason


# ---------------------------------------------------------------- another name


def renamed(here: object, new: str) -> str:
    snapshot, document = here.snapshot, here.document
    places = navigation.rename(snapshot, document, here.offset, new)
    assert not isinstance(places, navigation.Refusal), places
    text = snapshot.file(document).source.text
    for place in sorted(places, key=lambda each: -each.start):
        text = text[: place.start] + new + text[place.end :]
    return text


@pytest.mark.parametrize(
    "marked_text",
    [
        *("beleid bijstand|_voorbeeld", "regeling |Pw wet", "waarde |meedoen", "soort |bezitting"),
        *("  |betwist: ja/nee", "gegeven |bezittingen", "keuze uit |m,", "bedrag |vermogensgrens"),
        *("begrip |leeftijd:", "oordeel |vrijgesteld per", "regel |basisrecht", "groep |paragraaf"),
        *("bewijs| ", "voor |b uit", "[|auto: bezitting", "toets |willem_a", "register |brp"),
        *("functie |consulent", "bedoeling |naar_werk"),
    ],
)
def test_with_another_name_the_policy_says_the_same(marked_text: str, marked: Marked) -> None:
    plain = marked_text.replace("|", "")
    here = marked(EXAMPLE.replace(plain, marked_text, 1))
    if plain.startswith("beleid"):
        assert isinstance(
            navigation.rename(here.snapshot, here.document, here.offset, "x1"), navigation.Refusal
        )
        return

    text = renamed(here, "geheel_nieuwe_naam")

    desk = Desk()
    desk.put("untitled:x", text)
    assert findings.of_all(desk.snapshot("untitled:x")) == ()
    assert text.count("geheel_nieuwe_naam") >= 1


@pytest.mark.parametrize(
    ("marked_text", "new", "why"),
    [
        ("begrip |leeftijd:", "op", "een vast woord van de taal"),
        ("begrip |leeftijd:", "groter", "een vast woord van de taal"),
        ("begrip |leeftijd:", "regel", "een vast woord van de taal"),
        ("begrip |leeftijd:", "bron", "een vast woord van de taal"),
        ("begrip |leeftijd:", "2e", "kan geen naam zijn"),
        ("begrip |leeftijd:", "een-twee", "kan geen naam zijn"),
        ("begrip |leeftijd:", "", "kan geen naam zijn"),
        ("begrip |leeftijd:", "leeftijd", "is al `leeftijd`"),
        ("begrip |leeftijd:", "vermogen", "al in gebruik: een begrip"),
        ("begrip |leeftijd:", "zeer_dringend", "al in gebruik: een oordeel"),
        ("begrip |leeftijd:", "noord", "al in gebruik: een optie"),
        ("begrip |telt_mee", "betwist", "al in gebruik: een veld"),
        ("regel |basisrecht", "detentie", "al in gebruik: een uitzondering"),
        ("  |betwist: ja/nee", "waarde_in_euro", "al in gebruik: een veld"),
        ("orgaan |college", "consulent", "al in gebruik: een functie"),
        ("waarde |meedoen", "bestaanszekerheid", "al in gebruik: een waarde"),
        ("toets |willem_a", "willem_b", "al in gebruik"),
        ("eerst |omgekeerde_toets", "x", "een omschrijving"),
        ("dan ja|", "x", "Hier staat geen naam"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    marked_text: str, new: str, why: str, marked: Marked
) -> None:
    plain = marked_text.replace("|", "")
    here = marked(EXAMPLE.replace(plain, marked_text, 1))

    refusal = navigation.rename(here.snapshot, here.document, here.offset, new)

    assert isinstance(refusal, navigation.Refusal)
    assert why in refusal.reason


@pytest.mark.parametrize("new", ["basis", "vangnet", "Pw", "volwassen", "proef"])
def test_a_name_of_something_else_is_refused(new: str, marked: Marked) -> None:
    here = marked(SMALL.replace("uitkomst recht", "uitkomst re|cht"))

    refusal = navigation.rename(here.snapshot, here.document, here.offset, new)

    assert isinstance(refusal, navigation.Refusal)
    assert f"De naam `{new}` is al in gebruik" in refusal.reason


def test_a_field_may_bear_the_name_of_a_rule(marked: Marked) -> None:
    here = marked(EXAMPLE.replace("  betwist: ja/nee", "  be|twist: ja/nee", 1))

    text = renamed(here, "basisrecht")

    desk = Desk()
    desk.put("untitled:x", text)
    assert findings.of_all(desk.snapshot("untitled:x")) == ()


def test_an_option_of_two_keuzes_is_not_renamed(marked: Marked) -> None:
    here = marked(EXAMPLE.replace("keuze uit noord, zuid", "keuze uit m, |x, zuid"))

    refusal = navigation.name_at(here.snapshot, here.document, here.offset)

    assert isinstance(refusal, navigation.Refusal)
    assert "`geslacht` en `team`" in refusal.reason


def test_a_name_nobody_declared_is_not_renamed(marked: Marked) -> None:
    here = marked(SMALL.replace("indien in_nederland", "indien on|bekend"))

    refusal = navigation.name_at(here.snapshot, here.document, here.offset)

    assert refusal == navigation.Refusal("`onbekend` is in dit beleid nergens beschreven.")


def test_a_name_that_may_be_changed_is_shown_at_its_place(marked: Marked) -> None:
    here = marked(SMALL.replace("uitkomst recht", "uitkomst re|cht"))

    place = navigation.name_at(here.snapshot, here.document, here.offset)

    assert words(here.snapshot, (place,)) == ["recht"]
    assert navigation.name_at(here.snapshot, here.document, 0) is None


def test_all_files_of_a_policy_get_the_new_name(folder: Path) -> None:
    document = str(folder / "regels.beleid")
    snapshot = Desk().snapshot(document)
    offset = snapshot.file(document).source.text.index("leeftijd is ten minste")

    places = navigation.rename(snapshot, document, offset, "jaren_oud")

    assert {Path(each.document).name for each in places} == {"gegevens.beleid", "regels.beleid"}


# ---------------------------------------------------------------- what the language may grow into

# Productions whose names are read where they stand: a bare name, the lists of others.
WITHOUT_A_FIELD = {"naam", "gewicht"}


def test_every_production_with_a_name_is_known_to_the_editor() -> None:
    """Add a new production to `_FIELDS`, or give it a function, in editor/occurrences.py."""
    text = (ROOT / "grammars" / "beleid.lark").read_text("utf-8")
    named = {
        found[1]
        for found in re.finditer(r"^([a-z]\w*):(.*(?:\n +.*)*)", text, re.MULTILINE)
        if re.search(r"\bNAAM\b|\b(naam|volgorde|grond)_lijst\b", found[2])
        and not found[1].endswith("_lijst")
    }

    unknown = [
        production
        for production in named - WITHOUT_A_FIELD
        if (cls := node_classes().get(production)) is not None
        and cls not in _FIELDS
        and visit.dispatch(cls) is visit.dispatch(object)
    ]

    # Fields of a soort and of a record are named by what holds them.
    assert sorted(unknown) == ["veld", "veldwaarde", "weging"]


def test_a_keystroke_in_the_national_policy_parses_one_block() -> None:
    desk, document = desk_of("participatiewet")
    snapshot = desk.snapshot(document)
    text = snapshot.file(document).source.text
    before = sum(desk.reader(each).parsed for each in snapshot.files)

    desk.put(document, text.replace("Pw artikel", "Pw  artikel", 1))
    again = desk.snapshot(document)
    findings.of_names(again, document)
    again.in_files()

    assert sum(desk.reader(each).parsed for each in again.files) == before + 1


@pytest.mark.parametrize(
    ("add", "marked_text", "start"),
    [
        ("", 'dan buiten toepassing\n  uitleg "{bezitting.be|twist}"', "betwist: ja/nee"),
        ("", 'dan buiten toepassing\n  uitleg "{bezit|ting.betwist}"', "bezitting heeft"),
        ('toets z "Z"\n  zoals willem_a\n  zonder gegeven |auto.betwist\n', "", "auto: bezitting"),
        ('toets z "Z"\n  zoals willem_a\n  zonder gegeven auto.|betwist\n', "", "betwist: ja/nee"),
        ('toets z "Z"\n  zoals willem_a\n  gegeven |auto.betwist is nee\n', "", "auto: bezitting"),
        (
            'toets z "Z"\n  zoals willem_a\n  zonder oordeel |beschikt_over\n',
            "",
            "beschikt_over per",
        ),
        ('toets z "Z"\n  zoals |willem_a\n', "", 'willem_a "Willem'),
        ('toets z "Z"\n  zoals z\n  zonder gegeven |schulden\n', "", "schulden: bedrag"),
        (
            "uitkomst u: bedrag\n  stappen een, twee\naanpassing a van u in stap |twee\n",
            "",
            "twee\naanpassing",
        ),
        ('toets z "Z"\n  verwacht recht is onbepaald, ontbreekt |betwist voor auto\n', "", None),
    ],
)
def test_names_in_less_common_places_are_found(
    add: str, marked_text: str, start: str | None, marked: Marked
) -> None:
    old = (
        'dan buiten toepassing\n  uitleg "Dit bezit telt niet mee: het is feitelijk van een ander."'
    )
    text = EXAMPLE.replace(old, marked_text, 1) if marked_text else EXAMPLE
    assert text != EXAMPLE or add
    here = marked(text + add)

    found = navigation.definitions(here.snapshot, here.document, here.offset)

    source = here.snapshot.file(here.document).source.text
    if start is None:
        assert found == ()
    else:
        assert source[found[0].start :].startswith(start)


@pytest.mark.parametrize(
    ("marked_text", "new", "why"),
    [
        ("voor |b uit", "bezitting", "al in gebruik: een soort"),
        ("bedoeling |naar_werk", "ouders_eerst", "al in gebruik: een bedoeling"),
        ("weegt |wie_betaalde", "schulden", "al in gebruik: een gegeven"),
    ],
)
def test_names_that_would_be_taken_for_each_other_are_refused(
    marked_text: str, new: str, why: str, marked: Marked
) -> None:
    here = marked(EXAMPLE.replace(marked_text.replace("|", ""), marked_text, 1))

    refusal = navigation.rename(here.snapshot, here.document, here.offset, new)

    assert isinstance(refusal, navigation.Refusal)
    assert why in refusal.reason


def test_two_loops_may_use_one_name(marked: Marked) -> None:
    more = "begrip tweede: ja/nee\n  is er is een c uit bezittingen waarvoor c.betwist\n"
    here = marked(
        EXAMPLE.replace("begrip vermogen:", f"{more}begrip vermogen:").replace(
            "een c uit", "een |c uit"
        )
    )

    assert not isinstance(
        navigation.rename(here.snapshot, here.document, here.offset, "b"), navigation.Refusal
    )


def test_the_same_name_is_shown_in_the_document_at_hand(folder: Path) -> None:
    document = str(folder / "regels.beleid")
    snapshot = Desk().snapshot(document)
    text = snapshot.file(document).source.text

    found = navigation.alike(snapshot, document, text.index("leeftijd is ten minste"))

    assert words(snapshot, found) == ["leeftijd"] * 3
    assert {each.document for each in found} == {document}
    assert navigation.alike(snapshot, document, text.index("dan ja")) == ()
