"""A second reading of the language for cases of which all is known: one value at a time.

It is written from the description of the language alone and shares no code with the evaluator:
no sets, no intervals, no trace. It is slow and small, and that is its worth.
"""

import calendar
import math
from datetime import date, timedelta
from fractions import Fraction

import attrs

from maatwerk_rules.model.unknown import Leaf

LEEG, TERZIJDE, STRIJDIG, GEEN_REGEL = "leeg", "terzijde", "strijdig", "geen_regel"


class UnknowableError(Exception):
    """The outcome reads something that no fact can tell."""


class Oracle:
    def __init__(self, program, case, days=None):
        self.program, self.case, self.memory = program, case, {}
        self.days = {} if days is None else days
        self.days[case.peildatum] = self

    def result(self, name, record=None, phase=2):
        """Return ("waarde", value), (STRIJDIG,) or (GEEN_REGEL,)."""
        key = (name, record, phase)
        if key not in self.memory:
            definition = self.program.definitions[name]
            records = {definition.record: record}
            self.memory[key] = self.define(definition, {"records": records, "phase": phase})
        return self.memory[key]

    # Passes.

    def define(self, definition, env):
        if definition.expression is not None:
            return ("waarde", self.value(definition.expression, env))
        phase = env["phase"]
        works = [d for d in definition.deviations if d.phase <= phase and not d.favourable]
        result = self.outcome(definition, works, env)
        for current in (1, 2):
            joining = [d for d in definition.deviations if d.favourable and d.phase == current]
            if current <= phase and joining:
                works = works + joining
                if self.is_best(result, definition):
                    continue
                result = self.better(result, self.outcome(definition, works, env), definition)
        return result

    def is_best(self, result, definition):
        order = definition.order
        return isinstance(order, tuple) and result == ("waarde", order[-1])

    def better(self, before, after, definition):
        if self.is_best(after, definition):
            return after
        if STRIJDIG in (before[0], after[0]):
            return (STRIJDIG,)
        if before[0] == GEEN_REGEL:
            return after
        if after[0] == GEEN_REGEL:
            return before
        order = definition.order
        if isinstance(order, tuple):
            return max(before, after, key=lambda result: order.index(result[1]))
        return max(before, after) if order == "hoger" else min(before, after)

    def outcome(self, definition, works, env):
        nodes = self.with_groups(definition.rules, None, works)
        given = [(node.name, self.node(node, definition, works, env)) for node in nodes]
        found = self.together(given, definition.above, definition.together)
        if found[0] == LEEG:
            if definition.default is None:
                return (GEEN_REGEL,)
            return ("waarde", self.value(definition.default, env))
        for stage in definition.stages:
            if found[0] == STRIJDIG:
                return found
            before = found[1]
            inside = {**env, "previous": before}
            given = [
                (node.name, self.node(node, definition, works, inside))
                for node in stage.adjustments
            ]
            if definition.together == "som":
                given = [
                    (name, ("waarde", g[1] - before) if g[0] == "waarde" else g)
                    for name, g in given
                ]
            adjusted = self.together(given, definition.above, definition.together)
            if adjusted[0] == "waarde" and definition.together == "som":
                adjusted = ("waarde", before + adjusted[1])
            found = found if adjusted[0] == LEEG else adjusted
        return found

    # Siblings and nodes.

    def together(self, given, above, way):
        giving = {name: what for name, what in given if what[0] != LEEG}
        standing = [
            what for name, what in giving.items() if not set(above.get(name, ())) & set(giving)
        ]
        if not standing:
            return (LEEG,)
        if (TERZIJDE,) in standing:
            return (TERZIJDE,)
        if (STRIJDIG,) in standing:
            return (STRIJDIG,)
        values = [what[1] for what in standing]
        if way is not None:
            return ("waarde", {"som": sum, "hoogste": max, "laagste": min}[way](values))
        return ("waarde", values[0]) if len(set(values)) == 1 else (STRIJDIG,)

    def with_groups(self, nodes, place, works):
        standing_in = [d.stands_in for d in works if d.stands_in is not None and d.place == place]
        return [*nodes, *standing_in]

    def node(self, node, definition, works, env):
        for deviation in works:
            inside = {**env, "own": (definition.name, deviation.phase - 1)}
            if deviation.stands_in is node:
                env = inside
            if node.name not in deviation.aside:
                continue
            if self.node(deviation.node, definition, works, inside) != (LEEG,):
                return (LEEG,)
        if self.is_closed(node, env) or not self.value(node.guard, env):
            return (LEEG,)
        exceptions = self.with_groups(node.exceptions, node.name, works)
        given = [(one.name, self.node(one, definition, works, env)) for one in exceptions]
        found = self.together(given, definition.above, None)
        if found[0] == TERZIJDE:
            return (LEEG,)
        if found[0] != LEEG:
            return found
        replacing = [
            (
                deviation.name,
                self.node(
                    deviation.node,
                    definition,
                    works,
                    {**env, "own": (definition.name, deviation.phase - 1)},
                ),
            )
            for deviation in works
            if deviation.replaces == node.name
        ]
        found = self.together(replacing, definition.above, None)
        if found[0] != LEEG:
            return found
        return (TERZIJDE,) if node.value is None else ("waarde", self.value(node.value, env))

    def is_closed(self, node, env):
        if not (node.closed_by_look and self.case.looked):
            return False
        for judged in node.judgements:
            records = [None]
            if judged.variable is not None and judged.variable in env["records"]:
                records = [env["records"][judged.variable]]
            elif judged.variable is not None:
                records = self.case.lists["dingen"].records
            if any(Leaf("oordeel", judged.name, one) not in self.case.values for one in records):
                return True
        return False

    # Expressions.

    def value(self, expr, env):
        return getattr(self, type(expr).__name__.lower())(expr, env)

    def known(self, leaf):
        if leaf in self.case.values:
            return self.case.values[leaf]
        today = self.case.peildatum
        for period in self.case.courses.get(leaf, ()):
            if period.start <= today and (period.end is None or today < period.end):
                return period.value
        raise UnknowableError

    def constant(self, expr, env):
        return expr.value

    def fact(self, expr, env):
        return self.known(Leaf("gegeven", expr.name))

    def field(self, expr, env):
        record = env["records"][expr.variable]
        return self.known(Leaf("gegeven", record.list, record, expr.field))

    def judged(self, expr, env):
        record = None if expr.variable is None else env["records"][expr.variable]
        return self.known(Leaf("oordeel", expr.name, record))

    def dated(self, expr, env):
        on = self.value(expr.on, env)
        if on < expr.entries[0][0] or (expr.until is not None and on >= expr.until):
            raise UnknowableError
        found = [amount for start, amount in expr.entries if start <= on][-1]
        if found is None:
            raise UnknowableError
        return found

    def unfilled(self, expr, env):
        return self.known(Leaf("invulling", expr.name))

    def referencedate(self, expr, env):
        return self.case.peildatum

    def read(self, expr, env):
        record = None if expr.variable is None else env["records"][expr.variable]
        own, phase = env.get("own", (None, None))
        found = self.result(expr.name, record, phase if own == expr.name else env["phase"])
        if found[0] != "waarde":
            raise UnknowableError
        return found[1]

    def previous(self, expr, env):
        return env["previous"]

    def not_(self, expr, env):
        return not self.value(expr.part, env)

    def parts(self, expr, env):
        return [self.value(part, env) for part in expr.parts]

    def and_(self, expr, env):
        return all(self.parts(expr, env))

    def or_(self, expr, env):
        return any(self.parts(expr, env))

    def atleast(self, expr, env):
        number = sum(self.parts(expr, env))
        return expr.low <= number and (expr.high is None or number <= expr.high)

    def gate(self, expr, env):
        return self.value(expr.first, env) and self.value(expr.then, env)

    def compare(self, expr, env):
        left, right = self.value(expr.left, env), self.value(expr.right, env)
        if expr.operator in ("eq", "ne"):
            return (left == right) == (expr.operator == "eq")
        less, equal = left < right, left == right
        return {"lt": less, "le": less or equal, "gt": not (less or equal), "ge": not less}[
            expr.operator
        ]

    def arithmetic(self, expr, env):
        left, right = Fraction(self.value(expr.left, env)), Fraction(self.value(expr.right, env))
        if expr.operator == "div":
            return left / right
        return {"add": left + right, "sub": left - right, "mul": left * right}[expr.operator]

    def bound(self, expr, env):
        value = self.value(expr.part, env)
        if expr.low is not None:
            value = max(value, self.value(expr.low, env))
        if expr.high is not None:
            value = min(value, self.value(expr.high, env))
        return value

    def round(self, expr, env):
        units = Fraction(self.value(expr.part, env)) / expr.unit
        if expr.mode == "up":
            return math.ceil(units) * expr.unit
        if expr.mode == "down":
            return math.floor(units) * expr.unit
        away = math.floor(abs(units) + Fraction(1, 2))
        return (away if units > 0 else -away) * expr.unit

    def choose(self, expr, env):
        for condition, branch in expr.branches:
            if self.value(condition, env):
                return self.value(branch, env)
        return self.value(expr.otherwise, env)

    def aggregate(self, expr, env):
        chosen = []
        total = 0
        records = [
            record for one in expr.lists for record in self.case.records(one.name, one.type).records
        ]
        for record in records:
            inside = {**env, "records": {**env["records"], expr.variable: record}}
            total += 1
            if expr.where is None or self.value(expr.where, inside):
                chosen.append(None if expr.body is None else self.value(expr.body, inside))
        if expr.kind in ("any", "all"):
            return bool(chosen) if expr.kind == "any" else len(chosen) == total
        if expr.kind == "only":
            return chosen[0]
        if expr.kind == "count":
            return len(chosen)
        if expr.kind == "sum":
            return sum(chosen)
        if not chosen:
            return self.value(expr.empty, env)
        return max(chosen) if expr.kind == "highest" else min(chosen)

    def overmonths(self, expr, env):
        day = self.value(expr.day, env)
        days = [day] if expr.window == "year" else []
        year, month = day.year, day.month
        left = month - 1 if expr.window == "year" else expr.months
        while left:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
            days.append(date(year, month, 1))
            left -= 1
        total = 0
        for each in days:
            if each not in self.days:
                Oracle(self.program, attrs.evolve(self.case, peildatum=each), self.days)
            value = self.days[each].value(expr.body, {**env, "previous": None})
            if expr.kind == "run" and not value:
                return total
            total += value if expr.kind == "sum" else int(value)
        return total

    def age(self, expr, env):
        birth, on = self.value(expr.birth, env), self.value(expr.on, env)
        years = 0
        while self.birthday(birth, birth.year + years + 1) <= on:
            years += 1
        return years

    def birthday(self, birth, year):
        if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
            return date(year, 3, 1)
        return birth.replace(year=year)

    def shift(self, expr, env):
        day, amount = self.value(expr.date, env), expr.sign * self.value(expr.amount, env)
        if expr.unit in ("dag", "week"):
            return day + timedelta(days=amount * {"dag": 1, "week": 7}[expr.unit])
        months = amount * {"maand": 1, "jaar": 12}[expr.unit] + day.month - 1
        year, month = day.year + months // 12, months % 12 + 1
        last = calendar.monthrange(year, month)[1]
        if day.day > last and expr.pick == "later":
            return date(year, month, last) + timedelta(days=1)
        return date(year, month, min(day.day, last))

    def monthstart(self, expr, env):
        return self.value(expr.date, env).replace(day=1)

    def daysbetween(self, expr, env):
        return (self.value(expr.end, env) - self.value(expr.start, env)).days


setattr(Oracle, "not", Oracle.not_)
setattr(Oracle, "and", Oracle.and_)
setattr(Oracle, "or", Oracle.or_)
