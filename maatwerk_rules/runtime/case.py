"""One case as the evaluator sees it: what is known, per leaf; all else is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import attrs

from maatwerk_rules.model.types import Scalar
from maatwerk_rules.model.unknown import Leaf, RecordId


@attrs.frozen
class Records:
    """The records of a list fact; `complete` says that there are no others."""

    records: tuple[RecordId, ...]
    complete: bool = True


@attrs.frozen
class Case:
    """The known facts, fields, judgements and amounts by leaf, and the records of each list.

    A list that is not in `lists` was not asked. `looked` says that a named person recorded that
    the deviations that need no request were considered and that none applies.
    """

    peildatum: date
    values: Mapping[Leaf, Scalar] = MappingProxyType({})
    lists: Mapping[str, Records] = MappingProxyType({})
    looked: bool = False
