"""Whom the law asks to hear before a besluit that is not favourable, and under which article.

Whether it applies a person decides: that data depart from what somebody gave, or did not come from
him, cannot be seen here. Which article asks it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from maatwerk_rules.dutch import write_date
from maatwerk_rules.runtime.written_text import REASON, is_said

APPLICANT, ADDRESSEE = "aanvrager", "geadresseerde"
ON_REQUEST = (
    "Dit is een aanvraag die niet of maar voor een deel wordt ingewilligd. Awb artikel 4:7 vraagt"
    " om horen als dat steunt op gegevens over de aanvrager die afwijken van wat die zelf gaf."
)
UNASKED = (
    "Er is geen dag van een aanvraag (`ontvangen`). Awb artikel 4:8 vraagt om horen van wie hier"
    " naar verwachting bedenkingen bij heeft, als het steunt op gegevens over die persoon die deze"
    " niet zelf gaf."
)
OTHER = "Awb artikel 4:8 vraagt om horen van een ander die hier naar verwachting bedenkingen heeft."
UNHEARD = "Er staat niet wat de inwoner vond, of waarom horen niet nodig was."
UNHEARD_OTHER = "Er staat niet wat `{}` vond, of waarom horen niet nodig was."
NO_DAY = "Er staat wat {} vond, en niet op welke dag dat is gezegd."
NO_ANSWER = "Er staat niet wat is gedaan met wat {} vond."


def heard_under(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return which article asks to hear whom, of a besluit and what was given with it.

    Who applied falls under Awb 4:7; who did not, the addressee or another, under Awb 4:8. Of others
    only those are known whom a person named (`derden`): a besluit that is favourable to one may
    burden another.

    Source: Awb art. 4:7 lid 1 and art. 4:8 lid 1 (2026-01-01).
    """
    others = [{"artikel": "Awb 4:8", "wie": one["wie"]} for one in data["derden"]]
    if not _is_unfavourable(data):
        return others
    if data["ontvangen"]:
        return [{"artikel": "Awb 4:7", "wie": APPLICANT}, *others]
    return [{"artikel": "Awb 4:8", "wie": ADDRESSEE}, *others]


def unheard(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield who was not heard, or of whom it is not said what was done with it: place, sentence.

    Where the besluit is favourable nobody need be heard; what was said gets its answer all the
    same.
    """
    heard = data["gehoord"] or {}
    if _is_unfavourable(data) or is_said(heard.get("zienswijze")):
        why = ON_REQUEST if data["ontvangen"] else UNASKED
        yield from _missing(heard, "gehoord", f"{UNHEARD} {why}", "de inwoner")
    for index, one in enumerate(data.get("derden", ())):
        text = f"{UNHEARD_OTHER.format(one['wie'])} {OTHER}"
        yield from _missing(one, f"derden[{index}]", text, f"`{one['wie']}`")


def _missing(heard: Mapping[str, Any], path: str, text: str, who: str) -> Iterator[tuple[str, str]]:
    if not is_said(heard.get("zienswijze")):
        if not is_said(heard.get("niet_nodig"), REASON):
            yield f"{path}.zienswijze", text
        return
    if not heard.get("op"):
        yield f"{path}.op", NO_DAY.format(who)
    if not is_said(heard.get("gedaan")):
        yield f"{path}.gedaan", NO_ANSWER.format(who)


def _is_unfavourable(data: Mapping[str, Any]) -> bool:
    return any(one["gunstig"] is not True for _, _, one in parts(data))


def parts(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each outcome, or each of its sub-periods, with its name and when it is."""
    if data["tijdvak"] is None:
        yield from ((one["naam"], "", one) for one in data["uitkomst"]["uitkomsten"])
        return
    for one in data["tijdvak"]["uitkomsten"]:
        for part in one["delen"]:
            first, last = (date.fromisoformat(part[key]) for key in ("van", "tot_en_met"))
            yield one["naam"], f" van {write_date(first)} tot en met {write_date(last)}", part
