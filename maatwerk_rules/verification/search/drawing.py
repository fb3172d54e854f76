"""Cases drawn by chance: known ones with a few places changed, and now and then all anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from maatwerk_rules.model.types import Datum
from maatwerk_rules.verification.search.cases import Container, Draft
from maatwerk_rules.verification.search.layout import Slot
from maatwerk_rules.verification.search.terrain import Terrain

MOST_CHANGES = 5
MOST_RECORDS = 3


class Drawing:
    """Draws from pools with a generator of its own, so that a seed gives the same cases."""

    def __init__(self, terrain: Terrain, random: Random) -> None:
        self._terrain = terrain
        self._random = random

    def changed(self, draft: Draft, slots: Sequence[Slot] = ()) -> Draft:
        """Return a copy with one to five places changed, of some slots or of all."""
        found = draft.copied()
        for _ in range(self._random.randint(1, MOST_CHANGES)):
            self.change(found, slots or self._terrain.layout.all)
        return found

    def change(self, draft: Draft, slots: Sequence[Slot]) -> None:
        """Change one place of a draft: a value, how many records there are, or the day."""
        random = self._random
        luck = random.random()
        if luck < 0.04:
            draft.day = self.day()
            return
        slot = random.choice(slots)
        if slot.list is not None and (not draft.lists[slot.list] or luck < 0.12):
            self._records(draft, slot.list)
        holders = draft.holders(slot)
        if holders:
            self.set(draft, slot, random.choice(holders))

    def set(self, draft: Draft, slot: Slot, holder: Container) -> None:
        """Draw a value for a slot."""
        pool = self._terrain.pools.of[slot]
        others = self._terrain.dates(draft) if isinstance(slot.type, Datum) else ()
        holder[slot.key] = pool.drawn(self._random, draft.day, others)

    def day(self) -> date:
        """Draw a day of the slice, its first and last more often."""
        first, last = self._terrain.first_day, self._terrain.last_day
        if self._random.random() < 0.3:
            return self._random.choice((first, last))
        return first + timedelta(self._random.randrange((last - first).days + 1))

    def _records(self, draft: Draft, name: str) -> None:
        """Give a list one record more or less."""
        lijst, records = self._terrain.layout.lists[name], draft.lists[name]
        if records and len(records) > lijst.minimum and self._random.random() < 0.5:
            gone = self._random.choice(records)
            draft.lists[name] = tuple(one for one in records if one is not gone)
        elif len(records) < min(lijst.maximum, MOST_RECORDS):
            new = self._terrain.drafts.add_record(draft, name)
            for slot in self._terrain.layout.of_records[name]:
                if self._random.random() < 0.5:
                    self.set(draft, slot, new)

    def fresh(self) -> Draft:
        """Return a case of which every place is drawn."""
        draft = self._terrain.drafts.plain(self.day())
        for name in self._terrain.layout.lists:
            for _ in range(self._random.choice((0, 0, 1, 1, 2))):
                self._records(draft, name)
        for slot in self._terrain.layout.all:
            for holder in draft.holders(slot):
                if self._random.random() < 0.5:
                    self.set(draft, slot, holder)
        return draft
