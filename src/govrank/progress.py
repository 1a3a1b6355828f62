"""The progress of a long task, for a listener to show; only commands listen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Stage = Literal["reading", "rating", "draws", "drawing", "outputs"]
Listener = Callable[[Stage, dict[str, object]], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Report the steps of this thread to a listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def at_step(step: Stage, **how_far: object) -> None:
    """Report a step, and how far it is: `done` and `of`, or the `file` that it is about.

    >>> with listening(lambda step, how_far: print(step, how_far)):
    ...     at_step("draws", done=400, of=1000)
    draws {'done': 400, 'of': 1000}
    """
    listener = _listener.get()
    if listener is not None:
        listener(step, how_far)
