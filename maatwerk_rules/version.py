"""The version of the library; every decision names it."""

__version__ = "0.1.0"
