"""Whether it is known what the functions that a text calls do: unknown ones may keep a value and hand it out later.

A function without text is known by its code, if that only computes: it stores nothing outside of itself, makes no text and
calls nothing else that does.
"""

import builtins
import dis
import functools
import math
from collections.abc import Iterable
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.aliases import ARRAY_METHODS, DICT_METHODS, IN_PLACE, LIST_METHODS
from tangentlike.analysis.calls import IMPURE
from tangentlike.analysis.concealed import WRITING
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.outlining import CHANGING, base_of, written
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Kind
from tangentlike.errors import SourceNotAvailable
from tangentlike.runtime.attempts import MARKS
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t

ARRAYS = frozenset(name for name in dir(np.ndarray) if not name.startswith("__i")) - ARRAY_METHODS - WRITING
METHODS = ARRAYS | LIST_METHODS | DICT_METHODS | frozenset(dir(list)) | frozenset(dir(dict))
COMPUTING = frozenset({"abs", "all", "any", "bool", "dict", "divmod", "enumerate", "filter", "float", "int",
                       "isinstance", "len", "list", "map", "max", "min", "pow", "range", "reversed", "round", "set", "sorted",
                       "sum", "tuple", "type", "zip"})
TEXTS = ("JoinedStr", "FormattedValue", "Yield", "YieldFrom", "Await", "Global", "Nonlocal", "ClassDef", "Import", "ImportFrom")
STORING = ("STORE_", "DELETE_", "IMPORT_", "MAKE_", "YIELD", "SEND", "FORMAT", "CONVERT", "BUILD_STRING", "LOAD_BUILD_CLASS",
           "LOAD_LOCALS", "LOAD_NAME", "RETURN_GENERATOR", "GEN_START")
LOCAL = ("STORE_FAST", "DELETE_FAST")
IN_PLACE_OPERATORS = 13                                         # the first argument of BINARY_OP that means `+=` and the like


def understands(scope: Scope, nodes: Iterable[t.AST], local: Iterable[str], around: tuple[Any, ...] = ()) -> bool:
    """Tell whether all that a text calls is known: operations, methods of arrays and containers, functions with such a text."""
    own, nodes = frozenset(local), list(nodes)
    called = {id(node.func) for node in t.walk_all(nodes) if isinstance(node, t.Call)}
    handed = (n for n in t.walk_all(nodes) if isinstance(n, t.Attribute) and id(n) not in called and n.attr in CHANGING | WRITING)
    return not any(handed) and all(_is_understood(scope, node, own, around) for node in t.walk_all(nodes))


def _is_understood(scope: Scope, node: t.AST, local: frozenset[str], around: tuple[Any, ...]) -> bool:
    if type(node).__name__ in TEXTS:
        return False
    if isinstance(node, t.Constant):
        return not isinstance(node.value, complex)  # whose parts pieces do not tell from numbers
    if not isinstance(node, t.Call):
        return True
    if isinstance(node.func, t.Attribute) and node.func.attr in CHANGING and not has_name(node.func.value):
        return False  # what has no name changes
    function = resolved(scope, node.func, local)
    if function is MISSING:
        return isinstance(node.func, t.Attribute) and node.func.attr in METHODS
    if any(function is mark for mark in MARKS):
        return True  # of a `try` statement, which is what it was again when it runs
    if isinstance(function, FunctionType) and not is_numeric(function):
        return is_understood(function, around)
    return is_operation(function)


def has_name(node: t.expr) -> bool:
    """Tell whether an expression is a variable, or a part of one that no call gives."""
    return bool(base_of(node)) and not any(isinstance(inner, t.Call) for inner in t.walk(node))


def is_understood(function: FunctionType, around: tuple[Any, ...] = ()) -> bool:
    """Tell whether it is known what a function does: by its text, or because its code only computes."""
    if function in around:
        return True
    subject = text_of(function)
    if subject is None:
        return only_computes(function)
    tree = subject.source.tree
    return understands(subject.scope, tree.body, local_names(tree), (*around, function))


def find_stores(subject: Subject, kinds: dict[str, Kind]) -> frozenset[str] | None:
    """Return which parameters a function with statements that are not known may write into; None if it may be any.

    It writes only where its text shows it, if all that it calls is understood, and no name of its own may be another one.
    """
    tree = subject.source.tree
    local = local_names(tree)
    if not understands(subject.scope, tree.body, local):
        return None
    found: set[str] = set()
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Call) and not _writes_as_shown(subject, node, local):
            return None
        if isinstance(node, (t.stmt, t.Call)) and not hasattr(node, "body"):
            found |= written(node)
    found -= {name for name in found if name in kinds and has_no_memory(kinds[name])}
    return frozenset(found) if all(name in kinds or is_new(tree, name) for name in found) else None


def _writes_as_shown(subject: Subject, call: t.Call, local: set[str]) -> bool:
    """Tell whether what a call writes is known by its text: NumPy's functions, and methods."""
    function = resolved(subject.scope, call.func, frozenset(local))
    if isinstance(function, FunctionType) and not is_numeric(function):
        return only_computes(function)
    return not any(keyword.arg is None for keyword in call.keywords)


def is_new(tree: t.FunctionDef, name: str) -> bool:
    """Tell whether all that a name is bound to is made there: a display, arithmetic, or one number after the other."""
    made = [n.value for n in t.walk(tree) if isinstance(n, t.Assign) and name in t.names_stored(n.targets)]
    bound = [n for n in t.walk(tree) if isinstance(n, t.Name) and n.id == name and isinstance(n.ctx, t.Store)]
    new = all(isinstance(value, (t.List, t.Dict, t.Constant, t.BinOp)) for value in made)
    return new and len(bound) == len(made) + sum(isinstance(n, t.AugAssign) and n.target in bound for n in t.walk(tree))


def is_operation(function: Any) -> bool:
    """Tell whether a function is NumPy's, math's or Python's own, and only computes, or writes into what it is given."""
    if not callable(function) or any(function is each for each in IMPURE):
        return False
    name = getattr(function, "__name__", "")
    if function is type:
        return False  # it may make a class
    if getattr(builtins, name, None) is function:
        return name in COMPUTING or (isinstance(function, type) and issubclass(function, Exception))
    return is_numeric(function)


def is_numeric(function: Any) -> bool:
    """Tell whether a function is NumPy's, SciPy's or math's, and gives real numbers that depend on its arguments only."""
    owner = getattr(function, "__self__", None)
    whose = function if owner is None or isinstance(owner, ModuleType) else type(owner)  # `np.add.at` is a method
    module = str(getattr(whose, "__module__", None) or getattr(type(whose), "__module__", ""))
    apart = "random" in module or "fft" in module or module == "cmath"
    return module.split(".", maxsplit=1)[0] in ("numpy", "math", "scipy") and not apart


def resolved(scope: Scope, node: t.expr, local: frozenset[str]) -> Any:
    """Return what a dotted name outside of a function means; MISSING for a value of its own."""
    if isinstance(node, t.Name):
        return MISSING if node.id in local else scope.peek(node.id)
    if isinstance(node, t.Attribute):
        base = resolved(scope, node.value, local)
        return MISSING if base is MISSING else getattr(base, node.attr, MISSING)
    return MISSING


def text_of(function: FunctionType) -> Subject | None:
    """Return a function's text, if it can be read."""
    try:
        return Subject.of(function)
    except SourceNotAvailable:
        return None


# By its code


@functools.lru_cache(maxsize=256)
def only_computes(function: FunctionType) -> bool:
    """Tell whether the code of a function stores nothing outside of itself and calls nothing that may."""
    return _only_computes(function.__code__, function, ())


def _only_computes(code: CodeType, function: FunctionType, around: tuple[Any, ...]) -> bool:
    if code in around:
        return True
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    scope = Scope(function.__globals__, cells)
    for step in dis.get_instructions(code):
        name = step.opname
        if name.startswith(STORING) and not name.startswith(LOCAL):
            return False
        if name == "BINARY_OP" and (step.arg or 0) >= IN_PLACE_OPERATORS:
            return False
        if name.startswith("INPLACE_"):
            return False
        if name in ("LOAD_GLOBAL", "LOAD_DEREF", "LOAD_CLASSDEREF") and not _may_load(scope.peek(step.argval), (*around, code)):
            return False
        if name in ("LOAD_ATTR", "LOAD_METHOD") and not _may_ask(str(step.argval)):
            return False
    return True


def _may_load(value: Any, around: tuple[Any, ...]) -> bool:
    if isinstance(value, (ModuleType, int, float, complex, np.ndarray, np.generic, type(None))):
        return not isinstance(value, ModuleType) or value.__name__.split(".")[0] in ("numpy", "math", "cmath", "scipy")
    if isinstance(value, FunctionType) and not is_numeric(value):
        return _only_computes(value.__code__, value, around)
    return is_operation(value) and (isinstance(value, (BuiltinFunctionType, np.ufunc, FunctionType, type)))


def _may_ask(name: str) -> bool:
    """Tell whether an attribute is one of arrays and numbers, or a function of NumPy's or math's that only computes."""
    if name in ARRAYS:
        return True
    found = [getattr(module, name) for module in (np, np.linalg, np.fft, math) if hasattr(module, name)]
    modules = all(isinstance(each, ModuleType) for each in found)
    return name in ("linalg", "fft") or (bool(found) and not modules and not any(
        any(each is other for other in (*IN_PLACE, *IMPURE)) for each in found
    ))
