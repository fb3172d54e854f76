"""`maatwerk spreekkamer`: walk a case in a browser, on this machine alone."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from maatwerk_rules.dutch import write_date
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.shared import load_or_show, read_case, shown
from maatwerk_rules.integrations.terminal import DateType, complain, today, write
from maatwerk_rules.model.declarations import Uitkomst
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.nearest import nearest
from maatwerk_rules.pipeline import read_facts
from maatwerk_rules.runtime.facts import write_case

if TYPE_CHECKING:
    from maatwerk_rules.integrations.spreekkamer.visits import Room

HOST = "127.0.0.1"
NEEDED = ("waitress", "werkzeug")


@click.command("spreekkamer", cls=DutchCommand)
@click.argument("beleid")
@click.option("--feiten", metavar="BESTAND", help="Een zaak om mee te beginnen, als JSON-bestand.")
@click.option(
    "--peildatum", type=DateType(), help="De dag die het begin voorstelt; anders vandaag."
)
@click.option("--uitkomst", metavar="NAAM", help="De uitkomst die het begin voorstelt.")
@click.option(
    "--zonder-wens",
    "not_asked",
    metavar="REDEN",
    help="Vraag niet wat de inwoner wil bereiken; de reden komt in het besluit.",
)
@click.option(
    "--poort",
    type=click.IntRange(0, 65_535),
    default=8642,
    show_default=True,
    help="De poort op deze computer; 0 neemt een vrije.",
)
def command(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    feiten: str | None,
    peildatum: date | None,
    uitkomst: str | None,
    not_asked: str | None,
    poort: int,
) -> int:
    """Loop een zaak door in uw browser, alleen op deze computer.

    Eerst wat de inwoner wil bereiken, dan de vragen, de uitkomst, de ruimte, de weging en de
    motivering. De zaak staat alleen in het geheugen; met Ctrl-C stopt u en is alles weg. BELEID is
    een meegeleverd beleid bij zijn naam, of een pad.
    """
    if any(find_spec(each) is None for each in NEEDED):
        complain(
            "fout: de spreekkamer is niet geïnstalleerd. "
            'Installeer haar met: pip install "maatwerk-rules[spreekkamer]"'
        )
        return WRONG_USE
    if not_asked is not None and not not_asked.strip():
        sentence = "Zeg bij `--zonder-wens` waarom u dit niet vraagt."
        raise click.UsageError(sentence, click.get_current_context())
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    day = peildatum or _usual_day(policy)
    if policy.on(day) is None:
        complain(f"fout: op {write_date(day)} geldt dit beleid niet.")
        return FINDINGS
    known = [one.naam for one in policy.all(Uitkomst)]
    if uitkomst is not None and uitkomst not in known:
        near = nearest(uitkomst, known)
        offer = f" Bedoelt u `{near[0]}`?" if near else ""
        complain(f"fout: er is geen uitkomst `{uitkomst}`.{offer}")
        return FINDINGS
    try:
        case = {} if feiten is None else write_case(read_facts(policy, read_case(feiten)))
    except FactError as error:
        complain(shown(error.diagnostics, {}), styled=True)
        return FINDINGS
    from maatwerk_rules.integrations.spreekkamer.visits import Room

    outcomes = () if uitkomst is None else (uitkomst,)
    return _serve(Room(policy, day, case, outcomes, not_asked), poort)


def _serve(room: Room, port: int) -> int:
    from maatwerk_rules.integrations.spreekkamer import serving

    try:
        served = serving.open_room(room, HOST, port)
    except serving.Busy:
        complain(
            f"fout: poort {port} is bezet. Kies een andere met `--poort`, of 0 voor een vrije."
        )
        return FINDINGS
    write(f"De spreekkamer staat open op {served.address}")
    write("Open dat adres in uw browser. Met Ctrl-C stopt u; dan is de zaak weg.")
    served.serve()
    return CLEAN


def _usual_day(policy: Policy) -> date:
    now = today()
    return now if policy.on(now) is not None else policy.slices[-1].vanaf
