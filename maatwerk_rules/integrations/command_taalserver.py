"""`maatwerk taalserver`: serve an editor over standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

import click

from maatwerk_rules.integrations.cli import CLEAN, WRONG_USE, DutchCommand
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

    serve()
    return CLEAN
