"""What the documents say runs: the Python of README and ARCHITECTURE, the docstrings, the examples."""

import contextlib
import doctest
import importlib
import io
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tangentlike

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "tangentlike/ARCHITECTURE.md", ROOT / "templates/README.md"]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
FENCE = re.compile(r"^```(.*)$")


def find_blocks(text):
    """Return (language, number of the first line, text) for each fenced block."""
    blocks, start, language = [], None, ""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        fence = FENCE.match(line.rstrip())
        if fence and start is None:
            start, language = number + 1, fence[1]
        elif fence:
            blocks.append((language, start, "".join(lines[start:number])))
            start = None
    return blocks


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path.exists()], ids=lambda path: path.name)
def test_the_python_of_a_document(path, tmp_path, request):
    """Its blocks run in order, in one namespace; a block `python output` is what the blocks before it have printed."""
    blocks = find_blocks(path.read_text())
    # A file with the code at the lines of the document, so that the source of its functions is found.
    lines = [""] * len(path.read_text().splitlines())
    for language, start, text in blocks:
        if language == "python":
            lines[start : start + text.count("\n")] = text.splitlines()
    program = tmp_path / f"{path.stem}.py"
    program.write_text("\n".join(lines))
    names, printed = {"__name__": "__main__"}, io.StringIO()
    for language, start, text in blocks:
        if language == "python":
            with contextlib.redirect_stdout(printed):
                exec(compile("\n" * start + text, str(program), "exec"), names)
        elif language == "python output":
            if request.config.getoption("--update-golden"):
                path.write_text(path.read_text().replace(f"\n{text}```", f"\n{printed.getvalue().rstrip()}\n```"))
                text = printed.getvalue()
            assert printed.getvalue().rstrip() == text.rstrip()
            printed = io.StringIO()


def test_the_readme_has_two_commands():
    commands = [text for language, _, text in find_blocks((ROOT / "README.md").read_text()) if language == "sh"]
    assert len(commands) == 2
    assert all(command.count("\n") == 1 for command in commands)
    assert "examples/" in commands[0] and "pytest" in commands[1]


# Of modules without examples nothing is asked: to look for them takes longer than to run those of the others.
MODULES = [
    each.name
    for each in pkgutil.walk_packages(tangentlike.__path__, "tangentlike.")
    if not each.name.endswith("__main__") and not each.name.startswith("tangentlike.templates")
    if ">>>" in Path(each.module_finder.find_spec(each.name).origin).read_text()
]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert not result.failed


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example(path, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", str(path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^def \w+_grad\(", done.stdout, re.MULTILINE), "prints the derivative that it uses"
