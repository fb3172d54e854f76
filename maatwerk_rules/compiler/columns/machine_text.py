"""Passes as the text of an LLVM module: loops in which one instruction does several rows.

A table of pointers says where everything stands: columns, offsets of lists, what is written, and
what is kept of a block. Columns and what is written are as long as the batch and a few values
longer, what is kept as long as a block and a few: the last step of a loop may do rows too many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from maatwerk_rules.compiler.columns.machine_graph import ROW, TRUTH, Graph, Operand, Width
from maatwerk_rules.compiler.columns.machine_helpers import helpers
from maatwerk_rules.compiler.columns.machine_passes import (
    Output,
    Pass,
    Schedule,
    domains,
)

LANES = 16
"""So many rows are done together."""

WORDS = {
    "add": "add",
    "sub": "sub",
    "mul": "mul",
    "and": "and",
    "bits": "and",
    "shift": "ashr",
}
CALLS = {"smax": "llvm.smax", "smin": "llvm.smin"}
IN_MEMORY: dict[Width, str] = {"i1": "i8", "i8": "i8", "i16": "i16", "i32": "i32", "i64": "i64"}


@attrs.frozen
class Layout:
    """Which pointer stands where in the table.

    `slots` are columns (of a leaf, whether it is known, whether a list is complete), `lists` the
    lists of which the offsets are read.
    """

    slots: tuple[object, ...]
    widths: tuple[Width, ...]
    domains: tuple[str, ...]
    lists: tuple[str, ...]
    outputs: int
    kept: tuple[tuple[Width, str], ...]


@attrs.frozen
class Module:
    """The texts of modules, of which the last has a function `run` that does a batch.

    `layout` says where it finds what it reads.
    """

    texts: tuple[str, ...]
    layout: Layout
    block: int


def module_of(graph: Graph, outputs: Sequence[Output], plan: Schedule, *, varies: bool) -> Module:
    """Return the module for a schedule.

    Args:
        varies: Each row has its own peildatum.
    """
    loads = _loads(graph, outputs, plan.passes)
    lists = domains(graph, plan.passes)
    layout = Layout(
        tuple(one.imm for one in loads),
        tuple(one.width for one in loads),
        tuple(str(one.domain) for one in loads),
        lists,
        len(outputs),
        tuple((graph.all[one].width, str(graph.all[one].domain)) for one in plan.kept),
    )
    places = _places(layout, plan.kept)
    shared = [*helpers(LANES), *helpers(1), _ATTRIBUTES]
    texts = [
        [*shared, *PassText(graph, one, outputs, places, varies=varies).function(number)]
        for number, one in enumerate(plan.passes)
    ]
    texts.append([_ATTRIBUTES, *_driver(plan, layout, places)])
    return Module(tuple("\n".join(lines) + "\n" for lines in texts), layout, plan.block)


_ATTRIBUTES = f'attributes #0 = {{ nounwind "min-legal-vector-width"="{64 * LANES}" }}'
_PARAMETERS = "i64 %base, i64 %count, i64 %from, ptr %table"


def _loads(graph: Graph, outputs: Iterable[Output], passes: Iterable[Pass]) -> list[Operand]:
    numbers = [output.number for output in outputs]
    numbers += [part for one in passes for each in one.numbers for part in graph.all[each].parts]
    found = {
        number: graph.all[number]
        for number in sorted({*numbers})
        if graph.all[number].operation == "load"
    }
    return [*found.values()]


def _places(layout: Layout, kept: Iterable[int]) -> dict[object, int]:
    """Return the place in the table of each slot, list, output, operation and of the peildatum."""
    names: list[object] = [("slot", one) for one in layout.slots]
    names += [("list", one) for one in layout.lists]
    names += [("output", number) for number in range(layout.outputs)]
    names += [("kept", one) for one in kept]
    names.append("day")
    return {name: place for place, name in enumerate(names)}


class PassText:
    """Writes one pass as a function of the first row, the number of rows, and the table."""

    def __init__(
        self,
        graph: Graph,
        one: Pass,
        outputs: Sequence[Output],
        places: dict[object, int],
        *,
        varies: bool,
    ) -> None:
        self.graph = graph
        self.one = one
        self.outputs = outputs
        self.places = places
        self.varies = varies
        self.lanes = LANES if one.kind[0] == "rows" else 1
        self.head: list[str] = []
        self.body: list[str] = []
        self.names: dict[int, str] = {}
        self.pointers: dict[int, str] = {}
        self.counter = 0

    # ------------------------------------------------------------------ types and places

    def type(self, width: Width) -> str:
        """Return the type of values of several rows, or of one."""
        return width if self.lanes == 1 else f"<{self.lanes} x {width}>"

    def literal(self, value: int, width: Width) -> str:
        """Return a constant for several rows, or for one."""
        text = ("true" if value else "false") if width == TRUTH else str(value)
        if self.lanes == 1:
            return text
        return f"<{', '.join([f'{width} {text}'] * self.lanes)}>"

    def fresh(self) -> str:
        """Return a name that nothing else has."""
        self.counter += 1
        return f"%v{self.counter}"

    def pointer(self, name: object) -> str:
        """Return where something stands; it is read from the table once."""
        place = self.places[name]
        if place not in self.pointers:
            found = self.pointers[place] = f"%p{place}"
            self.head.append(f"%a{place} = getelementptr ptr, ptr %table, i64 {place}")
            self.head.append(f"{found} = load ptr, ptr %a{place}")
        return self.pointers[place]

    def load(self, name: object, width: Width, index: str, lines: list[str]) -> str:
        """Write that values are read from an index on, and return their name."""
        at, read = self.fresh(), self.fresh()
        memory = IN_MEMORY[width]
        lines.append(f"{at} = getelementptr {memory}, ptr {self.pointer(name)}, i64 {index}")
        lines.append(f"{read} = load {self.type(memory)}, ptr {at}, align 1")  # type: ignore[arg-type]
        if width != TRUTH:
            return read
        found = self.fresh()
        zero = "0" if self.lanes == 1 else "zeroinitializer"
        lines.append(f"{found} = icmp ne {self.type(memory)} {read}, {zero}")  # type: ignore[arg-type]
        return found

    def store(self, name: object, width: Width, value: str, index: str) -> None:
        """Write that values are kept from an index on."""
        at, memory = self.fresh(), IN_MEMORY[width]
        if width == TRUTH:
            wide = self.fresh()
            self.body.append(f"{wide} = zext {self.type(width)} {value} to {self.type(memory)}")  # type: ignore[arg-type]
            value = wide
        self.body.append(f"{at} = getelementptr {memory}, ptr {self.pointer(name)}, i64 {index}")
        self.body.append(f"store {self.type(memory)} {value}, ptr {at}, align 1")  # type: ignore[arg-type]

    # ------------------------------------------------------------------ operations

    def operand(self, number: int) -> str:
        """Return the name of what an operation gives, which is read where it is kept."""
        name = self.names.get(number)
        if name is None:
            name = self.names[number] = self._found(number)
        return name

    def _found(self, number: int) -> str:
        found = self.graph.all[number]
        if found.operation == "const":
            return self.literal(found.imm, found.width)  # type: ignore[arg-type]
        if found.operation == "load":
            return self.load(("slot", found.imm), found.width, "%global", self.body)
        if found.operation == "day":
            return self._day()
        if found.domain is None:
            return self._same_everywhere(number)
        return self.load(("kept", number), found.width, "%i", self.body)

    def _day(self) -> str:
        if self.varies:
            return self.load("day", "i32", "%global", self.body)
        read = self.fresh()
        self.head.append(f"{read} = load i32, ptr {self.pointer('day')}")
        if self.lanes == 1:
            return read
        first, found, kind = self.fresh(), self.fresh(), self.type("i32")
        self.head.append(f"{first} = insertelement {kind} undef, i32 {read}, i64 0")
        zeros = f"<{self.lanes} x i32> zeroinitializer"
        self.head.append(f"{found} = shufflevector {kind} {first}, {kind} undef, {zeros}")
        return found

    def _same_everywhere(self, number: int) -> str:
        """Write what is the same for all rows before the loop."""
        waiting = [number]
        while waiting:
            current = waiting[-1]
            open_ = [
                part
                for part in self.graph.all[current].parts
                if part not in self.names and self.graph.all[part].operation != "const"
            ]
            if open_:
                waiting += open_
                continue
            waiting.pop()
            if current not in self.names:
                if self.graph.all[current].operation == "day":
                    self.names[current] = self._day()
                else:
                    self.names[current] = self.operation(current, self.head)
        return self.names[number]

    def operation(self, number: int, lines: list[str]) -> str:
        """Write an operation and return its name."""
        found = self.graph.all[number]
        parts = [self.operand(part) for part in found.parts]
        kind = self.type(found.width)
        name = self.fresh()
        of = self.type(self.graph.all[found.parts[0]].width)
        suffix = "s" if self.lanes == 1 else "v"
        match found.operation:
            case "not":
                line = f"xor {kind} {parts[0]}, {self.literal(1, TRUTH)}"
            case "select":
                truth = self.type(TRUTH)
                line = f"select {truth} {parts[0]}, {kind} {parts[1]}, {kind} {parts[2]}"
            case "eq" | "slt":
                line = f"icmp {found.operation} {of} {parts[0]}, {parts[1]}"
            case "widen" | "narrow":
                word = "sext" if found.operation == "widen" else "trunc"
                line = f"{word} {of} {parts[0]} to {kind}"
            case "bits" | "shift":
                imm = self.literal(found.imm, found.width)  # type: ignore[arg-type]
                line = f"{WORDS[found.operation]} {kind} {parts[0]}, {imm}"
            case "smax" | "smin":
                of_kind = found.width if self.lanes == 1 else f"v{self.lanes}{found.width}"
                called = f"@{CALLS[found.operation]}.{of_kind}"
                line = f"call {kind} {called}({kind} {parts[0]}, {kind} {parts[1]})"
            case "civil" | "later" | "earlier" | "divide":
                called = found.operation + (f"_{found.imm}" if found.imm else "")
                arguments = ", ".join(f"{kind} {part}" for part in parts)
                line = f"call {kind} @{called}.{suffix}({arguments})"
            case _:
                line = f"{WORDS[found.operation]} {kind} {parts[0]}, {parts[1]}"
        lines.append(f"{name} = {line}")
        return name

    # ------------------------------------------------------------------ functions

    def function(self, number: int) -> Iterator[str]:
        """Yield the lines of the pass as a function."""
        yield f"define void @pass{number}({_PARAMETERS}) #0 {{"
        yield "entry:"
        lines = {"rows": self._rows, "spread": self._spread, "gather": self._gather}
        found = [*lines[self.one.kind[0]]()]
        yield from self.head
        yield from found
        yield "}"

    def _rows(self) -> Iterator[str]:
        for number in self.one.numbers:
            self.names[number] = self.operation(number, self.body)
        for number in self.one.keeps:
            self.store(("kept", number), self.graph.all[number].width, self.names[number], "%i")
        for index in self.one.outputs:
            number = self.outputs[index].number
            width = self.graph.all[number].width
            self.store(("output", index), width, self.operand(number), "%global")
        yield "br label %first"
        yield "first:"
        yield "%any = icmp sgt i64 %count, 0"
        yield "br i1 %any, label %loop, label %end"
        yield "loop:"
        yield "%i = phi i64 [0, %first], [%next, %loop]"
        yield "%global = add i64 %base, %i"
        yield from self.body
        yield f"%next = add i64 %i, {self.lanes}"
        yield "%more = icmp slt i64 %next, %count"
        yield "br i1 %more, label %loop, label %end"
        yield "end:"
        yield "ret void"

    def _each_record(self, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
        """Yield a loop over rows, with a loop over the records of each; the body is of these."""
        offsets = self.pointer(("list", self.one.kind[1]))
        inner, self.body = self.body, []
        yield "br label %first"
        yield "first:"
        yield "%any = icmp sgt i64 %count, 0"
        yield "br i1 %any, label %row, label %end"
        yield "row:"
        yield "%i = phi i64 [0, %first], [%following, %done]"
        yield "%global = add i64 %base, %i"
        yield f"%here = getelementptr i32, ptr {offsets}, i64 %global"
        yield "%there = getelementptr i32, ptr %here, i64 1"
        yield "%start32 = load i32, ptr %here"
        yield "%stop32 = load i32, ptr %there"
        yield "%start = sext i32 %start32 to i64"
        yield "%stop = sext i32 %stop32 to i64"
        yield from before
        yield "%some = icmp slt i64 %start, %stop"
        yield "br i1 %some, label %record, label %done"
        yield "record:"
        yield "%r = phi i64 [%start, %row], [%nextr, %record]"
        yield "%local = sub i64 %r, %from"
        yield from inner
        yield "%nextr = add i64 %r, 1"
        yield "%morer = icmp slt i64 %nextr, %stop"
        yield "br i1 %morer, label %record, label %done"
        yield "done:"
        yield from after
        yield "%following = add i64 %i, 1"
        yield "%more = icmp slt i64 %following, %count"
        yield "br i1 %more, label %row, label %end"
        yield "end:"
        yield "ret void"

    def _spread(self) -> Iterator[str]:
        """Yield the pass that brings values of a row to each of its records."""
        read: list[str] = []
        self.body = read
        values = [
            (number, self.operand(self.graph.all[number].parts[0])) for number in self.one.numbers
        ]
        self.body = []
        for number, value in values:
            width = self.graph.all[number].width
            if number in self.one.keeps:
                self.store(("kept", number), width, value, "%local")
            for index in self._outputs_of(number):
                self.store(("output", index), width, value, "%r")
        yield from self._each_record(read, ())

    def _outputs_of(self, number: int) -> Iterator[int]:
        return (index for index in self.one.outputs if self.outputs[index].number == number)

    def _gather(self) -> Iterator[str]:
        """Yield the pass that works out what the records of a row are together."""
        before: list[str] = []
        after: list[str] = []
        for number in self.one.numbers:
            self._gathered(number, before, after)
        yield from self._each_record(before, after)

    def _gathered(self, number: int, before: list[str], after: list[str]) -> None:
        found = self.graph.all[number]
        width: Width = found.width
        cell = f"%cell{number}"
        self.head.append(f"{cell} = alloca {width}")
        before.append(f"store {width} {_START[found.operation](width)}, ptr {cell}")
        value = self._of_record(found.parts[0])
        was, now = self.fresh(), self.fresh()
        self.body.append(f"{was} = load {width}, ptr {cell}")
        self.body.append(f"{now} = {_JOINED[found.operation].format(w=width, a=was, b=value)}")
        self.body.append(f"store {width} {now}, ptr {cell}")
        body, self.body = self.body, after
        last = self.fresh()
        self.body.append(f"{last} = load {width}, ptr {cell}")
        if number in self.one.keeps:
            self.store(("kept", number), width, last, "%i")
        for index in self._outputs_of(number):
            self.store(("output", index), width, last, "%global")
        self.body = body

    def _of_record(self, number: int) -> str:
        """Return the name of a value of the record at hand."""
        found = self.graph.all[number]
        if found.domain is None:
            return self.operand(number)
        if found.operation == "load":
            return self.load(("slot", found.imm), found.width, "%r", self.body)
        return self.load(("kept", number), found.width, "%local", self.body)


def _least(width: Width) -> int:
    bits = int(width[1:])
    return -(1 << (bits - 1))


_START: dict[str, Callable[[Width], object]] = {
    "total": lambda _: 0,
    "some": lambda _: "false",
    "highest": _least,
    "lowest": lambda width: -_least(width) - 1,
}
_JOINED = {
    "total": "add {w} {a}, {b}",
    "some": "or {w} {a}, {b}",
    "highest": "call {w} @llvm.smax.{w}({w} {a}, {w} {b})",
    "lowest": "call {w} @llvm.smin.{w}({w} {a}, {w} {b})",
}


def _driver(plan: Schedule, layout: Layout, places: dict[object, int]) -> Iterator[str]:
    """Yield the function that takes block after block through all passes."""
    for number in range(len(plan.passes)):
        yield f"declare void @pass{number}(i64, i64, i64, ptr)"
    yield "define void @run(i64 %rows, ptr %table) #0 {"
    yield "entry:"
    for number, listed in enumerate(layout.lists):
        place = places["list", listed]
        yield f"%a{number} = getelementptr ptr, ptr %table, i64 {place}"
        yield f"%o{number} = load ptr, ptr %a{number}"
    yield "%any = icmp sgt i64 %rows, 0"
    yield "br i1 %any, label %loop, label %end"
    yield "loop:"
    yield "%base = phi i64 [0, %entry], [%next, %loop]"
    yield "%left = sub i64 %rows, %base"
    yield f"%count = call i64 @llvm.smin.i64(i64 %left, i64 {plan.block})"
    yield "%next = add i64 %base, %count"
    for number in range(len(layout.lists)):
        for name, index in (("from", "%base"), ("to", "%next")):
            yield f"%at_{name}{number} = getelementptr i32, ptr %o{number}, i64 {index}"
            yield f"%narrow_{name}{number} = load i32, ptr %at_{name}{number}"
            yield f"%{name}{number} = sext i32 %narrow_{name}{number} to i64"
        yield f"%count{number} = sub i64 %to{number}, %from{number}"
    for number, one in enumerate(plan.passes):
        what, listed = one.kind
        arguments = "i64 %base, i64 %count, i64 0"
        if listed != ROW:
            at = layout.lists.index(listed)
            arguments = f"i64 %base, i64 %count, i64 %from{at}"
            if what == "rows":
                arguments = f"i64 %from{at}, i64 %count{at}, i64 0"
        yield f"call void @pass{number}({arguments}, ptr %table)"
    yield "%more = icmp slt i64 %next, %rows"
    yield "br i1 %more, label %loop, label %end"
    yield "end:"
    yield "ret void"
    yield "}"
