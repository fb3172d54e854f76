"""What is wrong in a text or a case, as data, and its rendering as plain text and JSON.

Nothing here prints or raises for an author's mistake: a pass returns diagnostics, a caller shows
them. The kinds themselves live beside the checks that find them.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal

import attrs
from attrs.validators import in_, matches_re

from maatwerk_rules.excerpt import excerpt, gutter_width
from maatwerk_rules.source import Source, Span
from maatwerk_rules.values import frozen

Safety = Literal["veilig", "onveilig", "suggestie"]

_COUNTED_SPACES = {1: "een spatie", 2: "twee spaties"}
NARROWEST = 30  # below this many columns an excerpt shows nothing of use


class Severity(StrEnum):
    """How much a finding matters; only a `fout` keeps a policy from running."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    HINT = "hint"


class Certainty(StrEnum):
    """How we know: proved, seen in a replayed example, or merely suspected."""

    BEWEZEN = "bewezen"
    GEVONDEN_MET_VOORBEELD = "gevonden_met_voorbeeld"
    VERMOEDEN = "vermoeden"


@frozen
class Kind:
    """A sort of finding, with its Dutch sentence.

    Args:
        code: `MW` and three digits, never reused; other letters for checks of others.
        slug: Dutch kebab name, accepted everywhere the code is.
        headline: One sentence; `{naam}` stands for the fact of that name.
        explanation: Why this is a problem; empty when the headline says it.

    >>> Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "").placeholders
    frozenset({'naam'})
    """

    code: str = attrs.field(validator=matches_re(r"[A-Z]{2,8}[0-9]{3}"))
    slug: str
    severity: Severity
    headline: str
    explanation: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of the facts that the headline needs."""
        return _placeholders(self.headline)


@cache
def _placeholders(headline: str) -> frozenset[str]:
    """Return the names in a headline; one kind may have hundreds of findings."""
    return frozenset(name for _, name, _, _ in Formatter().parse(headline) if name)


@frozen
class Label:
    """A span with the role it plays in the diagnostic; the text may be empty."""

    span: Span
    text: str = ""


@frozen
class Edit:
    """A change an editor can make: `veilig` keeps the meaning, `onveilig` may not."""

    span: Span
    replacement: str
    safety: Safety = attrs.field(validator=in_(("veilig", "onveilig", "suggestie")))


def _read_only(facts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(facts))


def _read_only_or_none(witness: Mapping[str, str] | None) -> Mapping[str, str] | None:
    return None if witness is None else _read_only(witness)


@frozen
class Diagnostic:
    """One finding.

    Args:
        spans: The main span first, the others labelled with their role.
        facts: What the headline names, as the author wrote it.
        sources: The legal sources of the rules involved, as text.
        witness: The case that triggers it, replayed through the evaluator.
        path: Place in the data of a case, such as `bezittingen[0].waarde_in_euro`; then no spans.
    """

    kind: Kind
    spans: tuple[Label, ...]
    facts: Mapping[str, str] = attrs.field(converter=_read_only, hash=False)
    sources: tuple[str, ...] = ()
    witness: Mapping[str, str] | None = attrs.field(
        default=None, converter=_read_only_or_none, hash=False
    )
    certainty: Certainty = Certainty.BEWEZEN
    help: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    path: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a sentence that lacks a fact, and an error that is only suspected."""
        missing = sorted(self.kind.placeholders - self.facts.keys())
        if missing:
            raise ValueError(f"{self.code} needs the facts {', '.join(missing)}")
        if self.severity is Severity.FOUT and self.certainty is Certainty.VERMOEDEN:
            raise ValueError(f"{self.code} is a fout, which is never a vermoeden")

    def __reduce__(self) -> tuple[type["Diagnostic"], tuple[Any, ...]]:
        """Hand over plain mappings: read-only ones can be neither pickled nor copied."""
        values = attrs.astuple(self, recurse=False)
        plain = (dict(each) if isinstance(each, MappingProxyType) else each for each in values)
        return Diagnostic, tuple(plain)

    @property
    def code(self) -> str:
        """The code of the kind."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """The severity of the kind."""
        return self.kind.severity

    @property
    def headline(self) -> str:
        """The Dutch sentence with the facts filled in."""
        return self.kind.headline.format_map(self.facts)


def diagnostic(
    kind: Kind,
    place: Span | Label | str | None,
    /,
    *,
    labels: Iterable[Label] = (),
    help: Iterable[str] = (),  # noqa: A002 - the name of the field
    **facts: str,
) -> Diagnostic:
    """Return a diagnostic with the fewest words; for more fields use `attrs.evolve`.

    Args:
        place: The main span, bare or with what is said there; or a path in the data of a case.
        labels: The other spans.

    >>> kind = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> diagnostic(kind, Span("a.beleid", 4, 13), naam="vermorgen").headline
    'Ik ken `vermorgen` niet.'
    >>> diagnostic(kind, "feiten.vermorgen", naam="vermorgen").path
    'feiten.vermorgen'
    """
    path = place if isinstance(place, str) else None
    main = Label(place) if isinstance(place, Span) else place
    spans = (main, *labels) if isinstance(main, Label) else tuple(labels)
    return Diagnostic(kind, spans, facts, help=tuple(help), path=path)


def sort_diagnostics(
    diagnostics: Iterable[Diagnostic], order_of_sources: Sequence[str] = ()
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics by source, place and code; those without a place come last.

    Args:
        order_of_sources: Names of sources in reading order; other sources follow by name.

    >>> kind = Kind("MW004", "dubbele-naam", Severity.FOUT, "Deze naam bestaat al.", "")
    >>> later, sooner = (diagnostic(kind, Span("a.beleid", start, 9)) for start in (5, 2))
    >>> sort_diagnostics([later, sooner]) == (sooner, later)
    True
    """
    ranks = {name: rank for rank, name in enumerate(order_of_sources)}

    def place(each: Diagnostic) -> tuple[Any, ...]:
        path = _natural(each.path or "")
        if not each.spans:
            return (1, path, each.code, each.headline)
        span = each.spans[0].span
        rank = ranks.get(span.source, len(ranks))
        return (0, rank, span.source, span.start, span.end, each.code, path, each.headline)

    return tuple(sorted(diagnostics, key=place))


def _natural(path: str) -> str:
    """Pad the numbers, so that `b[2]` comes before `b[10]`."""
    return re.sub(r"[0-9]+", lambda number: number[0].zfill(12), path)


def to_json(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Return the diagnostic under its Dutch keys, ready for `json.dumps`.

    A place of a source that is not in `sources` has offsets but no lines.

    >>> kind = Kind("MW901", "onbekend-gegeven", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> to_json(diagnostic(kind, "feiten.x", naam="x"), {})["pad"]
    'feiten.x'
    """
    witness = diagnostic.witness
    return {
        "code": diagnostic.code,
        "slug": diagnostic.kind.slug,
        "ernst": str(diagnostic.severity),
        "zekerheid": str(diagnostic.certainty),
        "kop": diagnostic.headline,
        "plekken": [
            {**_place_to_json(each.span, sources), "tekst": each.text} for each in diagnostic.spans
        ],
        "pad": diagnostic.path,
        "bron": list(diagnostic.sources),
        "voorbeeld": None if witness is None else dict(witness),
        "uitleg": diagnostic.kind.explanation,
        "hulp": list(diagnostic.help),
        "wijziging": [
            {
                **_place_to_json(each.span, sources),
                "vervanging": each.replacement,
                "veiligheid": each.safety,
            }
            for each in diagnostic.edits
        ],
    }


def _place_to_json(span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    place: dict[str, Any] = {"bestand": span.source, "begin": span.start, "eind": span.end}
    if span.source in sources:
        source = sources[span.source]
        begin, end = source.position(span.start), source.position(span.end)
        place |= {"regel": begin.line, "kolom": begin.column}
        place |= {"eindregel": end.line, "eindkolom": end.column}
    return place


def render_short(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """Return one line: place, severity, code, slug, headline.

    >>> kind = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> source = Source("a.beleid", "dan vermorgen")
    >>> found = diagnostic(kind, Span("a.beleid", 4, 13), naam="vermorgen")
    >>> render_short(found, {"a.beleid": source})
    'a.beleid:1:5: fout MW002 onbekende-naam: Ik ken `vermorgen` niet.'
    """
    place = _place(diagnostic, sources)
    kind = diagnostic.kind
    line = f"{kind.severity} {kind.code} {kind.slug}: {diagnostic.headline}"
    return _on_one_line(f"{place}: {line}" if place else line)


def _place(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    if diagnostic.spans:
        return _place_of(diagnostic.spans[0].span, sources)
    return diagnostic.path or ""


def _place_of(span: Span, sources: Mapping[str, Source]) -> str:
    if span.source not in sources:
        return span.source
    position = sources[span.source].position(span.start)
    return f"{span.source}:{position.line}:{position.column}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def render_text(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], width: int = 80
) -> str:
    r"""Return the diagnostics for people: headline, lines of the source, reasons and help.

    Plain text without colour. No line is longer than `width` except where one word is; a width
    below 30 counts as 30. Of findings with one code in a row only the first gives the explanation.

    >>> kind = Kind("MW002", "onbekende-naam", Severity.FOUT, "Ik ken `{naam}` niet.", "")
    >>> source = Source("a.beleid", "regel basis bepaalt recht\n  dan vermorgen")
    >>> found = diagnostic(kind, Label(Span("a.beleid", 32, 41), "onbekend"), naam="vermorgen",
    ...                    help=("bedoelt u `vermogen`?",))
    >>> print(render_text([found], {"a.beleid": source}))
    fout[MW002] Ik ken `vermorgen` niet.
     ┌─ a.beleid:2:7
    2│   dan vermorgen
     │       ^^^^^^^^^ onbekend
     = hulp: bedoelt u `vermogen`?
    """
    return "\n\n".join(render_each(diagnostics, sources, width))


def render_each(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source], width: int = 80
) -> Iterator[str]:
    """Yield the text of each diagnostic, as `render_text` joins them.

    >>> kind = Kind("MW901", "onbekend-gegeven", Severity.FOUT, "Ik ken dit niet.", "Dat mag niet.")
    >>> [text.count("uitleg") for text in render_each([diagnostic(kind, "feiten.x")] * 2, {})]
    [1, 0]
    """
    before = None
    for each in diagnostics:
        explained = each.code == before
        yield "\n".join(_render(each, sources, max(width, NARROWEST), explained=explained))
        before = each.code


def _render(
    diagnostic: Diagnostic, sources: Mapping[str, Source], width: int, *, explained: bool
) -> Iterator[str]:
    gutter = gutter_width([each.span for each in diagnostic.spans], sources)
    margin = " " * gutter
    headline = f"{diagnostic.severity}[{diagnostic.code}] {diagnostic.headline}"
    yield from _wrap(headline, "", "  ", width)
    if diagnostic.path is not None:
        yield f"{margin}┌─ {diagnostic.path}"
    for index, each in enumerate(diagnostic.spans):
        corner = "├─" if index or diagnostic.path is not None else "┌─"
        yield f"{margin}{corner} {_place_of(each.span, sources)}"
        yield from excerpt(each.span, each.text, sources.get(each.span.source), gutter, width)
    for name, text in (*_notes(diagnostic, explained=explained), *edit_notes(diagnostic, sources)):
        yield from _wrap(f"= {name}: {text}", margin, f"{margin}  ", width)


def _notes(diagnostic: Diagnostic, *, explained: bool) -> Iterator[tuple[str, str]]:
    """Yield what is said below the excerpts, in order of use to the reader."""
    if diagnostic.sources:
        yield "bron", "; ".join(diagnostic.sources)
    if diagnostic.witness is not None:
        yield "bij", write_witness(diagnostic)
    if diagnostic.certainty is Certainty.VERMOEDEN:
        yield "zekerheid", "dit is een vermoeden"
    if diagnostic.kind.explanation and not explained:
        yield "uitleg", diagnostic.kind.explanation
    for text in diagnostic.help:
        yield "hulp", text


def edit_notes(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    r"""Yield what is said of each change that a finding proposes; of more than one also where.

    >>> edits = [Edit(Span("a.beleid", *place), "", "veilig") for place in ((0, 3), (4, 6))]
    >>> found = Diagnostic(Kind("MW999", "proef", Severity.HINT, "Zin.", ""), (), {}, edits=edits)
    >>> [text for _, text in edit_notes(found, {"a.beleid": Source("a.beleid", "dan\nja")})]
    ['haal dit weg (regel 1)', 'haal dit weg (regel 2)']
    """
    for edit in diagnostic.edits:
        where = ""
        if len(diagnostic.edits) > 1 and edit.span.source in sources:
            where = f" (regel {sources[edit.span.source].position(edit.span.start).line})"
        done = describe_edit(edit.span, edit.replacement)
        yield f"wijziging ({edit.safety})", f"{done}{where}"


def write_witness(diagnostic: Diagnostic) -> str:
    """Return the case that triggers a finding, in words; an empty text when it has none.

    >>> kind = Kind("MW999", "proef", Severity.FOUT, "Proef.", "")
    >>> write_witness(Diagnostic(kind, (), {}, witness={"inkomen": "€ 5", "gehuwd": "ja"}))
    'inkomen = € 5, gehuwd = ja'
    """
    if diagnostic.witness is None:
        return ""
    case = ", ".join(f"{name} = {value}" for name, value in diagnostic.witness.items())
    replayed = diagnostic.certainty is Certainty.GEVONDEN_MET_VOORBEELD
    return f"{case} (nagerekend)" if replayed else case


def describe_edit(place: Span, replacement: str) -> str:
    r"""Return in words what a change does to the text in a place.

    >>> describe_edit(Span("a.beleid", 3, 9), "\n"), describe_edit(Span("a.beleid", 3, 3), "\n")
    ('laat hier één lege regel', 'begin hier een nieuwe regel')
    """
    if not replacement:
        return "haal dit weg"
    inserts = place.start == place.end
    if "\n" in replacement and replacement.isspace():
        if inserts or replacement.strip("\r\n"):
            return "begin hier een nieuwe regel"
        return "laat hier één lege regel"
    if replacement.isspace():
        count = len(replacement)
        spaces = _COUNTED_SPACES.get(count, f"{count} spaties")
        return f"voeg hier {spaces} in" if inserts else f"zet hier {spaces}"
    verb = "voeg in" if inserts else "schrijf"
    return f"{verb} `{_on_one_line(replacement)}`"


def _wrap(text: str, first: str, rest: str, width: int) -> list[str]:
    return textwrap.wrap(
        _on_one_line(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
