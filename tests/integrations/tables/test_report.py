"""What a run counted is told in sentences, and as JSON."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.integrations.tables.places import Places
from maatwerk_rules.integrations.tables.report import Report, Seconds, to_json, told
from maatwerk_rules.pipeline import load

WORD = pa.dictionary(pa.int32(), pa.string())
OUTCOME = pa.struct([("status", WORD)])
SCHEMA = pa.schema(
    [
        ("recht", OUTCOME),
        ("toeslag", pa.list_(OUTCOME)),
        ("klasse", WORD),
        ("open_oordelen", pa.list_(pa.string())),
    ]
)
PLACES = Places(Path("zaken.csv"), Path("uit.csv"), Path("uit.fouten.csv"))


def batch(*rows: tuple[str | None, list[str], str | None, list[str]]) -> pa.RecordBatch:
    made = [
        {
            "recht": None if status is None else {"status": status},
            "toeslag": [{"status": each} for each in records],
            "klasse": klasse,
            "open_oordelen": opened,
        }
        for status, records, klasse, opened in rows
    ]
    return pa.RecordBatch.from_pylist(made, schema=SCHEMA)


def report() -> Report:
    found = Report(("recht", "toeslag"), seconds=Seconds(1.0, 2.0, 0.25))
    found.add(
        batch(
            ("vast", ["vast", "geen_regel"], "gebonden", []),
            ("voorlopig", [], "beoordeling", ["nodig voor kind1", "nodig voor kind2", "dringend"]),
            (None, [], None, []),
        )
    )
    found.add(batch(("onbepaald", ["vast"], "beoordeling", ["dringend"])))
    found.faulty = 1
    return found


def test_rows_are_counted_by_outcome_class_and_judgement() -> None:
    found = report()

    assert found.rows == 4
    assert found.statuses["recht"] == {"vast": 1, "voorlopig": 1, "onbepaald": 1}
    assert found.statuses["toeslag"] == {"vast": 2, "geen_regel": 1}
    assert found.classes == {"gebonden": 1, "beoordeling": 2}
    assert found.waiting == 2
    assert found.open_judgements == {"nodig": 2, "dringend": 2}
    assert not found.all_settled


@pytest.mark.parametrize("width", [40, 80])
def test_the_story_fits_a_terminal(width: int) -> None:
    text = to_text(told(report(), "Proef", PLACES), width)

    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    assert "3 rijen beslist; alle rijen staan in `uit.csv`." in flat
    assert "1 rij heeft een fout en krijgt geen uitkomst" in flat
    assert "vast 2, geen regel 1" in flat
    assert "2 rijen wachten samen op 4 oordelen: `nodig` (2) en `dringend` (2)." in flat
    assert "Tijd: 3,2 s, waarvan lezen 1,0 s, beslissen 2,0 s en schrijven 0,2 s" in flat
    assert "geen besluit" in flat
    assert "Het college beslist." in flat


def test_nothing_is_said_of_what_is_not_there() -> None:
    found = Report(("recht",))

    flat = " ".join(to_text(told(found, "Proef", PLACES), 80).split())

    assert "0 rijen beslist" in flat
    assert "uitkomst rijen" not in flat
    assert "oordeel:" not in flat
    assert found.all_settled


def test_many_judgements_are_counted_and_not_all_named() -> None:
    found = Report(("recht", "toeslag"))
    found.add(batch(("vast", [], "gebonden", [f"oordeel{number}" for number in range(14)])))

    flat = " ".join(to_text(told(found, "Proef", PLACES), 80).split())

    assert "1 rij wacht op 14 oordelen: " in flat
    assert "en nog 4 andere." in flat


def test_the_same_as_json() -> None:
    policy = load("bijstand_voorbeeld")

    found = json.loads(json.dumps(to_json(report(), policy, PLACES)))

    assert found["schema"] == "maatwerk/tabel/1"
    assert found["rijen"] == 4
    assert found["rijen_met_fout"] == 1
    assert found["uitkomsten"]["recht"] == {"vast": 1, "voorlopig": 1, "onbepaald": 1}
    assert found["open_oordelen"] == {"dringend": 2, "nodig": 2}
    assert found["seconden"] == {"lezen": 1.0, "beslissen": 2.0, "schrijven": 0.25}
