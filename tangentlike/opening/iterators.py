"""The iterators of `itertools` as generator functions: their texts are written where they are walked, as the user's own.

They are never run. A text that makes a list of what it is given walks it to its end, which an endless iterator has not.
"""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.opening.groups import elements, grouped, grouped_by
from tangentlike.syntax import trees as t


def accumulated(iterable: Any) -> Any:
    """`itertools.accumulate(x)`."""
    total = 0.0
    for place, value in enumerate(iterable):
        total = value if place == 0 else total + value
        yield total


def accumulated_by(iterable: Any, function: Any) -> Any:
    """`itertools.accumulate(x, f)`."""
    total = 0.0
    for place, value in enumerate(iterable):
        total = value if place == 0 else function(total, value)
        yield total


def accumulated_from(iterable: Any, func: Any, initial: Any) -> Any:
    """`itertools.accumulate(x, f, initial=start)`."""
    total = initial
    yield total
    for value in iterable:
        total = func(total, value)
        yield total


def flattened(iterables: Any) -> Any:
    """`itertools.chain.from_iterable(rows)`."""
    for iterable in iterables:
        yield from iterable


def pairs_in_a_row(iterable: Any) -> Any:
    """`itertools.pairwise(x)`."""
    items = list(iterable)
    for i in range(len(items) - 1):
        yield items[i], items[i + 1]


def pairs(iterable: Any, r: Any) -> Any:
    """`itertools.combinations(x, 2)`."""
    items = list(iterable)
    for i in range(len(items)):
        for j in range(i + 1, len(items)):
            yield items[i], items[j]


def triples(iterable: Any, r: Any) -> Any:
    """`itertools.combinations(x, 3)`."""
    items = list(iterable)
    for i in range(len(items)):
        for j in range(i + 1, len(items)):
            for k in range(j + 1, len(items)):
                yield items[i], items[j], items[k]


def combinations(iterable: Any, r: Any) -> Any:
    """`itertools.combinations(x, n)`."""
    items = list(iterable)
    for places in itertools.combinations(range(len(items)), r):
        yield tuple([items[place] for place in places])


def combinations_with_replacement(iterable: Any, r: Any) -> Any:
    """`itertools.combinations_with_replacement(x, n)`."""
    items = list(iterable)
    for places in itertools.combinations_with_replacement(range(len(items)), r):
        yield tuple([items[place] for place in places])


def permutations(iterable: Any, r: Any = None) -> Any:
    """`itertools.permutations(x, n)`."""
    items = list(iterable)
    for places in itertools.permutations(range(len(items)), r):
        yield tuple([items[place] for place in places])


def product(first: Any, second: Any) -> Any:
    """`itertools.product(x, y)`."""
    items, others = list(first), list(second)
    for item in items:
        for other in others:
            yield item, other


def product_of_three(first: Any, second: Any, third: Any) -> Any:
    """`itertools.product(x, y, z)`."""
    items, others, last = list(first), list(second), list(third)
    for item in items:
        for other in others:
            for each in last:
                yield item, other, each


def squared(iterable: Any, repeat: Any) -> Any:
    """`itertools.product(x, repeat=2)`."""
    items = list(iterable)
    for item in items:
        for other in items:
            yield item, other


def longest(first: Any, second: Any, fillvalue: Any = None) -> Any:
    """`itertools.zip_longest(x, y)`."""
    items, others = list(first), list(second)
    for i in range(max(len(items), len(others))):
        yield items[i] if i < len(items) else fillvalue, others[i] if i < len(others) else fillvalue


def mapped(function: Any, iterable: Any) -> Any:
    """`map(f, x)`."""
    for value in iterable:
        yield function(value)


def filtered(function: Any, iterable: Any) -> Any:
    """`filter(f, x)`."""
    for value in iterable:
        if function(value):
            yield value


def cycle(iterable: Any) -> Any:
    """`itertools.cycle(x)`."""
    items = list(iterable)
    place = 0
    while len(items) > 0:
        yield items[place % len(items)]
        place += 1


def repeat(object: Any, times: Any) -> Any:
    """`itertools.repeat(x, n)`."""
    for _ in range(times):
        yield object


def sliced(iterable: Any, stop: Any) -> Any:
    """`itertools.islice(x, n)`."""
    for _, value in zip(range(stop), iterable):  # noqa: B905  (as far as both have items)
        yield value


def sliced_from(iterable: Any, start: Any, stop: Any) -> Any:
    """`itertools.islice(x, m, n)`."""
    for place, value in zip(range(stop), iterable):  # noqa: B905
        if place >= start:
            yield value


def sliced_by(iterable: Any, start: Any, stop: Any, step: Any) -> Any:
    """`itertools.islice(x, m, n, k)`."""
    for place, value in zip(range(stop), iterable):  # noqa: B905
        if place >= start and (place - start) % step == 0:
            yield value


def taken_while(predicate: Any, iterable: Any) -> Any:
    """`itertools.takewhile(f, x)`."""
    for value in iterable:
        if not predicate(value):
            break
        yield value


def dropped_while(predicate: Any, iterable: Any) -> Any:
    """`itertools.dropwhile(f, x)`."""
    dropping = True
    for value in iterable:
        if dropping:
            dropping = predicate(value)
        if not dropping:
            yield value


def filtered_out(predicate: Any, iterable: Any) -> Any:
    """`itertools.filterfalse(f, x)`."""
    for value in iterable:
        if not predicate(value):
            yield value


def compressed(data: Any, selectors: Any) -> Any:
    """`itertools.compress(x, flags)`."""
    for value, selected in zip(data, selectors):  # noqa: B905
        if selected:
            yield value


def spread_over(function: Any, iterable: Any) -> Any:
    """`itertools.starmap(f, pairs)`."""
    for arguments in iterable:
        yield function(*arguments)


def chained(count: int) -> t.FunctionDef:
    """`itertools.chain(x, y)`, of so many arguments."""
    names = [f"part{i}" for i in range(1, count + 1)]
    parts = ", ".join(f"*{name}" for name in names)
    return t.parse_function(f"def chained({', '.join(names)}):\n    for value in [{parts}]:\n        yield value\n")


def of_expression(node: t.GeneratorExp) -> t.FunctionDef:
    """Return a generator expression as a generator function without parameters."""
    made = t.parse_function("def items():\n    yield item\n")
    made.body[0].value.value = node.elt
    for clause in reversed(node.generators):
        for test in reversed(clause.ifs):
            made.body = [t.if_(test, made.body)]
        made.body = [t.for_(clause.target, clause.iter, made.body)]
    return made


# By the function and the number of positional arguments.
Text = Callable[..., Any]
TEXTS: dict[tuple[Any, int], Text] = {
    (itertools.accumulate, 1): accumulated,
    (itertools.accumulate, 2): accumulated_by,
    (itertools.chain.from_iterable, 1): flattened,
    (itertools.combinations, 2): combinations,
    (itertools.combinations_with_replacement, 2): combinations_with_replacement,
    (itertools.permutations, 1): permutations,
    (itertools.permutations, 2): permutations,
    (itertools.product, 2): product,
    (itertools.product, 3): product_of_three,
    (itertools.zip_longest, 2): longest,
    (itertools.cycle, 1): cycle,
    (itertools.repeat, 2): repeat,
    (itertools.islice, 2): sliced,
    (itertools.islice, 3): sliced_from,
    (itertools.islice, 4): sliced_by,
    (itertools.takewhile, 2): taken_while,
    (itertools.dropwhile, 2): dropped_while,
    (itertools.filterfalse, 2): filtered_out,
    (itertools.compress, 2): compressed,
    (itertools.starmap, 2): spread_over,
    (itertools.pairwise, 1): pairs_in_a_row,
    (np.nditer, 1): elements,
    (itertools.groupby, 1): grouped,
    (itertools.groupby, 2): grouped_by,
}
# What takes one iterable, and how many of its items make one.
OF_ITEMS = (itertools.combinations, itertools.combinations_with_replacement, itertools.permutations)
# What has a form of its own, if it does not walk one of these.
AROUND: dict[tuple[Any, int], Text] = {(map, 2): mapped, (filter, 2): filtered}
# By the function and the literal that is its second argument.
OF_COUNT: dict[tuple[Any, int], Text] = {(itertools.combinations, 2): pairs, (itertools.combinations, 3): triples}


def find_text(function: Any, call: t.Call) -> Text | t.FunctionDef | None:
    """Return the generator function that stands for an iterator in a call, or its text; None if there is none."""
    starred = any(isinstance(arg, t.Starred) for arg in call.args)
    if function is itertools.chain and not starred and call.args:
        return chained(len(call.args))
    if starred or any(isinstance(arg, t.Constant) and arg.value is None for arg in call.args):
        return None
    try:
        known = (TEXTS if function not in (map, filter) else AROUND).get((function, len(call.args)))
    except TypeError:
        return None  # no function that has a hash
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if function is itertools.accumulate and "initial" in named:
        return accumulated_from if len(call.args) == 2 or "func" in named else None
    if function is itertools.groupby and named.keys() == {"key"}:
        return grouped_by if len(call.args) == 1 else None
    if function is itertools.product and named.keys() == {"repeat"}:
        twice = isinstance(named["repeat"], t.Constant) and named["repeat"].value == 2
        return squared if len(call.args) == 1 and twice else None
    if len(call.args) == 2 and isinstance(call.args[1], t.Constant):
        return OF_COUNT.get((function, call.args[1].value), known)
    return known
