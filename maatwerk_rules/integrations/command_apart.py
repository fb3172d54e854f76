"""`maatwerk besluit apart`: what two people judged apart, side by side; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

import click

from maatwerk_rules.besluit.form import Form, weigh
from maatwerk_rules.besluit.weighing import check_answers
from maatwerk_rules.errors import FactError
from maatwerk_rules.integrations.cli import CLEAN, FINDINGS, DutchCommand
from maatwerk_rules.integrations.files_of_a_case import NO_SUCH_ROOM, complain_of, group_from
from maatwerk_rules.integrations.shared import (
    document_option,
    load_or_show,
    read_case,
    write_as,
)
from maatwerk_rules.integrations.terminal import DateType, write
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.pipeline import decide
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints


@click.command("apart", cls=DutchCommand)
@click.argument("beleid")
@click.argument("eerste")
@click.argument("tweede")
@click.option("--feiten", required=True, metavar="BESTAND", help="De zaak als JSON-bestand.")
@click.option("--peildatum", required=True, type=DateType(), help="De dag van het recht.")
@click.option("--uitkomst", required=True, metavar="NAAM", help="Waarover is geoordeeld.")
@click.option("--grond", required=True, metavar="NAAM", help="De grond die is gewogen.")
@click.option("--voor", metavar="NAAM", help="Van welk bezit of welke persoon, waar er meer zijn.")
@document_option
def apart(  # noqa: PLR0913 - each is an option of the command line
    beleid: str,
    eerste: str,
    tweede: str,
    *,
    feiten: str,
    peildatum: date,
    uitkomst: str,
    grond: str,
    voor: str | None,
    vorm: str,
) -> int:
    """Leg naast elkaar wat twee mensen apart oordeelden.

    EERSTE en TWEEDE zijn de antwoorden op dezelfde weging, als JSON, af of niet. Er komt uit waarin
    zij verschillen. Het dient hun gesprek: er wordt niets van bewaard.
    """
    policy = load_or_show(beleid)
    if policy is None:
        return FINDINGS
    try:
        form = _form(policy, read_case(feiten), peildatum, (uitkomst, grond, voor))
    except FactError as error:
        complain_of(error)
        return FINDINGS
    given = [_answers(form, path) for path in (eerste, tweede)]
    if None in given:
        return FINDINGS
    one, other = (each or {} for each in given)
    if vorm == "html":
        from maatwerk_rules.besluit.page.beside import beside_page

        write(beside_page(form, one, other))
    else:
        from maatwerk_rules.besluit.told import tell_apart
        from maatwerk_rules.besluit.weighing import side_by_side

        write_as(tell_apart(side_by_side(form, one, other)), vorm)
    return CLEAN


def _answers(form: Form, path: str) -> Mapping[str, object] | None:
    """Return the answers in a file; None after telling what is wrong with them."""
    try:
        found = group_from(path)
        check_answers(form, found)
    except FactError as error:
        complain_of(error, path)
        return None
    return found


def _form(policy: Policy, case: bytes, day: date, place: tuple[str, str, str | None]) -> Form:
    """Return the form that was filled in twice.

    Raises:
        FactError: the case does not read, or there is no such room in it.
    """
    outcome, ground, about = place
    decision = decide(policy, case, peildatum=day, uitkomsten=(outcome,))
    with suppress(KeyError):
        return weigh(policy, decision, outcome, ground, about)
    told = f"`{outcome}` met `{ground}`"
    return Complaints().stop(WRONG_FORM, gevonden=told, verwacht=NO_SUCH_ROOM)
