"""`maatwerk beslis`: decide one case and explain the outcome."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from maatwerk_rules.errors import FactError
from maatwerk_rules.explanation.questions import begin
from maatwerk_rules.integrations import over_a_table
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, UNDECIDED, WRONG_USE, DutchCommand
from maatwerk_rules.integrations.over_a_table import Options, table_options
from maatwerk_rules.integrations.over_months import Asked, MonthType, period_of, run
from maatwerk_rules.integrations.shared import (
    load_or_show,
    read_case,
    shown,
    write_as,
)
from maatwerk_rules.integrations.terminal import DateType, complain, today, write, write_json
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide, explain
from maatwerk_rules.resources import sees
from maatwerk_rules.runtime.decision import Decision
from maatwerk_rules.runtime.record import to_json

MOST_AT_ONCE = 10
"""More outcomes than this are not explained all together while nothing is known of the case."""
PEOPLE = ("tekst", "kort", "html")
"""The forms that people read as they are."""


@click.command("beslis", cls=DutchCommand)
@click.argument("beleid")
@click.option("--feiten", metavar="BESTAND", help="De zaak als JSON-bestand; `-` leest de invoer.")
@click.option("--peildatum", type=DateType(), help="De dag waarop u de uitkomst wilt weten.")
@click.option(
    "--van",
    type=MonthType(),
    metavar="JJJJ-MM",
    help="Met --tot: de eerste maand, of de dag daarin.",
)
@click.option(
    "--tot", type=MonthType(), metavar="JJJJ-MM", help="De laatste maand, die helemaal meetelt."
)
@click.option(
    "--uitkomst",
    "uitkomsten",
    multiple=True,
    metavar="NAAM",
    help="Alleen deze uitkomst; mag vaker.",
)
@click.option(
    "--vorm",
    type=click.Choice(["tekst", "kort", "markdown", "json", "html"]),
    default="tekst",
    show_default=True,
    help="Hoe de uitkomst eruitziet; html is een bladzijde voor een browser.",
)
@click.option(
    "--lagen",
    type=click.IntRange(1, 3),
    default=2,
    show_default=True,
    help="1: de uitkomst in een zin; 2: met feiten en ruimte; 3: met elke stap.",
)
@click.option(
    "--niet-gevraagd",
    metavar="REDEN",
    help="Met --vorm html: waarom uw gemeente niet eerst vraagt wat de inwoner wil bereiken.",
)
@click.option("--vraag", is_flag=True, help="Vraag op het scherm naar wat ontbreekt.")
@click.option("--bewaar", metavar="BESTAND", help="Met --vraag: bewaar de zaak in dit bestand.")
@click.option(
    "--eis", type=click.Choice(["vast"]), help="Eindig met code 4 als niet alles vaststaat."
)
@table_options
def command(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    *,
    feiten: str | None,
    peildatum: date | None,
    van: date | None,
    tot: date | None,
    uitkomsten: tuple[str, ...],
    vorm: str,
    lagen: int,
    niet_gevraagd: str | None,
    vraag: bool,
    bewaar: str | None,
    eis: str | None,
    **of_a_table: Any,
) -> int:
    """Beslis één zaak en leg de uitkomst uit.

    BELEID is een meegeleverd beleid bij zijn naam, of een pad. Zonder feiten ziet u de eerste
    vraag. Met --van en --tot ziet u elke maand, in tijdvakken. Met --tabel en --naar beslist u elke
    rij van een tabel, om te rekenen en te controleren. De uitkomst volgt uit de regels en is geen
    besluit; het college beslist.
    """
    options = Options(**of_a_table)
    alone = {"feiten": feiten, "van": van, "tot": tot, "vraag": vraag, "bewaar": bewaar}
    options.check({**alone, "niet-gevraagd": niet_gevraagd})
    _refuse_no_reason(niet_gevraagd, vorm, over_months=van is not None or tot is not None)
    if options.tabel is not None:
        return over_a_table.run(
            over_a_table.Asked(beleid, options, peildatum, uitkomsten, vorm, eis)
        )
    period = period_of(van, tot, peildatum, vraag=vraag)
    if period is not None:
        _refuse_what_cannot_go_together(feiten, bewaar, vraag=vraag)
        return run(Asked(beleid, feiten, *period, uitkomsten, vorm, lagen, eis))
    if peildatum is None:
        return _no_day()
    _refuse_what_cannot_go_together(feiten, bewaar, vraag=vraag)
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    data: bytes = b"{}" if feiten is None else read_case(feiten)
    try:
        if vraag:
            from maatwerk_rules.integrations.asking import ask

            decision = ask(policy, data, peildatum, uitkomsten or None, bewaar)
        else:
            decision = decide(policy, data, peildatum=peildatum, uitkomsten=uitkomsten or None)
    except FactError as error:
        complain(shown(error.diagnostics, {}), styled=True)
        return FINDINGS
    if feiten is None and not vraag and _is_much(decision) and vorm in PEOPLE:
        _begin(policy, decision, vorm)
    else:
        _write(policy, decision, vorm, lagen, niet_gevraagd)
    return UNDECIDED if eis == "vast" and decision.status != "vast" else CLEAN


def _is_much(decision: Decision) -> bool:
    return len(decision.results) > MOST_AT_ONCE


def _no_day() -> int:
    complain("fout: op welke dag wilt u de uitkomst weten? Er is geen stille klok.")
    complain(f"Vandaag is het {today()}; geef bijvoorbeeld `--peildatum {today()}`.")
    return WRONG_USE


def _refuse_what_cannot_go_together(feiten: str | None, bewaar: str | None, *, vraag: bool) -> None:
    context = click.get_current_context()
    if vraag and feiten == "-":
        sentence = "`--vraag` leest uw antwoorden van de invoer; geef de zaak als bestand."
        raise click.UsageError(sentence, context)
    if bewaar is not None and not vraag:
        raise click.UsageError("`--bewaar` hoort bij `--vraag`.", context)
    if bewaar is not None and bewaar != feiten and sees(Path(bewaar).exists):
        sentence = f"`{bewaar}` bestaat al; kies een ander bestand om de zaak in te bewaren."
        raise click.UsageError(sentence, context)


def _refuse_no_reason(niet_gevraagd: str | None, vorm: str, *, over_months: bool) -> None:
    context = click.get_current_context()
    if niet_gevraagd is not None and (vorm != "html" or over_months):
        sentence = "`--niet-gevraagd` hoort bij `--vorm html`, van één dag."
        raise click.UsageError(sentence, context)
    if niet_gevraagd is not None and not niet_gevraagd.strip():
        raise click.UsageError("Geef bij `--niet-gevraagd` de reden.", context)


def _begin(policy: Policy, decision: Decision, vorm: str) -> None:
    write_as(begin(policy, decision), vorm)


def _write(
    policy: Policy, decision: Decision, vorm: str, lagen: int, niet_gevraagd: str | None
) -> None:
    if vorm == "json":
        write_json(to_json(decision))
        return
    if vorm == "html":
        from maatwerk_rules.besluit.page.decision import decision_page

        write(decision_page(policy, decision, niet_gevraagd=niet_gevraagd))
        return
    write_as(explain(policy, decision, layers=1 if vorm == "kort" else lagen), vorm)
