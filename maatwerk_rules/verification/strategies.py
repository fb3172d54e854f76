"""All strategies in one place: programs of the core, their cases, and what completes them."""

from __future__ import annotations

from maatwerk_rules.verification.case_strategies import cases, completions, refinements
from maatwerk_rules.verification.core_strategies import programs

__all__ = ["cases", "completions", "programs", "refinements"]
