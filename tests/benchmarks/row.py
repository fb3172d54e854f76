"""One figure of the report."""

import attrs


@attrs.frozen
class Row:
    """One figure, with how many times as much it is as something else of the same run.

    Args:
        least: The same figure in the round in which it was lowest; `most` where it was highest.
    """

    subject: str
    what: str
    value: float
    unit: str
    ratio: float | None = None
    of: str = ""
    least: float | None = None
    most: float | None = None
