"""NumPy's objects that are called with brackets, such as `np.r_`, on values."""

from collections.abc import Callable
from typing import Any

from tangentlike.runtime.joining import find_join
from tangentlike.tape.calling import lost, real
from tangentlike.tape.record import find_variable, plain
from tangentlike.tape.replacements import on_values, wrapped


class Brackets:
    """What stands for such an object."""

    def __init__(self, real: Any, join: Callable[[Any], Any]):
        self._real = real
        self._join = on_values(join)

    def __getitem__(self, asked: Any) -> Any:
        """Join values; where a slice counts or a text says how to join, only plain ones."""
        parts = asked if type(asked) is tuple else (asked,)
        counted = any(isinstance(part, (slice, str)) for part in parts)
        if not counted:
            return self._join(parts)
        numbers = [x for part in parts for x in ([part.start, part.stop, part.step] if type(part) is slice else [part])]
        if find_variable(numbers) is not None:
            raise lost("what is between the brackets counts, or is joined as a text says")
        return wrapped(self._real[tuple(plain(real(part)) for part in parts)])


def bracketed(value: Any) -> Brackets | None:
    """Return what stands for an object that is called with brackets, None for any other."""
    join = find_join(value)
    return None if join is None else Brackets(value, join)
