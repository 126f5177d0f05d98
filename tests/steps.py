"""How the work of a function grows with its input: counted, and timed where it must be.

A text is read in two places.  Python's own steps are counted, byte code by byte code:
the same number in every run, on every machine.  But ``re``, ``str.find`` and slices
work in C, where nothing can be counted portably: a pattern that goes back over what it
has read, or a copy of the rest of a text for each word, costs no further step.  That
part is timed, so that a slow machine changes nothing: CPU time of this thread alone,
the best of several runs, on inputs that take long enough to be measured, and with a
limit between what four times the input costs that is read once, and that is read again
for each of its parts.
"""

from __future__ import annotations

import gc
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

Input = TypeVar('Input')

#: How much faster than the input the steps may grow: room for a sort.
_ROOM = 1.3
#: Four times the input takes four times as long (more where a processor's caches are
#: too small for it), or sixteen times.
_LIMIT = 9.0
#: Seconds that are measured well, seconds that are too many, and the longest input.
_MEASURABLE, _ENDLESS, _LONGEST = 0.01, 4.0, 1 << 18
_RUNS = 3


def steps_of(run: Callable[..., object], *arguments: object) -> int:
    """Return how many instructions of Python a call takes, with all that it calls.

    Python counts a function whole from its second call on.
    """
    steps = 0

    def count(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal steps
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        steps += event == 'opcode'
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run(*arguments)
    finally:
        sys.settrace(before)
    return steps


def assert_linear(
    run: Callable[[Input], object], make: Callable[[int], Input], size: int = 100
) -> None:
    """Fail where the work of *run* grows faster than the *size* of what *make* makes.

    *size* is the number of parts (words, references, blocks) to begin with.  What
    *run* keeps from one call to the next counts for the first alone.
    """
    assert_linear_steps(run, make, size)
    assert_linear_time(run, make, size)


def assert_linear_steps(
    run: Callable[[Input], object], make: Callable[[int], Input], size: int = 100
) -> None:
    """Fail where the steps of Python grow faster than the input.

    What is there whatever the size is left out: each doubling adds twice what the one
    before has added.
    """
    # The first call is not counted whole, and fills what is kept.
    steps_of(run, make(size))
    counts = [steps_of(run, make(number)) for number in (size, 2 * size, 4 * size)]
    first, second = (after - before for before, after in pairwise(counts))
    assert second <= 2 * _ROOM * max(first, size), (
        f'{size}, {2 * size}, {4 * size} parts: {counts} steps'
    )


def assert_linear_time(
    run: Callable[[Input], object], make: Callable[[int], Input], size: int = 100
) -> None:
    """Fail where the time of what no step counts grows faster than the input.

    The input grows until it takes long enough to be measured; one that never does
    is nothing to wait for.
    """
    while (once := _seconds(run, make(size), enough=_ENDLESS)) < _MEASURABLE:
        size *= 2
        if size > _LONGEST:
            return
    assert once < _ENDLESS, f'{size} parts: {once:.1f} s'
    once = _seconds(run, make(size))
    for _ in range(2):
        # Whatever else runs may slow down one of them, but not both times.
        more = _seconds(run, make(4 * size), enough=_LIMIT * once)
        if more <= _LIMIT * once:
            return
        once = max(once, _seconds(run, make(size)))
    raise AssertionError(f'{size} parts: {once:.3f} s; {4 * size}: {more:.3f} s')


def _seconds(
    run: Callable[[Input], object], made: Input, *, enough: float = 0
) -> float:
    """Return the CPU time of the best of several runs, or of one that is *enough*."""
    best = float('inf')
    before = gc.isenabled()
    gc.disable()
    try:
        for _ in range(_RUNS):
            start = time.thread_time()
            run(made)
            best = min(best, time.thread_time() - start)
            if best <= enough or best >= _ENDLESS:
                break
    finally:
        if before:
            gc.enable()
    return best
