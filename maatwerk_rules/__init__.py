"""Social assistance policy as Dutch text that runs: decided, explained, tested for arbitrariness."""

from maatwerk_rules.errors import FactError, MaatwerkError, PolicyError
from maatwerk_rules.pipeline import Findings, check, decide, explain, load
from maatwerk_rules.version import __version__

__all__ = [
    "FactError",
    "Findings",
    "MaatwerkError",
    "PolicyError",
    "__version__",
    "check",
    "decide",
    "explain",
    "load",
]
