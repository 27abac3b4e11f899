"""Find the function that a command names: `FILE.py:FUNC` or `package.module:FUNC`.

A file is imported, never run as `__main__`.
"""

from __future__ import annotations

import contextlib
import difflib
import importlib
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tangentlike.errors import ArgumentError, Place, TangentlikeError


@dataclass(frozen=True)
class Target:
    """A function, the module that it was found in, and what the user called it."""

    module: ModuleType
    function: Callable[..., Any]
    name: str

    def evaluate_arguments(self, text: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Evaluate the text of a call's arguments in the module.

        >>> import math
        >>> Target(math, math.isclose, "isclose").evaluate_arguments("pi, 3.0, rel_tol=floor(1.5)")
        ((3.141592653589793, 3.0), {'rel_tol': 1})
        """
        names = {**vars(self.module), "_collect": lambda *args, **kwargs: (args, kwargs)}
        names.setdefault("np", importlib.import_module("numpy"))
        try:
            collected: tuple[tuple[Any, ...], dict[str, Any]] = eval(f"_collect({text})", names)
        except Exception as error:
            raise ArgumentError(
                f"the arguments `{text}` cannot be evaluated.",
                why=f"{type(error).__name__}: {error}",
                instead=f"write what stands in the parentheses of a call, with the names of {self.module.__name__}.",
            ) from error
        self.check_call(*collected)
        return collected

    def check_call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Refuse arguments that the function does not take."""
        try:
            signature = inspect.signature(self.function)
        except (TypeError, ValueError):
            return
        try:
            signature.bind(*args, **kwargs)
        except TypeError as error:
            raise ArgumentError(
                f"`{self.name}` cannot be called so: {error}.",
                why=f"its parameters are {signature}.",
                instead="write what stands in the parentheses of a call: `--args '1.0, n=3'`.",
            ) from error

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Report an exception of the function itself, with the line of its module."""
        try:
            yield
        except TangentlikeError:
            raise
        except Exception as error:
            place = last_place(error, Path(getattr(self.module, "__file__", None) or "").name)
            raise ArgumentError(f"`{self.name}` raises {type(error).__name__}: {error}", place=place) from error


def load_target(text: str) -> Target:
    """Import the file or module that `text` names and return the function in it; of a derivative, its primal."""
    place, colon, name = text.rpartition(":")
    if not colon or not name or not place:
        raise ArgumentError(f"`{text}` does not name a function.", instead="write FILE.py:FUNC or package.module:FUNC.")
    path = Path(place)
    is_file = path.suffix == ".py" or path.exists()
    module = _guarded(lambda: _import_file(path) if is_file else importlib.import_module(place), place)
    found: Any = module
    for part in name.split("."):
        if not hasattr(found, part):
            raise ArgumentError(f"{place} has no `{name}`.", instead=_suggest(module, name))
        found = getattr(found, part)
    found = getattr(found, "__wrapped__", found) if hasattr(found, "__tangentlike_function__") else found
    if not callable(found):
        raise ArgumentError(f"`{name}` in {place} is not a function but a {type(found).__name__}.")
    return Target(module, found, name)


def _import_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise ArgumentError(f"there is no file {path}.")
    path = path.resolve()
    names, root = [path.stem], path.parent
    # A file of a package is imported as part of it, or its relative imports would fail.
    while (root / "__init__.py").exists():
        names.insert(0, root.name)
        root = root.parent
    sys.path.insert(0, str(root))
    if len(names) > 1:
        return importlib.import_module(".".join(names))
    # The name may be taken by a module that others need.
    other = sys.modules.get(path.stem)
    name = path.stem if other is None or getattr(other, "__file__", None) == str(path) else f"_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ArgumentError(f"{path} is not a Python file.")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _guarded(load: Callable[[], ModuleType], place: str) -> ModuleType:
    try:
        return load()
    except TangentlikeError:
        raise
    except (Exception, SystemExit) as error:
        raise ArgumentError(
            f"{place} cannot be imported.",
            place=_find_place(error, place),
            why=f"{type(error).__name__}: {error}",
            instead="make it a file that `python -c 'import ...'` can import.",
        ) from error


def _find_place(error: BaseException, place: str) -> Place | None:
    """Return the line of the user's file at which its import failed."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        column = (error.offset or 1) - 1
        return Place(error.filename, error.lineno, column, column + 1, (error.text or "").rstrip())
    return last_place(error, Path(place).name if place.endswith(".py") else place.rpartition(".")[2] + ".py")


def last_place(error: BaseException, name: str) -> Place | None:
    """Return the innermost line of a file that an exception went through."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).name == name]
    if not frames:
        return None
    last = frames[-1]
    return Place(last.filename, last.lineno or 0, 0, len(last.line or ""), last.line or "")


def _suggest(module: ModuleType, name: str) -> str:
    functions = [each for each, value in vars(module).items() if callable(value) and not isinstance(value, type)]
    own = [each for each in functions if not each.startswith("_")]
    close = difflib.get_close_matches(name, own, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    local = [each for each in own if getattr(vars(module)[each], "__module__", None) == module.__name__]
    return f"its functions are {', '.join(local[:10])}." if local else "it defines no functions."
