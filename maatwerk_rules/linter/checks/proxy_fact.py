"""MW704: an outcome reads a fact that can stand for a protected one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from maatwerk_rules.diagnostics import Certainty, Diagnostic, Kind, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.linter.subject import Subject
from maatwerk_rules.linter.taint import Facts, readings, with_role
from maatwerk_rules.model.declarations import Gegeven, Veld

KIND = Kind(
    "MW704",
    "mogelijk-proxy",
    Severity.HINT,
    "{uitkomsten} hangt af van `{naam}`, en dat kan voor afkomst of geslacht staan.",
    "Met een gegeven als een postcode of voornaam kan een regel ongemerkt mensen apart zetten.",
)
HELP = ("Ga na of de regel het gegeven echt nodig heeft.",)
PROXY = re.compile(
    r"(^|_)(postcode|wijk|buurt|voornaam|achternaam|moedertaal|geboorteplaats|geboorteland"
    r"|nationaliteit|spreektaal|kledij|bezit_buitenland|buitenlands_vermogen)(_|$)"
)


def find_in_policy(subject: Subject) -> Iterator[Diagnostic]:
    """Yield where such a fact is read on the way to an outcome, judged by its name."""
    named = {each.naam for each in subject.everything.of(Gegeven) if PROXY.search(each.naam)}
    fields = {each.naam for each in subject.everything.of(Veld) if PROXY.search(each.naam)}
    protected = with_role(subject, "beschermd")
    doubtful = Facts(frozenset(named) - protected.names, frozenset(fields) - protected.fields)
    for each in readings(subject, doubtful):
        reached = write_list([f"`{name}`" for name in each.outcomes], "en")
        found = diagnostic(KIND, each.span, help=HELP, naam=each.fact, uitkomsten=reached)
        yield attrs.evolve(found, certainty=Certainty.VERMOEDEN)
