"""A besluit as a ZGW Besluit with its zaakeigenschappen (Besluiten API and Zaken API, version 1).

Only names of outcomes, rules and intentions leave, and what was decided. What people wrote about
somebody, the facts of the case and the names of its records stay where the besluit is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from maatwerk_rules.besluit.record import Besluit
from maatwerk_rules.dutch import write_aantal, write_list, write_name
from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.vocabulary import Vocabulary, capital
from maatwerk_rules.integrations.exports.ready import check_ready
from maatwerk_rules.model.policy import Policy
from maatwerk_rules.references import passes_elfproef
from maatwerk_rules.runtime.complaints import WRONG_FORM, Complaints, quote
from maatwerk_rules.runtime.record import read_value
from maatwerk_rules.runtime.shapes import read_day, read_known, read_text

GIVEN = (
    "verantwoordelijkeOrganisatie",
    "besluittype",
    "ingangsdatum",
    "vervaldatum",
    "vervalreden",
)
"""What the besluit itself does not say."""
ENDINGS = ("tijdelijk", "ingetrokken_overheid", "ingetrokken_belanghebbende")
LONGEST_ADDRESS = 200
LONGEST_NOTE = 1000
MORE = "Meer staat in het vastgelegde besluit."


def to_zgw(policy: Policy, besluit: Besluit, given: Mapping[str, object]) -> dict[str, Any]:
    """Return a besluit as a ZGW `besluit` and its `zaakeigenschappen`, keys in their order.

    Args:
        given: `verantwoordelijkeOrganisatie` (RSIN), `besluittype` (an address in the Catalogi
            API), `ingangsdatum`, and where they are there `vervaldatum` and `vervalreden`.

    Raises:
        FactError: the besluit may not be sent yet, it is of another policy, or what was given does
            not fit ZGW; all of it is told.
    """
    check_ready(policy, besluit)
    complaints = Complaints()
    said = _read(given, complaints)
    complaints.check()
    decided_on = besluit.recorded_on
    return {
        "besluit": dict(
            sorted(
                {
                    **{key: value for key, value in said.items() if value is not None},
                    "datum": decided_on.isoformat(),
                    "toelichting": _note(policy, besluit),
                }.items()
            )
        ),
        "zaakeigenschappen": [
            {"naam": name, "waarde": value} for name, value in sorted(_properties(besluit).items())
        ],
    }


def _read(given: Mapping[str, object], complaints: Complaints) -> dict[str, str | None]:
    found = read_known(given, "", GIVEN, complaints) or {}
    texts = {
        key: read_text(found.get(key), key, complaints)
        for key in ("verantwoordelijkeOrganisatie", "besluittype", "vervalreden")
    }
    days = {
        key: read_day(found.get(key), key, complaints) for key in ("ingangsdatum", "vervaldatum")
    }
    told = {one.path for one in complaints.found}
    for key, is_right, expected in _demands(texts, days):
        if not is_right and key not in told:
            complaints.add(WRONG_FORM, key, gevonden=quote(found.get(key)), verwacht=expected)
    return texts | {key: day.isoformat() if day else None for key, day in days.items()}


def _demands(
    texts: Mapping[str, str | None], days: Mapping[str, date | None]
) -> Iterator[tuple[str, bool, str]]:
    """Yield what ZGW asks of each field, and whether it is so."""
    rsin, type_, ending = (
        texts[key] for key in ("verantwoordelijkeOrganisatie", "besluittype", "vervalreden")
    )
    begin, end = days["ingangsdatum"], days["vervaldatum"]
    is_rsin = rsin is not None and passes_elfproef(rsin)
    digits = "een RSIN van 9 cijfers dat aan de elfproef voldoet,"
    yield "verantwoordelijkeOrganisatie", is_rsin, digits
    address = f"een adres van hoogstens {LONGEST_ADDRESS} tekens dat met https:// begint,"
    yield "besluittype", type_ is not None and _is_address(type_), address
    yield "ingangsdatum", begin is not None, "de dag waarop het besluit ingaat,"
    in_order = end is None or begin is None or begin <= end
    yield "vervaldatum", in_order, "een dag op of na de ingangsdatum,"
    known = ending is None or (ending in ENDINGS and end is not None)
    named = write_list([f"`{one}`" for one in ENDINGS], "of")
    yield "vervalreden", known, f"{named}, met een `vervaldatum`,"


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme == "https" and bool(parts.netloc) and len(text) <= LONGEST_ADDRESS


def _note(policy: Policy, besluit: Besluit) -> str:
    """Return what was decided and what it rests on, within the length that ZGW takes."""
    lines = list(_lines(policy, besluit))
    end = f"Vastgelegd besluit: {besluit.hash}."
    whole = "\n".join([*lines, end])
    while len(whole) > LONGEST_NOTE:
        lines.pop()
        whole = "\n".join([*lines, MORE, end])
    return whole


def _lines(policy: Policy, besluit: Besluit) -> Iterator[str]:
    """Yield a line per outcome and deviation; records have a place and never their own name."""
    words = Vocabulary(policy, besluit.peildatum)
    counted = Counter(one["naam"] for one in besluit.outcomes)
    seen: Counter[str] = Counter()
    for one in besluit.outcomes:
        type_ = policy.types[one["naam"]]
        value = read_value(one["waarde"], type_)
        assert value is not None, "what is settled has a value"
        most = one["ten_hoogste"]
        limit = f", ten hoogste {write_aantal(most['aantal'], most['eenheid'])}" if most else ""
        seen.update((one["naam"],))
        many = counted[one["naam"]]
        which = f" ({seen[one['naam']]} van {many})" if many > 1 else ""
        yield f"{capital(write_name(one['naam']))}{which}: {write_value(value, type_)}{limit}."
    for name in besluit.data["afwijkingen"]:
        rule = words.rule(name)
        assert rule is not None, "the hash says that it is this policy"
        source = words.source_of(rule)
        yield f"Afwijking: {write_name(name)}{f', {source.text}' if source else ''}."


def _properties(besluit: Besluit) -> dict[str, str]:
    data = besluit.data
    served = dict.fromkeys(name for one in besluit.outcomes for name in one["bedoelingen"])
    found = {
        "afwijking": "ja" if data["afwijkingen"] else "nee",
        "afwijkingsgrond": ", ".join(data["afwijkingen"]),
        "bedoeling": ", ".join(served),
        "beleidsversie": f"{data['uitkomst']['beleid']} {data['uitkomst']['hash']}",
    }
    return {name: value for name, value in found.items() if value}
