"""Modules that hold others, or parameters."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from tangentlike.tape.nn.parameters import Module, Parameter

__all__ = ["ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential"]


class Held(Module):
    """A list of what it holds, which are attributes with numbers for names."""

    def __init__(self, items: Any = ()):
        super().__init__()
        self.extend(items)

    def items_of(self) -> list[Any]:
        """Return what it holds."""
        return list(self.children())

    def append(self, item: Any) -> Any:
        """Add an item at the end."""
        setattr(self, str(len(self)), item)
        return self

    def extend(self, items: Any) -> Any:
        """Add items at the end."""
        for item in items:
            self.append(item)
        return self

    def __len__(self) -> int:
        return len(self.items_of())

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items_of())

    def __getitem__(self, place: Any) -> Any:
        found = self.items_of()[place]
        return type(self)(*found) if isinstance(self, Sequential) and isinstance(place, slice) else (
            type(self)(found) if isinstance(place, slice) else found
        )

    def __setitem__(self, place: int, item: Any) -> None:
        names = [name for name, value in vars(self).items() if any(value is each for each in self.items_of())]
        setattr(self, names[place], item)


class ModuleList(Held):
    """A list of modules."""


class ParameterList(Held):
    """A list of parameters."""

    def items_of(self) -> list[Any]:
        """Return what it holds."""
        return [value for value in vars(self).values() if isinstance(value, Parameter)]

    def append(self, item: Any) -> Any:
        """Add a parameter at the end."""
        return super().append(item if isinstance(item, Parameter) else Parameter(item))


class Sequential(Held):
    """Modules one after the other."""

    def __init__(self, *modules: Any):
        Module.__init__(self)
        named = modules[0].items() if len(modules) == 1 and isinstance(modules[0], OrderedDict) else enumerate(modules)
        for name, module in named:
            setattr(self, str(name), module)

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        for module in self:
            input = module(input)
        return input


class ModuleDict(Module):
    """A dict of modules."""

    def __init__(self, modules: Any = ()):
        super().__init__()
        self.update(modules)

    def update(self, modules: Any) -> None:
        """Add modules by their names."""
        for name, module in dict(modules).items():
            self[name] = module

    def contents(self) -> dict[str, Any]:
        """Return what it holds."""
        return dict(self.named_children())

    def keys(self) -> Any:
        """Return the names."""
        return self.contents().keys()

    def values(self) -> Any:
        """Return what it holds."""
        return self.contents().values()

    def items(self) -> Any:
        """Return names and what they name."""
        return self.contents().items()

    def __getitem__(self, name: str) -> Any:
        return self.contents()[name]

    def __setitem__(self, name: str, item: Any) -> None:
        setattr(self, name, item)

    def __delitem__(self, name: str) -> None:
        delattr(self, name)

    def __contains__(self, name: object) -> bool:
        return name in self.contents()

    def __iter__(self) -> Iterator[str]:
        return iter(self.contents())

    def __len__(self) -> int:
        return len(self.contents())


class ParameterDict(ModuleDict):
    """A dict of parameters."""

    def contents(self) -> dict[str, Any]:
        """Return what it holds."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Parameter)}

    def __setitem__(self, name: str, item: Any) -> None:
        setattr(self, name, item if isinstance(item, Parameter) else Parameter(item))
