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

MOST_DEPTH = 100
MOST_STATES = 2_000  # open at one time; a hundred levels need fewer

# A value in the middle of being built: a node, a text, a number, a list of these, or nothing.
Value = Any
Context = Any
Build = Callable[[list[Value], int, int, Context], Value]
Convert = Callable[[str, int, Context], Value]

_SPACE = "[ \t\r\n\u00a0]*+"
_SPACES = re.compile(_SPACE)
_COMMENT = re.compile(r"#[^\n]*")
_NO_NAMES = RESERVED | ANSWERED
_WORD, _STOP = "AWORD", "ASTOP"
_BEHIND = "_BRON_ERACHTER"  # must see the spaces before it: it stands on the same line


@attrs.frozen
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


@attrs.frozen
class TooDeep:
    """Where the nesting passes the limit."""

    place: int


@attrs.frozen
class Read:
    """The node of a block, with the places of the comments in it."""

    value: Value
    comments: tuple[tuple[int, int], ...]


@attrs.frozen
class Scanner:
    """What can be read in one state: a fixed pattern, or a word from `words`, or a name."""

    match: Callable[[str, int, int], re.Match[str] | None]
    words: Mapping[str, str]
    takes_name: bool


@cache
def _scanner(terminals: tuple[Terminal, ...]) -> Scanner:
    words = {each.word: each.name for each in terminals if each.word is not None}
    patterns = {
        each.name: f"(?P<{each.name}>{each.pattern})" for each in terminals if not each.word
    }
    behind = patterns.pop(_BEHIND, None)
    takes_name = patterns.pop(NAME, None) is not None
    either = "|".join([*patterns.values(), f"(?P<{_WORD}>[^\\W\\d_]\\w*)", f"(?P<{_STOP}>\\Z)"])
    whole = f"{_SPACE}(?:{either})"
    return Scanner(re.compile(f"{behind}|{whole}" if behind else whole).match, words, takes_name)


# To shift: the next state. To reduce: what results, how many symbols, what is built (None where
# the only part is itself the result), and how much deeper that lies.
_Reduction = tuple[str, int, Build | None, int]
_Step = int | _Reduction


class _Steps(dict[int, dict[str, _Step]]):
    """Per state what each terminal does; made when the state is first come to, as most never are.

    A policy of a thousand lines comes to a third of the states.
    """

    def __init__(self, grammar: Grammar, build_of: Callable[[Rule], Build]) -> None:
        super().__init__()
        self._grammar = grammar
        self._build_of = build_of
        self._reductions: dict[int, _Reduction] = {}

    def __missing__(self, state: int) -> dict[str, _Step]:
        row = self._grammar.actions[state]
        steps = self[state] = {
            name: action if isinstance(action, int) else self._reduction(action)
            for name, action in row.items()
        }
        return steps

    def _reduction(self, rule: Rule) -> _Reduction:
        found = self._reductions.get(id(rule))
        if found is None:
            passes = rule.passes and rule.length == 1
            build = None if passes and rule.parts else self._build_of(rule)
            found = (rule.origin, rule.length, build, 0 if rule.is_list or passes else 1)
            self._reductions[id(rule)] = found
        return found


class Automaton:
    """A grammar with what is built at each rule; a state is made ready when one comes to it."""

    def __init__(
        self, grammar: Grammar, build_of: Callable[[Rule], Build], converts: Mapping[str, Convert]
    ) -> None:
        self.grammar = grammar
        self.converts = converts
        self.steps: Mapping[int, Mapping[str, _Step]] = _Steps(grammar, build_of)
        self._scanners: dict[int, Scanner] = {}

    def scanner_of(self, state: int) -> Scanner:
        """Return how the next word is read in a state."""
        scanner = self._scanners.get(state)
        if scanner is None:
            accepted = self.grammar.actions[state]
            scanner = _scanner(tuple(x for x in self.grammar.terminals if x.name in accepted))
            self._scanners[state] = scanner
        return scanner

    def run(
        self, text: str, places: tuple[int, int], context: Context, first: str = "start"
    ) -> Read | Failure | TooDeep:
        """Read the text between two places as one production; linear in its length.

        Args:
            context: Handed to what is built; it knows the source and collects what is wrong.
            first: The production to read.
        """
        reading = _Reading(self, text, places, context, first)
        while True:
            outcome = reading.step()
            if outcome is not None:
                return outcome

    def states_at(self, text: str, places: tuple[int, int], context: Context) -> tuple[int, ...]:
        """Return the stack of states after the words between two places of a block.

        Empty where these words cannot be the beginning of a block.
        """
        reading = _Reading(self, text, places, context, "start")
        while text[reading.place : reading.end].strip():
            if reading.step() is not None:
                return ()
        return tuple(reading.states)

    def accepts(self, states: tuple[int, ...]) -> tuple[str, ...]:
        """Return the terminals that could really stand at a place, in the order of the table."""
        return tuple(name for name in self.steps[states[-1]] if self.fits(states, name))

    def fits(self, states: tuple[int, ...], name: str) -> bool:
        """Tell whether a terminal can really stand at a place; no state alone knows that."""
        stack = list(states)
        while True:
            step = self.steps[stack[-1]].get(name)
            if step is None:
                return name == END and stack[-1] in self.grammar.ends
            if isinstance(step, int):
                return True
            origin, length, _, _ = step
            if length:
                del stack[-length:]
            stack.append(self.grammar.gotos[stack[-1]][origin])


class _Reading:
    """One run over a block: the stacks, and where the run stands in the text."""

    def __init__(
        self,
        machine: Automaton,
        text: str,
        places: tuple[int, int],
        context: Context,
        first: str,
    ) -> None:
        self.machine = machine
        self.steps = machine.steps
        self.gotos = machine.grammar.gotos
        self.text = text
        self.place, self.end = places
        self.after = self.place
        self.context = context
        self.states = [machine.grammar.starts[first]]
        self.values: list[Value] = []
        self.begins: list[int] = []
        self.depths: list[int] = []
        self.comments: list[tuple[int, int]] = []

    def step(self) -> Read | Failure | TooDeep | None:
        """Read one word and do all that follows from it; an outcome ends the run."""
        scanner = self.machine.scanner_of(self.states[-1])
        found = scanner.match(self.text, self.place, self.end)
        if found is None:
            return self._skip_comment()
        group: str = found.lastgroup  # type: ignore[assignment]
        word, begin = found[group], found.start(group)
        name = group
        if group == _WORD:
            name = scanner.words.get(word, NAME)
            if name == NAME and (not scanner.takes_name or word in _NO_NAMES):
                return self._fail(begin)
        elif group == _STOP:
            name = END
        if len(self.states) > MOST_STATES:
            return TooDeep(begin)
        before = tuple(self.states)
        step = self.steps[before[-1]].get(name)
        unsure = (
            group == _WORD and name != NAME and scanner.takes_name and not isinstance(step, int)
        )
        if unsure and not self.machine.fits(before, name):
            # States are shared between contexts: here the word is a name all the same.
            name = NAME
            step = self.steps[before[-1]].get(name)
        while not isinstance(step, int):
            if step is None:
                return Failure(begin, before, self.after)
            outcome = self._reduce(step, name)
            if outcome is not None:
                return outcome
            step = self.steps[self.states[-1]].get(name)
        convert = self.machine.converts.get(name)
        self.states.append(step)
        self.values.append(word if convert is None else convert(word, begin, self.context))
        self.begins.append(begin)
        self.depths.append(0)
        self.place = self.after = found.end()
        return None

    def _reduce(self, step: _Reduction, name: str) -> Read | TooDeep | None:
        origin, length, build, deeper = step
        states, values, begins, depths = self.states, self.values, self.begins, self.depths
        if build is None:
            states[-1] = self.gotos[states[-2]][origin]
            return self._at_end(name)
        if length:
            parts = values[-length:]
            depth = max(depths[-length:]) + deeper
            begin = begins[-length]
            del values[-length:], depths[-length:], begins[-length:], states[-length:]
            if depth > MOST_DEPTH:
                return TooDeep(begin)
        else:
            parts, depth, begin = [], 0, self.after
        value = build(parts, begin, self.after, self.context)
        states.append(self.gotos[states[-1]][origin])
        values.append(value)
        begins.append(begin)
        depths.append(depth)
        return self._at_end(name)

    def _at_end(self, name: str) -> Read | None:
        if name == END and self.states[-1] in self.machine.grammar.ends:
            return Read(self.values[-1], tuple(self.comments))
        return None

    def _skip_comment(self) -> Failure | None:
        spaces = _SPACES.match(self.text, self.place, self.end)
        assert spaces is not None
        comment = _COMMENT.match(self.text, spaces.end(), self.end)
        if comment is None:
            return self._fail(spaces.end())
        self.comments.append(comment.span())
        self.place = comment.end()
        return None

    def _fail(self, place: int) -> Failure:
        return Failure(place, tuple(self.states), self.after)
