"""The rules of the source itself: import order, sizes, names, and what may be said where."""

import ast
import functools
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tangentlike.rules import registry

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tangentlike"
FILES = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").glob("*.py"))
BANNED_FILES = {"misc", "helper", "helpers", "common", "new", "2", "extended", "util", "utils"}
BANNED_NAMES = re.compile(r"^(adj|d[wxyz]|[gb]w|grad_[wxyz]|\w+_adj)$")

# A file that may name NumPy functions with a rule, and why.
MAY_NAME_OPERATIONS = {
    "checking.py": "it adds up results to take differences of them, and makes no derivative",
    "rules/checking.py": "the same",
    "analysis/samples.py": "it makes the arrays that operations are run on",
    "implicit.py": "it is a program, which is differentiated as the user's are",
    "solving.py": "it finds numbers, and makes no derivative",
    "analysis/probing.py": "it runs operations, some of which need arguments of their own domain",
}
MAY_NAME_OPERATIONS |= {
    f"tape/{name}.py": "it gives PyTorch's names to NumPy's functions, whose derivatives are those of the rules"
    for name in (
        "conversions", "elementwise", "methods", "composed", "linalg", "ordering", "scattering", "nn/essentials", "nn/normalising",
        "nn/windows", "products", "protocols", "reductions", "shapes"
    )
} | {
    f"tape/{name}.py": "it makes and reads plain arrays; what carries a derivative goes through the recorder"
    for name in (
        "autograd/gradcheck", "autograd/gradients", "backward", "counting", "creation",
        "dtypes", "nn/activations", "nn/clipping", "nn/init", "nn/parameters", "nn/weighted", "operations",
        "optim/adaptive", "optim/descent", "optim/optimizer",
        "printing", "tensor", "views",
    )
} | {
    f"tape/{name}.py": "it does what NumPy does in place, by operations that the recorder knows; it has no derivative"
    for name in ("arithmetic", "aware", "calling", "fallback", "loops", "record", "replacements", "selecting", "values", "writing")
}



@functools.cache
def parse(path):
    return ast.parse(path.read_text(), str(path))


def group_of(path):
    """Return the first part of a module's name below the package: a file's or a folder's."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def find_order():
    text = (PACKAGE / "ARCHITECTURE.md").read_text()
    line = next(line for line in text.splitlines() if " > " in line and "runtime" in line)
    return {name.strip(): level for level, names in enumerate(line.split(">")) for name in names.split(",")}


def find_imports(tree):
    """Yield the dotted names that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def check_imports_point_down(path):
    order = find_order()
    own = group_of(path)
    assert own in order, f"{own} has no place in the line of ARCHITECTURE.md"
    for name in find_imports(parse(path)):
        parts = name.split(".")
        if parts[0] != "tangentlike":
            continue
        group = parts[1]
        assert group in order or own in ("cli", "__main__"), f"{name} is imported from the package itself"
        assert group == own or order[group] > order[own], f"{own} may not import {name}"


def test_the_order_names_what_exists():
    groups = {group_of(path) for path in FILES}
    planned = {"tape", "native", "api", "variants", "pipeline"}
    assert set(find_order()) - planned <= groups


def check_the_parsers_are_hidden(path):
    roots = {name.split(".")[0] for name in find_imports(parse(path))}
    if group_of(path) != "syntax":
        assert not roots & {"gast", "astunparse"}
    if group_of(path) == "runtime":
        assert roots <= {"numpy", "math", "typing", "collections", "operator", "itertools", "functools", "tangentlike"}
    if group_of(path) not in ("syntax", "compiling"):
        assert "ast.parse(" not in path.read_text()
        assert '+ "\\n"' not in path.read_text()


def check_sizes(path):
    text = path.read_text()
    most = 400 if path in TEMPLATES else 300
    assert text.count("\n") <= most, "too long: find the second subject in it"
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef):
            documented = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
            docstring = node.body[0].end_lineno - node.body[0].lineno + 1 if documented else 0
            assert node.end_lineno - node.lineno + 1 - docstring <= 40, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef):
            visitors = [each for each in node.body if getattr(each, "name", "").startswith("visit_")]
            assert len(visitors) <= 8, f"{node.name} visits too much"


def check_names(path):
    assert not BANNED_FILES & set(re.split(r"_|(?<=\D)(?=\d)", path.stem))
    # A rule's parameters have the operation's own names, such as `dx`.
    for node in ast.walk(parse(path)) if path in FILES else ():
        name = getattr(node, "id", None) or getattr(node, "arg", None) or getattr(node, "name", None)
        assert not (isinstance(name, str) and BANNED_NAMES.match(name)), f"line {node.lineno}: {name}"


@pytest.mark.parametrize("path", FILES + TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file(path):
    if path in FILES:
        check_imports_point_down(path)
        check_the_parsers_are_hidden(path)
    check_sizes(path)
    check_names(path)


def test_one_term_per_idea():
    architecture = (PACKAGE / "ARCHITECTURE.md").read_text()
    banned = [word.strip() for words in re.findall(r"\[banned: ([^\]]*)\]", architecture) for word in words.split(",")]
    assert banned
    documents = [*FILES, *TEMPLATES, *sorted(ROOT.glob("*.md")), *sorted((ROOT / "templates").glob("*.md"))]
    for path in documents:
        text = path.read_text().lower()
        assert not [word for word in banned if re.search(rf"\b{word}\b", text)], path


def find_ruled():
    """Return the NumPy functions that a rule differentiates, by the name a file would use."""
    spaces = {"np": np, "np.linalg": np.linalg}
    functions = {f"{space}.{name}": value for space, module in spaces.items() for name, value in vars(module).items()}
    ruled = set()
    for name, function in functions.items():
        rule = registry.find(function) if callable(function) else None
        if rule is not None and rule.kind != "constant":
            ruled.add(name)
    return ruled


def test_an_operation_is_data():
    ruled = find_ruled()
    assert "np.sin" in ruled
    for path in FILES:
        if group_of(path) != "runtime" and str(path.relative_to(PACKAGE)) not in MAY_NAME_OPERATIONS:
            named = {ast.unparse(node) for node in ast.walk(parse(path)) if isinstance(node, ast.Attribute)}
            assert not named & ruled, f"{path} names {named & ruled}"


@pytest.mark.parametrize("name", ["api.py", "pipeline.py"])
def test_drivers_have_no_special_cases(name):
    path = PACKAGE / name
    assert not path.exists() or "isinstance(" not in path.read_text()


def run_tool(*command):
    if importlib.util.find_spec(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff():
    run_tool("ruff", "check", ".")


def test_mypy():
    run_tool("mypy")
