"""What a toets takes over with `zoals`, and what is wrong with that."""

from maatwerk_rules.analysis import names
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.symbols import Symbols
from maatwerk_rules.analysis.toets_bases import find_bases, records_in, records_named
from maatwerk_rules.diagnostics import Diagnostic
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.expressions import Lijstwaarde, Record
from maatwerk_rules.model.toetsclauses import Toetsgegeven
from maatwerk_rules.syntax.formatter import format_declaration
from tests.analysis.marked import assert_marked, findings, read
from tests.analysis.test_names import BASE

FAMILY = """
toets basis "T"
  verhaal "Een verhaal."
  op 2026-03-01
  gewenst effect "Rust."
  gegeven g is ja
  gegeven n is € 5
  gegeven kinderen is [a: kind(inwonend ja, vorm alleen), b: kind(inwonend nee)]
  gegeven autos is [auto(waarde € 1)]
  oordeel per_kind voor a is ja door consulent
  oordeel per_kind voor b is nee door consulent
  oordeel open is ja door consulent
  ambtshalve bekeken door consulent
  volgens wettekst Pw artikel 11
  verwacht u is nee
"""


def whole(text: str, name: str) -> list[str]:
    """Return the lines of a toets with its whole case."""
    beleid = read(BASE + FAMILY + text)
    symbols, _ = collect(beleid)
    assert names.find(beleid, symbols) == ()
    toets = next(each for each in beleid.own(Toets) if each.naam == name)
    return format_declaration(symbols.bases.whole(toets)).splitlines()[1:]


def test_case_is_taken_over_but_not_story_effect_and_expectation() -> None:
    lines = whole('toets t "T"\n  zoals basis\n  verwacht u is ja\n', "t")

    assert [line.split()[0] for line in lines] == [
        *("op", "gegeven", "gegeven", "gegeven", "gegeven", "oordeel", "oordeel", "oordeel"),
        *("ambtshalve", "volgens", "verwacht"),
    ]
    assert lines[-1] == "  verwacht u is ja"


def test_own_lines_replace_those_of_the_same_name() -> None:
    lines = whole(
        """toets t "T"
  zoals basis
  op 2026-04-01
  gegeven g is nee
  oordeel per_kind voor b is ja door college
  ambtshalve bekeken door college
  volgens eigen lezing
  verwacht u is ja
""",
        "t",
    )

    assert "  op 2026-04-01" in lines
    assert "  op 2026-03-01" not in lines
    assert "  gegeven g is nee" in lines
    assert "  gegeven g is ja" not in lines
    assert "  oordeel per_kind voor a is ja door consulent" in lines
    assert "  oordeel per_kind voor b is ja door college" in lines
    assert "  ambtshalve bekeken door college" in lines
    assert "  volgens eigen lezing" in lines
    assert len(lines) == 11


def test_what_is_left_out_is_not_there() -> None:
    lines = whole(
        """toets t "T"
  zoals basis
  zonder gegeven g
  zonder gegeven a.vorm
  zonder oordeel per_kind
  zonder oordeel open
  zonder bekeken
  verwacht u is ja
""",
        "t",
    )

    assert lines == [
        "  op 2026-03-01",
        "  gegeven n is € 5",
        "  gegeven kinderen is [a: kind(inwonend ja), b: kind(inwonend nee)]",
        "  gegeven autos is [auto(waarde € 1)]",
        "  volgens wettekst Pw artikel 11",
        "  verwacht u is ja",
    ]


def test_field_of_a_record_changes_or_is_added() -> None:
    lines = whole(
        """toets tussen "T"
  zoals basis
  zonder oordeel per_kind voor b
  gegeven b.inwonend is ja
  gegeven autos.waarde is € 7
toets t "T"
  gegeven b.vorm is samen
  zoals tussen
  gegeven autos.waarde is niet te weten
  verwacht u is ja
""",
        "t",
    )

    assert "  gegeven autos is [auto(waarde niet te weten)]" in lines
    kinderen = "[a: kind(inwonend ja, vorm alleen), b: kind(inwonend ja, vorm samen)]"
    assert f"  gegeven kinderen is {kinderen}" in lines
    assert not any("voor b" in line for line in lines)


def test_field_goes_before_the_record_of_the_toets_itself() -> None:
    lines = whole(
        'toets t "T"\n  zoals basis\n  gegeven autos.waarde is € 7\n'
        "  gegeven autos is [c: auto(waarde € 1)]\n  verwacht u is ja\n",
        "t",
    )

    assert "  gegeven autos is [c: auto(waarde € 7)]" in lines


def test_single_record_is_called_by_the_name_of_its_fact() -> None:
    record = Record(None, "auto", ())
    clause = Toetsgegeven("wagen", record)

    assert records_in(record) == (record,)
    assert records_named((clause,), "wagen") == (record,)
    assert records_named((Toetsgegeven("autos", Lijstwaarde(None)),), "wagen") == ()


def test_what_is_changed_must_be_there() -> None:
    assert_marked(
        BASE
        + FAMILY
        + """
toets t1 "T"
  zoals bassis # fout: MW002
  zonder gegeven n
  gegeven z.vorm is samen
  verwacht telt voor z is ja
toets t2 "T"
  zoals t1
  zonder bekeken
  verwacht u is ja
toets t3 "T"
  zoals t4 # fout: MW856
  op 2026-03-01
  verwacht u is ja
toets t4 "T"
  zoals t3 # fout: MW856
toets t5 "T"
  zoals basis
  zonder gegeven woont # fout: MW857
  zonder gegeven wont # fout: MW002
  zonder gegeven u # fout: MW063
  zonder gegeven b.vorm # fout: MW857
  zonder gegeven b.vrom # fout: MW002
  zonder gegeven c.vorm # fout: MW002
  zonder oordeel opn # fout: MW002
  zonder oordeel per_kind voor c # fout: MW857
  gegeven kinderen.vorm is samen # fout: MW858
  gegeven g.vorm is samen # fout: MW858
  gegeven aa.vorm is samen # fout: MW002
  gegeven a.vrom is samen # fout: MW002
  gegeven a.vorm is saam # fout: MW002
  gegeven autos.waarde is € 9.001 # fout: MW951
  gegeven b.inwonend is € 1 # fout: MW003
  verwacht u is ja
toets t6 "T"
  op 2026-03-01
  zonder gegeven n # fout: MW857
  zonder oordeel open # fout: MW857
  zonder bekeken # fout: MW857
  gegeven autos is [auto(), auto()]
  gegeven autos.waarde is € 1 # fout: MW858
  gegeven kinderen is [kinderen: kind()]
  gegeven kinderen.vorm is samen
  gegeven kinderen.vorm is alleen # fout: MW065
  verwacht u is ja
toets t7 "T"
  zoals basis # fout: MW859
  zoals basis # fout: MW065
  gegeven kinderen is [a: kind()]
  verwacht u is ja
"""
    )


def found_of(text: str) -> Diagnostic:
    (found,) = findings(BASE + FAMILY + text)
    return found


def test_findings_say_what_to_do() -> None:
    start = 'toets t "T"\n  op 2026-03-01\n  verwacht u is ja\n'

    assert found_of(start + "  zoals bassis\n").help == ("bedoelt u `basis`?",)
    assert found_of(start + "  zoals basis\n  gegeven kinderen.vorm is samen\n").help == (
        "noem het record zelf: `a` of `b`",
    )
    assert found_of(
        start + "  gegeven kinderen is [kind(), kind()]\n  gegeven kinderen.vorm is samen\n"
    ).help == ("geef de records elk een eigen naam en noem die",)
    assert found_of(start + "  zoals basis\n  gegeven kinderen is [a: kind()]\n").help == (
        "schrijf `zonder oordeel per_kind voor b`",
    )


def test_ruling_and_law_are_named() -> None:
    assert_marked(
        BASE
        + """
toets t1 "T"
  op 2026-03-01
  volgens uitspraak Pw artikel 1 # fout: MW861
  verwacht u is ja
toets t2 "T"
  op 2026-03-01
  volgens uitspraak ECLI:NL:CRVB:2018:1600 "Duidelijk."
  verwacht u is ja
toets t3 "T"
  op 2026-03-01
  volgens wettekst Pww artikel 11 # fout: MW002
  verwacht u is ja
toets t4 "T"
  op 2026-03-01
  volgens eigen
    lezing "Zo begrijpen wij het."
  verwacht u is ja
toets t5 "T"
  op 2026-03-01
  volgens tabel kst-36582-3
  verwacht u is ja
"""
    )


def test_long_row_of_toetsen_is_followed_to_its_begin() -> None:
    row = "".join(f'toets t{n + 1} "T"\n  zoals t{n}\n' for n in range(1500))

    lines = whole(f'{row}toets t0 "T"\n  zoals basis\ntoets t "T"\n  zoals t1500\n', "t")

    assert lines[0] == "  op 2026-03-01"


def used(text: str, own: str) -> tuple[Beleid, Symbols]:
    below, above = read(BASE + FAMILY + text), read(own)
    beleid = Beleid(above.declaraties, (below, below), above.sources)
    return beleid, collect(beleid)[0]


def test_base_may_stand_in_used_policy_and_each_looks_in_its_own_first() -> None:
    beleid, symbols = used(
        'toets eigen "T"\n  zoals basis\n  verwacht u is ja\n',
        'toets basis "T"\n  op 2026-05-01\n  verwacht u is ja\n'
        'toets t "T"\n  zoals basis\n  verwacht u is ja\n'
        'toets t2 "T"\n  zoals eigen\n  verwacht u is ja\n',
    )

    lengths = {each.naam: len(symbols.bases.whole(each).clausules) for each in beleid.all(Toets)}

    assert names.find(beleid, symbols) == ()
    assert lengths == {"basis": 2, "eigen": 11, "t": 2, "t2": 11}


def test_one_person_is_called_by_the_fact_and_is_always_there() -> None:
    person = "gegeven wie: een kind\ngegeven ander: hoogstens een kind\n"
    begin = """toets begin "T"
  op 2026-03-01
  gegeven wie is kind(inwonend ja)
  gegeven ander is kind(inwonend ja)
  oordeel per_kind voor wie is ja door consulent
  oordeel per_kind voor ander is ja door consulent
"""

    lines = whole(
        f'{person}{begin}toets t "T"\n  zoals begin\n  gegeven wie.vorm is samen\n'
        "  zonder gegeven ander.inwonend\n  verwacht u is ja\n",
        "t",
    )

    assert "  gegeven wie is kind(inwonend ja, vorm samen)" in lines
    assert "  gegeven ander is kind()" in lines
    assert_marked(
        BASE
        + person
        + begin
        + """
toets t1 "T"
  zoals begin
  zonder gegeven wie
  verwacht u is ja
toets t2 "T"
  zoals begin # fout: MW859
  gegeven ander is []
  verwacht u is ja
"""
    )


def test_for_the_same_toetsen_the_bases_are_the_same() -> None:
    beleid = read(BASE + FAMILY)
    drafts_left_out = Beleid(beleid.declaraties[1:])
    assert find_bases(drafts_left_out) is find_bases(beleid)
    again = read(BASE + FAMILY)
    assert find_bases(again) is not find_bases(beleid)
    (toets,) = again.own(Toets)
    assert find_bases(again).whole(toets).naam == "basis"


def test_the_bases_of_the_longest_ago_are_forgotten() -> None:
    beleid = read(BASE + FAMILY)
    first = find_bases(beleid)
    others = [read(BASE + FAMILY) for _ in range(5)]
    assert all(find_bases(each) is not first for each in others)
    assert find_bases(beleid) is not first
