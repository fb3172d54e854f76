"""`maatwerk beslis … --tabel … --naar …`, as typed."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from maatwerk_rules.integrations import cli, over_a_table
from maatwerk_rules.integrations.tables import run as running
from maatwerk_rules.memory import VARIABLE
from tests.integrations.tables.oracle import random_rows

BASIS = "beslis bijstand_voorbeeld --tabel zaken.csv --naar uit.csv"
DAY = "--peildatum 2026-03-01"
RAN = f"{BASIS} {DAY} --uitkomst recht"
BEZIT = '"[{""waarde_in_euro"": 900, ""betwist"": ""nee"", ""gewoon_of_nodig"": ""nee""}]"'
KEPT = "nederlander_of_gelijkgesteld;woont_in_nederland;in_detentie"
ROWS = f"""id;{KEPT};geboortedatum;schulden;bezittingen
a;ja;ja;nee;1997-05-03;0;{BEZIT}
b;nee;ja;nee;1997-05-03;€ 1.250,50;[]
c;ja;ja;nee;03-05-1997;0;
d;ja;ja;;2010-05-03;0;[]
"""

Golden = Callable[[str, Callable[[str], str]], None]


@pytest.fixture
def zaken(here: Path) -> Path:
    file = here / "zaken.csv"
    file.write_text(ROWS, "utf-8")
    return file


@pytest.mark.parametrize("width", ["40", "80"])
def test_transcript_of_a_run(
    width: str, maatwerk: Any, zaken: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    monkeypatch.setattr(running, "perf_counter", lambda: 0.0)

    def play(source: str) -> str:
        monkeypatch.setenv("COLUMNS", width)
        told = []
        for typed in source.splitlines():
            if typed.startswith("maatwerk "):
                ran = maatwerk(typed.removeprefix("maatwerk "))
                told.append(f"$ {typed}\n{ran.err}{ran.out}[code {ran.code}]\n")
            else:
                text = (zaken.parent / typed.removeprefix("toon ")).read_text("utf-8-sig")
                told.append(f"{typed}\n{text}")
        return "\n".join(told)

    golden(f"tabel_{width}.txt", play)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"beslis p {DAY} --naar uit.csv", "`--naar` hoort bij `--tabel`."),
        (f"beslis p {DAY} --vervang", "`--vervang` hoort bij `--tabel`."),
        (f"beslis p {DAY} --decimaal punt", "`--decimaal` hoort bij `--tabel`."),
        (f"beslis p {DAY} --tabel zaken.csv", "Bij `--tabel` hoort ook `--naar`"),
        (f"{BASIS} --feiten x.json {DAY}", "`--feiten` en `--tabel` gaan niet samen."),
        (f"{BASIS} --vraag {DAY}", "`--vraag` en `--tabel` gaan niet samen."),
        (f"{BASIS} --van 2026-01 --tot 2026-02", "`--van` en `--tabel` gaan niet samen."),
        (f"beslis p {DAY} --geen-geheugen", "`--geen-geheugen` hoort bij `--tabel`."),
        (f"{BASIS} --scheiding x", "kies uit `puntkomma`, `komma`, `tab`, `streep`."),
    ],
)
def test_what_does_not_go_together_is_wrong_use(typed: str, told: str, maatwerk: Any) -> None:
    ran = maatwerk(typed)

    assert ran.code == cli.WRONG_USE
    assert told in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (BASIS, "Geef `--peildatum`, of zet in de tabel een kolom `peildatum`."),
        (f"{BASIS} {DAY} --uitkomst rcht", "De uitkomst `rcht` staat niet in dit beleid"),
        (f"{BASIS.replace('zaken', 'weg')} {DAY}", "Ik kan `weg.csv` niet lezen: het is er niet."),
        (f"beslis fout.beleid --tabel zaken.csv --naar uit.csv {DAY}", "fout[MW"),
        (f"{BASIS} --peildatum 2019-01-01", "4 rijen hebben een fout"),
    ],
)
def test_what_cannot_be_decided_is_told(typed: str, told: str, maatwerk: Any, zaken: Path) -> None:
    (zaken.parent / "fout.beleid").write_text("beleid", "utf-8")

    ran = maatwerk(typed)

    assert ran.code == cli.FINDINGS
    assert told in " ".join((ran.err + ran.out).split())


def test_all_columns_that_do_not_fit_are_told_at_once(maatwerk: Any, zaken: Path) -> None:
    zaken.write_text("id;schuldn;geboortdatum;oordeel.dringend;fout\na;1;2;ja;x\n", "utf-8")

    ran = maatwerk(RAN)

    assert ran.code == cli.FINDINGS
    assert "Bedoelt u `schulden`?" in " ".join(ran.err.split())
    assert "Bedoelt u `geboortedatum`?" in " ".join(ran.err.split())
    assert ran.err.count("fout[MW") == 4
    assert not (zaken.parent / "uit.csv").exists()


@pytest.mark.parametrize("asked", [True, False])
def test_without_memory_nothing_is_kept(
    asked: bool, maatwerk: Any, zaken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = zaken.parent / "geheugen"
    monkeypatch.setenv(VARIABLE, str(place))
    rows = 250 * 30  # enough for machine code to be made of them
    table = pa.table({"in_detentie": [True] * rows})
    pq.write_table(table, "veel.parquet")

    typed = RAN.replace("zaken.csv", "veel.parquet")
    ran = maatwerk(f"{typed} --geen-geheugen" if asked else typed)

    assert ran.code == 0
    assert len([*place.glob("*.json")]) == (0 if asked else 2)


def test_without_memory_a_fault_in_a_policy_is_told_too(maatwerk: Any, zaken: Path) -> None:
    (zaken.parent / "fout.beleid").write_text("beleid", "utf-8")

    ran = maatwerk(f"beslis fout.beleid --tabel zaken.csv --naar uit.csv {DAY} --geen-geheugen")

    assert ran.code == cli.FINDINGS
    assert "fout[MW" in ran.err


def test_each_row_may_have_its_own_day(maatwerk: Any, zaken: Path) -> None:
    zaken.write_text("id;in_detentie;peildatum\na;ja;2026-03-01\nb;ja;2019-01-01\n", "utf-8")

    ran = maatwerk(BASIS)

    beside = (zaken.parent / "uit.fouten.csv").read_text("utf-8-sig")
    assert ran.code == cli.FINDINGS
    assert beside.startswith("rij;kolom;reden\n2;peildatum;Op 1 januari 2019 geldt")


def test_demanded_certainty_shows_in_the_exit_code(maatwerk: Any, zaken: Path) -> None:
    zaken.write_text("id;nederlander_of_gelijkgesteld\na;nee\n", "utf-8")

    assert maatwerk(f"{RAN} --eis vast").code == cli.CLEAN
    zaken.write_text("id;nederlander_of_gelijkgesteld\na;\n", "utf-8")
    assert maatwerk(f"{RAN} --eis vast --vervang").code == cli.UNDECIDED
    assert maatwerk(f"{RAN} --vervang").code == cli.CLEAN


@pytest.mark.parametrize(
    ("vorm", "begin"),
    [
        ("json", '{\n  "schema": "maatwerk/tabel/1"'),
        ("markdown", "# Bijstand"),
        ("html", "<!doctype html>"),
    ],
)
def test_other_forms(vorm: str, begin: str, maatwerk: Any, zaken: Path) -> None:
    ran = maatwerk(f"{RAN} --vorm {vorm}")

    assert ran.out.startswith(begin)
    if vorm == "json":
        assert json.loads(ran.out)["rijen"] == 4


def test_how_a_csv_is_written_can_be_said(maatwerk: Any, zaken: Path) -> None:
    text = "id,geboortedatum,schulden\né,3-5-1997,1.250\n"
    zaken.write_bytes(text.encode("windows-1252"))
    said = "--scheiding komma --decimaal punt --datums d-m-jjjj --codering windows-1252"

    ran = maatwerk(f"{RAN} {said}")

    assert ran.code == cli.CLEAN, ran.err
    assert (zaken.parent / "uit.csv").read_text("utf-8").splitlines()[1].startswith("é,onbepaald,")


def test_parquet_in_and_out(maatwerk: Any, here: Path) -> None:
    from maatwerk_rules.pipeline import load

    rows = random_rows(load("bijstand_voorbeeld"), 200)
    pq.write_table(pa.Table.from_batches([rows]), here / "zaken.parquet")

    ran = maatwerk(
        f"beslis bijstand_voorbeeld {DAY} --tabel zaken.parquet --naar uit.parquet --fouten f.csv"
    )

    found = pq.read_table(here / "uit.parquet")
    faulty = {line.partition(";")[0] for line in (here / "f.csv").read_text().splitlines()[1:]}
    assert ran.code == cli.FINDINGS
    assert found["id"].to_pylist() == [*range(200)]
    assert set(found["besluit"].to_pylist()) == {"geen besluit"}
    assert {str(row["id"] + 1) for row in found.to_pylist() if row["fout"]} == faulty


def test_an_extra_that_is_absent_is_told(zaken: Path) -> None:
    script = (
        "import sys; sys.modules |= dict.fromkeys(('numpy', 'pyarrow', 'rich', 'llvmlite'));"
        "from maatwerk_rules.compiler.columns import extra; extra.find_spec = lambda name: None;"
        f"from maatwerk_rules.integrations.cli import run; sys.exit(run({RAN.split()!r}))"
    )

    ran = in_a_process(script, zaken.parent)

    assert ran.returncode == cli.FINDINGS
    assert 'pip install "maatwerk-rules[kolommen]"' in ran.stderr


def in_a_process(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[3])
    return subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )


def test_who_stops_a_run_hears_how_far_it_was(
    maatwerk: Any, zaken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "faults_of", stop)

    ran = maatwerk(RAN)

    assert ran.code == cli.BROKEN_OFF
    assert "Gestopt na 0 rijen. `uit.csv` is niet geschreven" in ran.err
    assert [each.name for each in zaken.parent.iterdir()] == ["zaken.csv"]


def test_an_end_that_was_lost_on_the_way_is_heeded_after_all(
    maatwerk: Any, zaken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = running.decided

    def losing(*given: Any) -> Any:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        return decided(*given)

    monkeypatch.setattr(running, "decided", losing)

    ran = maatwerk(RAN)

    assert ran.code == cli.BROKEN_OFF
    assert "Gestopt na 4 rijen. `uit.csv` is niet geschreven" in ran.err
    assert [each.name for each in zaken.parent.iterdir()] == ["zaken.csv"]


def test_signals_that_are_ignored_stay_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with over_a_table.Ended().heeded():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_run_outside_the_main_thread_leaves_signals_alone(maatwerk: Any, zaken: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    codes = []

    thread = threading.Thread(target=lambda: codes.append(maatwerk(RAN).code))
    thread.start()
    thread.join()

    assert codes == [cli.FINDINGS]
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_process_that_is_ended_leaves_nothing(number: signal.Signals, zaken: Path) -> None:
    line = ROWS.splitlines()[2]
    zaken.write_text("\n".join([ROWS.splitlines()[0], *[line] * 2_000_000]), "utf-8")
    # Who starts tests in the background lets them ignore the first of these signals.
    script = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        f"from maatwerk_rules.integrations.cli import run; sys.exit(run({RAN.split()!r}))"
    )
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=zaken.parent,
        env={**os.environ, "PYTHONPATH": root},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    until = time.monotonic() + 60
    while len([*zaken.parent.iterdir()]) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)

    assert process.returncode == cli.BROKEN_OFF
    assert "Gestopt na " in told
    assert [each.name for each in zaken.parent.iterdir()] == ["zaken.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no such device")
def test_a_device_is_no_place_for_a_table(maatwerk: Any, zaken: Path) -> None:
    (zaken.parent / "vol.csv").symlink_to("/dev/full")

    ran = maatwerk(RAN.replace("uit.csv", "vol.csv") + " --vervang")

    assert ran.code == cli.FINDINGS
    assert "geen gewoon bestand" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
def test_a_file_that_may_grow_no_further_is_told(zaken: Path) -> None:
    line = ROWS.splitlines()[2]
    zaken.write_text("\n".join([ROWS.splitlines()[0], *[line] * 2_000]), "utf-8")
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        f"from maatwerk_rules.integrations.cli import run; sys.exit(run({RAN.split()!r}))"
    )

    ran = in_a_process(script, zaken.parent)

    assert ran.returncode == cli.FINDINGS
    assert "Ik kan `uit.csv` niet schrijven" in ran.stderr
    assert [each.name for each in zaken.parent.iterdir()] == ["zaken.csv"]


def test_a_list_that_is_far_too_long_costs_one_row(maatwerk: Any, here: Path) -> None:
    record = {"waarde_in_euro": None, "betwist": True, "gewoon_of_nodig": False}
    rows = {"id": [1, 2], "bezittingen": [[record] * 100_000, [record]]}
    pq.write_table(pa.table(rows), here / "zaken.parquet")

    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --tabel zaken.parquet --naar uit.csv")

    assert ran.code == cli.FINDINGS
    told = (here / "uit.fouten.csv").read_text("utf-8-sig").splitlines()
    assert told[1].startswith('1;bezittingen;"Deze lijst telt 100000 records')
    assert len(told) == 2


@pytest.mark.parametrize("code", [0, 1, 7])
def test_columns_of_a_wrong_type_stop_the_run(code: int, maatwerk: Any, here: Path) -> None:
    wrong = {"in_detentie": [code], "schulden": [float(code)], "bezittingen": [code]}
    pq.write_table(pa.table(wrong), here / "zaken.parquet")

    ran = maatwerk(f"beslis bijstand_voorbeeld {DAY} --tabel zaken.parquet --naar uit.csv")

    assert ran.code == cli.FINDINGS
    assert ran.err.count("fout[MW967]") == 3
    assert [each.name for each in here.iterdir()] == ["zaken.parquet"]


def test_the_options_of_a_table_are_known_by_name() -> None:
    names = {field.name for field in over_a_table.Options.__attrs_attrs__}

    assert {*over_a_table.NOT_ALONE, "tabel"} == names
