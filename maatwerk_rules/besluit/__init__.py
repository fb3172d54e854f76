"""From what the rules say to a besluit of people: the room, the weighing, the record.

Nothing here computes what must be weighed: a person answers, and what is missing is told.
"""
