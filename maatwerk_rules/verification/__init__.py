"""Testing and proving that the rules treat like cases alike.

The names below may be imported from here; they are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatwerk_rules.verification.claims import (
        AtMost,
        Claim,
        Holds,
        Later,
        Measured,
        More,
        Never,
        Other,
        Place,
        Same,
        Step,
        Swapped,
    )
    from maatwerk_rules.verification.properties import PROPERTIES, Property
    from maatwerk_rules.verification.report import Report
    from maatwerk_rules.verification.willekeur import check_willekeur, limit, place_of

_WHERE = {
    "claims": (
        *("AtMost", "Claim", "Holds", "Later", "Measured", "More", "Never", "Other", "Place"),
        *("Same", "Step", "Swapped"),
    ),
    "properties": ("PROPERTIES", "Property"),
    "report": ("Report",),
    "willekeur": ("check_willekeur", "limit", "place_of"),
}
_MODULES = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "PROPERTIES",
    "AtMost",
    "Claim",
    "Holds",
    "Later",
    "Measured",
    "More",
    "Never",
    "Other",
    "Place",
    "Property",
    "Report",
    "Same",
    "Step",
    "Swapped",
    "check_willekeur",
    "limit",
    "place_of",
]


def __getattr__(name: str) -> Any:
    """Return one of the names above: whoever imports a part of this package pays for that alone."""
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f"{__name__}.{module}"), name)
