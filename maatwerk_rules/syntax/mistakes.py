"""From the place where a text stops fitting to one Dutch sentence that helps.

Each recogniser looks at one kind of slip and returns a diagnostic, or None when it is another; the
first that knows the slip speaks. Only when none does, the plain list of what could stand there.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import attrs

from maatwerk_rules.diagnostics import Diagnostic, Edit, Kind, Label, Severity, diagnostic
from maatwerk_rules.dutch import write_list
from maatwerk_rules.nearest import nearest
from maatwerk_rules.source import Source, Span
from maatwerk_rules.syntax.automaton import Automaton, Failure, TooDeep
from maatwerk_rules.syntax.blocks import Block
from maatwerk_rules.syntax.change import Change
from maatwerk_rules.syntax.citations import more_articles, read_citation
from maatwerk_rules.syntax.example_lines import line_example
from maatwerk_rules.syntax.expected import END_OF_LINE, PARSE_ERROR, UNKNOWN_WORD, plain, say
from maatwerk_rules.syntax.fixed_words import end_of_block, other_answer, other_fixed_word
from maatwerk_rules.syntax.grammar import NAME, RESERVED
from maatwerk_rules.syntax.half_dates import half_date
from maatwerk_rules.syntax.heads import other_head
from maatwerk_rules.syntax.joined import BLOCK_FACT, KIND_FACT, MADE_FACT, NAME_FACT
from maatwerk_rules.syntax.literals import IMPOSSIBLE_DATE, Context, not_on_calendar
from maatwerk_rules.syntax.look_alikes import look_alike
from maatwerk_rules.syntax.phrases import (
    block_words,
    spellings_of,
    words_of,
)
from maatwerk_rules.syntax.roundings import loose_rounding, rounding
from maatwerk_rules.syntax.said_plainly import in_plain_words
from maatwerk_rules.syntax.slip import (
    LONGEST_LINE,
    LONGEST_TRIED,
    PIECE,
    Slip,
    expects_line,
    offer,
    phrase_at,
    possible_lines,
)
from maatwerk_rules.syntax.small_changes import (
    marks,
    options_without_comma,
    other_date,
    small_change,
    wanted_as,
)
from maatwerk_rules.syntax.spellings import (
    OTHER_SPELLING,
    money_spelling,
    other_spelling,
    range_spelling,
)
from maatwerk_rules.syntax.unclosed import open_bracket, open_quote

MIXED_AND_OR = Kind(
    "MW009",
    "en-of-zonder-haakjes",
    Severity.FOUT,
    "`{eerst}` en `{dan}` staan door elkaar zonder haakjes.",
    "Zonder haakjes is niet te zien wat bij elkaar hoort: `a en b of c` kan twee dingen betekenen.",
)
TOO_DEEP = Kind(
    "MW027",
    "te-diep-genest",
    Severity.FOUT,
    "Hier staan meer dan 100 uitdrukkingen in elkaar.",
    "Zo diep kan niemand lezen.",
)
NOT_INDENTED = Kind(
    "MW030",
    "regel-niet-ingesprongen",
    Severity.FOUT,
    "`{woord}` begint hier een nieuw blok, maar hoort bij het blok erboven.",
    "Wat bij een blok hoort, springt in; een regel zonder inspringing begint een nieuw blok.",
)
RESERVED_NAME = Kind(
    "MW033",
    "vast-woord-als-naam",
    Severity.FOUT,
    "`{woord}` is een vast woord van de taal en kan geen naam zijn.",
    "",
)
MISPLACED_CLAUSE = Kind(
    "MW036",
    "regel-op-verkeerde-plaats",
    Severity.FOUT,
    "`{woord}` hoort niet bij `{blok}`.",
    "Elk soort blok heeft zijn eigen regels.",
)

MOST_ON_A_LINE = 3
"""So many slips on one line are told together."""

IN_A_LINE = (PARSE_ERROR, OTHER_SPELLING, UNKNOWN_WORD)
"""What is wrong in a line, so that the rest of the line may be looked at too."""

# `bedoeling a, b` without a text, `oordeel a is ja` and `gegeven a` without a type.
_CLAUSE_LIKE = re.compile(r"\w+\s+\w+(,\s*\w+)*[ \t\r]*((is|voor)\b.*|#.*)?$")
_YES_OR_NO = re.compile(r"([^\W\d_]+)(?:[ \t]*/[ \t]*|[ \t]+(?:of[ \t]+)?)([^\W\d_]+)(?!\w)")
_LINES_LOOKED_AT = 4
_MORE_WORDS = re.compile(r"(?:(?:[ \t]+|-)\w+){0,8}")  # each is tried as the end of a name
_HYPHEN = re.compile(r"-\w")
_BLOCK = re.compile(r"^[^\s#]", re.MULTILINE)


def explain(
    machine: Automaton, source: Source, block: Block, outcome: Failure | TooDeep
) -> Diagnostic:
    """Return the one diagnostic of a block that does not parse."""
    if isinstance(outcome, TooDeep):
        span = Span(source.name, outcome.place, outcome.place + 1)
        return diagnostic(TOO_DEEP, span, help=("geef een deel een naam met een `begrip`",))
    slip = Slip(machine, source, block, outcome.place, outcome.before, outcome.states)
    return explain_slip(slip)


def explain_slip(slip: Slip) -> Diagnostic:
    """Return the one diagnostic of a place where a text stops fitting."""
    return _recognised(slip, MOST_ON_A_LINE)


def _recognised(slip: Slip, left: int) -> Diagnostic:
    """Return what the first recogniser says that knows the slip, or else what could stand there.

    Args:
        left: So many slips the line may hold, this one included.
    """
    found = next(filter(None, (recognise(slip) for recognise in _RECOGNISERS)), None)
    found = _with_example(found or plain(slip), slip)
    is_guess = not found.edits or NAME_FACT in found.facts
    if found.kind in (PARSE_ERROR, OTHER_SPELLING) and is_guess:
        return _first_of_more(slip, left - 1) or found
    return found


def _with_example(found: Diagnostic, slip: Slip) -> Diagnostic:
    """Return the finding; where it has no advice, with how such a line is written."""
    if (found.help and NAME_FACT not in found.facts) or not found.spans:
        return found
    example = line_example(slip, found.spans[0].span.start)
    return found if example is None else attrs.evolve(found, help=(*found.help, example))


def _first_of_more(slip: Slip, left: int) -> Diagnostic | None:
    """Recognise a slip with another one behind it, so that no one change makes the line read."""
    if not left or slip.block.end - slip.block.start > LONGEST_TRIED:
        return None
    first = attrs.evolve(slip, first=True)
    for recognise in (_told_plainly, money_spelling, other_spelling, _small_change):
        found = recognise(first)
        if found is not None and found.edits:
            rest = slip.after(found.edits[0])
            if rest is not None and _recognised(rest, left).edits:
                return found
    return None


def _not_indented(slip: Slip) -> Diagnostic | None:
    """Recognise a line of the block above in column 1: it may bear the word of a declaration."""
    head = slip.block.head
    if not _BLOCK.search(slip.text, 0, head):
        return None
    line = slip.text[head : slip.block.end].partition("\n")[0]
    phrase = phrase_at(line)
    if phrase is None or slip.text.count("\n", head, slip.before):
        return None
    if phrase in block_words() and not _CLAUSE_LIKE.match(line):
        return None
    found = diagnostic(NOT_INDENTED, slip.span(head, head + len(phrase)), woord=phrase)
    return offer(
        found, "laat deze regel inspringen", Edit(slip.span(head, head), "  ", "suggestie")
    )


def _unknown_block(slip: Slip) -> Diagnostic | None:
    if slip.place != slip.block.head:
        return None
    return (
        _nearest(slip, sorted(block_words()))
        or _small_change(slip)
        or offer(
            diagnostic(UNKNOWN_WORD, slip.here(), woord=slip.word),
            "een blok begint met een woord als `regel`, `begrip`, `gegeven` of `toets`",
        )
    )


def _mixed_and_or(slip: Slip) -> Diagnostic | None:
    both = {"en": "EN", "of": "OF", "hetzij": "HETZIJ"}
    word = slip.word
    accepted = slip.accepted()
    other = next((each for each, name in both.items() if each != word and name in accepted), None)
    if word not in both or other is None or "LPAR" in accepted:  # there a value is left out
        return None
    found = diagnostic(MIXED_AND_OR, slip.here(), eerst=other, dan=word)
    return offer(found, f"zet haakjes: `(a {other} b) {word} c` of `a {other} (b {word} c)`")


def _regeling_called(text: str, title: str) -> str | None:
    """Return the name of the regeling with a title, if its block stands in the text."""
    found = re.search(rf'^regeling +(\w+) +\w+ +\S+ +"{re.escape(title)}"', text, re.MULTILINE)
    return found[1] if found else None


def _yes_or_no(slip: Slip) -> Diagnostic | None:
    """Recognise `ja/neee`, `jaa/nee` and `ja of nee` where a type stands."""
    for start in (slip.place, slip.last()[0]):
        found = _YES_OR_NO.match(slip.text, start, slip.block.end)
        if found is None or found[0] == "ja/nee" or "_JANEE" not in slip.accepted_at(start):
            continue
        written = f"{found[1]}/{found[2]}".lower()
        if written == "ja/nee" or nearest(written, ["ja/nee"]):
            said = diagnostic(UNKNOWN_WORD, slip.span(*found.span()), woord=found[0])
            edit = Edit(slip.span(*found.span()), "ja/nee", "suggestie")
            return offer(said, "bedoelt u `ja/nee`?", edit)
    return None


def _citation(slip: Slip) -> Diagnostic | None:
    """Recognise `artikel 35, eerste lid, Pw`: the order and the words of a lawyer."""
    line = slip.text.rfind("\n", 0, slip.place) + 1
    if len(slip.line()) > LONGEST_LINE:
        return None
    found = read_citation(slip.line(), slip.place - line, partial(_regeling_called, slip.text))
    if found is None:
        return None
    start, end = line + found.start, line + found.end
    said = plain(slip)
    if found.names_late:
        word = slip.text[start:end].split()[0]
        begin = slip.text.index(word, start)
        said = diagnostic(
            PARSE_ERROR,
            slip.span(begin, begin + len(word)),
            na=f"`{found.word}`",
            verwacht="de naam van de regeling",
            gevonden=f"`{word}`",
        )
    if found.better is None:
        advice = "noem eerst de regeling, met de naam uit haar eigen blok, zoals"
        return offer(said, f"{advice} `{found.example}`")
    advice = f"schrijf `{found.better.strip()}`"
    if not slip.mended_by(found.better, start, end):
        return offer(said, advice)
    return offer(said, advice, Edit(slip.span(start, end), found.better, "suggestie"))


def _forgotten_comma(slip: Slip) -> Diagnostic | None:
    """Recognise `keuze uit alleen samen`: two options without a comma, or one of two words."""
    found = options_without_comma(slip)
    if found is None:
        return None
    options, only = found
    (start, stop), words = options.span(), options[0].split()
    apart, joined = ", ".join(words), "_".join(words)
    said = attrs.evolve(plain(slip), help=())
    if only and slip.fits(apart, start, stop):
        edit = Edit(slip.span(start, stop), apart, "suggestie")
        return offer(said, f"zet een komma tussen de opties: `{apart}`", edit)
    if not slip.fits(joined, start, stop):
        return None
    comma = f"zet een komma tussen twee opties: `{apart}`"
    return attrs.evolve(said, help=(comma, f"of schrijf één optie aan elkaar: `{joined}`"))


def _as_change(change: Callable[[Slip], Change | None]) -> Callable[[Slip], Diagnostic | None]:
    """Return the recogniser that says a change in a line that a person can read."""

    def recognise(slip: Slip) -> Diagnostic | None:
        found = change(slip) if len(slip.line()) <= LONGEST_LINE else None
        return None if found is None else say(slip, found)

    return recognise


_told_plainly = _as_change(in_plain_words)


def _small_change(slip: Slip) -> Diagnostic | None:
    """Recognise that one word more, less or other makes the line read."""
    change = small_change(slip)
    return None if change is None else say(slip, change)


def _left_out(slip: Slip) -> Diagnostic | None:
    """Recognise that the only word that fits was left out, as in `gunstig ja`."""
    accepted = slip.accepted()
    word = words_of(accepted[0]) if len(accepted) == 1 else None
    if word is None or not slip.word or slip.begins_line:
        return None
    if not slip.mended_by(f"{word} ", slip.place, slip.place):
        return None
    before = slip.text[slice(*slip.last())]
    edit = Edit(slip.span(slip.place, slip.place), f"{word} ", "suggestie")
    return offer(plain(slip), f"schrijf `{before} {word} {slip.word}`", edit)


def _joined_name(slip: Slip) -> Diagnostic | None:
    """Recognise a new name of more words that begins with a fixed word: `gegeven in detentie`."""
    if (
        slip.word not in RESERVED
        or " ".join(slip.text[slip.block.head : slip.place].split()) not in block_words()
    ):
        return None
    words = _MORE_WORDS.match(slip.text, slip.place + len(slip.word), slip.block.end)
    assert words is not None
    for each in re.finditer(r"\w+", words[0]):
        stop = words.start() + each.end()
        whole = "_".join(re.findall(r"\w+", slip.text[slip.place : stop]))
        if slip.fits(whole, slip.place, stop):
            edit = Edit(slip.span(slip.place, stop), whole, "suggestie")
            said = plain(slip)
            said = attrs.evolve(said, facts={**said.facts, **_made(slip, whole)})
            return offer(said, f"schrijf een naam aan elkaar: `{whole}`", edit)
    return None


def _impossible_date(slip: Slip) -> Diagnostic | None:
    """Recognise a day that does not exist, in words or with slashes."""
    found = other_date(slip)
    if found is None:
        return None
    (start, end), (year, month, day) = found
    if 1 <= month <= 12 and year and 1 <= day <= monthrange(year, month)[1]:
        return None
    reason = not_on_calendar(f"{year:04}-{month:02}-{day:02}")
    said = diagnostic(IMPOSSIBLE_DATE, slip.span(start, end), waarde=slip.text[start:end])
    return offer(said, f"{reason}; een datum is jaar-maand-dag, zoals `2026-07-01`")


def _reserved_name(slip: Slip) -> Diagnostic | None:
    """Recognise a fixed word as a name; where only the name was left out it is no such slip."""
    word = slip.word
    accepted = slip.accepted()
    if word not in RESERVED or NAME not in accepted or "LPAR" in accepted:
        return None
    if _fits_after_name(slip):
        return None
    found = diagnostic(RESERVED_NAME, slip.here(), woord=word)
    return offer(found, f"zet er een woord bij, bijvoorbeeld `{word}_anders`")


def _fits_after_name(slip: Slip) -> bool:
    text = f"{slip.text[slip.block.start : slip.before]} een_naam {slip.word} "
    outcome = slip.machine.run(text, (0, len(text)), Context(slip.source.name))
    return not isinstance(outcome, Failure) or outcome.place >= len(text) - len(slip.word)


def _misspelt(slip: Slip) -> Diagnostic | None:
    """Recognise a misspelt keyword among those that could stand here."""
    if not slip.word[:1].isalpha() or slip.word in RESERVED:
        return None
    words = {each for name in slip.accepted() for each in spellings_of(name)}
    return _nearest(slip, sorted(words))


def _nearest(slip: Slip, phrases: list[str]) -> Diagnostic | None:
    """Offer the phrase that looks most like what stands there, word for word."""
    for count in sorted({phrase.count(" ") for phrase in phrases}, reverse=True):
        pattern = rf"[^\W\d_]\w*(?:[ \t]+[^\W\d_]\w*){{{count}}}"
        found = re.compile(pattern).match(slip.text, slip.place)
        if found is None:
            continue
        written = " ".join(found[0].split())
        near = nearest(written.lower(), [each for each in phrases if each.count(" ") == count], 1)
        best = written.lower() if written.lower() in phrases else next(iter(near), written)
        if best != written:
            span = slip.span(*found.span())
            said = diagnostic(UNKNOWN_WORD, span, woord=written)
            at_head = slip.place == slip.block.head
            reads = at_head or slip.mended_by(best, *found.span())
            edits = (Edit(span, best, "suggestie"),) if reads else ()
            return offer(said, f"bedoelt u `{best}`?", *edits)
    return _begun(slip, phrases)


def _begun(slip: Slip, phrases: Iterable[str]) -> Diagnostic | None:
    """Offer the phrases of which only the first word stands here."""
    same = [phrase for phrase in phrases if phrase.startswith(f"{slip.word} ")]
    if not same:
        return None
    said = diagnostic(UNKNOWN_WORD, slip.here(), woord=slip.word)
    return offer(said, f"bedoelt u {write_list([f'`{each}`' for each in same[:3]], 'of')}?")


def say_meant(source: Source, place: tuple[int, int], better: str) -> Diagnostic:
    """Ask whether other words are meant in a place of a text."""
    span = Span(source.name, *place)
    said = diagnostic(UNKNOWN_WORD, span, woord=" ".join(source.text[slice(*place)].split()))
    return offer(said, f"bedoelt u `{better}`?", Edit(span, better, "suggestie"))


def _misplaced_clause(slip: Slip) -> Diagnostic | None:
    """Recognise a line that belongs to another kind of declaration."""
    phrase = phrase_at(slip.text[slip.place : slip.place + 60])
    if not slip.begins_line or phrase is None or not expects_line(slip):
        return None
    block = PIECE.match(slip.text, slip.block.head)
    assert block is not None
    found = diagnostic(
        MISPLACED_CLAUSE,
        slip.span(slip.place, slip.place + len(phrase)),
        labels=(Label(slip.span(*block.span()), "van dit blok"),),
        woord=phrase,
        blok=block[0],
    )
    return offer(found, possible_lines(slip))


def _unknown_clause(slip: Slip) -> Diagnostic | None:
    """Recognise a word that begins no line of any declaration, where a line could begin."""
    if not slip.begins_line or not slip.word[:1].isalpha() or not expects_line(slip):
        return None
    begun = _begun(slip, sorted({each for name in slip.accepted() for each in spellings_of(name)}))
    unknown = diagnostic(UNKNOWN_WORD, slip.here(), woord=slip.word)
    return begun or offer(unknown, possible_lines(slip))


def _swallowed_line(slip: Slip) -> Diagnostic | None:
    """Recognise a line without its value, so that the first word of the next was read as a name."""
    start, _ = slip.last()
    line = slip.text.rfind("\n", 0, start) + 1
    if start <= slip.block.head:
        return None
    between = slip.text[start : slip.place]
    is_first = not slip.text[line:start].strip() and _begins_clause(slip, start)
    if is_first and ("\n" not in between or between.strip() in marks()):
        return _not_whole(slip, line)
    for line in _below_bare_words(slip):
        found = _not_whole(slip, line)
        if found is not None:
            return found
    return None


def _below_bare_words(slip: Slip) -> Iterator[int]:
    """Yield where the last lines begin that stand below no more than the words of a clause.

    `zonder gegeven a` below `zoals` reads on as the clause `gegeven a`, and stops far behind it.
    """
    line = slip.text.rfind("\n", 0, slip.place) + 1
    for _ in range(_LINES_LOOKED_AT):
        if line <= slip.block.head:
            return
        above = slip.text.rfind("\n", 0, line - 1) + 1
        code = " ".join(slip.text[above:line].partition("#")[0].split())
        begins = slip.text[line : line + 60].lstrip(" \t")
        if code and phrase_at(code) == code and phrase_at(begins) is not None:
            yield line
        line = above


def _not_whole(slip: Slip, line: int) -> Diagnostic | None:
    """Say that what stands above a line is not whole, where it is not."""
    block = attrs.evolve(slip.block, end=line)
    outcome = slip.machine.run(slip.text, (block.start, line), Context(slip.source.name))
    if not isinstance(outcome, Failure):
        return None
    above = Slip(slip.machine, slip.source, block, outcome.place, outcome.before, outcome.states)
    return None if expects_line(above) else plain(above, END_OF_LINE)


def _begins_clause(slip: Slip, start: int) -> bool:
    """Tell whether the words of a line begin one, as a clause or as a field of a soort."""
    words = slip.text[start : start + 60]
    if phrase_at(words) is not None or any(re.match(rf"{each}(?!\w)", words) for each in marks()):
        return True
    return slip.text.startswith("soort", slip.block.head) and slip.word == ":"


def _unfinished_line(slip: Slip) -> Diagnostic | None:
    """Recognise a line without its value, where the next begins with a word that is no name."""
    if not slip.begins_line or slip.word not in RESERVED or expects_line(slip):
        return None
    return plain(slip) if phrase_at(slip.text[slip.place : slip.place + 60]) else None


def _split_name(slip: Slip) -> Diagnostic | None:
    """Recognise a name of more words, or one with a hyphen, as in `regel hoge kosten bepaalt x`."""
    start, end = slip.last()
    first = slip.text[start:end]
    if start <= slip.block.head or first in RESERVED or not re.fullmatch(r"[^\W\d_]\w*", first):
        return None
    accepted = slip.accepted_at(start)
    if any(first in spellings_of(name) for name in accepted):
        return None
    on_head = "\n" not in slip.text[slip.block.head : slip.place]
    # Elsewhere a word may have been left out between two names; two words of a letter tell nothing.
    long = min(len(first), len(slip.word)) >= 4 or _HYPHEN.match(slip.text, end)
    if not on_head and not (NAME in accepted and long):
        return None
    words = _MORE_WORDS.match(slip.text, end, slip.block.end)
    assert words is not None
    stops = [end + each.end() for each in re.finditer(r"\w+", words[0])]
    for stop in stops:
        whole = "_".join(re.findall(r"\w+", slip.text[start:stop]))
        wanted = wanted_as(slip, start, stop)
        if wanted is not None and slip.mended_by(whole, start, stop):
            edit = Edit(slip.span(start, stop), whole, "suggestie")
            said = plain(slip)
            more = {NAME_FACT: whole, KIND_FACT: wanted} if wanted else _made(slip, whole)
            said = attrs.evolve(said, facts={**said.facts, **more})
            return offer(said, f"schrijf een naam aan elkaar: `{whole}`", edit)
    return None


def _made(slip: Slip, name: str) -> dict[str, str]:
    """Return the facts of a name that is made at the head of a block."""
    block = PIECE.match(slip.text, slip.block.head)
    assert block is not None
    return {MADE_FACT: name, BLOCK_FACT: block[0]}


_RECOGNISERS: tuple[Callable[[Slip], Diagnostic | None], ...] = (
    open_quote,
    _as_change(look_alike),
    _not_indented,
    _swallowed_line,
    _citation,
    _as_change(more_articles),
    loose_rounding,
    _as_change(other_head),
    _as_change(half_date),
    _as_change(other_answer),
    _as_change(end_of_block),
    _told_plainly,
    money_spelling,
    range_spelling,
    other_spelling,
    _unknown_block,
    _mixed_and_or,
    open_bracket,
    _yes_or_no,
    rounding,
    _joined_name,
    _impossible_date,
    _small_change,
    _unfinished_line,
    _reserved_name,
    _misspelt,
    _forgotten_comma,
    _split_name,
    _left_out,
    _as_change(other_fixed_word),
    _misplaced_clause,
    _unknown_clause,
)
