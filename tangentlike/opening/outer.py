"""Nested functions that rebind outer variables hand them back: `add(v)` becomes `out, total = add(v, total=total)`.

The value of each variable is known from the text alone then. It is done for all nested functions of a function, or for none:
only where each is called by its name, and nowhere handed on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.scopes import Scope
from tangentlike.opening.bringing import Bringing, operands
from tangentlike.opening.last_writes import is_interrupted
from tangentlike.opening.walked import Finder, is_generator
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

Fresh = Callable[[str], str]
ROUNDS = 40
BLOCKS = ("body", "orelse", "finalbody")


class CannotHandBackError(Exception):
    """A nested function is used in a way in which it cannot hand its variables back."""


@dataclass
class Inner:
    """A nested function: the outer variables that it, or what it calls, reads and rebinds."""

    tree: t.FunctionDef
    reads: set[str]
    writes: set[str]
    calls: set[str]
    handed_on: set[str]
    takes: bool = False                         # it gets these variables as parameters
    gives: bool = field(default=False)          # it returns something besides them


def open_outer_variables(source: Source, scope: Scope) -> None:
    """Let the nested functions of a function hand back what they rebind, in its tree."""
    if any(isinstance(node, t.Nonlocal) for node in t.walk_all(source.tree.body)):
        defined = {node.name for node in t.walk_all(source.tree.body) if isinstance(node, t.FunctionDef)}
        names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals, *defined})
        source.tree.body = hand_back_outer(source.tree, Finder(source.tree, scope, set()), names.fresh).body


def hand_back_outer(tree: t.FunctionDef, finder: Finder, fresh: Fresh) -> t.FunctionDef:
    """Return a function whose nested functions hand back what they rebind; the same if one of them cannot."""
    if not any(isinstance(node, t.Nonlocal) for node in t.walk_all(tree.body)):
        return tree
    made = t.copy(tree)
    made.body = without_second_names(made)
    try:
        for node in own_functions(made):
            node.body = hand_back_outer(node, Finder(node, finder.scope, finder.local), fresh).body
        inner = find_inner(made)
        functions = {name: each.tree for name, each in inner.items()}
        writes = {name: each.writes for name, each in inner.items() if each.writes}
        if any(is_interrupted(each, writes, functions, finder.scope) for each in [made, *functions.values()]):
            raise CannotHandBackError
        for each in inner.values():
            if each.takes:
                take(each)
        for function in [made, *(each.tree for each in inner.values())]:
            here = Finder(function, finder.scope, finder.local)
            open_calls(function, Calls(here, fresh, inner))
    except CannotHandBackError:
        return tree
    return made


def without_second_names(tree: t.FunctionDef) -> t.Block:
    """Call functions by their own names: `tick = tick2` is dropped, if that is all that binds the name."""
    functions = {node.name for node in own_functions(tree)}
    stored = [n.id for n in t.walk(tree) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    for node in list(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.Name(id=own)) if own in functions and stored.count(name) == 1:
                tree.body.remove(node)
                t.rename(tree.body, {name: own})
    return tree.body


def own_functions(tree: t.FunctionDef) -> list[t.FunctionDef]:
    """Return the functions that a function defines itself."""
    return [node for node in t.walk_own(tree.body) if isinstance(node, t.FunctionDef)]


def find_inner(tree: t.FunctionDef) -> dict[str, Inner]:
    """Return the nested functions of a function, by names that mean nothing else."""
    functions = own_functions(tree)
    names = [node.name for node in functions]
    shared = {name for node in functions for each in declared(node) for name in each.names}
    bound = t.names_stored([n for n in t.walk_own(tree.body) if isinstance(n, t.Name)])
    deeper = [n for f in functions for g in own_functions(f) for n in t.walk(g) if isinstance(n, t.Nonlocal)]
    if len({*names}) < len(names) or bound & {*names} or deeper or not shared <= local_names(tree):
        raise CannotHandBackError
    found = {node.name: inner_of(node, shared, {*names}) for node in functions}
    spread(found)
    for each in found.values():
        if each.takes and (is_generator(each.tree) or each.tree.decorator_list):
            raise CannotHandBackError
    for where in [tree, *(each.tree for each in found.values() if each.takes)]:
        check_uses(where, found)
    return found


def declared(node: t.FunctionDef) -> list[t.Nonlocal]:
    """Return the declarations of outer variables in a function itself."""
    return [each for each in t.walk_own(node.body) if isinstance(each, t.Nonlocal)]


def inner_of(node: t.FunctionDef, shared: set[str], names: set[str]) -> Inner:
    """Return what a nested function does to outer variables by itself."""
    writes = {name for each in declared(node) for name in each.names}
    own = local_names(node) - writes
    reads = (free_names(node.body) | writes) & shared - own
    called = {n.func.id for n in t.walk_all(node.body) if isinstance(n, t.Call) and isinstance(n.func, t.Name)} & names - own
    used = free_names(node.body) & names - own
    gives = any(isinstance(n, t.Return) and not is_none(n.value) for n in t.walk_own(node.body))
    return Inner(node, reads, writes, called, used - called, bool(writes), gives)


def is_none(value: t.expr | None) -> bool:
    """Tell whether what stands after `return` is nothing."""
    return value is None or (isinstance(value, t.Constant) and value.value is None)


def spread(found: dict[str, Inner]) -> None:
    """What a function calls, it does; what a function that takes variables calls, takes them, too."""
    for _ in found:
        for each in found.values():
            for name in each.calls | each.handed_on:
                each.reads |= found[name].reads
                each.writes |= found[name].writes
                found[name].takes |= each.takes and bool(found[name].reads)
            each.takes |= bool(each.writes)


def check_uses(tree: t.FunctionDef, found: dict[str, Inner]) -> None:
    """Check that functions that take variables are called by name, in statements of the function around them."""
    called = {id(n.func) for n in t.walk_all(tree.body) if isinstance(n, t.Call)}
    taking = {name for name, each in found.items() if each.takes}
    for node in t.walk_own(tree.body):
        if isinstance(node, t.Name) and node.id in taking and id(node) not in called:
            raise CannotHandBackError
        if isinstance(node, t.Lambda) and t.names_read(node) & taking:
            raise CannotHandBackError


def take(inner: Inner) -> None:
    """Let a nested function take outer variables as parameters, and return those that it rebinds."""
    tree = inner.tree
    tree.args.kwonlyargs = [*tree.args.kwonlyargs, *map(t.parameter, sorted(inner.reads))]
    tree.args.kw_defaults = [*tree.args.kw_defaults, *(None for _ in inner.reads)]
    tree.body = [*without_declarations(tree.body)] or [t.Pass()]
    if inner.writes:
        tree.body = returning(tree.body, inner)
        if not isinstance(tree.body[-1], t.Return):
            end = t.return_(results(None, inner))
            set_origin([end], origin_of(tree.body[-1]))
            tree.body.append(end)


def without_declarations(block: t.Block) -> t.Block:
    """Drop `nonlocal` statements."""
    kept = [node for node in block if not isinstance(node, t.Nonlocal)]
    for node in kept:
        for part in BLOCKS:
            value = getattr(node, part, None)
            if isinstance(value, list) and not isinstance(node, t.FunctionDef):
                setattr(node, part, without_declarations(value) or ([t.Pass()] if part == "body" else []))
    return kept


def results(value: t.expr | None, inner: Inner) -> t.expr:
    """Return what a function returns: its result, if it has one, and the variables."""
    own = [value if value is not None else t.constant(None)] if inner.gives else []
    every = [*own, *map(t.name, sorted(inner.writes))]
    return every[0] if len(every) == 1 else t.tuple_of(every)


def returning(block: t.Block, inner: Inner) -> t.Block:
    """Let each return of a function return also the variables."""
    out: t.Block = []
    for node in block:
        if isinstance(node, t.Return):
            # The result is computed before the variables are read.
            node.value = results(node.value, inner)
        if not isinstance(node, t.FunctionDef):
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list):
                    setattr(node, part, returning(getattr(node, part), inner))
        out.append(node)
    return out


class Calls(Bringing):
    """Calls of functions that hand variables back are brought out of expressions."""

    def __init__(self, finder: Finder, fresh: Fresh, inner: dict[str, Inner]):
        taking = {name: each for name, each in inner.items() if each.takes}
        super().__init__(finder, fresh)
        self.taking = taking
        self.done: set[int] = set()

    def is_call(self, node: t.AST) -> bool:
        """Tell whether a node is a call of such a function, and not changed yet."""
        named = isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id in self.taking
        return named and id(node) not in self.done

    def holds(self, node: t.AST) -> bool:
        """Tell whether there is such a call in an expression."""
        return any(map(self.is_call, t.walk(node)))

    def is_wanted(self, node: t.expr, consumed: bool) -> bool:
        """Tell whether a call is the innermost one."""
        return self.is_call(node) and not any(map(self.holds, operands(node)))

    def moved_by(self, wanted: t.expr) -> set[str]:
        """Return the variables that the calls in an expression bind anew."""
        return set().union(*(self.taking[call.func.id].writes for call in t.walk(wanted) if self.is_call(call)))

    def item_of(self, wanted: t.expr, at_once: bool) -> t.expr:
        """Return what is kept of each item of a comprehension."""
        return getattr(wanted, "elt", wanted)

    def opened(self, wanted: t.expr, item: t.expr) -> tuple[t.Block, t.expr]:
        """Return the statement that takes the variables back, and what stands for the result."""
        inner = self.taking[wanted.func.id]
        wanted.keywords = [*wanted.keywords, *(t.keyword(name, t.name(name)) for name in sorted(inner.reads))]
        self.done.add(id(wanted))
        if not inner.writes:
            return [], wanted
        out = [self.fresh("out")] if inner.gives else []
        targets = [t.store(name) for name in [*out, *sorted(inner.writes)]]
        target = targets[0] if len(targets) == 1 else t.as_store(t.tuple_of(targets))
        return [t.gast_assign([target], wanted)], t.name(out[0]) if out else t.constant(None)


def open_calls(tree: t.FunctionDef, calls: Calls) -> None:
    """Bring the calls out of all statements of a function."""
    for _ in range(ROUNDS):
        if not any(map(calls.is_call, t.walk_own(tree.body))):
            return
        tree.body = _opened(tree.body, calls)
    raise CannotHandBackError


def _opened(block: t.Block, calls: Calls) -> t.Block:
    out: t.Block = []
    for node in block:
        if isinstance(node, t.FunctionDef):
            out.append(node)
            continue
        for each in [*getattr(node, "handlers", []), node]:
            for part in BLOCKS:
                if isinstance(getattr(each, part, None), list):
                    setattr(each, part, _opened(getattr(each, part), calls))
        new = calls.statement(node) or [node]
        set_origin(new, origin_of(node))
        out.extend(new[:-1] if len(new) > 1 and is_idle(new[-1]) else new)
    return out


def is_idle(node: t.stmt) -> bool:
    """Tell whether a statement only names a value."""
    return isinstance(node, t.Expr) and isinstance(node.value, (t.Name, t.Constant))
