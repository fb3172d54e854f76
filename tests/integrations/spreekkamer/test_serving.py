"""The spreekkamer on a port of this machine, and the command that opens it."""

import http.client
import json
import socket
from contextlib import closing
from datetime import date
from importlib import util
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("werkzeug", reason="werkzeug comes with the extra `spreekkamer`")
pytest.importorskip("waitress", reason="waitress comes with the extra `spreekkamer`")

from maatwerk_rules import load
from maatwerk_rules.integrations import cli, command_spreekkamer
from maatwerk_rules.integrations.spreekkamer import serving
from maatwerk_rules.integrations.spreekkamer.app import Spreekkamer
from maatwerk_rules.integrations.spreekkamer.fields import of_type, read_answer
from maatwerk_rules.integrations.spreekkamer.serving import Busy, Served, open_room
from maatwerk_rules.integrations.spreekkamer.visits import LARGEST_BODY, Room
from maatwerk_rules.model.types import Aantal, Bedrag, Keuze, Lijst, Percentage, SoortType

ROOM = Room(load("bijstand_voorbeeld"), date(2026, 3, 1), {})


def test_a_room_is_open_to_this_machine_alone() -> None:
    served = open_room(ROOM, "127.0.0.1", 0)
    thread = Thread(target=served.serve, daemon=True)
    thread.start()
    try:
        port = int(served.address.rstrip("/").rpartition(":")[2])
        status, told = _asked(port, "GET", {"Host": f"127.0.0.1:{port}"})
        assert (status, "Spreekkamer" in told) == (200, True)
        assert _asked(port, "GET", {"Host": "kwaad.example"})[0] == 421
        big = {"Host": f"127.0.0.1:{port}", "Content-Length": str(LARGEST_BODY + 1)}
        status, told = _asked(port, "POST", big)
        assert (status, "Dit is te groot." in told, 'href="/"' in told) == (413, True, True)
        status, told = _asked(port, "GET", {"Host": "x" * 20_000})
        assert (status, "Dit verzoek klopt niet." in told) == (431, True)
        listening = [one for one in served.sockets.values() if getattr(one, "accepting", False)]
        heard = {one.socket.getsockname()[0] for one in listening}
        assert "127.0.0.1" in heard <= {"127.0.0.1", "::1"}
        assert _asked(port, "GET", {"Host": f"[::1]:{port}"})[0] == 200
        assert _asked(port, "GET", {"Host": f"[::2]:{port}"})[0] == 421
        with pytest.raises(Busy):
            open_room(ROOM, "127.0.0.1", port)
    finally:
        served.stop()
        thread.join(10)
    assert not thread.is_alive()


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has one loopback address")
def test_a_room_is_open_on_both_addresses_of_this_machine_as_far_as_it_has_them() -> None:
    served = open_room(ROOM, "127.0.0.1", 0)
    port = int(served.address.rstrip("/").rpartition(":")[2])
    other = [one for one in served.sockets.values() if getattr(one, "accepting", False)]
    thread = Thread(target=served.serve, daemon=True)
    thread.start()
    try:
        if len(other) > 1:
            with closing(http.client.HTTPConnection("::1", port, timeout=20)) as asking:
                asking.request("GET", "/")
                assert asking.getresponse().status == 200
    finally:
        served.stop()
        thread.join(10)
    assert not thread.is_alive()


def test_a_machine_without_the_other_address_is_heard_on_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "LOOPBACK_6", "no address")
    served = open_room(ROOM, "127.0.0.1", 0)
    listening = [one for one in served.sockets.values() if getattr(one, "accepting", False)]
    for one in listening:
        one.close()

    assert len(listening) == 1


def _asked(port: int, method: str, headers: dict[str, str]) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as asking:
        asking.putrequest(method, "/", skip_host=True)
        for name, value in headers.items():
            asking.putheader(name, value)
        asking.endheaders()
        told = asking.getresponse()
        assert told.getheader("Server") is None
        return told.status, told.read().decode()


# ---------------------------------------------------------------- the command


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Room]:
    """Rooms that were opened; none of them answers."""
    rooms: list[Room] = []

    def open_it(room: Room, host: str, port: int) -> Any:
        rooms.append(room)
        return Served(Spreekkamer(room, []), f"http://{host}:{port}/", _Done(), {})

    monkeypatch.setattr(serving, "open_room", open_it)
    return rooms


class _Done:
    """A server that is ended at once."""

    @property
    def task_dispatcher(self) -> "_Done":
        return self

    def run(self) -> None:
        """Answer nothing."""

    def shutdown(self) -> None:
        """End nothing."""


def test_the_command_says_where_it_is_open(maatwerk: Any, opened: list[Room]) -> None:
    ran = maatwerk("spreekkamer bijstand_voorbeeld --peildatum 2026-03-01 --poort 8700")

    assert (ran.code, ran.err) == (cli.CLEAN, "")
    assert "De spreekkamer staat open op http://127.0.0.1:8700/" in ran.out
    assert opened[0].peildatum == date(2026, 3, 1)
    assert opened[0].moment().tzinfo is not None


def test_the_command_takes_a_case_an_outcome_and_a_reason(
    maatwerk: Any, here: Path, opened: list[Room]
) -> None:
    (here / "zaak.json").write_text(json.dumps({"feiten": {"in_detentie": True}}), "utf-8")
    typed = "spreekkamer bijstand_voorbeeld --feiten zaak.json --uitkomst recht"
    ran = maatwerk(typed, "--zonder-wens", "Ambtshalve.")

    assert ran.code == cli.CLEAN
    assert opened[0].case["feiten"] == {"in_detentie": True}
    assert (opened[0].outcomes, opened[0].not_asked) == (("recht",), "Ambtshalve.")


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("bestaat_niet", cli.FINDINGS, "bestaat_niet"),
        ("bijstand_voorbeeld --peildatum 1999-01-01", cli.FINDINGS, "geldt dit beleid niet"),
        ("bijstand_voorbeeld --uitkomst recth", cli.FINDINGS, "Bedoelt u `recht`?"),
        ("bijstand_voorbeeld --uitkomst xyzzy", cli.FINDINGS, "geen uitkomst `xyzzy`."),
        ("bijstand_voorbeeld --feiten fout.json", cli.FINDINGS, "in_detentei"),
        ("bijstand_voorbeeld --feiten geen.json", cli.WRONG_USE, "geen.json"),
        ("bijstand_voorbeeld --poort 70000", cli.WRONG_USE, "0 tot en met 65535"),
    ],
)
def test_what_is_wrong_is_told(
    typed: str, code: int, told: str, maatwerk: Any, here: Path, opened: list[Room]
) -> None:
    (here / "fout.json").write_text('{"feiten": {"in_detentei": true}}', "utf-8")
    ran = maatwerk(f"spreekkamer {typed}")

    assert ran.code == code
    assert told in ran.err
    assert opened == []


def test_a_reason_may_not_be_empty(maatwerk: Any, opened: list[Room]) -> None:
    ran = maatwerk("spreekkamer bijstand_voorbeeld", "--zonder-wens", " ")

    assert ran.code == cli.WRONG_USE
    assert "waarom u dit niet vraagt" in ran.err
    assert opened == []


def test_a_port_that_is_taken_is_told(maatwerk: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = maatwerk(f"spreekkamer bijstand_voorbeeld --poort {port}")

    assert ran.code == cli.FINDINGS
    assert f"poort {port} is bezet" in ran.err


def test_without_the_extra_it_is_told_how_to_install_it(
    maatwerk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_spreekkamer, "find_spec", lambda _: None)
    ran = maatwerk("spreekkamer bijstand_voorbeeld")

    assert ran.code == cli.WRONG_USE
    assert 'pip install "maatwerk-rules[spreekkamer]"' in ran.err
    assert util.find_spec("werkzeug") is not None


def test_a_day_outside_the_policy_offers_the_last_that_it_holds(
    maatwerk: Any, opened: list[Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    for now in (date(2026, 5, 1), date(1999, 1, 1)):
        monkeypatch.setattr(command_spreekkamer, "today", lambda now=now: now)
        maatwerk("spreekkamer bijstand_voorbeeld")

    assert opened[0].peildatum == date(2026, 5, 1)
    assert opened[1].policy.on(opened[1].peildatum) is not None


# ---------------------------------------------------------------- fields


def test_each_type_has_its_field_and_hint() -> None:
    people = SoortType("persoon", ())
    told = {
        "per maand: 1.250,00": Bedrag("maand"),
        "in euro: 1.250,00": Bedrag(),
        "zoals 80%": Percentage(),
        "in jaar": Aantal("jaar"),
        "Een aantal<": Aantal(),
        "hoogstens 3": Lijst(people, 3),
        'value="samen"': Keuze(("alleen", "samen")),
        'value="nee"': Lijst(people, 1, single=True),
    }
    for words, type_ in told.items():
        assert words in of_type("antwoord", "Vraag?", type_).text, words


def test_the_number_of_records_is_read_and_what_is_no_number_is_left_as_it_is() -> None:
    people = SoortType("persoon", ())

    assert read_answer(Lijst(people, 1, single=True), "nee") == []
    assert read_answer(Lijst(people, 1, single=True), "ja") == [{}]
    assert read_answer(Lijst(people, 3), "0") == []
    assert read_answer(Lijst(people, 3), "4") == "4"
    assert read_answer(Lijst(people, 3), "999999999") == "999999999"
    assert read_answer(Bedrag(), " 3 ") == "3"
