"""What words of law become: a begrip that remembers how its author wrote it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from maatwerk_rules.model.declarations import Begrip, Schijven, Termijn
from maatwerk_rules.model.node import Node
from maatwerk_rules.values import frozen


@frozen
class WrittenOut(Begrip):
    """A begrip that stands for a termijn or schijven, which are in `word` as they were written."""

    word: Termijn | Schijven = attrs.field(kw_only=True)

    def children(self) -> Iterator[Node]:
        """Yield what the author wrote, so that a walk meets each line of the text once."""
        return self.word.children()
