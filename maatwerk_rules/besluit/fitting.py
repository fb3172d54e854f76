"""Whether the parts of a besluit fit one another: weighings, judgements, and the days they bear.

All of it is read from what is recorded, so that a besluit of long ago is looked at in the same way
as one that is about to be recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from maatwerk_rules.besluit.hearing import heard_under
from maatwerk_rules.dutch import write_date, write_list

SAID = ("waarde", "door", "op", "omdat", "gewogen", "mandaat")
"""What a weighing and the judgement in the facts both say."""
YEARS = range(1900, 2201)
"""A day in another year is a slip of the pen."""
OBSERVED = ("@op", "@verzocht_op")
"""Days in the facts that lie behind whoever records them."""

Found = tuple[str, str]
"""A place in the besluit, and a Dutch sentence."""
Node = Mapping[str, Any]
Standing = Mapping[tuple[str, str], Sequence[Node]]
"""By oordeel and the name of its record; nothing where it is about none."""


def misfits(data: Node) -> Iterator[Found]:
    """Yield what does not fit in a besluit: its place, and a Dutch sentence. Linear in its size.

    A weighing is of an outcome that was decided, once for each ground; its judgement is the one
    that counts in the facts. Nothing bears a day after the moment of recording, or one that nobody
    who decides now can mean; nobody was heard before there was an application. What was said and
    why it was not asked do not stand together.
    """
    yield from _weighings(data)
    yield from _days(data)
    yield from _contradictions(data)
    yield from _with_itself(data)


# ---------------------------------------------------------------- the weighings


def _weighings(data: Node) -> Iterator[Found]:
    decided = {one["naam"] for one in data["uitkomst"]["uitkomsten"]}
    standing = _standing(data["uitkomst"])
    seen: Counter[tuple[str, ...]] = Counter()
    for index, one in enumerate(data["wegingen"]):
        path = f"wegingen[{index}]"
        called = f"De weging van `{one['grond']}`"
        if one["uitkomst"] not in decided:
            yield path, f"{called} hoort bij `{one['uitkomst']}`, en daarover is niet beslist."
        ground = ("grond", one["uitkomst"], one["grond"], one["voor"] or "")
        seen[ground] += 1
        if seen[ground] == 2:
            yield path, f"{called} staat er meer dan een keer."
        if not one["oordelen"]:
            yield path, f"{called} heeft geen oordeel."
        for judged in one["oordelen"]:
            yield from _judged(judged, standing, seen, f"{path}.oordelen.{judged['oordeel']}")


def _judged(
    judged: Node, standing: Standing, seen: Counter[tuple[str, ...]], path: str
) -> Iterator[Found]:
    name, voor = judged["oordeel"], judged.get("voor")
    called = f"het oordeel `{name}{f' voor {voor}' if voor else ''}`"
    question = ("oordeel", name, voor or "")
    seen[question] += 1
    same = standing.get((name, voor or ""), ())
    if seen[question] == 2:
        yield path, f"Er zijn twee wegingen met {called}."
    if not same:
        yield path, f"In de feiten van het besluit telt {called} niet mee; in de weging staat het."
    elif all(one["waarde"] != judged["waarde"] for one in same):
        yield path, f"In de weging komt {called} anders uit dan in het besluit."
    elif not any(all(one.get(key) == judged.get(key) for key in SAID) for one in same):
        yield path, f"In de weging staat {called} anders dan in de feiten van het besluit."


def _standing(recorded: Node) -> Standing:
    """Return the judgements that count: the last on each question, unless the facts changed."""
    outdated = {_question(one["blad"]) for one in recorded["signalen"] if _is_outdated(one)}
    last: dict[tuple[str, str], list[Node]] = {}
    for one in recorded["feiten"].get("oordelen", ()):
        known = last.setdefault((one["oordeel"], one.get("voor") or ""), [])
        if known and one.get("op", "") > known[0].get("op", ""):
            known.clear()
        if not known or one.get("op", "") == known[0].get("op", ""):
            known.append(one)
    found: dict[tuple[str, str], list[Node]] = {}
    for (name, voor), known in last.items():
        # The facts may say the list of a record too; its name stands behind the first dot.
        for key in {voor, voor.partition(".")[2] or voor}:
            if (name, key) not in outdated:
                found.setdefault((name, key), []).extend(known)
    return found


def _is_outdated(signal: Node) -> bool:
    return signal["soort"] == "verouderd" and signal["blad"] is not None


def _question(leaf: Node) -> tuple[str, str]:
    return leaf["naam"], leaf["voor"]["sleutel"] if leaf["voor"] is not None else ""


# ---------------------------------------------------------------- the days


def _days(data: Node) -> Iterator[Found]:
    """Yield what bears a day after the moment on which it was recorded."""
    moment = date.fromisoformat(data["tijdstip"][:10])
    for path, what, text in _dated(data):
        day = day_of(text)
        if day is not None and day.year not in YEARS:
            yield path, f"{what} is van {write_date(day)}: {NO_YEAR}"
        elif day is not None and day > moment:
            told = f"{what} is van {write_date(day)}"
            yield path, f"{told}: dat is na het vastleggen ({write_date(moment)})."
    yield from _heard_too_soon(data)


def _heard_too_soon(data: Node) -> Iterator[Found]:
    """Yield who was heard before there was an application: about this besluit nothing was asked."""
    received = day_of(data["ontvangen"])
    for path, what, text in _heard(data):
        day = day_of(text)
        if received is not None and day is not None and day < received:
            told = f"{what} is van {write_date(day)}"
            yield path, f"{told}: dat is voor de dag van de aanvraag ({write_date(received)})."


NO_YEAR = f"zo'n jaar kan niet; het loopt van {YEARS[0]} tot en met {YEARS[-1]}."


def day_of(text: str | None) -> date | None:
    """Return a day, or None where it is none: before, any words might stand for when it was."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _dated(data: Node) -> Iterator[tuple[str, str, str | None]]:
    case = data["uitkomst"]["feiten"]
    yield "tijdstip", "Het vastleggen", data["tijdstip"][:10]
    yield "ontvangen", "De aanvraag", data["ontvangen"]
    yield from _heard(data)
    for index, one in enumerate(data["wegingen"]):
        for judged in one["oordelen"]:
            path = f"wegingen[{index}].oordelen.{judged['oordeel']}"
            yield path, f"De weging van `{one['grond']}`", judged["op"]
    for index, one in enumerate(case.get("oordelen", ())):
        yield f"oordelen[{index}]", f"Het oordeel `{one['oordeel']}`", one.get("op")
    for index, one in enumerate(case.get("bekeken", ())):
        yield f"bekeken[{index}]", "Dat ambtshalve is bekeken", one.get("op")
    for path, text in _observed(case["feiten"], "feiten"):
        yield path, f"Het feit `{path.removeprefix('feiten.')}`", text


def _heard(data: Node) -> Iterator[tuple[str, str, str | None]]:
    yield "gehoord.op", "Wat de inwoner vond", (data["gehoord"] or {}).get("op")
    for index, one in enumerate(data.get("derden", ())):
        yield f"derden[{index}].op", f"Wat `{one['wie']}` vond", one.get("op")


def _observed(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key in OBSERVED:
                yield path, each
            else:
                yield from _observed(each, path if key == "@lijst" else f"{path}.{key}")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, each in enumerate(value):
            yield from _observed(each, f"{path}[{index}]")


# ---------------------------------------------------------------- said, and said not to be


def _contradictions(data: Node) -> Iterator[Found]:
    """Yield where it is said why something was not asked, while it stands there."""
    heard = [("gehoord", data["gehoord"] or {})]
    heard += [(f"derden[{index}]", one) for index, one in enumerate(data.get("derden", ()))]
    for path, one in heard:
        if one.get("zienswijze") and one.get("niet_nodig"):
            wat = (
                "Er staat wat iemand vond, en ook waarom horen niet nodig was. Kies een van beide."
            )
            yield f"{path}.niet_nodig", wat
    if data["geen_gewenst_effect"] and data["uitkomst"]["feiten"].get("gewenst_effect"):
        wat = "Er staat wat de inwoner wil bereiken, en ook waarom dat niet is gevraagd."
        yield "geen_gewenst_effect", f"{wat} Kies een van beide."


# ---------------------------------------------------------------- what follows from the rest


def _with_itself(data: Node) -> Iterator[Found]:
    """Yield what a besluit says twice and not the same; one that was reckoned never does."""
    deviates = {one["naam"] for one in data["uitkomst"]["uitkomsten"] if one["fase"] in DEVIATES}
    if deviates and not data["afwijkingen"]:
        names = write_list(f"`{name}`" for name in sorted(deviates))
        yield "afwijkingen", f"Bij {names} is afgeweken, en er staat niet volgens welke grond."
    for index, one in enumerate(data["wegingen"]):
        if one["grond"] in data["afwijkingen"] and not one["is_afwijking"]:
            told = f"Volgens `{one['grond']}` is afgeweken, en de weging noemt dat geen afwijking."
            yield f"wegingen[{index}].is_afwijking", told
    if (data["stap"] == "afwijking") != bool(data["afwijkingen"]):
        yield "stap", "De stap past niet bij de afwijkingen in het besluit."
    for key, said in BIO2:
        if data["bio2"].get(key) != data[said]:
            yield f"bio2.{key}", f"In `bio2.{key}` staat iets anders dan bij `{said}`."
    if "horen" in data and data["horen"] != heard_under(data):
        yield "horen", "Wie volgens welk artikel wordt gehoord, past niet bij het besluit."


DEVIATES = ("afwijking", "hardheid")
BIO2 = (("actor", "door"), ("object", "kenmerk"), ("tijdstempel", "tijdstip"), ("oorsprong",) * 2)
