"""Find the template files and run them: each registers its rules."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

# NumPy imports these modules when they are first used, which takes longer than all our rules: their templates wait.
LATE = {"draws": "numpy.random", "fourier": "numpy.fft"}


def find_templates() -> Path:
    """Return the folder of the templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def find_due(done: set[str]) -> list[Path]:
    """Return the template files that have not run and whose subject has been imported."""
    if done and not any(name not in done and module in sys.modules for name, module in LATE.items()):
        return []
    paths = sorted(find_templates().glob("*.py"))
    return [p for p in paths if p.stem not in done and LATE.get(p.stem, "numpy") in sys.modules]


def run_file(path: Path) -> ModuleType:
    """Run one template file as a module that nobody can import by name; Python keeps the compiled form beside it."""
    spec = spec_from_file_location(f"tangentlike.templates.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot read {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
