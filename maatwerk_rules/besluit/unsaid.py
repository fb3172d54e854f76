"""What people filled in with a besluit that says nothing: a dot is no reason, and no name either.

Only whether there are words is looked at; whether they are true a person reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from maatwerk_rules.besluit.form import FIXED
from maatwerk_rules.besluit.possibilities import DEVIATIONS
from maatwerk_rules.dutch import write_date
from maatwerk_rules.runtime.room import DUTY, GENERAL
from maatwerk_rules.runtime.written_text import REASON, is_filled, is_said

Found = tuple[str, str]
"""A place, and a Dutch sentence."""
Node = Mapping[str, Any]
ANSWERED = (("bij_botsing", "een botsing"), ("bij_doenvermogen", "een plicht"))
HEARD = (("zienswijze", 1), ("gedaan", 1), ("niet_nodig", REASON))
WRITE_WORDS = "Schrijf het in woorden."
NO_REASON = "heeft geen reden. Een reden heeft minstens twee woorden."
LOOKED = 3
"""So many different words the reason of a look has: it closes several powers at once."""
NO_LOOK = "Dat afwijken niet nodig was, heeft geen reden. Schrijf minstens drie woorden."
OLD = timedelta(days=365)
"""A look that is older than this, where no day of an application is known, saw another case."""
REFUSED = "De afwijking `{}` is geweigerd"
ORDERED = "De wet vraagt hier een oordeel; bekijken alleen is niet genoeg."


def unsaid(data: Node) -> Iterator[Found]:
    """Yield what stands in a besluit and says nothing: its place, and a Dutch sentence.

    Of each judgement and of each look it must be said why; of a look also on which day, and by
    whom. A deviation is refused after a weighing, as one is used, or by a look that says all of
    this: that there is no ground here is an answer, and an answer has a reason. What the law
    orders to be judged no look closes: it is weighed, whatever comes of it.

    Source: Awb art. 4:84 (2026-01-01).
    """
    yield from _about_it(data)
    for index, one in enumerate(data["wegingen"]):
        yield from _weighed(one, f"wegingen[{index}]")
    case = data["uitkomst"]["feiten"]
    weighed = [_signed(one) for each in data["wegingen"] for one in each["oordelen"]]
    for index, one in enumerate(case.get("oordelen", ())):
        if _signed(one) not in weighed:
            yield from _judged(one, f"oordelen[{index}]")
    for index, one in enumerate(case.get("bekeken", ())):
        yield from _looked(one, f"bekeken[{index}]", data)
    yield from _refused(data)


def _about_it(data: Node) -> Iterator[Found]:
    if not is_filled(data["kenmerk"]):
        yield "kenmerk", "In het kenmerk staat geen letter en geen cijfer."
    if data["oorsprong"] is not None and not is_filled(data["oorsprong"]):
        yield "oorsprong", f"Bij `oorsprong` staat niets te lezen. {WRITE_WORDS}"
    yield from _heard(data)
    for index, one in enumerate(data.get("derden", ())):
        if not is_said(one["wie"]):
            yield f"derden[{index}].wie", "Er staat niet wie dit is; noem een rol, geen naam."
    for index, text in enumerate(data["ondersteuning"]):
        if not is_said(text):
            yield f"ondersteuning[{index}]", "Bij de hulp staat niets te lezen. " + WRITE_WORDS
    for key, about in ANSWERED:
        for name, text in (data[key] or {}).items():
            if text is not None and not is_said(text, REASON):
                yield f"{key}.{name}", f"Wat met {about} bij `{name}` is gedaan, staat er niet."


def _heard(data: Node) -> Iterator[Found]:
    heard = [("gehoord", data["gehoord"] or {})]
    heard += [(f"derden[{index}]", one) for index, one in enumerate(data.get("derden", ()))]
    for path, one in heard:
        for key, words in HEARD:
            if one.get(key) is not None and not is_said(one[key], words):
                yield f"{path}.{key}", f"Bij `{path}.{key}` staat niets te lezen. {WRITE_WORDS}"


def _weighed(one: Node, path: str) -> Iterator[Found]:
    called, answers = f"De weging van `{one['grond']}`", one["antwoorden"]
    for vraag in FIXED:
        text = answers.get(vraag.key)
        needed = one["is_afwijking"] or vraag is FIXED[0]
        if not is_said(text) and (needed or text is not None):
            yield f"{path}.{vraag.key}", f"{called} zegt niets bij: {vraag.text}"
    for judged in one["oordelen"]:
        yield from _judged(judged, f"{path}.oordelen.{judged['oordeel']}")


def _judged(one: Node, path: str) -> Iterator[Found]:
    name = f"`{one['oordeel']}`"
    if not is_said(one.get("omdat"), REASON):
        yield f"{path}.omdat", f"Het oordeel {name} {NO_REASON}"
    for factor, text in (one.get("gewogen") or {}).items():
        if not is_filled(text):
            yield f"{path}.gewogen.{factor}", f"Bij {name} staat niets bij `{factor}`."


def _signed(one: Node) -> tuple[Any, ...]:
    return tuple(one.get(key) for key in ("oordeel", "voor", "op", "door", "omdat", "gewogen"))


def _looked(one: Node, path: str, data: Node) -> Iterator[Found]:
    if not one.get("op"):
        yield f"{path}.op", "Er staat niet op welke dag is bekeken of afwijken nodig was."
    else:
        yield from _too_early(date.fromisoformat(one["op"]), f"{path}.op", data)
    if not is_said(one.get("omdat"), LOOKED):
        yield f"{path}.omdat", NO_LOOK


def _too_early(day: date, path: str, data: Node) -> Iterator[Found]:
    """Yield a look on a day on which this case was not there to be looked at."""
    told = f"Dat ambtshalve is bekeken, is van {write_date(day)}"
    asked, moment = data["ontvangen"], date.fromisoformat(data["tijdstip"][:10])
    if asked and day < date.fromisoformat(asked):
        yield path, f"{told}: dat is voor de aanvraag ({write_date(date.fromisoformat(asked))})."
    elif not asked and moment - day > OLD:
        yield path, f"{told}: dat is meer dan een jaar voor het vastleggen."


def _refused(data: Node) -> Iterator[Found]:
    """Yield each deviation that was refused without a weighing, or by a look that may not do it."""
    weighed = {(one["grond"], one["voor"]) for one in data["wegingen"]}
    looks = data["uitkomst"]["feiten"].get("bekeken", ())
    told: set[str] = set()
    for name, voor, one, favourable in _closed(data):
        if (name, voor) in weighed or name in told:
            continue
        told.add(name)
        if _is_duty(one, favourable):
            yield f"wegingen.{name}", f"{REFUSED.format(name)} zonder vastgelegde weging. {ORDERED}"
        elif not one["door"]:
            yield f"wegingen.{name}", f"{REFUSED.format(name)}; er staat niet wie dat besloot."
        elif all(_differs(one, look) for look in looks):
            yield f"wegingen.{name}", f"{REFUSED.format(name)} zonder vastgelegde weging."


def _closed(data: Node) -> Iterator[tuple[str, str | None, Node, bool | None]]:
    for outcome in data["uitkomst"]["uitkomsten"]:
        for one in outcome.get("ruimte", ()):
            if one["soort"] in DEVIATIONS and one["stand"] == "afgewezen":
                voor = one["voor"]
                yield one["naam"], voor["sleutel"] if voor else None, one, outcome["gunstig"]


def _is_duty(one: Node, favourable: bool | None) -> bool:
    """Tell whether no look closes it: Awb 4:84 never, another duty not where it was refused.

    That a fixed amount fits this person, there is no judgement for; of that a look tells.
    """
    return one["karakter"] == DUTY and (one["rang"] == GENERAL or favourable is False)


def _differs(one: Node, look: Node) -> bool:
    return any(one[key] != look.get(key) for key in ("door", "op", "omdat"))
