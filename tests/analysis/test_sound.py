"""Looking at a policy again finds what a first look finds, whatever was edited in between."""

import re
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maatwerk_rules.analysis import names
from maatwerk_rules.analysis.check import look
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.lowering import lowered
from maatwerk_rules.analysis.sound import _TABLES, Sound, _Watched
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.integrations.editor.desk import Desk
from maatwerk_rules.loading import read
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.source import Source

ROOT = Path(__file__).parents[2]
DOC = "untitled:Naamloos-1"
POLICY = """\
beleid proef "Proef"
  taalversie 1
  status concept
  geldt van 2026-01-01
  bezwaar "U kunt bezwaar maken."

regeling Pw wet BWBR0015703 "Participatiewet"
orgaan college "het college"
waarde bestaanszekerheid "Niemand zakt door het bestaansminimum."
bedoeling vangnet "Bijstand is het vangnet."
  bron Pw artikel 11 lid 1
  dient bestaanszekerheid

keuze woning uit huur, koop

soort persoon heeft
  leeftijd: aantal jaren tussen 0 en 120
  inkomen: bedrag per maand tussen € 0 en € 9.000
  woont: woning

gegeven partner: hoogstens een persoon
  vraag "Wie is uw partner?"
  grondslag Pw artikel 17 lid 1

gegeven kinderen: lijst van hoogstens 4 persoon
  vraag "Wie zijn uw kinderen?"
  grondslag Pw artikel 17 lid 1

huishouden gezin bevat partner, kinderen

gegeven spaargeld: bedrag tussen € 0 en € 9.000
  vraag "Hoeveel spaargeld hebt u?"
  grondslag Pw artikel 17 lid 1

gegeven gehuurd: woning
  vraag "Huurt u?"
  grondslag Pw artikel 17 lid 1

bedrag grens
  bron Pw artikel 34 lid 3
  met ingang van 2026-01-01: € 500

oordeel dringend: ja/nee
  vraag "Is er een dringende reden?"
  maatstaf Pw artikel 16 lid 1
  door college
  weegt spaargeld, nood "Hoe ernstig is de nood?"

begrip meerderjarig per persoon: ja/nee
  is persoon.leeftijd is ten minste 18 jaar

begrip samen: bedrag per maand
  is som van p.inkomen voor p uit gezin waarvoor p.meerderjarig

uitkomst recht: ja/nee
  gunstig is ja
  anders nee

regel weinig bepaalt recht
  bron Pw artikel 11 lid 1
  bedoeling vangnet
  indien spaargeld is minder dan grens
  dan ja
  uitleg "U hebt {spaargeld} en {samen}."

uitzondering rijk op weinig
  bron Pw artikel 11 lid 1
  indien samen is meer dan € 1.000 per maand
  dan nee

uitzondering koper op rijk
  bron Pw artikel 11 lid 1
  indien gehuurd is koop en oordeel dringend
  dan ja

toets eerst "Eerst"
  op 2026-02-01
  gegeven spaargeld is € 100
  gegeven partner is p: persoon(leeftijd 30 jaar, inkomen € 100 per maand, woont huur)
  gegeven kinderen is []
  volgens eigen lezing "Zo is het."
  verwacht recht is ja op grond van weinig

toets daarna "Daarna"
  zoals eerst
  gegeven p.inkomen is € 2.000 per maand
  verwacht recht is onbepaald

toets laatst "Laatst"
  zoals daarna
  zonder gegeven spaargeld
  gegeven gehuurd is huur
  verwacht recht is onbepaald
"""
EXAMPLE = (ROOT / "policies/bijstand_voorbeeld/bijstand_voorbeeld.beleid").read_text("utf-8")
WORD = re.compile(r'(?<!\w)[a-z_]+(?!\w)|(?<=")[a-z]+(?=")|\d+')

Edit = tuple[str, int, int]


def edited(text: str, edit: Edit) -> str:
    """Return a text in which a word is another word of it, or a block is gone or is elsewhere."""
    sort, one, other = edit
    if sort == "word":
        words = list(WORD.finditer(text))
        there, instead = words[one % len(words)], words[other % len(words)]
        return text[: there.start()] + instead[0] + text[there.end() :]
    blocks = re.split(r"(?m)^(?=[a-z])", text)
    block = blocks.pop(1 + one % (len(blocks) - 1))
    if sort == "elsewhere":
        blocks.insert(1 + other % (len(blocks) - 1), block)
    return "".join(blocks)


EDITS = st.tuples(
    st.sampled_from(("word", "word", "word", "gone", "elsewhere")),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
)


def check_edits(text: str, edits: list[Edit], *, back: bool) -> None:
    desk, sound = Desk(), Sound()
    texts = [text]
    for edit in edits:
        texts.append(edited(texts[-1], edit))
        if back:
            texts.append(text)
    for each in texts:
        beleid = on_desk(desk, each)
        again, anew = look(beleid, sound), look(beleid)
        assert again.diagnostics == anew.diagnostics
        assert again.is_settled == anew.is_settled


@settings(max_examples=40, deadline=None)
@example([("word", 3, 30), ("gone", 3, 0)], True)
@given(st.lists(EDITS, min_size=1, max_size=4), st.booleans())
def test_after_each_edit_names_and_types_are_told_as_at_first(
    edits: list[Edit], back: bool
) -> None:
    check_edits(POLICY, edits, back=back)


@pytest.mark.nachtelijk
@settings(max_examples=400, deadline=None)
@given(st.sampled_from([POLICY, EXAMPLE]), st.lists(EDITS, min_size=1, max_size=6), st.booleans())
def test_after_each_of_many_edits_names_and_types_are_told_as_at_first(
    text: str, edits: list[Edit], back: bool
) -> None:
    check_edits(text, edits, back=back)


# -------------------------------------------------------------- what is looked at, and what is not


def looked_at(monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> set[str]:
    """Return which declarations are looked at again when one text becomes another."""
    desk, sound = Desk(), Sound()
    look(on_desk(desk, before), sound)
    seen: set[str] = set()
    find_in = names.find_in

    def noted(declaration, symbols):  # type: ignore[no-untyped-def]
        seen.add(declaration.name)
        return find_in(declaration, symbols)

    monkeypatch.setattr(names, "find_in", noted)
    look(on_desk(desk, after), sound)
    return seen


def on_desk(desk: Desk, text: str) -> Beleid:
    desk.put(DOC, text)
    return lowered(desk.snapshot(DOC).loaded.beleid)


def policy(text: str) -> Beleid:
    loaded = read(Source("proef.beleid", text))
    assert not loaded.diagnostics
    return lowered(loaded.beleid)


def test_the_names_and_types_of_these_tests_are_sound() -> None:
    assert look(policy(POLICY)).is_settled


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("Hoe ernstig", "Hoe groot", {"dringend", "koper"}),
        ("met ingang van 2026", "met ingang van 2025", {"grens", "weinig"}),
        ('"Bijstand is het', '"Dit is het', {"vangnet", "weinig"}),
        ("dan nee", "dan ja", {"weinig", "rijk", "koper", "eerst"}),
        ("dan nee\n", "dan nee  # zo is het\n", set()),
        ("gehuurd is huur", "gehuurd is koop", {"laatst"}),
        ("p.inkomen is € 2.000", "p.inkomen is € 3.000", {"daarna", "laatst"}),
        ("\nregeling", "\n\nregeling", set()),
    ],
)
def test_only_what_looked_up_what_changed_is_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, again: set[str]
) -> None:
    changed = POLICY.replace(old, new, 1)

    found = looked_at(monkeypatch, POLICY, changed)

    assert changed != POLICY
    assert found == again


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tussen € 0 en € 9.000\n  woont", "tussen € 0 en € 90\n  woont"),
        ("hoogstens een persoon", "een persoon"),
        ("spaargeld: bedrag tussen € 0 en € 9.000", "spaargeld: bedrag tussen € 0 en € 90"),
    ],
)
def test_another_range_is_another_type(old: str, new: str) -> None:
    sound = Sound()
    look(policy(POLICY), sound)
    changed = policy(POLICY.replace(old, new, 1))

    found = look(changed, sound).diagnostics

    assert found
    assert found == look(changed).diagnostics


# -------------------------------------------------------------- what is noted of what is looked up


def watched() -> tuple[_Watched, set[object]]:
    seen: set[object] = set()
    return _Watched(collect(policy(POLICY))[0], seen), seen


@pytest.mark.parametrize("title", _TABLES)
def test_each_table_notes_what_is_looked_up_in_it(title: str) -> None:
    symbols, seen = watched()
    table = getattr(symbols, title)

    assert table.get("niet_daar") is None
    assert "ook_niet" not in table
    assert len(table) == len([*table])
    assert seen == {"niet_daar", "ook_niet", f"*{title}"}


def test_all_that_symbols_hold_notes_what_is_looked_up() -> None:
    held = {field.name for field in attrs.fields(Symbols) if field.init}

    assert held == {*_TABLES, "beleid", "sources", "toetsen"}


def test_what_is_worked_out_of_all_names_is_noted_each_time() -> None:
    symbols, seen = watched()
    for work in (
        lambda: symbols.rules_of("recht"),
        lambda: symbols.working_on("recht"),
        lambda: symbols.dated,
        lambda: symbols.read_from,
        lambda: symbols.once(lambda each: len(each.values)),
        lambda: symbols.once_for(symbols.values["recht"], lambda one, each: each.types[one.name]),
        lambda: symbols.beleid.kop,
        lambda: symbols.toetsen.get("eerst"),
    ):
        for _ in range(2):
            seen.clear()
            assert work() is not None
            assert "*" in seen


def test_what_a_rule_works_on_is_looked_up_each_time() -> None:
    symbols, seen = watched()
    for _ in range(2):
        seen.clear()

        assert symbols.outcomes_of("koper") == {"recht"}
        assert seen == {"koper", "rijk", "weinig"}
