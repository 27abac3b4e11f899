"""A generated text as a module of its own: with the imports, constants and functions that it uses, it needs only NumPy.

What a text does not define is looked up where it would run, and written down by what it is: an import, a constant, or
the text of a function, whose own names are then looked up in turn.
"""

from __future__ import annotations

import builtins
import inspect
import re
import symtable
import sys
import textwrap
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.compiling import Home
from tangentlike.errors import Unsupported
from tangentlike.own_modules import ABSENT, is_own_module, open_modules
from tangentlike.syntax import trees as t
from tangentlike.syntax.definitions import annotated_names, order_definitions
from tangentlike.syntax.literals import literal
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.texts import find_assignment, find_class_text, is_namedtuple, text_of

RUNTIME = "tangentlike.runtime."
SINGLES = (bool, int, float, complex, str, bytes, type(None), type(...))

LookUp = Callable[[str], object]


def write_module(
    text: str, homes: Mapping[str, Home], injected: Mapping[str, object], about: str = "", first: str = ""
) -> str:
    """Return `text`, functions as `make_functions` takes them, as a module that runs by itself.

    The function named `first` comes before the others.

    >>> print(write_module("def f(x):\\n    return scale * np.sin(x)\\n", {"f": Home({"scale": 2.0})}, {"np": np}))
    import numpy as np
    <BLANKLINE>
    scale = 2.0
    <BLANKLINE>
    <BLANKLINE>
    def f(x):
        return scale * np.sin(x)
    <BLANKLINE>
    """
    module = _Module()
    own = find_free_names(text)
    module.bound |= {name: ABSENT for name in own if name}
    for name, home in homes.items():
        look_up = _look_up_in({**_contents(home), **injected}, home.globals)
        text = module.settle(text, own.get(name, set()) | own[""], look_up, within=name)
    text = _put_first(text, first)
    while module.pending:
        module.define(*module.pending.pop(0))
    return module.write(text, about)


def _put_first(text: str, name: str) -> str:
    """Return the functions of `text` with one of them before the others.

    >>> print(_put_first("def f():\\n    return 1\\n\\n\\ndef g():\\n    return 2\\n", "g").replace("\\n\\n\\n", "\\n"))
    def g():
        return 2
    def f():
        return 1
    <BLANKLINE>
    """
    parts = re.split(r"\n\n\n(?=def |class )", text.strip("\n"))
    parts.sort(key=lambda part: not re.match(rf"def {re.escape(name)}\(", part))
    joined = "\n\n\n".join(parts)
    return f"{joined}\n"


def find_free_names(text: str) -> dict[str, set[str]]:
    """Return the global names that each function or class of `text` reads; under "", those of its headers.

    >>> find_free_names("def f(x=a):\\n    return [y * g(k) for k in x]") == {"f": {"y", "g"}, "": {"a"}}
    True
    """
    top = symtable.symtable(text, "<text>", "exec")
    defined = {table.get_name(): set(_read_globals(table)) for table in top.get_children()}
    headers = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    return {**{name: free - defined.keys() for name, free in defined.items()}, "": headers - defined.keys()}


def _read_globals(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (each.get_name() for each in table.get_symbols() if each.is_global() and each.is_referenced())
    for inner in table.get_children():
        yield from _read_globals(inner)


def _contents(home: Home) -> dict[str, object]:
    return {name: cell.cell_contents for name, cell in home.cells.items() if cell != type(cell)()}


def _look_up_in(*spaces: Mapping[str, object]) -> LookUp:
    """Return a function that finds a name in the first of `spaces` that has it; ABSENT for builtins and nonsense."""

    def look_up(name: str) -> object:
        found = next((space[name] for space in spaces if name in space), ABSENT)
        return ABSENT if found is getattr(builtins, name, None) and found is not None else found

    return look_up


@dataclass
class _Module:
    """What has been written so far, by section, and which object each name of the module means."""

    bound: dict[str, object] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)
    constants: list[str] = field(default_factory=list)
    functions: dict[str, str] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)
    # Names that are settled but not written down yet: the names of the text itself come before those it leads to.
    pending: list[tuple[str, Any, str]] = field(default_factory=list)

    def settle(self, text: str, names: Iterable[str], look_up: LookUp, within: str | None = None) -> str:
        """Give `names` a meaning in the module; return `text` with those renamed that already have another."""
        renamed = {}
        own = {name: value for name in names if isinstance(value := look_up(name), ModuleType) and is_own_module(value)}
        if own:
            text = open_modules(text, own, within, lambda wanted, value: self._bind(wanted, value, text))
        for name in sorted(set(names) - own.keys()):
            value = look_up(name)
            if value is ABSENT:
                continue
            final = self._bind(name, value, text)
            if final != name:
                renamed[name] = final
        return _rename(text, renamed, within) if renamed else text

    def define(self, name: str, value: Any, user: str) -> None:
        """Write down what a name means, in its section."""
        if isinstance(value, ModuleType):
            self.imports.update(_import_module(name, value, user))
        elif imported := find_import(name, value):
            self.imports.add(imported)
        elif isinstance(value, FunctionType) and value.__module__.startswith(RUNTIME):
            text = _without_annotations(textwrap.dedent(inspect.getsource(value)))
            self._add_definition(self.helpers, name, text, Home.around(value))
        elif isinstance(value, FunctionType):
            self._add_definition(self.functions, name, text_of(value), Home.around(value))
        elif isinstance(value, type):
            self._define_class(name, value)
        else:
            self.constants.append(f"{name} = {self._constant(name, value)}")

    def _define_class(self, name: str, cls: Any) -> None:
        """Write down a class: its text, or the call of `namedtuple` that made it."""
        text = find_class_text(cls)
        if text is not None:
            self._add_definition(self.functions, name, text, Home(vars(sys.modules[cls.__module__])))
            return
        if not is_namedtuple(cls):
            raise Unsupported(
                f"`{name}`, a class, cannot be written into a module.",
                place=find_assignment(cls),
                why="it was made by a call, and has no text of its own.",
                instead="define it by a `class` statement.",
            )
        self.imports.add("from collections import namedtuple")
        self.bound.setdefault("namedtuple", namedtuple)
        options = f", defaults={self._constant(name, values)}" if (values := tuple(cls._field_defaults.values())) else ""
        self.constants.append(f'{name} = namedtuple("{name}", "{" ".join(cls._fields)}"{options})')

    def write(self, text: str, about: str) -> str:
        """Return the module."""
        imports = sorted(self.imports, key=lambda line: (line.startswith("from"), line))
        standard = [line for line in imports if line.split()[1].split(".")[0] in sys.stdlib_module_names]
        others = [line for line in imports if line not in standard]
        head = [f'"""{about}"""'] if about else []
        if any(annotated_names(each) & self.functions.keys() for each in (text, *self.functions.values())):
            head.append("from __future__ import annotations")  # they name what is defined below
        head += ["\n".join(lines) for lines in (standard, others, self.constants) if lines]
        parts = [text, *order_definitions(self.functions), *order_definitions(self.helpers)]
        body = "\n\n\n".join(["\n\n".join(head), *(part.strip("\n") for part in parts)])
        return f"{body}\n".lstrip("\n")

    def _bind(self, name: str, value: object, user: str) -> str:
        """Return the name of a value in the module, which is to be written down if it is new."""
        final = self._choose_name(name, value)
        if final not in self.bound:
            self.bound[final] = value
            self.pending.append((final, value, user))
        return final

    def _choose_name(self, name: str, value: object) -> str:
        final, number = name, 0
        while final in self.bound and not _same(self.bound[final], value):
            number += 1
            final = f"{name}{number}"
        return final

    def _add_definition(self, section: dict[str, str], name: str, text: str, home: Home) -> None:
        text = re.sub(r"^(def|class)\s+\w+", rf"\1 {name}", text, count=1, flags=re.MULTILINE)
        names = set().union(*find_free_names(text).values()) - {name}
        section[name] = ""  # its place; what it leads to comes later
        section[name] = self.settle(text, names, _look_up_in(_contents(home), home.globals))

    def _constant(self, name: str, value: Any) -> str:
        """Return the expression of a constant."""
        if isinstance(value, SINGLES):
            return "..." if value is ... else literal(value)
        if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "biufc":
            self.imports.add("import numpy as np")
            self.bound.setdefault("np", np)
            return _array(value)
        if type(value) in (tuple, list, set) and value:
            items = ", ".join(self._constant(name, each) for each in value)
            alone = "," if len(value) == 1 else ""
            return {"tuple": f"({items}{alone})", "list": f"[{items}]", "set": f"{{{items}}}"}[type(value).__name__]
        if type(value) is dict:
            entries = (f"{self._constant(name, key)}: {self._constant(name, each)}" for key, each in value.items())
            return "{" + ", ".join(entries) + "}"
        if type(value) in (tuple, list, set, range):
            return repr(value)
        raise Unsupported(
            f"`{name}`, a {type(value).__name__}, cannot be written into a module.",
            why="the module is to run by itself, and only numbers, strings, arrays, containers, functions and classes "
            "have a text.",
            instead=f"pass `{name}` to the function as an argument.",
        )


def _same(one: Any, other: Any) -> bool:
    """Tell whether two objects may share a name: one object, or equal constants."""
    return one is other or (type(one) is type(other) and type(one) in SINGLES and one == other)


def _array(value: Any) -> str:
    dtype = value.dtype.newbyteorder("=").name
    if value.size == 0:
        return f'np.zeros({value.shape}, dtype="{dtype}")'
    numbers = re.sub(r"\b(nan|inf)\b", r"np.\1", repr(value.tolist()))
    if isinstance(value, np.generic):
        return f"np.{dtype}({numbers})"
    return f"np.array({numbers})" if dtype == "float64" else f'np.array({numbers}, dtype="{dtype}")'


def _import_module(name: str, module: ModuleType, user: str) -> set[str]:
    """Return the imports of a module under a name, and of those of its submodules that the text of the user names."""
    if name != module.__name__:
        return {f"import {module.__name__} as {name}"}
    chains = re.findall(rf"\b{name}(?:\.\w+)+", user)
    prefixes = {".".join(chain.split(".")[:end]) for chain in chains for end in range(2, chain.count(".") + 1)}
    inner = {each for each in prefixes if each in sys.modules and module is not np}
    return {f"import {each}" for each in inner or {name}}


def find_import(name: str, value: Any) -> str | None:
    """Return the import of what the standard library or NumPy defines."""
    own = getattr(value, "__name__", None)
    for place in (getattr(value, "__module__", None) or "", "numpy"):
        root = place.split(".")[0]
        known = root == "numpy" or root in sys.stdlib_module_names
        if known and own and root != "__main__" and getattr(sys.modules.get(place), own, None) is value:
            return f"from {place} import {own}" + (f" as {name}" if name != own else "")
    return None


def _without_annotations(text: str) -> str:
    """Return the text of a function with its header printed anew; the body stays as it is."""
    tree = t.parse_function(text)
    first = tree.body[0].lineno
    for node in t.walk(tree.args):
        if isinstance(node, t.Name):
            node.annotation = None
    tree.returns, tree.body = None, [t.statement(t.constant(...))]
    header = to_source(tree).rstrip().removesuffix("...").rstrip()
    return "\n".join([header, *text.splitlines()[first - 1 :], ""])


def _rename(text: str, renamed: Mapping[str, str], within: str | None) -> str:
    """Return `text` with other names for some variables, in the function `within` or everywhere."""
    lines = text.splitlines(keepends=True)
    tops = [node for node in t.parse(text).body if within is None or getattr(node, "name", None) == within]
    found = [node for node in t.walk_all(tops) if isinstance(node, t.Name) and node.id in renamed]
    for node in sorted(found, key=lambda each: (each.lineno, each.col_offset), reverse=True):
        # Columns count bytes.
        line = lines[node.lineno - 1].encode()
        end = node.col_offset + len(node.id.encode())
        lines[node.lineno - 1] = (line[: node.col_offset] + renamed[node.id].encode() + line[end:]).decode()
    return "".join(lines)
