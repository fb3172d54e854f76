"""Social assistance policy as Dutch text that runs: decided, explained, tested.

A name is imported when it is first used: importing the package takes 15 ms, all names together
near half a second.
"""

from maatwerk_rules.version import __version__

TYPE_CHECKING = False
"""As `typing` has it, which is not imported for it: a command must hear Ctrl-C early."""

if TYPE_CHECKING:
    from maatwerk_rules.errors import FactError, MaatwerkError, PolicyError
    from maatwerk_rules.explanation.markdown import to_markdown
    from maatwerk_rules.explanation.text import to_text
    from maatwerk_rules.integrations.spark import spark_schema
    from maatwerk_rules.model.policy import Policy
    from maatwerk_rules.pipeline import (
        Findings,
        Linted,
        check,
        decide,
        decide_period,
        explain,
        from_json,
        lint,
        load,
        read_facts,
        to_json,
    )
    from maatwerk_rules.runtime.columnar import decide_batches
    from maatwerk_rules.runtime.decision import Decision, Result
    from maatwerk_rules.runtime.facts import Facts
    from maatwerk_rules.runtime.period_decision import PeriodDecision
    from maatwerk_rules.source import Source
else:
    _HOMES = {
        "errors": ("FactError", "MaatwerkError", "PolicyError"),
        "model.policy": ("Policy",),
        "explanation.markdown": ("to_markdown",),
        "explanation.text": ("to_text",),
        "integrations.spark": ("spark_schema",),
        "pipeline": (
            *("Findings", "Linted", "check", "decide", "decide_period", "explain", "from_json"),
            *("lint", "load", "read_facts", "to_json"),
        ),
        "runtime.columnar": ("decide_batches",),
        "runtime.decision": ("Decision", "Result"),
        "runtime.facts": ("Facts",),
        "runtime.period_decision": ("PeriodDecision",),
        "source": ("Source",),
    }

    def __getattr__(name: str) -> object:
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                globals()[name] = found = getattr(import_module(f"{__name__}.{home}"), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "Decision",
    "FactError",
    "Facts",
    "Findings",
    "Linted",
    "MaatwerkError",
    "PeriodDecision",
    "Policy",
    "PolicyError",
    "Result",
    "Source",
    "__version__",
    "check",
    "decide",
    "decide_batches",
    "decide_period",
    "explain",
    "from_json",
    "lint",
    "load",
    "read_facts",
    "spark_schema",
    "to_json",
    "to_markdown",
    "to_text",
]
