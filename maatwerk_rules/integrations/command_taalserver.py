"""`maatwerk taalserver`: serve an editor over standard input and output."""

from __future__ import annotations

import os
import signal
import threading
from importlib.util import find_spec
from types import FrameType
from typing import NoReturn

import click

from maatwerk_rules.integrations.cli import BROKEN_OFF, CLEAN, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.terminal import complain


@click.command("taalserver", cls=DutchCommand)
@click.option("--stdio", is_flag=True, help="Mag erbij staan: de server spreekt altijd zo.")
def command(*, stdio: bool) -> int:
    """Help een editor met beleid: meldingen, uitleg, aanvullen, hernoemen en meer.

    Een editor start deze opdracht zelf en spreekt ermee over de invoer en de uitvoer.
    """
    del stdio
    if find_spec("pygls") is None:
        complain(
            "fout: de taalserver is niet geïnstalleerd. "
            'Installeer hem met: pip install "maatwerk-rules[taalserver]"'
        )
        return WRONG_USE
    from maatwerk_rules.integrations.lsp import serve

    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if usual and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _stop)
    serve()
    return CLEAN


def _stop(number: int, frame: FrameType | None) -> NoReturn:  # pragma: no cover
    """End at once: a thread that reads the input would hold the end up until more comes in."""
    complain("Gestopt.")
    os._exit(BROKEN_OFF)
