"""Fields of a form as HTML: each with its label, its hint and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from maatwerk_rules.explanation.describe import write_value
from maatwerk_rules.explanation.markup import Child, Markup, tag, together
from maatwerk_rules.model.types import (
    Aantal,
    Bedrag,
    Datum,
    JaNee,
    Keuze,
    Lijst,
    Percentage,
    Type,
)
from maatwerk_rules.values import frozen

Option = tuple[str, str]
"""What is sent, and what a person reads."""
MOST_BUTTONS = 6
"""Of so many answers each is a button; more are a list to choose from."""
YES_OR_NO: tuple[Option, ...] = (("ja", "ja"), ("nee", "nee"))


def form(address: str, token: str, *children: Child, upload: bool = False) -> Markup:
    """Return a form with its token."""
    return tag(
        "form",
        hidden("_token", token),
        *children,
        method="post",
        action=address,
        enctype="multipart/form-data" if upload else None,
        autocomplete="off",
        novalidate=True,
    )


def hidden(name: str, value: str) -> Markup:
    """Return a field that nobody sees."""
    return tag("input", type="hidden", name=name, value=value)


def button(text: str, name: str | None = None, value: str | None = None) -> Markup:
    """Return a button that sends the form; the second of a form stands back."""
    kind = "knop tweede" if name else "knop"
    return tag("button", text, type="submit", name=name, value=value, class_=kind)


@frozen
class Said:
    """What stands with a field: what was typed in it, a hint, and what is wrong with it."""

    value: str = ""
    wrong: str = ""
    hint: str = ""


NOTHING = Said()


def text_field(name: str, label: str, said: Said = NOTHING, *, kind: str = "text") -> Markup:
    """Return a field of one line, or of several where `kind` is `lang`."""
    value = said.value
    told = {"id": name, "name": name, "aria_describedby": _described(name, said)}
    told["aria_invalid"] = "true" if said.wrong else None
    if kind == "lang":
        field = tag("textarea", value, rows=3, maxlength=10_000, **told)
    else:
        mode = "decimal" if kind == "getal" else None
        sort = "text" if kind == "getal" else kind
        field = tag("input", type=sort, value=value or None, inputmode=mode, **told)
    return _row(tag("label", label, for_=name), field, name, said)


def choice(name: str, label: str, options: Sequence[Option], said: Said = NOTHING) -> Markup:
    """Return one choice from a few; none of them is chosen beforehand."""
    parts = [
        tag(
            "div",
            tag(
                "input",
                type="radio",
                id=f"{name}-{number}",
                name=name,
                value=sent,
                checked=sent == said.value,
            ),
            tag("label", told, for_=f"{name}-{number}"),
            class_="mogelijkheid",
        )
        for number, (sent, told) in enumerate(options)
    ]
    return tag(
        "fieldset",
        tag("legend", label),
        *_notes(name, said),
        *parts,
        id=name,
        tabindex="-1",
        aria_describedby=_described(name, said),
        class_="veld fout" if said.wrong else "veld",
    )


def answers(name: str, label: str, options: Sequence[Option], said: Said = NOTHING) -> Markup:
    """Return a question of which each answer is a button: one click, and none stands out."""
    parts = (
        tag("button", told, type="submit", name=name, value=sent, class_="knop tweede")
        for sent, told in options
    )
    return tag(
        "fieldset",
        tag("legend", label),
        *_notes(name, said),
        tag("div", *parts, class_="antwoorden"),
        id=name,
        tabindex="-1",
        aria_describedby=_described(name, said),
        class_="veld fout" if said.wrong else "veld",
    )


def options_of(type_: Type) -> tuple[Option, ...]:
    """Return what can be answered where that is a few; nothing where it is typed or picked."""
    match type_:
        case JaNee() | Lijst(single=True):
            return YES_OR_NO
        case Keuze(opties=opties) if len(opties) <= MOST_BUTTONS:
            return tuple((one, write_value(one, type_)) for one in opties)
    return ()


def one_of(name: str, label: str, options: Sequence[Option], said: Said = NOTHING) -> Markup:
    """Return one choice from many, as a list that opens."""
    return one_of_groups(name, label, (("", options),), said)


def one_of_groups(
    name: str,
    label: str,
    groups: Iterable[tuple[str, Sequence[Option]]],
    said: Said = NOTHING,
) -> Markup:
    """Return one choice from many, in groups with a title; what has none stands before them."""
    first = tag("option", "Kies …", value="")
    listed: list[Child] = []
    for title, options in groups:
        each = [tag("option", told, value=one, selected=one == said.value) for one, told in options]
        listed += [tag("optgroup", *each, label=title)] if title and each else each
    described = _described(name, said)
    field = tag("select", first, *listed, id=name, name=name, aria_describedby=described)
    return _row(tag("label", label, for_=name), field, name, said)


def _row(label: Markup, field: Markup, name: str, said: Said) -> Markup:
    kind = "veld fout" if said.wrong else "veld"
    return tag("div", label, field, *_notes(name, said), class_=kind)


def _described(name: str, said: Said) -> str | None:
    ids = [f"{name}-uitleg"] if said.hint else []
    ids += [f"{name}-fout"] if said.wrong else []
    return " ".join(ids) or None


def _notes(name: str, said: Said) -> Iterable[Markup]:
    if said.hint:
        yield tag("p", said.hint, id=f"{name}-uitleg", class_="stil")
    if said.wrong:
        yield tag("p", tag("strong", "Fout: "), said.wrong, id=f"{name}-fout", class_="let-op")


def of_type(name: str, label: str, type_: Type, said: Said = NOTHING) -> Markup:
    """Return the field in which a value of a type is filled in."""
    match type_:
        case JaNee():
            return choice(name, label, YES_OR_NO, said)
        case Keuze(opties=opties):
            offered = [(one, write_value(one, type_)) for one in opties]
            return choice(name, label, offered, said)
        case Lijst(single=True):
            return choice(name, label, YES_OR_NO, said)
        case Datum():
            return text_field(name, label, said, kind="date")
    return text_field(name, label, evolve(said, hint=_hint(type_)), kind="getal")


def _hint(type_: Type) -> str:
    match type_:
        case Bedrag(periode=periode):
            return "Een bedrag in euro" + (f" per {periode}" if periode else "") + ": 1.250,00"
        case Percentage():
            return "Een percentage, zoals 80%"
        case Aantal(eenheid=eenheid) if eenheid is not None:
            return f"Een aantal, in {eenheid}"
        case Lijst(maximum=maximum):
            return f"Hoeveel zijn het er? Nul mag, en hoogstens {maximum}."
    return "Een aantal"


def read_answer(type_: Type, typed: str) -> object:
    """Return what was typed as the data of a case has it.

    >>> from maatwerk_rules.model.types import SoortType
    >>> read_answer(Lijst(SoortType("bezitting", ()), 3), "2"), read_answer(JaNee(), "ja")
    ([{}, {}], 'ja')
    """
    if not isinstance(type_, Lijst):
        return typed.strip()
    number = {"ja": 1, "nee": 0}.get(typed.strip()) if type_.single else None
    if number is None:
        number = int(typed) if typed.strip().isdecimal() and len(typed.strip()) < 6 else -1
    return [{} for _ in range(number)] if 0 <= number <= type_.maximum else typed.strip()


def errors(wrong: Mapping[str, str]) -> Markup | None:
    """Return what is wrong with a form, at its head, each with a way to its place.

    A place is a field of the form, or the address of another page.
    """
    if not wrong:
        return None
    places = (((name if name[:1] == "/" else f"#{name}"), told) for name, told in wrong.items())
    items = [tag("li", tag("a", told, href=place)) for place, told in places]
    title = tag("h2", "Dit klopt nog niet", id="fouten-kop")
    box = tag("div", title, tag("ul", *items), class_="fouten", role="alert")
    return together([box])
