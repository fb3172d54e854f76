"""A curve as SVG: axes with words, the course, and its jumps with an open and a closed end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maatwerk_rules.explanation.markup import Markup, tag
from maatwerk_rules.model.types import Number
from maatwerk_rules.values import frozen
from maatwerk_rules.verification.page.axis import Axis, Tick

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 130, 36, 34, 74
MARK = 9
"""Half the width of the mark of the largest jump."""


@frozen
class Stroke:
    """A part of the course, from one point to another."""

    x: tuple[Number, Number]
    y: tuple[Number, Number]


@frozen
class Step:
    """A jump: at which number, from which height to which; `told` stands beside the largest.

    The number itself belongs to what comes after it, or where `is_last` to what comes before.
    """

    x: Number
    y: tuple[Number, Number]
    told: str = ""
    is_last: bool = False


@frozen
class Drawing:
    """All that is drawn; `told` names both axes, `title` and `text` say it to who cannot see it.

    `name` is the id of the title; with it the drawing is named.
    """

    name: str
    title: str
    text: str
    told: tuple[str, str]
    ends: tuple[Number, Number]
    x_ticks: tuple[Tick, ...]
    heights: tuple[Number, Number]
    y_ticks: tuple[Tick, ...]
    strokes: tuple[Stroke, ...]
    steps: tuple[Step, ...]
    is_turned: bool = False


def draw(drawing: Drawing) -> Markup:
    """Return a drawing as SVG; linear in what it holds."""
    return tag(
        "svg",
        tag("title", drawing.title, id=f"{drawing.name}-t"),
        tag("desc", drawing.text, id=f"{drawing.name}-d"),
        *_Pen(drawing).all(),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby=f"{drawing.name}-t {drawing.name}-d",
    )


class _Pen:
    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        across, up = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
        low, high = drawing.ends
        self._x = Axis(low, high, LEFT, across, drawing.x_ticks, drawing.is_turned)
        bottom, top = drawing.heights
        self._y = Axis(bottom, top, TOP, up, drawing.y_ticks, is_turned=True)

    def all(self) -> Iterator[Markup]:
        yield from self._grid()
        yield from self._named()
        for stroke in self._drawing.strokes:
            yield self._stroke(stroke)
        for step in self._drawing.steps:
            yield from self._step(step)
        for step in self._drawing.steps:
            yield from self._largest(step)

    def _grid(self) -> Iterator[Markup]:
        bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
        for number, told in self._y.ticks:
            y = self._y.at(number)
            yield _line((LEFT, y), (right, y), "rooster")
            yield tag("text", told, x=LEFT - 10, y=y + 5, text_anchor="end")
        yield _line((LEFT, bottom), (right, bottom), "as")
        yield _line((LEFT, TOP), (LEFT, bottom), "as")
        for place, (number, told) in enumerate(self._x.ticks):
            x = self._x.at(number)
            yield _line((x, bottom), (x, bottom + 6), "as")
            # A narrow screen has room for every other word.
            kind = "om" if place % 2 else None
            yield tag("text", told, x=x, y=bottom + 26, text_anchor="middle", class_=kind)

    def _named(self) -> Iterator[Markup]:
        across, up = self._drawing.told
        middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
        yield tag("text", across, x=middle, y=HEIGHT - 14, text_anchor="middle")
        yield tag("text", up, x=8, y=18)

    def _stroke(self, one: Stroke) -> Markup:
        first, last = ((self._x.at(x), self._y.at(y)) for x, y in zip(one.x, one.y, strict=True))
        return _line(first, last, "verloop")

    def _step(self, one: Step) -> Iterator[Markup]:
        x, before, after = self._x.at(one.x), *map(self._y.at, one.y)
        yield _line((x, before), (x, after), "grootste" if one.told else "sprong")
        # The end to which the number itself belongs is closed.
        closed, open_ = (before, after) if one.is_last else (after, before)
        yield tag("circle", cx=x, cy=open_, r=5, class_="niet")
        yield tag("circle", cx=x, cy=closed, r=5, class_="wel")

    def _largest(self, one: Step) -> Iterator[Markup]:
        """Mark the largest jump with a triangle halfway, and its words beside it."""
        if not one.told:
            return
        x, before, after = self._x.at(one.x), *map(self._y.at, one.y)
        middle, way = (before + after) / 2, MARK if after > before else -MARK
        points = ((x - MARK, middle - way), (x + MARK, middle - way), (x, middle + way))
        yield tag("polygon", points=" ".join(f"{a:g},{b:g}" for a, b in points), class_="teken")
        is_right = x > LEFT + (WIDTH - LEFT - RIGHT) * 0.5
        yield tag(
            "text",
            one.told,
            x=x - MARK - 7 if is_right else x + MARK + 7,
            y=middle + 5,
            text_anchor="end" if is_right else "start",
            class_="bij",
        )


def _line(first: Sequence[float], last: Sequence[float], kind: str) -> Markup:
    points = f"{first[0]:g},{first[1]:g} {last[0]:g},{last[1]:g}"
    return tag("polyline", points=points, class_=kind)
