"""The spreekkamer on a port of this machine; nobody else can reach it."""

from __future__ import annotations

import logging
import os
import socket
from http import HTTPStatus
from typing import Any

import attrs
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask  # type: ignore[import-untyped]
from waitress.trigger import trigger  # type: ignore[import-untyped]
from waitress.wasyncore import close_all  # type: ignore[import-untyped]

from maatwerk_rules.integrations.spreekkamer.app import HEADERS, Spreekkamer
from maatwerk_rules.integrations.spreekkamer.visits import LARGEST_BODY, TOO_LARGE, Room, refused

LOOPBACK_6 = "::1"
NOT_READ = "Dit verzoek klopt niet."
NAMES = ("localhost", f"[{LOOPBACK_6}]")
"""What this machine is called besides the address that is heard."""


class Busy(Exception):  # noqa: N818 - it is told, not reported
    """Someone else has the port."""


@attrs.frozen
class Served:
    """A spreekkamer that is open."""

    app: Spreekkamer
    address: str
    server: Any
    sockets: dict[int, Any]

    def serve(self) -> None:
        """Answer until it is ended, by Ctrl-C or by `stop`."""
        try:
            self.server.run()
        finally:
            self.server.task_dispatcher.shutdown()
            close_all(self.sockets)

    def stop(self) -> None:
        """End answering, from another thread: what is open is closed by the one that answers."""
        pulled = next(one for one in self.sockets.values() if isinstance(one, trigger))
        pulled.pull_trigger(lambda: close_all(self.sockets))


def open_room(room: Room, host: str, port: int) -> Served:
    """Return a spreekkamer that listens on this machine.

    Raises:
        Busy: the port is taken.
    """
    # What waitress would write of a request may hold what a person typed.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    later = _Later()
    first = _heard(socket.AF_INET, host, port)
    taken = first.getsockname()[1]
    heard = [first, *_also_heard(taken)]
    sockets: dict[int, Any] = {}
    server = create_server(
        later,
        map=sockets,
        sockets=heard,
        threads=4,
        connection_limit=50,
        channel_timeout=30,
        max_request_header_size=16_384,
        max_request_body_size=LARGEST_BODY,
        expose_tracebacks=False,
        ident=None,
    )
    for one in sockets.values():
        if hasattr(one, "channel_class"):
            one.channel_class = _Channel
    app = later.app = Spreekkamer(room, [f"{name}:{taken}" for name in (host, *NAMES)])
    return Served(app, f"http://{host}:{taken}/", server, sockets)


def _heard(family: int, host: str, port: int) -> socket.socket:
    """Return a socket that is bound.

    Raises:
        Busy: the port is taken.
    """
    heard = socket.socket(family)
    try:
        if os.name != "nt":  # there it would let two programs have the same port
            heard.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        heard.bind((host, port))
    except OSError as error:
        heard.close()
        raise Busy from error
    return heard


def _also_heard(port: int) -> list[socket.socket]:
    """Return the same port on the other loopback address, where this machine has that."""
    try:
        return [_heard(socket.AF_INET6, LOOPBACK_6, port)]
    except (Busy, OSError):
        return []


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What the server refuses before the application sees it, as a page in Dutch."""

    def execute(self) -> None:
        """Answer with the page and close the connection."""
        code = self.request.error.code
        told = TOO_LARGE if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else NOT_READ
        answer = refused(code, told)
        answer.headers.update(HEADERS)
        body = answer.get_data()
        self.status = answer.status
        self.response_headers.extend(answer.headers.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection on which what is refused is told in Dutch."""

    error_task_class = _Refusal


class _Later:
    """An application that is made when its port is known."""

    app: Spreekkamer

    def __call__(self, environ: Any, start: Any) -> Any:
        """Answer a request."""
        return self.app(environ, start)
