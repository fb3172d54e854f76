"""Walking the LALR table over one block of text: words in, a node out.

Three stacks and no recursion. The words that can stand at a place follow from the state, so a word
is read as what it can be there; small reserved words are never read as a name.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import attrs

from maatwerk_rules.syntax.grammar import ANSWERED, NAME, RESERVED
from maatwerk_rules.syntax.table import END, Grammar, Rule, Terminal
from maatwerk_rules.values import frozen

MOST_DEPTH = 100
MOST_STATES = 2_000  # open at one time; a hundred levels need fewer

# A value in the middle of being built: a node, a text, a number, a list of these, or nothing.
Value = Any
Context = Any
Build = Callable[[list[Value], int, int, Context], Value]
Convert = Callable[[str, int, Context], Value]

_SPACE = "[ \t\r\n\u00a0]*+"
_COMMENT = re.compile(f"{_SPACE}(#[^\\n]*)?")
_NO_NAMES = RESERVED | ANSWERED
_WORD, _PHRASE, _STOP = "AWORD", "APHRASE", "ASTOP"
_LAST = (rf"(?P<{_WORD}>[^\W\d_]\w*)", rf"(?P<{_STOP}>\Z)")
_LEAD = re.compile(r"[^\W\d_]\w*")
_IS_PHRASE = re.compile(r"(\w+)(?:\\s\+\w+)+\\b\Z")
# What begins so cannot stand where a phrase does.
_NO_LETTER = re.compile(r'(?:\\d|\\[^\w]|["€:,])(?![?*{|])')
_MANY = 1_000
_BEHIND = "_BRON_ERACHTER"  # must see the spaces before it: it stands on the same line


@frozen
class Failure:
    """Where the text stops being a policy.

    Args:
        place: Offset of the first character that does not fit.
        states: The stack of states there, to ask what could have stood there.
        before: Offset just after the last word that did fit.
    """

    place: int
    states: tuple[int, ...]
    before: int


@frozen
class TooDeep:
    """Where the nesting passes the limit."""

    place: int


@frozen
class Read:
    """The node of a block, with the places of the comments in it."""

    value: Value
    comments: tuple[tuple[int, int], ...]


Phrase = tuple[int, str, Callable[[str, int, int], re.Match[str] | None]]
"""A terminal of several words: its place in the order of trying, its name, and how it is read."""


@frozen
class Scanner:
    """What can be read in one state: a fixed pattern, or a word of `words`, a phrase, or a name.

    Phrases are looked up by their first word: in one pattern for each state they would take most
    of the time in which a policy is first read.

    Args:
        words: The terminal of a fixed word; `_PHRASE` where a phrase may begin with it too.
        plain: The terminal of a fixed word that is no phrase.
        rivals: The patterns in place of which a phrase may stand, each with its place in the order.
    """

    match: Callable[[str, int, int], re.Match[str] | None]
    words: Mapping[str, str]
    plain: Mapping[str, str]
    takes_name: bool
    phrases: Mapping[str, tuple[Phrase, ...]]
    rivals: Mapping[str, int]

    def choose(
        self, text: str, places: tuple[int, int, int], name: str, word: str
    ) -> tuple[str, int]:
        """Return the terminal of a word that may begin a phrase, and where it ends.

        Args:
            places: Where the word begins and ends, and the text.
            name: As what the word was read.
        """
        begin, stop, end = places
        if name == _STOP:
            return END, stop
        lead = _LEAD.match(text, begin, end)
        before = self.rivals.get(name, _MANY)
        for rank, phrase, match in self.phrases.get(lead[0] if lead else "", ()):
            found = match(text, begin, end) if rank < before else None
            if found is not None:
                return phrase, found.end()
        return (self.plain.get(word, NAME) if name == _PHRASE else name), stop


@cache
def _scanner(terminals: tuple[Terminal, ...]) -> Scanner:
    plain = {each.word: each.name for each in terminals if each.word is not None}
    others = {each.name: each.pattern for each in terminals if not each.word}
    behind = others.pop(_BEHIND, None)
    takes_name = others.pop(NAME, None) is not None
    phrases: dict[str, tuple[Phrase, ...]] = {}
    rivals: dict[str, int] = {_STOP: 0}
    for rank, (name, pattern) in enumerate(others.items()):
        lead = _IS_PHRASE.match(pattern)
        if lead is None:
            rivals |= {} if _NO_LETTER.match(pattern) else {name: rank}
        else:
            phrase = rank, name, _compiled(pattern)
            phrases[lead[1]] = (*phrases.get(lead[1], ()), phrase)
    in_phrases = {phrase[1] for found in phrases.values() for phrase in found}
    either = [f"(?P<{name}>{others[name]})" for name in others if name not in in_phrases]
    whole = f"{_SPACE}(?:{'|'.join([*either, *_LAST])})"
    match = _compiled(f"(?P<{_BEHIND}>{behind})|{whole}" if behind else whole)
    words = plain | dict.fromkeys(phrases, _PHRASE)
    return Scanner(match, words, plain, takes_name, phrases, rivals)


@cache
def _compiled(pattern: str) -> Callable[[str, int, int], re.Match[str] | None]:
    return re.compile(pattern).match


# To shift: the next state. To reduce: what results, how many symbols, what is built (None where
# the only part is itself the result), and how much deeper that lies.
_Reduction = tuple[str, int, Build | None, int]
_Step = int | _Reduction


@attrs.frozen(eq=False)
class _State:
    """A state of the table made ready: how the next word is read, and what each terminal does."""

    scanner: Scanner
    steps: Mapping[str, _Step]


class Automaton:
    """A grammar with what is built at each rule; a state is made ready when one comes to it.

    A policy of a thousand lines comes to a third of the states.
    """

    def __init__(
        self, grammar: Grammar, build_of: Callable[[Rule], Build], converts: Mapping[str, Convert]
    ) -> None:
        self.grammar = grammar
        self.converts = converts
        self.ready: list[_State | None] = [None] * len(grammar.actions)
        self._build_of = build_of
        self._reductions: dict[int, _Reduction] = {}

    def state(self, number: int) -> _State:
        """Return a state, made ready."""
        state = self.ready[number]
        if state is None:
            row = self.grammar.actions[number]
            steps = {
                name: action if isinstance(action, int) else self._reduction(action)
                for name, action in row.items()
            }
            scanner = _scanner(tuple([x for x in self.grammar.terminals if x.name in row]))
            state = self.ready[number] = _State(scanner, steps)
        return state

    def _reduction(self, rule: Rule) -> _Reduction:
        found = self._reductions.get(id(rule))
        if found is None:
            passes = rule.passes and rule.length == 1
            build = None if passes and rule.parts else self._build_of(rule)
            found = (rule.origin, rule.length, build, 0 if rule.is_list or passes else 1)
            self._reductions[id(rule)] = found
        return found

    def run(
        self, text: str, places: tuple[int, int], context: Context, first: str = "start"
    ) -> Read | Failure | TooDeep:
        """Read the text between two places as one production; linear in its length.

        Args:
            context: Handed to what is built; it knows the source and collects what is wrong.
            first: The production to read.
        """
        outcome = _Reading(self, text, places, context, first).run()
        assert outcome is not None, "reading a beginning alone has no outcome"
        return outcome

    def states_at(self, text: str, places: tuple[int, int], context: Context) -> tuple[int, ...]:
        """Return the stack of states after the words between two places of a block.

        Empty where these words cannot be the beginning of a block.
        """
        start, end = places
        words = start, start + len(text[start:end].rstrip())
        reading = _Reading(self, text, words, context)
        return tuple(reading.states) if reading.run() is None else ()

    def accepts(self, states: tuple[int, ...]) -> tuple[str, ...]:
        """Return the terminals that could really stand at a place, in the order of the table."""
        steps = self.state(states[-1]).steps
        return tuple(name for name in steps if self.fits(states, name))

    def fits(self, states: tuple[int, ...], name: str) -> bool:
        """Tell whether a terminal can really stand at a place; no state alone knows that."""
        stack = list(states)
        while True:
            step = self.state(stack[-1]).steps.get(name)
            if step is None:
                return name == END and stack[-1] in self.grammar.ends
            if isinstance(step, int):
                return True
            origin, length, _, _ = step
            if length:
                del stack[-length:]
            stack.append(self.grammar.gotos[stack[-1]][origin])


class _Reading:
    """One run over a block: the stacks, and where the run stands in the text.

    Args:
        first: The production to read whole; when left out a block is read as far as it goes.
    """

    def __init__(
        self,
        machine: Automaton,
        text: str,
        places: tuple[int, int],
        context: Context,
        first: str | None = None,
    ) -> None:
        self.machine = machine
        self.text = text
        self.place, self.end = places
        self.after = self.place
        self.context = context
        self.is_whole = first is not None
        self.states = [machine.grammar.starts[first or "start"]]
        self.values: list[Value] = []
        self.begins: list[int] = []
        self.depths: list[int] = []
        self.comments: list[tuple[int, int]] = []

    def run(self) -> Read | Failure | TooDeep | None:
        """Read word after word, and do all that follows from each; None after a beginning."""
        text, end, context = self.text, self.end, self.context
        ready, make_ready = self.machine.ready, self.machine.state
        converts = self.machine.converts
        states, values, begins, depths = self.states, self.values, self.begins, self.depths
        while True:
            number = states[-1]
            state = ready[number] or make_ready(number)
            scanner = state.scanner
            found = scanner.match(text, self.place, end)
            if found is None:
                if (failure := self._skip_comment()) is not None:
                    return failure
                continue
            name: str = found.lastgroup  # type: ignore[assignment]
            begin, stop = found.span(name)
            word = text[begin:stop]
            is_word = name == _WORD
            if is_word:
                name = scanner.words.get(word, NAME)
            if name == _PHRASE or name in scanner.rivals:
                name, after = scanner.choose(text, (begin, stop, end), name, word)
                if after != stop:
                    word, stop, is_word = text[begin:after], after, False
            if name == NAME and (not scanner.takes_name or word in _NO_NAMES):
                return self._fail(begin)
            if len(states) > MOST_STATES:
                return TooDeep(begin)
            step = state.steps.get(name)
            if not isinstance(step, int):
                if is_word and name != NAME and scanner.takes_name:
                    name = self._certain(name)
                outcome = self._reduce(name, begin)
                if not isinstance(outcome, int):
                    return outcome
                step = outcome
            convert = converts.get(name)
            states.append(step)
            values.append(word if convert is None else convert(word, begin, context))
            begins.append(begin)
            depths.append(0)
            self.place = self.after = stop

    def _certain(self, name: str) -> str:
        """Return as what a word is read that can be a name too, where a rule is applied before it.

        States are shared between contexts: where the reserved word does not fit it is a name.
        """
        return name if self.machine.fits(tuple(self.states), name) else NAME

    def _reduce(self, name: str, place: int) -> int | Read | Failure | TooDeep | None:
        """Apply the rules that end before a word, and return the state that it leads to."""
        if name == END and not self.is_whole:
            return None
        ready, make_ready = self.machine.ready, self.machine.state
        gotos, ends = self.machine.grammar.gotos, self.machine.grammar.ends
        states, values, begins, depths = self.states, self.values, self.begins, self.depths
        before, after, context = tuple(states), self.after, self.context
        while True:
            number = states[-1]
            step = (ready[number] or make_ready(number)).steps.get(name)
            if isinstance(step, int):
                return step
            if step is None:
                return Failure(place, before, after)
            origin, length, build, deeper = step
            if build is None:
                states[-1] = gotos[states[-2]][origin]
            elif length == 1:
                depths[-1] += deeper
                if depths[-1] > MOST_DEPTH:
                    return TooDeep(begins[-1])
                values[-1] = build(values[-1:], begins[-1], after, context)
                states[-1] = gotos[states[-2]][origin]
            else:
                parts, depth, begin = [], 0, after
                if length:
                    parts = values[-length:]
                    depth = max(depths[-length:]) + deeper
                    begin = begins[-length]
                    if depth > MOST_DEPTH:
                        return TooDeep(begin)
                    del values[-length:], depths[-length:], begins[-length:], states[-length:]
                values.append(build(parts, begin, after, context))
                begins.append(begin)
                depths.append(depth)
                states.append(gotos[states[-1]][origin])
            if name == END and states[-1] in ends:
                return Read(values[-1], tuple(self.comments))

    def _skip_comment(self) -> Failure | None:
        found = _COMMENT.match(self.text, self.place, self.end)
        assert found is not None
        if found[1] is None:
            return self._fail(found.end())
        self.comments.append(found.span(1))
        self.place = found.end()
        return None

    def _fail(self, place: int) -> Failure:
        return Failure(place, tuple(self.states), self.after)
