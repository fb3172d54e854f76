"""Other words in a place of a text, as the recognisers of a slip propose them."""

from maatwerk_rules.values import frozen


@frozen
class Change:
    """Other words in a place, and how they are advised.

    Args:
        word: A word that is not known here; without it the plain sentence is said.
        expected: What should have stood at the place, when the plain sentence does not know.
        whole: False when an author has more to fill in, so that it is advice only.
    """

    start: int
    end: int
    replacement: str
    advice: str
    word: str = ""
    expected: str = ""
    whole: bool = True
