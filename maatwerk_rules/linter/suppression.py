"""Findings that an author sets aside in the text, with a reason and perhaps until a day.

A comment `# negeer MW701 omdat "reden" tot 2027-01-01` speaks of the line that the formatter keeps
it with: behind a clause or alone above it of that clause, behind the first line of a declaration or
alone above it of that whole declaration. What is set aside is kept and shown apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Severity, diagnostic
from maatwerk_rules.dutch import UnreadableError, read_date, write_date, write_list
from maatwerk_rules.linter.codes import Codes
from maatwerk_rules.model.beleid import Beleid
from maatwerk_rules.model.node import Comment, Declaration, Node
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.comments import lines_of

UNREADABLE = Kind(
    "MW010",
    "onbekende-annotatie",
    Severity.WAARSCHUWING,
    "Deze opmerking lees ik niet als onderdrukking: {reden}.",
    "Er wordt niets onderdrukt, en dat valt anders niemand op.",
)
WITHOUT_REASON = Kind(
    "MW011",
    "onderdrukking-zonder-reden",
    Severity.FOUT,
    "Bij het negeren van {codes} staat geen reden.",
    "Wie het beleid later leest, moet kunnen nagaan waarom de melding hier niet telt.",
)
UNUSED = Kind(
    "MW012",
    "onderdrukking-ongebruikt",
    Severity.WAARSCHUWING,
    "Het negeren van {codes} doet niets: {reden}.",
    "Een onderdrukking die blijft staan, verbergt later een melding die niemand heeft gezien.",
)
EXPIRED = Kind(
    "MW013",
    "onderdrukking-verlopen",
    Severity.FOUT,
    "Het negeren van {codes} gold tot {dag}.",
    "De schrijver vond dat er voor die dag opnieuw naar gekeken moest worden.",
)
KINDS = (UNREADABLE, WITHOUT_REASON, UNUSED, EXPIRED)

EXAMPLE = '# negeer MW701 omdat "reden" tot 2027-01-01'
_NOTHING_HERE = "op deze plaats is die melding er niet"
FAULT_STAYS = "wat het beleid tegenhoudt, is niet te negeren"

_FIRST = re.compile(r"#+\s*negeer\s+([\w-]+)")
# What people write who know it from elsewhere, or who write it in another form.
_ELSEWHERE = re.compile(r"#+\s*(noqa|nolint|nosec|noinspection|eslint-disable)\b", re.IGNORECASE)
_ALMOST = re.compile(r"(?<!\w)negeer(?:\s*[:,=]\s*|\s+)([\w-]+)", re.IGNORECASE)
_SLIP = re.compile(r"#+\s*(\w+)(?:\s*[:,=]\s*|\s+)([\w-]+)")
_OTHER_FORMS = ("negeert", "negeerd", "negeren")
_LOOKS_LIKE_CODE = re.compile(r"[A-Za-z]{2,8}[0-9]{1,4}")
_WITH_REASON = re.compile(r'\bomdat\s+"')
_WHOLE = re.compile(
    r"(?P<whole>#+\s*negeer\s+(?P<codes>[\w-]+(?:\s*,\s*[\w-]+)*)"
    r'(?:\s+omdat\s+"(?P<reason>[^"]*)")?(?:\s+tot\s+(?P<until>[^\s#]+))?)\s*(?:#.*)?'
)


@attrs.frozen
class Suppression:
    """One comment that sets findings aside.

    Args:
        place: The comment, up to a second `#` in it.
        codes: The codes it names, each with the word of the author.
        covers: What the comment speaks of: a clause, or a declaration.
        until: The first day on which it no longer holds.
        own: It stands in the policy itself, not in one that this uses.
    """

    place: Span
    codes: tuple[tuple[str, str], ...]
    reason: str
    until: date | None
    covers: Span
    own: bool = True

    def holds(self, today: date | None) -> bool:
        """Tell whether it sets findings aside; without a day it never expires."""
        expired = today is not None and self.until is not None and self.until <= today
        return bool(self.reason) and not expired

    def is_about(self, found: Diagnostic) -> bool:
        """Tell whether a finding stands where it speaks of, under one of its codes."""
        if not found.spans or all(code != found.code for _, code in self.codes):
            return False
        span = found.spans[0].span
        inside = self.covers.start <= span.start <= self.covers.end
        return inside and span.source == self.covers.source


@attrs.frozen
class Suppressed:
    """A finding that was set aside, and by which comment."""

    diagnostic: Diagnostic
    by: Suppression


@attrs.frozen
class Judged:
    """The advice that remains, with what is wrong with suppressions; and what was set aside.

    `unexamined` is how much was not examined and is not told one by one.
    """

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...]
    unexamined: int = 0


@attrs.frozen
class Looking:
    """How suppressions are judged.

    Args:
        looked: Whether a file of the policy was searched for findings of a code.
        codes: The codes that may be named.
        today: The day of judging; None when none is to expire.
    """

    looked: Callable[[str, str], bool]
    codes: Codes
    today: date | None = None


def judge(
    beleid: Beleid, faults: Iterable[Diagnostic], advice: Iterable[Diagnostic], looking: Looking
) -> Judged:
    """Set aside the advice that the author set aside, and tell what is wrong with doing so.

    Args:
        beleid: The policy as its author wrote it.
        faults: The findings that keep the policy from running; they are never set aside.
        advice: All other findings.
    """
    faults, advice = tuple(faults), tuple(advice)
    said, told = _read_all(beleid, looking.codes)
    kept: list[Diagnostic] = []
    aside: list[Suppressed] = []
    used: set[tuple[Span, str]] = set()
    for one in advice:
        by = [each for each in said if each.holds(looking.today) and each.is_about(one)]
        used |= {(each.place, one.code) for each in by}
        if by:
            aside.append(Suppressed(one, by[0]))
        else:
            kept.append(one)
    texts = beleid.sources
    for each in said:
        if each.own:
            told += _complaints(each, used, faults, looking, texts[each.place.source])
    return Judged((*kept, *told), tuple(aside))


def _read_all(beleid: Beleid, codes: Codes) -> tuple[list[Suppression], list[Diagnostic]]:
    """Return all suppressions, those in used policies too, and what does not read in its own."""
    said: list[Suppression] = []
    told: list[Diagnostic] = []
    texts = beleid.texts
    commented = (each for part in beleid.parts for each in part.once(_with_comments))
    for declaratie in commented:
        own = declaratie.span.source in beleid.sources
        for found in suppressions(declaratie, texts[declaratie.span.source], codes):
            if isinstance(found, Suppression):
                said.append(attrs.evolve(found, own=own))
            elif own:
                told.append(found)
    return said, told


def _with_comments(beleid: Beleid) -> tuple[Declaration, ...]:
    """Return the declarations of a policy itself with a comment on one of their lines."""
    return tuple(
        [
            each
            for each in beleid.declaraties
            if each.comments or any(line.comments for line in lines_of(each))
        ]
    )


def suppressions(
    declaratie: Declaration, source: Source, codes: Codes
) -> Iterator[Suppression | Diagnostic]:
    """Yield what the comments of a declaration set aside, or why one does not read."""
    for node in (declaratie, *lines_of(declaratie)):
        for comment in node.comments:
            first = _FIRST.match(comment.text)
            if first is None or not _is_meant(first[1], comment.text, codes):
                almost = _almost(comment.text, codes)
                if almost is not None:
                    yield _unreadable(comment, almost)
                continue
            read = _read(comment, codes)
            if isinstance(read, Suppression):
                covers = comment.span if comment.below else _covered(node, source)
                yield attrs.evolve(read, covers=covers)
            else:
                yield read


def _almost(text: str, codes: Codes) -> str | None:
    """Return why a comment that was surely meant to set findings aside does not."""
    elsewhere = _ELSEWHERE.match(text)
    if elsewhere is not None:
        return f"`{elsewhere[1]}` is van een ander programma; schrijf `{EXAMPLE}`"
    slip = _SLIP.match(text)
    if slip is not None and codes.code_of(slip[2]) and _is_slip(slip[1].lower(), text):
        return f"`{slip[1]}` ken ik niet; schrijf het als `{EXAMPLE}`"
    for found in _ALMOST.finditer(text):
        word = found[1]
        if not _LOOKS_LIKE_CODE.fullmatch(word) and codes.code_of(word) is None:
            continue
        if re.search(r"\w", text[: found.start()]):
            return "zij begint niet met `negeer`; zet haar los van andere tekst"
        return f"schrijf het als `{EXAMPLE}`"
    return None


def _is_slip(word: str, text: str) -> bool:
    """Tell whether a word was to be `negeer`; another form of that verb, only before a reason."""
    may_be_sentence = word.startswith(_OTHER_FORMS) and not _WITH_REASON.search(text)
    return not may_be_sentence and bool(nearest(word, ("negeer",)))


def _is_meant(word: str, text: str, codes: Codes) -> bool:
    """Tell whether a comment that begins with `negeer` sets findings aside, and is no sentence."""
    if _LOOKS_LIKE_CODE.fullmatch(word) or _WITH_REASON.search(text):
        return True
    return codes.code_of(word) is not None


def _read(comment: Comment, codes: Codes) -> Suppression | Diagnostic:
    found = _WHOLE.fullmatch(comment.text)
    if found is None:
        return _unreadable(comment, f"schrijf het als `{EXAMPLE}`")
    words = [word.strip() for word in found["codes"].split(",")]
    named = [(word, codes.code_of(word)) for word in words]
    for word, code in named:
        if code is None:
            return _unknown(comment, word, codes)
    try:
        until = None if found["until"] is None else read_date(found["until"])
    except UnreadableError as error:
        found_at = _unreadable(comment, f"`{found['until']}` is geen dag zoals 2027-01-01")
        help_ = (f"Bedoelt u {error.offer}?",) if error.offer else ()
        return attrs.evolve(found_at, help=help_)
    span = comment.span
    place = Span(span.source, span.start, span.start + len(found["whole"]))
    known = tuple((word, code) for word, code in named if code is not None)
    return Suppression(place, known, (found["reason"] or "").strip(), until, place)


def _unknown(comment: Comment, word: str, codes: Codes) -> Diagnostic:
    if codes.begins(word):
        return _unreadable(comment, f"noem bij `{word}` de hele code, met drie cijfers")
    near = [f"`{one}`" for one in codes.near(word)]
    help_ = (f"Bedoelt u {write_list(near, 'of')}?",) if near else ()
    found = _unreadable(comment, f"er is geen melding `{word}`")
    return attrs.evolve(found, help=help_)


def _unreadable(comment: Comment, reason: str) -> Diagnostic:
    return diagnostic(UNREADABLE, comment.span, reden=reason)


def _covered(node: Node, source: Source) -> Span:
    """Return where the findings about a line of the policy stand, with the comments on it."""
    lines = lines_of(node) if isinstance(node, Declaration) else ()
    span = node.span
    for line in (node, *lines):
        for comment in line.comments:
            span = span.join(comment.span)
    begin = source.text.rfind("\n", 0, span.start) + 1
    blank = not source.text[begin : span.start].strip()
    return attrs.evolve(span, start=begin) if blank else span


def _complaints(
    each: Suppression,
    used: set[tuple[Span, str]],
    faults: tuple[Diagnostic, ...],
    looking: Looking,
    source: Source,
) -> Iterator[Diagnostic]:
    if not each.reason:
        listed = _listed(each.codes)
        help_ = ('Zet de reden erachter, bijvoorbeeld: omdat "de raad koos hiervoor".',)
        yield diagnostic(WITHOUT_REASON, each.place, help=help_, codes=listed)
        return
    if not each.holds(looking.today):
        assert each.until is not None
        day = write_date(each.until)
        help_ = ("Herstel wat er werd genegeerd, of kies een latere dag en zeg waarom.",)
        yield diagnostic(EXPIRED, each.place, help=help_, codes=_listed(each.codes), dag=day)
        return
    idle = [one for one in each.codes if (each.place, one[1]) not in used]
    stopping = {one.code for one in faults if each.is_about(one)}
    never = [one for one in idle if one[1] in stopping]
    absent = [one for one in idle if one not in never and looking.looked(one[1], source.name)]
    for which, reason in ((never, FAULT_STAYS), (absent, _NOTHING_HERE)):
        if which:
            edit = _without(each, which, source)
            found = diagnostic(UNUSED, each.place, codes=_listed(which), reden=reason)
            yield attrs.evolve(found, edits=(edit,))


def _listed(codes: Iterable[tuple[str, str]]) -> str:
    return write_list(f"`{word}`" for word, _ in codes)


def _without(each: Suppression, idle: list[tuple[str, str]], source: Source) -> Edit:
    """Return the change that takes some codes out of a comment, or the comment with the last."""
    place, text = each.place, source.text
    others = [word for word, code in each.codes if (word, code) not in idle]
    if others:
        listed = ",".join(word for word, _ in each.codes)
        words = re.compile(r"\s*,\s*".join(map(re.escape, listed.split(","))))
        found = words.search(text, place.start, place.end)
        assert found is not None, "the codes stand in the comment"
        return Edit(Span(place.source, *found.span()), ", ".join(others), "veilig")
    line_end = text.find("\n", place.end)
    stop = len(text) if line_end < 0 else line_end
    behind = text[place.end : stop]
    if behind.strip():
        further = place.end + len(behind) - len(behind.lstrip())
        return Edit(Span(place.source, place.start, further), "", "veilig")
    begin = text.rfind("\n", 0, place.start) + 1
    before = text[begin : place.start].rstrip()
    if before:
        return Edit(Span(place.source, begin + len(before), place.end), "", "veilig")
    return Edit(Span(place.source, begin, min(stop + 1, len(text))), "", "veilig")
