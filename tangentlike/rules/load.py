"""Find the template files and run them: each registers its rules."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def find_templates() -> Path:
    """Return the folder of the templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def run_templates() -> list[ModuleType]:
    """Run every template file, by path; Python keeps the compiled form beside it."""
    return [run_file(path) for path in sorted(find_templates().glob("*.py"))]


def run_file(path: Path) -> ModuleType:
    """Run one template file as a module that nobody can import by name."""
    spec = spec_from_file_location(f"tangentlike.templates.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot read {path}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
