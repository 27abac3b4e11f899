"""The wheel, the sdist and an editable install work in environments that hold nothing else."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).parents[1]
PROGRAM = """\
def cube(x: float):
    return x * x * x
"""


def run(*command, cwd):
    """Run a command, without the Python path of the test run; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*map(str, command)], cwd=cwd, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the sdist, and the wheel from a copy of what the sdist would hold."""
    folder = tmp_path_factory.mktemp("dist")
    tools = folder / "tools"
    venv.create(tools, with_pip=True)
    run(tools / "bin/python", "-m", "pip", "install", "--quiet", "hatchling", cwd=folder)
    run(tools / "bin/python", "-m", "hatchling", "build", "--directory", folder, cwd=ROOT)
    return {"wheel": next(folder.glob("*.whl")), "sdist": next(folder.glob("*.tar.gz")), "editable": ROOT}


@pytest.mark.parametrize("form", ["wheel", "sdist", "editable"])
def test_an_install_is_complete(form, built, tmp_path):
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin/python"
    arguments = ["-e", built[form]] if form == "editable" else [built[form]]
    run(python, "-m", "pip", "install", "--quiet", *arguments, cwd=tmp_path)

    found = run(python, "-c", "from tangentlike.rules import load; print(load.find_templates())", cwd=tmp_path).strip()
    names = {path.name for path in Path(found).glob("*.py")}
    assert names == {path.name for path in (ROOT / "templates").glob("*.py")}
    assert Path(found).is_relative_to(ROOT if form == "editable" else home)

    (tmp_path / "program.py").write_text(PROGRAM)
    for command in ([home / "bin/tangentlike"], [python, "-m", "tangentlike"]):
        assert "dump" in run(*command, "--help", cwd=tmp_path)
        text = run(*command, "dump", "program.py:cube", cwd=tmp_path)
        assert "def cube_grad(x" in text
    code = "import tangentlike as tl, program; print(tl.grad(program.cube)(2.0))"
    assert run(python, "-c", code, cwd=tmp_path) == "12.0\n"


def test_the_wheel_holds_no_tests(built, tmp_path):
    names = run(sys.executable, "-m", "zipfile", "-l", built["wheel"], cwd=tmp_path)
    assert names.count("tangentlike/templates/elementwise.py") == 1
    assert "tests/" not in names and "__pycache__" not in names
