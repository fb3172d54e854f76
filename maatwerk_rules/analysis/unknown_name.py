"""A name that nobody declared, with the nearest names of the right kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

from maatwerk_rules.analysis.places import place_of_name
from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.model.declarations import Regeling
from maatwerk_rules.model.node import Declaration
from maatwerk_rules.nearest import OTHER_TYPES, in_our_letters, nearest, plain_letters
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.number_words import in_digits

_TEXT = re.compile(r'"[^"\n]*"|#[^\n]*')
_STRANGE = "een letter uit een ander schrift"
_ALSO_OF_A_NAME = ("MW073", "MW161")  # a factor and a placeholder without what they name
_DENIED = ("on", "niet_", "geen_")
_PLURALS = ("en", "eren", "s", "ren")
UNKNOWN_NAME = Kind(
    "MW002",
    "onbekende-naam",
    Severity.FOUT,
    "Ik ken geen {soort} met de naam `{naam}`.",
    "Elke naam wordt ergens in het beleid beschreven, zodat ieder hetzelfde eronder verstaat.",
)


# What stands for a name of that kind in other languages, and is a word of the language here.
_ANSWERS = {
    **dict.fromkeys(("ja", "yes", "jaa", "true", "waar", "wel", "toegekend", "toekennen"), "ja"),
    **dict.fromkeys(("nee", "no", "neen", "false", "onwaar", "afgewezen", "afwijzen"), "nee"),
}
_MEANT = {
    "waarde": _ANSWERS,
    "optie": _ANSWERS,
    "keuze": OTHER_TYPES,
}


_OR_BEYOND = {
    **dict.fromkeys(("ouder", "meer", "hoger", "langer", "groter"), "is ten minste"),
    **dict.fromkeys(("jonger", "minder", "lager", "korter", "kleiner"), "is ten hoogste"),
}
LONGEST_BEFORE = 80  # characters
_NUMBER_BEFORE = re.compile(
    r"(?<!\w)is[ \t]+(?P<number>(?:€[ \t]*)?\d[\d.,]*(?:[ \t]+[a-z]+){0,3}?)[ \t]+of[ \t]+\Z"
)
_ANSWERED = ("waarde", "optie")


def _other_number(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names of which this is the plural or the singular: `kinderen` of `kind`."""
    return tuple(
        sorted(
            each
            for each in known
            if (name.removeprefix(each) in _PLURALS or each.removeprefix(name) in _PLURALS)
        )
    )


def _is_opposite(name: str, known: str) -> bool:
    """Tell whether one says the opposite of the other: `ongehuwd` is no slip for `gehuwd`."""
    opposites = {f"{before}{one}" for before in _DENIED for one in (name, known)}
    return name in opposites or known in opposites


def report_unknown(
    name: str, what: str, span: Span, candidates: Iterable[str], advice: str = ""
) -> Diagnostic:
    """Return the finding for an unknown name, with a change for the nearest known one.

    Args:
        what: The Dutch word for what was expected, without article.
        candidates: The known names of that kind in scope.
        advice: What to do when no name is near.

    >>> report_unknown("colege", "orgaan", Span("a.beleid", 0, 6), ["college"]).help
    ('bedoelt u `college`?',)
    """
    known = tuple(candidates)
    found = diagnostic(UNKNOWN_NAME, span, naam=name, soort=what, help=(advice,) if advice else ())
    alike = [each for each in known if in_our_letters(each) == in_our_letters(name)]
    if alike:
        return _of_another_script(found, alike[0])
    known = tuple(each for each in known if in_our_letters(each) == each)
    meant = _MEANT.get(what, {}).get(in_our_letters(name).lower())
    other = tuple(each for each in known if not _is_opposite(name, each))
    near = (meant,) if meant else nearest(name, other) or _other_number(name, other)
    if not near and what in _ANSWERED and len(name) > len("nee"):
        near = nearest(name.lower(), ("ja", "nee"))
    return offer_names(found, near) if near else found


def _of_another_script(found: Diagnostic, known: str) -> Diagnostic:
    """Return the finding for a name that looks like a known one: one of them is to be retyped."""
    ours = in_our_letters(known)
    if known != ours:
        return attrs.evolve(
            found, help=(f"typ deze naam opnieuw waar zij is beschreven: er staat {_STRANGE} in",)
        )
    help_ = f"typ `{ours}` opnieuw, met gewone letters: er staat {_STRANGE} in"
    edit = Edit(found.spans[0].span, ours, "suggestie")
    return attrs.evolve(found, help=(help_,), edits=(edit,))


def told_at_declaration(
    found: Iterable[Diagnostic],
    declarations: Iterable[Declaration],
    sources: Mapping[str, Source],
) -> Iterator[Diagnostic]:
    """Yield the findings; of a name declared alone with capitals or accents there is one, there.

    `inkomen` is unknown wherever it stands when the declaration says `Inkomen`, and one change of
    the declaration mends them all; unless something else uses the name as it is declared.
    """
    meant = {one.name: one for one in declarations if one.name != _as_used(one)}
    by_use = {_as_used(one): name for name, one in meant.items()}
    uses: dict[str, list[Diagnostic]] = {}
    for one in (as_meant(each, sources) for each in found):
        declared = by_use.get(one.facts.get("naam", ""))
        if declared is not None and _is_about(one, declared):
            uses.setdefault(declared, []).append(one)
        else:
            yield one
    for declared, those in uses.items():
        unknown = [one for one in those if one.kind is UNKNOWN_NAME]
        if not unknown or not _stands_once(declared, sources):
            yield from those
            continue
        name, place = _as_used(meant[declared]), place_of_name(meant[declared], sources)
        labels = (Label(each.spans[0].span, "hier bedoeld") for each in unknown)
        yield attrs.evolve(
            unknown[0],
            spans=(Label(place, "zo staat zij hier"), *labels),
            help=(f"bedoelt u hier `{name}`? {_difference(declared)}",),
            edits=(Edit(place, name, "suggestie"),),
        )


def as_meant(found: Diagnostic, sources: Mapping[str, Source]) -> Diagnostic:
    """Return the finding for an unknown name; one for a word that is no name says what to write.

    `leeftijd is 18 jaar of ouder` reads as if `ouder` were a condition, and `dertig` as a value.
    """
    if found.kind is not UNKNOWN_NAME or found.facts["soort"] != "waarde" or found.edits:
        return found
    name, span = found.facts["naam"], found.spans[0].span
    digits = in_digits(name)
    if digits is not None and digits != "0":
        return offer_names(found, (digits,))
    better = _OR_BEYOND.get(name)
    source = sources.get(span.source)
    if better is None or source is None:
        return found
    before = _NUMBER_BEFORE.search(source.text, max(0, span.start - LONGEST_BEFORE), span.start)
    if before is None:
        return found
    written = f"{better} {' '.join(before['number'].split())}"
    edit = Edit(Span(span.source, before.start(), span.end), written, "suggestie")
    return attrs.evolve(found, help=(f"schrijf `{written}`",), edits=(edit,))


def _as_used(declaration: Declaration) -> str:
    """Return how a name is used that is declared with capitals, accents or strange letters.

    A regeling is mostly called by a short name with capitals.
    """
    name = in_our_letters(declaration.name)
    return name if isinstance(declaration, Regeling) else plain_letters(name)


def _difference(declared: str) -> str:
    if in_our_letters(declared) != declared:
        return f"Er staat {_STRANGE} in"
    with_accent = plain_letters(declared) != declared.lower()
    return "Accenten tellen mee" if with_accent else "Hoofdletters tellen mee"


def _is_about(one: Diagnostic, declared: str) -> bool:
    if one.kind is not UNKNOWN_NAME:
        return one.code in _ALSO_OF_A_NAME
    if in_our_letters(declared) != declared:
        return not one.edits
    return bool(one.edits) and one.edits[0].replacement == declared


def _stands_once(name: str, sources: Mapping[str, Source]) -> bool:
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return sum(len(word.findall(_TEXT.sub("", each.text))) for each in sources.values()) == 1


def offer_names(found: Diagnostic, names: tuple[str, ...]) -> Diagnostic:
    """Return the finding with names that may have been meant, and a change for the first."""
    help_ = f"bedoelt u {write_list((f'`{each}`' for each in names), 'of')}?"
    edit = Edit(found.spans[0].span, names[0], "suggestie")
    return attrs.evolve(found, help=(help_,), edits=(edit,))
