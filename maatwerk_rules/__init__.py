"""Social assistance policy as Dutch text that runs: decided, explained, tested."""

from maatwerk_rules.version import __version__

__all__ = ["__version__"]
