"""Reads a page as a browser does, and fails where an element is not closed as it should be."""

from html.parser import HTMLParser

VOID = frozenset(("meta", "br", "col", "hr", "input"))


class Reader(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, name: str) -> list[str]:
        """The values of an attribute, in order."""
        return [value for _, attrs in self.tags if (value := attrs.get(name)) is not None]


def read(page: str) -> Reader:
    """Return what a page holds; every element must be closed."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader
