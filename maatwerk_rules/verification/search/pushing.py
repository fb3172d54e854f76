"""A draft pushed until a condition holds: the atoms of a rule walked through, one by one.

No step has to succeed: what pushes one atom may undo another. Who pushes looks at the end whether
it worked, and begins again elsewhere where it did not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from maatwerk_rules.analysis.desugar_expressions import type_of_core
from maatwerk_rules.compiler.support import Deel
from maatwerk_rules.model import core
from maatwerk_rules.model.types import Keuze, Scalar, Type
from maatwerk_rules.verification.search.cases import Draft
from maatwerk_rules.verification.search.reading import START, Env
from maatwerk_rules.verification.search.solving import Sides, Solver, signs
from maatwerk_rules.verification.search.terrain import Terrain
from maatwerk_rules.verification.search.working import Placed, placed

DEEPEST = 20
MOST_RECORDS = 3
"""How many records a list gets at most by pushing."""
AT_EDGE = 0.5
"""How often what is asked of months is brought to its edge, so that months differ."""
MOST_WOKEN = 4
"""How deep in what is pushed other rules are still made to work."""
MOST_SLEEPING = 30
"""Among how many definitions below is looked for one to wake."""
MOST_STEPS = 80
"""How many parts are pushed for one rule."""


class Pusher:
    """Changes a draft so that conditions hold or do not; `edge` brings numbers to their limit."""

    def __init__(
        self, terrain: Terrain, draft: Draft, random: Random, *, edge: float = 0.5
    ) -> None:
        self._terrain = terrain
        self._reader = terrain.reader
        self._draft = draft
        self._random = random
        self._edge = edge
        self._solver = Solver(terrain, draft, random)
        self._steps = 0

    # ------------------------------------------------------------------ a rule

    def aim(
        self, at: Placed, record: Deel | None, onto: Callable[[Placed, Env], None] | None = None
    ) -> None:
        """Push a rule, those above it, and away from it those that would decide instead.

        Args:
            onto: Pushes the rule itself, where it has to do more than work.
        """
        self._steps = 0
        if at.in_step:
            self._base(at, record)
        departed = at.departs_from()
        if departed:
            listed = [one for one in placed(at.definition) if one.name in departed]
            for one in (self._random.choice(listed),) if listed else ():
                for each in (*one.above, one):
                    self.push(each.node.guard, True, each.env(record))
        for parent in at.above:
            self.push(parent.node.guard, True, parent.env(record))
        if onto is None:
            self.push(at.node.guard, True, at.env(record))
        else:
            onto(at, at.env(record))
        for other in at.before():
            self._steps = 0
            self.push(other.guard, False, at.env(record))

    def _base(self, at: Placed, record: Deel | None) -> None:
        """Push a rule that gives what an adjustment changes."""
        giving = [one for one in placed(at.definition) if one.node in at.definition.rules]
        if giving:
            base = self._random.choice(giving)
            self.push(base.node.guard, True, base.env(record))
            for other in base.before():
                self.push(other.guard, False, base.env(record))

    def make_possible(self) -> bool:
        """Push what every case must hold to; True when it does."""
        case = self._reader.case(self._draft)
        if self._terrain.can_be(case):
            return True
        for one in self._terrain.premises:
            self._steps = 0
            self.push(one, True, START)
        return self._terrain.can_be(self._reader.case(self._draft))

    def free(self, bound: core.Bound, env: Env) -> None:
        """Push so that a bound does not bind."""
        for one in self._terrain.bounds.of(bound):
            self.push(one, True, env)

    def record_of(self, lists: Sequence[str]) -> Deel:
        """Return a record of one of some lists, added where there is none."""
        return self._some_record(lists)

    def record_for(self, soort: str) -> Deel | None:
        """Return a record of a soort, added where there is none."""
        lists = [*self._terrain.layout.lists_of(soort)]
        return self._some_record(lists) if lists else None

    def record_in(self, lists: Sequence[str]) -> Deel:
        """Return a record of one of some lists, added where there is none."""
        return self._some_record(lists)

    # ------------------------------------------------------------------ a condition

    def push(self, expr: core.Expr, wanted: bool, env: Env, depth: int = 0) -> None:
        """Change facts so that a condition holds, or does not."""
        if depth > DEEPEST or self._steps > MOST_STEPS:
            return
        is_atom = isinstance(expr, core.Compare)
        if not is_atom and self._is(expr, env) is wanted:
            return
        self._steps += 1
        match expr:
            case core.Not(part=part):
                self.push(part, not wanted, env, depth + 1)
            case core.And(parts=parts):
                self._several(parts, wanted, wanted, env, depth)
            case core.Gate(first=first, then=then):
                self._several((first, then), wanted, wanted, env, depth)
            case core.Or(parts=parts):
                self._several(parts, wanted, not wanted, env, depth)
            case core.AtLeast():
                self._at_least(expr, wanted, env, depth)
            case core.Compare():
                self._compare(expr, wanted, env, depth)
            case core.Aggregate():
                self._quantified(expr, wanted, env, depth)
            case _:
                self.assign(expr, wanted, env, depth)

    def _is(self, expr: core.Expr, env: Env) -> object:
        return self._reader.worth(expr, self._reader.case(self._draft), env)

    def _several(
        self, parts: Sequence[core.Expr], wanted: bool, all_: bool, env: Env, depth: int
    ) -> None:
        """Push all parts, twice as one may undo another; or one of them."""
        if not all_:
            self.push(self._random.choice(parts), wanted, env, depth + 1)
            return
        for part in parts:
            self.push(part, wanted, env, depth + 1)
        for part in parts:
            if self._is(part, env) is not wanted:
                self.push(part, wanted, env, depth + 1)

    def _at_least(self, expr: core.AtLeast, wanted: bool, env: Env, depth: int) -> None:
        parts = [*expr.parts]
        self._random.shuffle(parts)
        goal = expr.low if wanted else expr.low - 1
        if goal < 0:
            goal = len(parts)
        for number, part in enumerate(parts):
            self.push(part, number < goal, env, depth + 1)

    # ------------------------------------------------------------------ a comparison

    def _compare(self, expr: core.Compare, wanted: bool, env: Env, depth: int) -> None:
        is_equal = (expr.operator == "eq") is wanted
        for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
            if isinstance(other, core.Constant) and isinstance(other.value, bool | str):
                if self._is(expr, env) is not wanted:
                    value: Scalar = other.value
                    if not is_equal:
                        value = _another(type_of_core(side), other.value, self._random)
                    self.assign(side, value, env, depth + 1)
                return
        now = self._is(expr, env)
        edge = self._random.random() < self._edge
        if now is wanted and not edge:
            return
        sides = Sides(expr.left, expr.right, env)
        if self._solver.difference(sides) is not None:
            goal = signs(expr.operator, wanted)
            if not self._solver.solve(sides, goal, edge=edge):
                self._by_records(expr, wanted, env, depth)
                self._by_rules(expr, wanted, env, depth)
        elif now is not wanted:
            other_side = self._is(expr.right, env)
            if isinstance(other_side, bool | str):
                kept = other_side
                if not is_equal:
                    kept = _another(type_of_core(expr.left), other_side, self._random)
                self.assign(expr.left, kept, env, depth + 1)

    def _by_records(self, expr: core.Compare, wanted: bool, env: Env, depth: int) -> None:
        """Add a record that counts, or change one, where no number can be moved."""
        found = [
            part
            for side in (expr.left, expr.right)
            for part in self._unfolded(side, env)
            if isinstance(part[0], core.Aggregate | core.OverMonths)
        ]
        if not found:
            return
        part, inside = self._random.choice(found)
        if isinstance(part, core.OverMonths):
            self._over_months(part, inside, depth)
            return
        assert isinstance(part, core.Aggregate)
        lists = [one.name for one in part.lists]
        for _ in range(MOST_RECORDS):
            more = self._random.random() < 0.7
            row = self._some_record(lists, new=more)
            if part.where is not None:
                self.push(part.where, more, inside.within(part.variable, row), depth + 1)
            sides = Sides(expr.left, expr.right, env)
            if self._solver.solve(sides, signs(expr.operator, wanted), edge=False):
                return

    def _over_months(self, part: core.OverMonths, env: Env, depth: int) -> None:
        """Turn what is asked of a month, or bring it to where other months may come out else."""
        if self._random.random() < AT_EDGE:
            before, self._edge = self._edge, 1.0
            compared = [
                one
                for one in self._unfolded(part.body, env)
                if isinstance(one[0], core.Compare) and not needs_more(*one)
            ]
            if compared:
                atom, inside = self._random.choice(compared)
                self.push(atom, True, inside, depth + 1)
            self._edge = before
            return
        self.push(part.body, self._is(part.body, env) is not True, env, depth + 1)

    def _by_rules(self, expr: core.Compare, wanted: bool, env: Env, depth: int) -> None:
        """Wake a rule below that does not work, where no number that flows can be moved."""
        if depth > MOST_WOKEN or self._is(expr, env) is wanted:
            return
        asleep = [
            (at, row)
            for definition, row in self._asleep((expr.left, expr.right), env)
            for at in placed(definition)
            if at.node.value is not None and not at.above
        ]
        if not asleep:
            return
        at, row = self._random.choice(asleep)
        self.push(at.node.guard, True, at.env(row), depth + 1)
        for other in at.before():
            self.push(other.guard, False, at.env(row), depth + 1)
        self.push(expr, wanted, env, depth + 1)

    def _asleep(
        self, sides: Sequence[core.Expr], env: Env
    ) -> Iterator[tuple[core.Definition, Deel | None]]:
        """Yield the definitions below, with their record, of which the default holds."""
        case = self._reader.case(self._draft)
        waiting: list[tuple[core.Expr, Env]] = [(side, env) for side in sides]
        seen: set[tuple[str, int]] = set()
        while waiting and len(seen) < MOST_SLEEPING:
            for definition, row in self._read_in(*waiting.pop(0)):
                if (definition.name, id(row)) in seen:
                    continue
                seen.add((definition.name, id(row)))
                own = START if row is None else Env({definition.record or "": row})
                given = (definition.expression, *(one.value for one in core.nodes(definition)))
                waiting += [(one, own) for one in given if one is not None]
                default = definition.default
                if default is not None and definition.rules:
                    rows = () if row is None else (row,)
                    now = self._reader.value(definition.name, case, *rows)
                    if now == self._reader.worth(default, case, own):
                        yield definition, row

    def _read_in(self, expr: core.Expr, env: Env) -> Iterator[tuple[core.Definition, Deel | None]]:
        """Yield the definitions that an expression reads, with their record."""
        for part in core.walk(expr):
            name, row = "", None
            if isinstance(part, core.Read):
                name, row = part.name, env.rows.get(part.variable or "")
            elif isinstance(part, core.Previous) and env.previous is not None:
                name, row = env.previous.name, env.rows.get(env.previous.record or "")
            definition = self._terrain.program.definitions.get(name)
            if definition is not None and (definition.record is None) is (row is None):
                yield definition, row

    def _unfolded(self, expr: core.Expr, env: Env, depth: int = 0) -> list[tuple[core.Expr, Env]]:
        """Return the parts of an expression, with those of the begrippen it reads."""
        found: list[tuple[core.Expr, Env]] = []
        for part in core.walk(expr):
            found.append((part, env))
            if isinstance(part, core.Read) and depth < 4:
                definition = self._terrain.program.definitions.get(part.name)
                row = env.rows.get(part.variable or "")
                if definition is not None and definition.expression is not None:
                    inside = START if row is None else Env({definition.record or "": row})
                    found += self._unfolded(definition.expression, inside, depth + 1)
        return found

    # ------------------------------------------------------------------ a value

    def assign(self, expr: core.Expr, value: Scalar, env: Env, depth: int) -> None:
        """Change facts so that something is ja, nee or an option."""
        if depth > DEEPEST or self._is(expr, env) == value:
            return
        match expr:
            case core.Fact(name=name):
                self._draft.facts[name] = value
            case core.Judged(name=name, variable=None):
                self._draft.facts[f"oordeel:{name}"] = value
            case core.Judged(name=name, variable=str(variable)) if variable in env.rows:
                env.rows[variable][f"oordeel:{name}"] = value
            case core.Field(variable=variable, field=field) if variable in env.rows:
                env.rows[variable][field] = value
            case core.Unfilled(name=name):
                self._draft.facts[f"invulling:{name}"] = value
            case core.Read():
                self._read(expr, value, env, depth)
            case core.Choose():
                self._choose(expr, value, env, depth)
            case core.Aggregate(kind="only", lists=lists, variable=variable, body=body):
                (row,), assigned = self._draft.lists[lists[0].name], body
                assert assigned is not None
                self.assign(assigned, value, env.within(variable, row), depth + 1)
            case _ if isinstance(value, bool) and not isinstance(expr, core.Constant):
                self.push(expr, value, env, depth + 1)

    def _choose(self, expr: core.Choose, value: Scalar, env: Env, depth: int) -> None:
        """Take a branch that may give the value, and make it so."""
        conditions = [condition for condition, _ in expr.branches]
        values = [*(given for _, given in expr.branches), expr.otherwise]
        may = [
            number
            for number, one in enumerate(values)
            if not isinstance(one, core.Constant) or one.value == value
        ]
        if not may:
            return
        chosen = self._random.choice(may)
        for number, condition in enumerate(conditions[: chosen + 1]):
            self.push(condition, number == chosen, env, depth + 1)
        self.assign(values[chosen], value, env, depth + 1)

    def _read(self, expr: core.Read, value: Scalar, env: Env, depth: int) -> None:
        definition = self._terrain.program.definitions.get(expr.name)
        row = env.rows.get(expr.variable) if expr.variable is not None else None
        if definition is None:
            return
        if definition.expression is not None:
            inside = START if row is None else Env({definition.record or "": row})
            self.assign(definition.expression, value, inside, depth + 1)
            return
        may: list[Placed | None] = [
            at
            for at in placed(definition)
            if at.node.value is not None
            and (not isinstance(at.node.value, core.Constant) or at.node.value.value == value)
        ]
        default = definition.default
        if default is not None and not (
            isinstance(default, core.Constant) and default.value != value
        ):
            may += [None] * max(len(may), 1)
        if may:
            self._rule(definition, self._random.choice(may), value, (row, depth))

    def _rule(
        self,
        definition: core.Definition,
        at: Placed | None,
        value: Scalar,
        where: tuple[Deel | None, int],
    ) -> None:
        """Let one rule give the value, or none so that the default does."""
        row, depth = where
        if at is None:
            for top in (one for one in placed(definition) if not one.above):
                self.push(top.node.guard, False, top.env(row), depth + 1)
            return
        for parent in at.above:
            self.push(parent.node.guard, True, parent.env(row), depth + 1)
        self.push(at.node.guard, True, at.env(row), depth + 1)
        assert at.node.value is not None
        self.assign(at.node.value, value, at.env(row), depth + 1)
        for other in at.before():
            self.push(other.guard, False, at.env(row), depth + 1)

    # ------------------------------------------------------------------ records

    def _quantified(self, expr: core.Aggregate, wanted: bool, env: Env, depth: int) -> None:
        """Push one record where one is enough, all of them where all must."""
        if expr.kind == "only":
            self.assign(expr, wanted, env, depth)
            return
        if expr.where is None:
            self._presence(expr, wanted)
            return
        lists = [one.name for one in expr.lists]
        one_is_enough = (expr.kind == "any") is wanted
        if one_is_enough:
            row = self._some_record(lists)
            self.push(expr.where, wanted, env.within(expr.variable, row), depth + 1)
            return
        for name in lists:
            for row in self._draft.lists[name]:
                self.push(expr.where, wanted, env.within(expr.variable, row), depth + 1)

    def _presence(self, expr: core.Aggregate, wanted: bool) -> None:
        lists = [one.name for one in expr.lists]
        if wanted:
            self._some_record(lists)
        else:
            for name in lists:
                if not self._terrain.layout.lists[name].minimum:
                    self._draft.lists[name] = ()

    def _some_record(self, lists: Sequence[str], *, new: bool = False) -> Deel:
        """Return one of the records of lists; a new one where there is none or it is asked."""
        there = [row for name in lists for row in self._draft.lists[name]]
        if there and not new and self._random.random() < 0.85:
            return self._random.choice(there)
        room = [
            name
            for name in lists
            if len(self._draft.lists[name])
            < min(self._terrain.layout.lists[name].maximum, MOST_RECORDS)
        ]
        if not room:
            return self._random.choice(there)
        return self._terrain.drafts.add_record(self._draft, self._random.choice(room))


def needs_more(expr: core.Expr, env: Env) -> bool:
    """Tell whether an expression reads a record that only what stands around it can name."""
    bound = {part.variable for part in core.walk(expr) if isinstance(part, core.Aggregate)}
    read: set[str] = set()
    for part in core.walk(expr):
        if isinstance(part, core.Field | core.Judged | core.Read):
            read |= {part.variable or ""}
    return not read <= {"", *bound, *env.rows}


def _another(type_: Type, value: bool | str, random: Random) -> bool | str:
    """Return another value than this one, where there is another."""
    if isinstance(value, bool):
        return not value
    options = type_.opties if isinstance(type_, Keuze) else ()
    others = [one for one in options if one != value]
    return random.choice(others) if others else value
