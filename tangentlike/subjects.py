"""What a callable is, as a function to be compiled: Python source, a gradient, a library function with a rule."""

import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, cast

from tangentlike.analysis.binding import Parameters, parameters_of
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Kind
from tangentlike.attempts import open_attempts
from tangentlike.compiling import Home
from tangentlike.contexts import open_contexts
from tangentlike.deletions import drop_deletions
from tangentlike.errors import NoRule, SourceNotAvailable, Unsupported
from tangentlike.imports import open_imports
from tangentlike.managers import write_out_managers
from tangentlike.matches import open_matches
from tangentlike.opening.caches import open_caches
from tangentlike.opening.default_dicts import open_default_dicts
from tangentlike.opening.generators import open_generators
from tangentlike.opening.global_writes import open_global_writes
from tangentlike.opening.grown_dicts import open_grown_dicts
from tangentlike.opening.outer import open_outer_variables
from tangentlike.opening.partials import open_partials
from tangentlike.opening.shared_globals import bring_in_helpers
from tangentlike.rules import registry
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import as_identifier
from tangentlike.syntax.source import Source, find_source
from tangentlike.unused import name_unused

DEFAULTS = ("__defaults__", "__kwdefaults__")
# What a text says in words that derivatives have no need to know: each is written in other words, in this order.
OPENING = (
    bring_in_helpers, write_out_managers, open_caches, open_partials, open_global_writes, open_default_dicts, open_grown_dicts,
    open_generators, open_outer_variables, open_attempts,
)


# What methods share with helpers is in sight only when the methods are written out.
SHARING = (bring_in_helpers, open_global_writes, open_outer_variables)


@dataclass(eq=False)
class Subject:
    """A function to be compiled: its text, where its names are looked up, and its home."""

    source: Source
    scope: Scope
    parameters: Parameters
    handed: tuple[str, ...] = ()                # the parameters that it returns, too, because it writes into them
    given: tuple[str, ...] = ()                 # objects whose attributes have names of their own while it runs

    @classmethod
    def as_written(cls, function: Any) -> "Subject":
        """Find the text of a function: what its callers have to know of it."""
        source = find_source(function)
        return cls(source, Scope.of(source.function), parameters_of(source.tree.args))

    @classmethod
    def of(cls, function: Any) -> "Subject":
        """Find the text of a function, and write in other words what derivatives have no need to know."""
        written = cls.as_written(function)
        source, scope = written.source, written.scope
        open_imports(source, scope)
        open_matches(source, scope)
        # Nobody differentiates the standard library's own machinery: it is left refused, and is not looked through.
        if str(source.function.__module__).partition(".")[0] not in sys.stdlib_module_names:
            for step in OPENING:
                step(source, scope)
        name_unused(source, scope)
        open_contexts(source, scope)
        drop_deletions(source)
        # The text may be exchanged under the same function, as editors that reload a module do.
        scope.watch(source.function, "__code__", *(d for d in DEFAULTS if getattr(source.function, d) is not None))
        return cls(source, scope, parameters_of(source.tree.args))

    def opened(self, before: "Subject") -> "Subject":
        """Open what it shares with helpers, if it is another text than before."""
        for step in SHARING if self.source.tree is not before.source.tree else ():
            step(self.source, self.scope)
        return self

    @property
    def name(self) -> str:
        """Return the name of the function."""
        return self.source.tree.name

    def home(self) -> Home:
        """Return where functions made from this one run."""
        return Home(self.scope.globals, self.scope.cells)


def is_gradient(function: Any) -> bool:
    """Tell whether a callable is one of our gradients, whose text depends on the kinds of its arguments."""
    return getattr(type(function), "_miss", None) is not None and hasattr(function, "_variants")


def find_subject(
    primal: Callable[..., Any], kinds: dict[str, Kind] | None = None, read: Callable[[Any], Subject] = Subject.of
) -> Subject:
    """Return the text of a callable, as `read` finds it; of a gradient, its generated text for these kinds of arguments."""
    if is_gradient(primal):
        variants = primal._variants  # type: ignore[attr-defined]
        inner = find_subject(variants.primal, read=read)
        if kinds is None:
            return inner
        wrt, pick = variants.wrt(inner, None)
        if pick is not None:
            raise Unsupported(
                f"tangentlike cannot differentiate a derivative of `{inner.name}` with respect to items of `*args`.",
                why="its text is that of the derivative with respect to all of them.",
                instead="differentiate a function that takes them one by one.",
            )
        variant = variants.for_kinds(kinds, wrt)
        if variant.fallbacks:
            raise Unsupported(
                f"tangentlike cannot compile a derivative of `{inner.name}`, which itself runs on the tape.",
                why=f"{variant.fallbacks[0].construct}.",
                instead="see `df.fallbacks` of the inner derivative.",
            )
        return read(variant.function)
    rule = registry.find(primal) if _hashable(primal) else None
    if rule is not None or isinstance(primal, (functools.partial, MethodType)):
        return forwarding(primal)
    called = getattr(primal, "__call__", None)  # noqa: B004  (the method itself is wanted)
    if isinstance(called, MethodType) and not hasattr(primal, "__wrapped__"):
        return forwarding(called)
    if isinstance(primal, (type, BuiltinFunctionType)):
        is_class = isinstance(primal, type) and primal.__module__ not in ("builtins", "numpy")
        raise NoRule(
            f"tangentlike has no derivative of `{primal.__name__}`.",
            why="it is a class." if is_class else "it is not written in Python, and there is no rule for it.",
            instead="pass a function that makes such an object and returns a number."
            if is_class
            else "write a rule with `@tangentlike.elementwise` or `@tangentlike.adjoint`.",
        )
    return read(primal)


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


@functools.lru_cache(maxsize=256)
def forwarding(primal: Callable[..., Any]) -> Subject:
    """Return a function that only calls a callable which has no text of its own."""
    name = getattr(primal, "__name__", type(primal).__name__)
    header, arguments, values = list_parameters(primal)
    called: Any = primal
    if isinstance(primal, functools.partial):
        called = primal.func
        name = getattr(called, "__name__", name)
        values |= {f"given_{i}": value for i, value in enumerate(primal.args)}
        arguments = [*(f"given_{i}" for i in range(len(primal.args))), *arguments]
    elif isinstance(primal, MethodType):
        called, values = primal.__func__, {**values, "given_self": primal.__self__}
        arguments = ["given_self", *arguments]
    name = as_identifier(name)
    text = f"def {name}({', '.join(header)}):\n    return {name}_({', '.join(arguments)})\n"
    tree = t.parse_function(text)
    for node in tree.body:
        node.lineno = None
    # It has no function of its own: nothing asks for its globals, its scope stands for them.
    lines = tuple(text.splitlines(keepends=True))
    source = Source(cast(FunctionType, find_source), tree, f"<{name}>", lines, name, _module(called))
    scope = Scope({**values, f"{name}_": called, "__name__": _module(called)})
    return Subject(source, scope, parameters_of(tree.args))


def _module(called: Any) -> str:
    return str(getattr(called, "__module__", None) or "builtins")


def list_parameters(primal: Callable[..., Any]) -> tuple[list[str], list[str], dict[str, Any]]:
    """Return the parameters of a callable, how they are passed on, and the values of defaults that are no literals.

    Of a library function they are those that must be given: its options stay at their defaults.
    """
    rule = registry.find(primal) if _hashable(primal) else None
    try:
        found = list(inspect.signature(primal).parameters.values())
    except (TypeError, ValueError):
        found = []
    if rule is not None or not found:
        names = [p.name for p in found if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        names = names or find_ruled_parameters(primal)
        return names, names, {}
    header: list[str] = []
    arguments: list[str] = []
    values: dict[str, Any] = {}
    for parameter in found:
        name, shown = parameter.name, parameter.name
        if parameter.kind is parameter.VAR_POSITIONAL:
            name = shown = f"*{name}"
        elif parameter.kind is parameter.VAR_KEYWORD:
            name = shown = f"**{name}"
        elif parameter.default is not parameter.empty:
            default = parameter.default
            plain = type(default) in (int, float, str, bool, type(None)) and default == default  # noqa: PLR0124
            values |= {} if plain else {f"default_{name}": default}
            shown = f"{name}={default!r}" if plain else f"{name}=default_{name}"
        only = parameter.kind is parameter.KEYWORD_ONLY
        if only and not any(each.startswith("*") for each in header):
            header.append("*")
        header.append(shown)
        arguments.append(f"{name}={name}" if only else name)
    return header, arguments, values


def find_ruled_parameters(primal: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters that must be given to a library function without a signature."""
    rule = registry.find(primal)
    if rule is None:
        raise SourceNotAvailable(
            f"tangentlike cannot read the source of `{getattr(primal, '__name__', primal)}`.",
            why="it is not a Python function and has no rule.",
            instead="call it in a function of your own, and write a rule for it.",
        )
    return [p.name for p in rule.parameters if p.default is p.empty]
