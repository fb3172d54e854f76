"""Two versions on the rows of a table: what is counted is what both decide of each row."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations import cli
from maatwerk_rules.integrations.tables.blocks import StoppedError
from maatwerk_rules.integrations.tables.csv_file import Form
from maatwerk_rules.integrations.tables.shifts import Counting, Rows
from maatwerk_rules.pipeline import decide
from maatwerk_rules.verification.versions import Shared, together
from tests.small import BASE, policy_of

SCHEMA = Path(__file__).parents[3] / "docs/naslag/schemas/vergelijking-1.schema.json"
TEXT = """
gegeven loon: bedrag per maand tussen € 0 en € 100.000
  vraag "Wat verdient u?"
  grondslag Pw artikel 17 lid 1
gegeven werkt: ja/nee
  vraag "Werkt u?"
  grondslag Pw artikel 17 lid 1
soort kind heeft
  jaren: aantal jaren tussen 0 en 30
    vraag "Hoe oud is uw kind?"
    grondslag Pw artikel 17 lid 1
gegeven kroost: lijst van hoogstens 4 kind
  vraag "Welke kinderen hebt u?"
  grondslag Pw artikel 17 lid 1
uitkomst steun: bedrag per maand tussen € 0 en € 5.000
  gunstig is hoger
regel steun_bij_loon bepaalt steun
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is minder dan € 1.000
  dan € 100 + loon
uitkomst trap: keuze uit laag, midden, hoog
  gunstig van laag naar midden naar hoog
  anders laag
regel trap_midden bepaalt trap
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is meer dan € 500
  dan midden
uitkomst kleur: keuze uit rood, blauw
  anders rood
regel kleur_blauw bepaalt kleur
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien loon is meer dan € 600
  dan blauw
uitkomst termijn: datum
  anders peildatum
  gunstig is eerder
regel later bepaalt termijn
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien werkt
  dan peildatum + 4 weken
uitkomst deel: percentage
  anders 0%
  gunstig is hoger
regel deel_bij_werk bepaalt deel
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien werkt
  dan 50%
uitkomst punten: aantal
  anders 0
  gunstig is hoger
regel punten_bij_werk bepaalt punten
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien werkt
  dan 5
uitkomst telt per kind: ja/nee
  anders nee
  gunstig is ja
regel jong_telt bepaalt telt
  bron Pw artikel 11 lid 1
  bedoeling eigen_middelen_eerst
  indien kind.jaren is minder dan 12
  dan ja
"""
NEW = (
    TEXT.replace("loon is minder dan € 1.000", "loon is minder dan € 900")
    .replace("dan € 100 + loon", "dan € 99,50 + loon")
    .replace("dan midden", "dan hoog")
    .replace("meer dan € 600", "meer dan € 700")
    .replace("4 weken", "6 weken")
    .replace("dan 50%", "dan 62,5%")
    .replace("dan 5\n", "dan 3\n")
    .replace("minder dan 12", "minder dan 14")
)
DATES = ["2026-03-01", "2026-04-01"]


def both(new: str = NEW) -> Shared:
    found = together(policy_of(TEXT), policy_of(new))
    assert found is not None
    return found


def rows() -> list[dict[str, Any]]:
    return [
        {
            "zaak": f"z{number}",
            "peildatum": DATES[number % 2],
            "loon": None if number == 7 else f"{number * 25},50",
            "werkt": number % 3 == 0,
            "kroost": [{"jaren": (number * 7 + place) % 20} for place in range(number % 3)],
        }
        for number in range(60)
    ]


def jsonl(at: Path, listed: Iterable[dict[str, Any]]) -> Path:
    at.write_text("\n".join(json.dumps(row) for row in listed), "utf-8")
    return at


def counted(shared: Shared, source: Path) -> Rows:
    return Counting.begin(shared, source, Form(), None).go(lambda rows, done: None)


def by_hand(shared: Shared, name: str) -> dict[str, int]:
    """Return the counts of an outcome by deciding each row twice, one by one."""
    sorts = dict.fromkeys(("gelijk", "gunstiger", "ongunstiger", "onvergelijkbaar", "open"), 0)
    order = shared.new.slices[-1].program.definitions[name].order
    for row in rows():
        facts = {"loon": row["loon"], "werkt": row["werkt"], "kroost": row["kroost"]}
        case = {"feiten": {key: value for key, value in facts.items() if value is not None}}
        day = date.fromisoformat(row["peildatum"])
        pair = [decide(one, case, peildatum=day) for one in (shared.old, shared.new)]
        for old, new in zip(
            *([r for r in one.results if r.name == name] for one in pair), strict=True
        ):
            if "onbepaald" in (old.status, new.status):
                sorts["open"] += 1
            elif (old.status, old.value) == (new.status, new.value):
                sorts["gelijk"] += 1
            elif old.value is None or new.value is None or order is None:
                sorts["onvergelijkbaar"] += 1
            else:
                before, after = (
                    (order.index(one) if isinstance(order, tuple) else one)
                    for one in (old.value, new.value)
                )
                rose = (after > before) is not (order == "lager")  # type: ignore[operator]
                sorts["gunstiger" if rose else "ongunstiger"] += 1
    return sorts


@pytest.mark.parametrize("name", ["steun", "trap", "kleur", "termijn", "deel", "punten", "telt"])
def test_what_is_counted_is_what_both_decide_of_each_row(name: str, tmp_path: Path) -> None:
    shared = both()
    found = counted(shared, jsonl(tmp_path / "z.jsonl", rows()))
    assert found.shifts[name].counts == by_hand(shared, name)


def test_losses_and_gains_are_added_up_and_the_largest_has_its_row(tmp_path: Path) -> None:
    found = counted(both(), jsonl(tmp_path / "z.jsonl", rows()))
    assert (found.rows, found.unread) == (60, 0)
    steun = found.shifts["steun"]
    assert steun.counts["onvergelijkbaar"] == 4  # from € 900 on there is no rule now
    assert steun.lost == Decimal("17.50")
    assert steun.worst is not None
    assert (steun.worst.size, steun.worst.row, steun.worst.named) == (Decimal("0.50"), 1, "zaak z0")
    assert (steun.gained, steun.best) == (0, None)
    assert found.shifts["deel"].gained == 250
    assert found.shifts["punten"].lost == 40
    termijn = found.shifts["termijn"].worst
    assert termijn is not None
    assert termijn.size == 14
    assert found.worse == 60 - sum(not _is_worse(row) for row in rows())


def _is_worse(row: dict[str, Any]) -> bool:
    return bool(row["werkt"]) or (
        row["loon"] is not None and float(row["loon"].replace(",", ".")) < 900
    )


def test_a_parquet_file_gives_the_same_as_lines_of_json(tmp_path: Path) -> None:
    listed = [row for row in rows() if row["loon"] is not None]
    plain = counted(both(), jsonl(tmp_path / "z.jsonl", listed))
    for row in listed:
        row["loon"] = Decimal(row["loon"].replace(",", "."))
        row["peildatum"] = date.fromisoformat(row["peildatum"])
    pq.write_table(pa.Table.from_pylist(listed), tmp_path / "z.parquet")
    found = counted(both(), tmp_path / "z.parquet")
    assert found.shifts == plain.shifts


def test_what_cannot_be_read_is_counted_and_told(tmp_path: Path) -> None:
    listed = [{**row, "loon": "veel"} if number < 30 else row for number, row in enumerate(rows())]
    found = counted(both(), jsonl(tmp_path / "z.jsonl", listed))
    assert found.unread == 30
    assert len(found.faults) == 20
    assert found.faults[0][:2] == (1, "loon")


def test_who_stops_it_hears_how_far_it_was(tmp_path: Path) -> None:
    def stop(rows: int, done: int) -> None:
        raise KeyboardInterrupt

    counting = Counting.begin(both(), jsonl(tmp_path / "z.jsonl", rows()), Form(), None)
    with pytest.raises(StoppedError) as stopped:
        counting.go(stop)
    assert stopped.value.rows == 60


@pytest.fixture
def two(here: Path) -> Path:
    (here / "oud.beleid").write_text(f"{BASE}\n{TEXT}", "utf-8")
    (here / "nieuw.beleid").write_text(f"{BASE}\n{NEW}", "utf-8")
    listed = [
        {**row, "loon": "veel"} if 10 <= number < 20 else row for number, row in enumerate(rows())
    ]
    jsonl(here / "z.jsonl", listed)
    return here


QUICK = "--tijd 0.2 --bewijs uit"


def test_a_comparison_tells_what_happens_in_a_table(maatwerk: Any, two: Path) -> None:
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --tabel z.jsonl {QUICK}")
    assert ran.code == cli.FINDINGS
    told = " ".join(ran.out.split())
    assert "50 rijen vergeleken: bij " in told
    assert "10 rijen waren niet te lezen of te beslissen" in told
    assert "en nog 5 rijen" in told
    assert "termijn: verlies ten hoogste 14 dagen (rij 1, zaak z0)" in told
    assert "deel: winst samen" in told
    assert "12,5 procentpunt" in told
    assert "punten: verlies samen" in told
    assert "Open is een uitkomst" in told
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --tabel z.jsonl --vorm json {QUICK}")
    jsonschema.validate(json.loads(ran.out), json.loads(SCHEMA.read_text("utf-8")))


def test_a_table_tells_that_nothing_changes_where_nothing_does(maatwerk: Any, two: Path) -> None:
    ran = maatwerk(f"vergelijk oud.beleid oud.beleid --tabel z.jsonl {QUICK}")
    assert ran.code == cli.CLEAN
    assert "Alle uitkomsten zijn gelijk, dus ook in elke rij." in ran.out


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("--tabel z.xls", cli.FINDINGS, "geen tabel die ik ken"),
        ("--tabel weg.csv", cli.FINDINGS, "niet lezen"),
        ("--tabel dagloos.csv", cli.FINDINGS, "Op welke dag"),
        ("--tabel tikfout.csv", cli.FINDINGS, "lonn"),
        ("--datums d-m-jjjj", cli.WRONG_USE, "horen bij `--tabel`"),
    ],
)
def test_a_table_that_cannot_be_compared_says_why(
    maatwerk: Any, two: Path, typed: str, code: int, said: str
) -> None:
    (two / "dagloos.csv").write_text("loon\n1\n", "utf-8")
    (two / "tikfout.csv").write_text("lonn;peildatum\n1;2026-03-01\n", "utf-8")
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid {typed} {QUICK}")
    assert ran.code == code
    assert said in ran.err


def test_who_stops_a_table_hears_how_far_it_was(
    maatwerk: Any, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(counting: Counting, progress: Any) -> Rows:
        counting.table.close()
        raise StoppedError(7)

    monkeypatch.setattr(Counting, "go", stop)
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --tabel z.jsonl {QUICK}")
    assert ran.code == cli.BROKEN_OFF
    assert "Gestopt na 7 rijen." in ran.err


def test_where_all_is_known_and_read_no_more_is_said_than_that(maatwerk: Any, two: Path) -> None:
    listed = [row for row in rows()[:3] if row["loon"] is not None]
    for row in listed:
        row["werkt"] = False
        del row["zaak"]
    jsonl(two / "heel.jsonl", listed)
    ran = maatwerk(f"vergelijk oud.beleid nieuw.beleid --tabel heel.jsonl {QUICK}")
    told = " ".join(ran.out.split())
    assert "3 rijen vergeleken" in told
    assert "niet te lezen of te beslissen" not in told
    assert "Open is een uitkomst" not in told
    assert "ten hoogste € 0,50 (rij 1)" in told
