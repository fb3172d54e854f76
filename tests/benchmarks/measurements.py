"""What is measured: each function yields rows of one subject."""

from collections.abc import Callable, Iterator
from datetime import date
from json import dumps
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import attrs

from maatwerk_rules import Decision, Facts, Policy, Source, decide, explain, load
from maatwerk_rules.analysis import proved, regions, settled
from maatwerk_rules.analysis.build import Checked, build
from maatwerk_rules.analysis.collecting import collect
from maatwerk_rules.analysis.regions import with_proofs
from maatwerk_rules.analysis.slices import cut
from maatwerk_rules.compiler.python import Compiled
from maatwerk_rules.explanation.document import Document
from maatwerk_rules.explanation.document import to_json as document_to_json
from maatwerk_rules.explanation.markdown import to_markdown
from maatwerk_rules.explanation.text import to_text
from maatwerk_rules.loading import Loaded, read
from maatwerk_rules.model.declarations import Toets
from maatwerk_rules.model.toetsclauses import MetOntwerp, Toetsdatum, Verwachting
from maatwerk_rules.model.types import Datum, JaNee, Keuze, Lijst, Scalar, Type, bounds
from maatwerk_rules.model.unknown import Leaf
from maatwerk_rules.pipeline import lint
from maatwerk_rules.resources import shipped_policies
from maatwerk_rules.runtime.case import Records
from maatwerk_rules.runtime.facts import FactValue, Judgement, read_facts
from maatwerk_rules.runtime.grounds import grounds
from maatwerk_rules.runtime.next_question import Asker
from maatwerk_rules.runtime.nodes import Reckoning
from maatwerk_rules.runtime.prepared import prepared
from maatwerk_rules.runtime.room import Finder
from maatwerk_rules.runtime.steps import deciding_round
from maatwerk_rules.runtime.toets_case import facts_of
from maatwerk_rules.syntax.parser import parse
from maatwerk_rules.verification.case_strategies import leaves
from tests.benchmarks import editing, tijdtaak_12
from tests.benchmarks.growth import policy_of
from tests.benchmarks.row import Row
from tests.benchmarks.timing import cost_of_command, seconds, seconds_of_command
from tests.benchmarks.town import town_of
from tests.benchmarks.voorbeeld import WILLEM, WILLEM_AS_CASE, right_by_hand

HERE = Path(__file__).parent
PEILDATUM = date(2026, 3, 1)
LINES = 10_000
CONTROL = ("-m", "maatwerk_rules", "controleer")


def starting() -> Iterator[Row]:
    """Yield what it takes to start; the ratio is that of Python itself."""
    python = seconds_of_command("-c", "pass")
    yield Row("start", "python -c pass", python * 1e3, "ms")
    for what, arguments in (
        ("import maatwerk_rules", ("-c", "import maatwerk_rules")),
        ("all public names", ("-c", "from maatwerk_rules import *")),
        ("maatwerk --help", ("-m", "maatwerk_rules", "--help")),
        (
            "load bijstand_voorbeeld",
            ("-c", "import maatwerk_rules as m;m.load('bijstand_voorbeeld')"),
        ),
    ):
        found = seconds_of_command(*arguments)
        yield Row("start", what, found * 1e3, "ms", found / python, "Python alone")
    yield from remembering()


def remembering() -> Iterator[Row]:
    """Yield what a second time takes in a fresh process; the ratio is that of the first time."""
    name = "participatiewet"
    zaak = str(HERE.parents[1] / "policies" / name / "zaken" / "willem_a.json")
    case = ("--feiten", zaak, "--peildatum", PEILDATUM.isoformat(), "--lagen", "1")
    for what, arguments in (
        (f"load {name}", ("-c", f"import maatwerk_rules as m;m.load('{name}')")),
        (f"beslis {name}", ("-m", "maatwerk_rules", "beslis", name, *case)),
        (f"controleer {name}", ("-m", "maatwerk_rules", "controleer", name, "--vanaf", "fout")),
    ):
        first = seconds_of_command(*arguments, rounds=3)
        with TemporaryDirectory() as memory:
            seconds_of_command(*arguments, rounds=1, memory=memory)
            again = seconds_of_command(*arguments, rounds=9, memory=memory)
        yield Row("start", f"{what}, first time", first * 1e3, "ms")
        yield Row("start", f"{what}, again", again * 1e3, "ms", again / first, "the first time")


def shipped() -> list[str]:
    return sorted({name.split("/")[0].removesuffix(".beleid") for name in shipped_policies()})


def parsing() -> Iterator[Row]:
    """Yield lines a second with positions, of one file and of all shipped texts together."""
    example = read("bijstand_voorbeeld").beleid.sources
    texts = [text.text for name in shipped() for text in read(name).sources.values()]
    whole = "\n".join(texts) + "\n"
    many = whole * (LINES // whole.count("\n") + 1)
    cut = "".join(many.splitlines(keepends=True)[:LINES])
    for what, text in (("example page", next(iter(example.values())).text), ("10,000 lines", cut)):
        source = Source("tekst.beleid", text)
        found = seconds(lambda source=source: parse(source), rounds=5)
        lines = text.count("\n")
        yield Row("parse", f"{what} ({lines} lines)", lines / found, "lines/s")


def checking() -> Iterator[Row]:
    """Yield what check and build of a policy that is read take; the ratio is that of reading it."""
    for name in shipped():
        loaded = read(name)
        texts = [*loaded.sources.values()]
        reading = seconds(lambda texts=texts: [parse(one) for one in texts], rounds=5)
        found = seconds(lambda loaded=loaded: build_anew(loaded), rounds=5)
        yield Row("check and build", name, found * 1e3, "ms", found / reading, "reading it")


def controlling() -> Iterator[Row]:
    """Yield what `maatwerk controleer` takes in a new process that remembers nothing.

    The ratio is that of the two seconds within which the shipped policies are to be checked.
    """
    for name in (*shipped(), "policies"):
        together = str(HERE.parents[1] / "policies")
        found = cost_of_command(*CONTROL, together if name == "policies" else name)
        what = "all together" if name == "policies" else name
        for how, cost in (("", found.processor), (", by clock", found.clock)):
            yield Row("controleer, cold", f"{what}{how}", cost * 1e3, "ms", cost / 2, "2 s")


def linting() -> Iterator[Row]:
    """Yield what checking a policy as towns write it takes as it grows, cold.

    The ratio is that of the time for each line at a thousand lines, without what starting takes.
    """
    with TemporaryDirectory() as folder:
        start = cost_of_command(*CONTROL, _written(folder, 0)).processor
        first = None
        for lines in (1_000, 2_000, 5_000, LINES):
            source = town_of(lines)
            path = _written(folder, lines)
            found = cost_of_command(*CONTROL, path).processor
            each = (found - start) / source.text.count("\n")
            first = first or each
            yield Row("lint", f"{lines} lines", found * 1e3, "ms", each / first, "1000 lines")


def _written(folder: str, lines: int) -> str:
    path = Path(folder) / f"stad_{lines}.beleid"
    path.write_text(town_of(lines).text, encoding="utf-8")
    return str(path)


def growing() -> Iterator[Row]:
    """Yield the time for each rule as policies grow; the ratio is that of 50 rules."""
    first: dict[str, float] = {}
    for rules in (50, 200, 1_000):
        source = policy_of(rules)
        loaded = read(source)
        assert build_anew(loaded).policy is not None
        for what, work in (
            ("parse", lambda source=source: parse(source)),
            ("check and build", lambda it=loaded: build_anew(it)),
            ("proofs", lambda it=loaded: prove_anew(it)),
            ("lint", lambda source=source: lint_anew(source)),
        ):
            each = seconds(work, rounds=3) / rules
            start = first.setdefault(what, each)
            yield Row(
                "growth", f"{what}, {rules} rules", each * 1e6, "µs a rule", each / start, "50"
            )


def build_anew(loaded: Loaded) -> Checked:
    """Check and build a policy as if nothing was looked at or proved before."""
    forget()
    return build(loaded.beleid, loaded.diagnostics)


def lint_anew(source: Source) -> None:
    """Check a policy and look for advice as if nothing was looked at or proved before."""
    forget()
    lint(source)


def prove_anew(loaded: Loaded) -> None:
    """Work out the proofs of a policy as if nothing was proved before."""
    forget()
    with_proofs(cut(collect(loaded.beleid)[0]))


def forget() -> None:
    """Forget what was looked at and proved of other policies in this process."""
    regions._MEMORY, settled._MEMORY = proved.Memory(), settled.Memory()


def deciding() -> Iterator[Row]:
    """Yield `decide` and `explain`; the ratio is that of the example by hand, over a dict."""
    policy = load("bijstand_voorbeeld")
    by_hand = seconds(lambda: right_by_hand(WILLEM, PEILDATUM))
    case = read_facts(policy, WILLEM_AS_CASE)
    decision = decide(policy, case, peildatum=PEILDATUM, uitkomsten=("recht",))
    assert decision["recht"].value == right_by_hand(WILLEM, PEILDATUM)
    yield Row("decide", "right of the example by hand, dict", by_hand * 1e6, "µs", 1, "by hand")

    def row(what: str, found: float) -> Row:
        return Row("decide", what, found * 1e6, "µs", found / by_hand, "by hand")

    asked = {"peildatum": PEILDATUM, "uitkomsten": ("recht",)}
    found = seconds(lambda: decide(policy, case, **asked)["recht"].value)
    yield row("right of the example, validated, its value", found)
    found = seconds(lambda: all_of(decide(policy, case, **asked)))
    yield row("right of the example, validated, all of it", found)
    for what, facts, data, pw in willems():
        found = seconds(lambda pw=pw, facts=facts: decide(pw, facts, peildatum=PEILDATUM))
        yield row(f"Willem {what}, validated, nothing read yet", found)
        found = seconds(lambda pw=pw, facts=facts: all_of(decide(pw, facts, peildatum=PEILDATUM)))
        yield row(f"Willem {what}, validated, all of it", found)
        found = seconds(lambda pw=pw, data=data: all_of(decide(pw, data, peildatum=PEILDATUM)))
        yield row(f"Willem {what}, from JSON, all of it", found)
        decision = decide(pw, facts, peildatum=PEILDATUM)
        found = seconds(lambda pw=pw, decision=decision: explain(pw, decision).blocks, rounds=5)
        yield row(f"Willem {what}, explain", found)
    yield from (row(*each) for each in whole_case())


def all_of(decision: Decision) -> object:
    """Read every field of every result, which works them out."""
    return [result.room for result in decision], decision.questions


def whole_case() -> Iterator[tuple[str, float]]:
    """Yield a case of the Participatiewet in which everything is known, for all outcomes."""
    policy = load("participatiewet")
    facts = everything_known(policy, PEILDATUM)

    def decided(*names: str) -> Decision:
        return decide(policy, facts, peildatum=PEILDATUM, uitkomsten=names or None)

    number, right, amount = len(decided().results), *ASKED_MOST
    yield "everything known, nothing read yet", seconds(decided)
    yield f"everything known, {number} values and statuses", seconds(lambda: told(decided()))
    yield "everything known, the right asked", seconds(lambda: told(decided(right)))
    both = seconds(lambda: told(decided(right, amount)))
    yield "everything known, the right and the amount asked", both


ASKED_MOST = ("recht_op_algemene_bijstand", "hoogte_algemene_bijstand")
"""What a municipality asks of a case."""


def told(decision: Decision) -> object:
    """Read the value and the status of every outcome."""
    return [(result.value, result.status) for result in decision]


def reasons(decision: Decision) -> object:
    """Read what a municipality writes down: values, statuses, and what each rests on."""
    return [
        (one.value, one.status, one.missing, one.grounds, one.room, one.bedoelingen)
        for one in decision
    ]


def everything_known(policy: Policy, day: date) -> Facts:
    """Return Willem's case with a plain value for all that is open in it."""
    zaken = HERE.parents[1] / "policies" / "participatiewet" / "zaken"
    facts = read_facts(policy, (zaken / "willem_a.json").read_bytes())
    program, case = policy.on(day).program, facts.case(day)
    lists = {
        name: Records(case.records(name, type_).records)
        for name, type_ in program.facts.items()
        if isinstance(type_, Lijst)
    }
    values, judgements = {}, []
    for leaf, type_ in leaves(program).open(attrs.evolve(case, lists=lists)).items():
        if leaf.kind == "oordeel":
            judgements.append(Judgement(leaf.name, leaf.record, _plain(type_), "college"))
        else:
            values[leaf] = FactValue(_plain(type_))
    return attrs.evolve(
        facts,
        values={**facts.values, **values},
        lists=lists,
        judgements=(*facts.judgements, *judgements),
        gevraagd=(),
    )


def _plain(type_: Type) -> Scalar:
    if isinstance(type_, JaNee):
        return False
    if isinstance(type_, Keuze):
        return type_.opties[0]
    low, high = bounds(type_)
    usual = date(2026, 2, 1) if isinstance(type_, Datum) else 0
    return max(low, min(high, usual))


def willems() -> Iterator[tuple[str, Facts, bytes, Policy]]:
    """Yield Willem's case under the Participatiewet: complete, with open judgements, empty."""
    policy = load("participatiewet")
    zaken = HERE.parents[1] / "policies" / "participatiewet" / "zaken"
    for what, data in (
        ("complete", (zaken / "willem_a.json").read_bytes()),
        ("with open judgements", (zaken / "willem.json").read_bytes()),
        ("of whom nothing is known", b"{}"),
    ):
        yield what, read_facts(policy, data), data, policy


def splitting() -> Iterator[Row]:
    """Yield where the time of `decide` goes; the ratio is the share of all of it."""
    for what, facts, data, policy in willems():
        whole = seconds(lambda it=facts, pw=policy: all_of(decide(pw, it, peildatum=PEILDATUM)))
        decision = decide(policy, facts, peildatum=PEILDATUM)
        parts = {
            "read JSON": lambda data=data, pw=policy: read_facts(pw, data),
            "facts to case": lambda it=facts: it.case(PEILDATUM),
            **_parts(policy, facts, decision),
        }
        for part, work in parts.items():
            found = seconds(work, rounds=5)
            yield Row(f"decide, {what}", part, found * 1e6, "µs", found / whole, "decide")


def _parts(policy: Policy, facts: Facts, decision: Decision) -> dict:
    part = policy.on(PEILDATUM)
    program, case = part.program, facts.case(PEILDATUM)
    wanted = tuple((result.name, result.record) for result in decision)
    reckoning = Reckoning(program, case)
    steps = [reckoning.result(*each) for each in wanted]
    missing: frozenset[Leaf] = frozenset(leaf for each in decision for leaf in each.missing)
    asker = Asker(policy, program, case, reckoning, facts.unknowable, wanted)
    finder = Finder(policy, program, facts, case, reckoning)

    def reckon() -> None:
        anew = Reckoning(program, case)
        for each in wanted:
            anew.result(*each)

    def ground() -> None:
        for step in steps:
            grounds(step, deciding_round(step).reached, lambda _: "")

    def room() -> None:
        for result, step in zip(decision, steps, strict=True):
            if not result.favourable:
                finder.find(step, step.missing)

    return {
        "reckoning": reckon,
        "grounds": ground,
        "room": room,
        "questions": lambda: asker.order(missing),
    }


def common_task() -> Iterator[Row]:
    """Yield the common task of all engines; the ratio is that of the same by hand, over a dict."""
    policy = load(HERE / "tijdtaak_12.beleid")
    random = Random(12)
    cases = [tijdtaak_12.random_case(random) for _ in range(20)]
    read_ones = [read_facts(policy, tijdtaak_12.as_case(case)) for case in cases]
    number = len(cases)
    by_hand = seconds(lambda: [tijdtaak_12.decide_by_hand(case) for case in cases]) / number
    yield Row("tijdtaak_12", "by hand, dict", by_hand * 1e6, "µs", 1, "by hand")
    told_too = seconds(lambda: [tijdtaak_12.reasons_by_hand(case) for case in cases]) / number
    what = "by hand, dict, what it rests on too"
    yield Row("tijdtaak_12", what, told_too * 1e6, "µs", told_too / by_hand, "by hand")

    def decided(facts: Facts) -> Decision:
        return decide(policy, facts, peildatum=PEILDATUM)

    def reckoned(facts: Facts) -> None:
        reckoning = Reckoning(policy.on(PEILDATUM).program, facts.case(PEILDATUM))
        for name in ("recht", "uitkering", "toeslag", "grond"):
            reckoning.result(name)

    rules = Rules(read_ones, policy)
    for what, work in (
        ("rules alone, one function", rules),
        ("decide, validated, one value", lambda facts: decided(facts)["uitkering"].value),
        ("decide, validated, four values and statuses", lambda facts: told(decided(facts))),
        ("decide, validated, grounds, room and intentions too", lambda it: reasons(decided(it))),
        ("decide, validated, all of it", lambda facts: all_of(decided(facts))),
        ("reckoning alone", reckoned),
        ("explain, nothing read yet", lambda facts: explain(policy, decided(facts))),
        ("explain, the outcomes read", lambda it: explain(policy, decided(it)).sections[0].blocks),
        ("explain, what is shown first", lambda it: shown(explain(policy, decided(it)))),
        ("explain, one layer", lambda it: explain(policy, decided(it), layers=1).blocks),
        ("explain, two layers", lambda it: explain(policy, decided(it), layers=2).blocks),
        ("explain, three layers", lambda it: explain(policy, decided(it)).blocks),
        ("explain, three layers, as text", lambda it: to_text(explain(policy, decided(it)))),
    ):
        found = seconds(lambda work=work: [work(facts) for facts in read_ones], rounds=5) / number
        yield Row("tijdtaak_12", what, found * 1e6, "µs", found / by_hand, "by hand")


class Rules:
    """The rules of all outcomes as one function, on facts that are laid out."""

    def __init__(self, cases: list[Facts], policy: Policy) -> None:
        compiled = Compiled(policy.on(PEILDATUM).program)
        names = tuple(name for name, one in compiled.program.definitions.items() if one.published)
        self._together = compiled.together(names)
        self._amounts = self._together.amounts_of(compiled.amounts_on(PEILDATUM))
        self._laid_out = {}
        for facts in cases:
            known = prepared(compiled.program, facts.case(PEILDATUM)).facts
            case = compiled.case(PEILDATUM, known)
            self._laid_out[id(facts)] = case, self._together.facts_of(known)

    def __call__(self, facts: Facts) -> object:
        """Return the values of the outcomes."""
        case, known = self._laid_out[id(facts)]
        return self._together.values(case, known, self._amounts)


def explaining() -> Iterator[Row]:
    """Yield what it takes to decide and explain a national toets, with code made and without.

    The ratio is that of the millisecond within which a case is to be explained.
    """
    policy = load("participatiewet")
    for when in ("for the first time", "again, as a new case"):
        costs: dict[str, list[float]] = {what: [] for what in READ | ONE}
        for toets in policy.beleid.own(Toets)[::EACH]:
            day = toets.one(Toetsdatum)
            asked = tuple(dict.fromkeys(one.uitkomst for one in toets.all(Verwachting)))
            if day is None or not asked or toets.one(MetOntwerp):
                continue
            for what, read_of in (READ | ONE).items():
                facts, names = facts_of(policy, toets), asked[:1] if what in ONE else asked
                started = process_time()
                decision = decide(policy, facts, peildatum=day.datum, uitkomsten=names)
                read_of(explain(policy, decision))
                costs[what].append(process_time() - started)
        for what, found in costs.items():
            found.sort()
            high = found[len(found) * 95 // 100]
            for how, cost in (("median", median(found)), ("95%", high), ("worst", found[-1])):
                told = f"{len(found)} toetsen, {what}, {when}, {how}"
                yield Row("explain", told, cost * 1e3, "ms", cost / 1e-3, "1 ms")


SHOWN_LATER = frozenset(("anders", "rest", "stappen", "bronnen", "versies"))
"""The sections that a reader opens: what would change an outcome, and all of the third layer."""


def shown(document: Document) -> list[object]:
    """Read the sections that are shown at first."""
    return [one.blocks for one in document.sections if one.name not in SHOWN_LATER]


READ: dict[str, Callable[[Document], object]] = {
    "nothing read": lambda document: None,
    "outcomes": lambda document: document.sections[0].blocks,
    "shown first": shown,
    "all": lambda document: document.blocks,
}
"""How much of an explanation is read."""


def first_layers(document: Document) -> Document:
    """Return what is shown at first, as a document of its own."""
    return Document(tuple(block for blocks in shown(document) for block in blocks))


ONE: dict[str, Callable[[Document], object]] = {
    "one outcome, its sentence": lambda document: document.sections[0].blocks,
    "one outcome, shown first, as text": lambda it: to_text(first_layers(it)),
    "one outcome, shown first, as Markdown": lambda it: to_markdown(first_layers(it)),
    "one outcome, shown first, as JSON": lambda it: dumps(document_to_json(first_layers(it))),
    "one outcome, what would change it": lambda document: [
        one.blocks for one in document.sections if one.name == "anders"
    ],
    "one outcome, all of it, as text": to_text,
}
"""What is read where one outcome is asked: what a caller waits for, and what is asked after."""


EACH = 40
"""Of so many national toetsen one is explained."""


def editing_policies() -> Iterator[Row]:
    """Yield what a keystroke costs in a policy of one file, and in the national policy.

    The ratio is that of the tenth of a second within which a keystroke is to be answered.
    """
    for where, keys in (
        ("2,000 lines alone", editing.alone()),
        ("2,000 lines as towns write them", editing.in_town()),
        ("national", editing.in_national()),
    ):
        for what, found in editing.measured(keys):
            yield Row("keystroke", f"{where}: {what}", found * 1e3, "ms", found / 0.1, "0.1 s")
        seen = median(editing.seen_by_an_editor(keys))
        what = f"{where}: as an editor sees it"
        yield Row("keystroke", what, seen * 1e3, "ms by clock", seen / 0.1, "0.1 s")
    keys = editing.in_the_layout(editing.in_town())
    # What goes with the text it was about goes at once: what comes tells.
    seen = median(editing.seen_by_an_editor(keys, editing.LAYOUT)[::2])
    what = "2,000 lines as towns write them: what the linter finds, as an editor sees it"
    yield Row("keystroke", what, seen * 1e3, "ms by clock", seen / 0.1, "0.1 s")
