"""What is not in force yet is checked and shown, and decides nothing but where a toets asks so."""

from datetime import date

import pytest

from maatwerk_rules.analysis.build import build, drafted
from maatwerk_rules.analysis.check import find
from maatwerk_rules.analysis.drafts import drafts_of, in_force, taken_in
from maatwerk_rules.explanation.law import law_json, law_page
from maatwerk_rules.explanation.policy_page import policy_page
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.runtime.decide import decide
from maatwerk_rules.runtime.toets import run_all
from maatwerk_rules.source import Source
from maatwerk_rules.syntax.parser import parse_beleid
from tests.analysis.marked import found_at, marked
from tests.analysis.small_policy import HEAD, RECHT, swap

DAY = date(2026, 3, 1)
NEXT_YEAR = date(2027, 2, 1)
ENDS = swap(HEAD, "geldt van 2026-01-01", "geldt van 2026-01-01 tot 2027-01-01")
ONTWERP = """gegeven inkomen: bedrag per maand tussen € 0 en € 5.000
  vraag "Wat verdient u?"
bedrag grens per maand
  bron Pw artikel 24a
  nog niet in werking "Artikel 24a treedt op 1 januari 2027 in werking."
  met ingang van 2027-01-01: € 900 per maand
  laatst bekend
begrip te_veel: ja/nee
  nog niet in werking "Artikel 24a treedt op 1 januari 2027 in werking."
  is inkomen is meer dan grens
uitzondering inkomen_te_hoog op basis
  bron Pw artikel 24a
  geldt van 2027-01-01
  nog niet in werking "Artikel 24a treedt op 1 januari 2027 in werking."
  bedoeling vangnet
  indien te_veel
  dan nee
groep alles "Alles" bevat basis, detentie, inkomen_te_hoog
voorrang inkomen_te_hoog boven detentie
  omdat "Het nieuwe gaat voor."
  bron Pw artikel 24a
"""
TOETSEN = """toets nu "Nu"
  op 2026-03-01
  gegeven inkomen is € 2.000 per maand
  gegeven vast is nee
  verwacht recht is ja
toets straks "Straks"
  zoals nu
  op 2027-02-01
  met ontwerp
  verwacht recht is nee op grond van inkomen_te_hoog
"""


def policy_of(text: str) -> Policy:
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    checked = build(beleid, found)
    assert checked.policy is not None, [one.headline for one in checked.diagnostics]
    assert checked.diagnostics == ()
    return checked.policy


def assert_finds(text: str) -> None:
    beleid, found = parse_beleid([Source("proef.beleid", text)])
    assert found == ()
    assert found_at(find(beleid), text) == marked(text), [one.headline for one in find(beleid)]


def case(income: str) -> dict[str, object]:
    return {"feiten": {"inkomen": income, "vast": False}}


def test_a_draft_decides_nothing() -> None:
    policy = policy_of(ENDS + RECHT + ONTWERP + TOETSEN)

    decision = decide(policy, case("€ 2.000 per maand"), peildatum=DAY)

    assert decision["recht"].value is True
    assert all("te_veel" not in part.program.definitions for part in policy.slices)
    assert policy.on(NEXT_YEAR) is None
    assert [one.name for one in policy.drafts] == ["grens", "te_veel", "inkomen_te_hoog"]


def test_a_toets_with_drafts_decides_under_them() -> None:
    results = run_all(policy_of(ENDS + RECHT + ONTWERP + TOETSEN))

    assert [(one.toets.naam, one.passed) for one in results] == [("nu", True), ("straks", True)]


def test_the_policy_with_drafts_is_made_once_and_is_another() -> None:
    policy = policy_of(ENDS + RECHT + ONTWERP)

    taken = drafted(policy)

    assert drafted(policy) is taken
    assert taken.hash != policy.hash
    assert taken.slices[-1].tot is None
    assert taken.on(DAY) is not None


def test_a_draft_that_ends_makes_the_policy_last_until_then() -> None:
    text = swap(ONTWERP, "  geldt van 2027-01-01\n", "  geldt van 2027-01-01 tot 2028-01-01\n")

    assert drafted(policy_of(ENDS + RECHT + text)).slices[-1].tot == date(2028, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        swap(RECHT, "indien vast", "indien vast of te_veel # fout: MW637"),
        RECHT + "begrip ruim: bedrag per maand\n  is grens # fout: MW637\n",
        RECHT
        + "uitzondering ook op inkomen_te_hoog # fout: MW637\n"
        + "  bron Pw artikel 13\n  bedoeling vangnet\n  indien vast\n  dan ja\n",
        RECHT
        + 'toets nu "Nu"\n  op 2026-03-01\n'
        + "  verwacht recht is nee op grond van inkomen_te_hoog # fout: MW637\n",
    ],
)
def test_nothing_in_force_reads_a_draft(text: str) -> None:
    assert_finds(ENDS + text + ONTWERP)


def test_a_draft_is_held_to_names_types_and_duties() -> None:
    spoiled = swap(ONTWERP, "indien te_veel\n", "indien te_veeel # fout: MW002\n")
    assert_finds(ENDS + RECHT + spoiled)

    spoiled = swap(ONTWERP, "dan nee\n", "dan € 5 # fout: MW060\n")
    found = find(parse_beleid([Source("proef.beleid", ENDS + RECHT + spoiled)])[0])
    assert len(found) == 1

    spoiled = swap(
        ONTWERP,
        "uitzondering inkomen_te_hoog op basis\n  bron Pw artikel 24a\n",
        "uitzondering inkomen_te_hoog op basis # fout: MW201\n",
    )
    assert_finds(ENDS + RECHT + spoiled)


def test_a_toets_is_held_to_the_policy_it_decides_under() -> None:
    outside = 'toets straks "Straks"\n  op 2027-02-01 # fout: MW818\n  verwacht recht is ja\n'
    assert_finds(ENDS + RECHT + ONTWERP + outside)

    unknown = (
        'toets straks "Straks"\n  op 2027-02-01\n  met ontwerp\n'
        "  gegeven inkoomen is € 5 per maand # fout: MW002\n  verwacht recht is ja\n"
    )
    assert_finds(ENDS + RECHT + ONTWERP + unknown)


def test_a_mandate_and_what_is_set_aside_may_name_a_draft_beforehand() -> None:
    later = """oordeel hard: ja/nee
  nog niet in werking "Later."
  vraag "Is het hard?"
  maatstaf Verordening artikel 9
  door college
  weegt nood "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
functie consulent "Consulent" namens college voor oordeel hard
oordeel erg: ja/nee
  vraag "Is het erg?"
  maatstaf Verordening artikel 8
  door college
  weegt nood "Wat gebeurt er?"
  bedoeling vangnet
  motivering verplicht
hardheidsclausule hardheid bij regeling Verordening
  bron Verordening artikel 8
  binnenwettelijk
  karakter kan
  bedoeling vangnet
  ten gunste
  stelt terzijde detentie_lokaal, later_lokaal
  toetsen altijd
  indien oordeel erg
  dan buiten toepassing
uitzondering later_lokaal op basis
  bron Verordening artikel 4
  nog niet in werking "Later."
  binnenwettelijk
  bedoeling vangnet
  indien oordeel hard
  dan nee
  karakter moet beoordelen
  toetsen altijd
uitzondering detentie_lokaal op basis
  bron Verordening artikel 3
  binnenwettelijk
  bedoeling vangnet
  indien vast
  dan nee
"""
    room = "  gunstig is ja\n  ruimte voor verordening bron Pw artikel 8\n"
    recht = swap(RECHT, "  gunstig is ja\n", room)

    policy = policy_of(ENDS + recht + ONTWERP + later)

    deviations = policy.slices[0].program.definitions["recht"].deviations
    assert {name for one in deviations for name in one.aside} == {"detentie_lokaal"}
    assert "hard" not in policy.mandates


def test_page_of_the_policy_marks_it() -> None:
    page = to_text(policy_page(policy_of(ENDS + RECHT + ONTWERP), DAY), 200)

    before, after = page.split("Nog niet in werking\n")
    assert "Dit geldt nog niet en doet in geen beslissing mee." in after
    assert "- Inkomen te hoog (uitzondering): als te veel, dan nee" in after
    assert "Geldt van 1 januari 2027." in after
    assert "Inkomen te hoog" not in before


def test_page_of_the_law_does_not_count_it_as_encoded() -> None:
    policy = policy_of(ENDS + RECHT + ONTWERP)

    found = {one["artikel"]: one["graad"] for one in law_json(policy, DAY)["artikelen"]}

    assert found["24a"] == "nog niet in werking"
    assert "Inkomen te hoog" not in found
    assert "(uitzondering, nog niet in werking)" in to_text(law_page(policy, DAY), 400)


def test_policy_that_is_used_is_taken_once_for_all_that_build_on_it() -> None:
    law, _ = parse_beleid([Source("a.beleid", HEAD + RECHT + ONTWERP)])
    above, _ = parse_beleid([Source("b.beleid", ONTWERP.replace("te_veel", "veel"))])

    for of in (in_force, taken_in):
        (one,), (other,) = (of(Beleid((), (law,))).gebruikt for _ in range(2))
        assert one is other
    (with_more,) = in_force(Beleid(above.declaraties, (law,))).gebruikt
    assert with_more is not in_force(Beleid((), (law,))).gebruikt[0]
    assert len(drafts_of(Beleid((), (law, Beleid((), (law,)))))) == len(drafts_of(law)) == 3
