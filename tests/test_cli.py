"""The command line, as a user meets it: what is printed where, and the exit status."""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tangentlike import cli

ROOT = Path(__file__).parents[1]

PROGRAM = '''\
"""A program that must not run as the main module."""

import math

import numpy as np

import tangentlike as tl

print("the module is imported")
SCALE = 3.0


def helper(x):
    return math.sin(x) * SCALE


def model(x: float, n: int = 3):
    total = 0.0
    for k in range(n):
        total = total + helper(x) / (k + 1.0)
    return total


def mean_square(w, x):
    return np.mean((x @ w) ** 2)


@tl.grad
def decorated(x: float):
    return x * x * x


not_a_function = 3.0

if __name__ == "__main__":
    raise SystemExit("run as a script")
'''


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # Other tests may have imported another file of this name; importing adds its folder to the path.
    monkeypatch.delitem(sys.modules, "program", raising=False)
    monkeypatch.setattr(sys, "path", list(sys.path))
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    return path


def run(capsys, *arguments):
    status = cli.main(arguments)
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def execute(text, tmp_path, call):
    """Run a dumped module in a process that sees nothing of ours."""
    (tmp_path / "dumped.py").write_text(text)
    command = [sys.executable, "-c", f"import numpy as np, dumped; print(dumped.{call})"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr + text
    return done.stdout.strip()


def test_dump_is_a_module_of_its_own(program, capsys, tmp_path):
    status, text, errors = run(capsys, "dump", "program.py:model", "--args", "0.5")
    assert status == 0
    assert "the module is imported" in errors
    assert "tangentlike" not in "".join(re.findall(r"^(?:import|from) .*", text, re.MULTILINE))
    assert text.index("def model_grad(") == text.index("def ")
    expected = np.cos(0.5) * 3.0 * (1.0 + 1 / 2 + 1 / 3)
    assert float(execute(text, tmp_path, "model_grad(0.5)")) == pytest.approx(expected)


def test_dump_with_arrays_and_names(program, capsys, tmp_path):
    arguments = "np.ones(2), np.arange(6.0).reshape(3, 2)"
    status, text, _ = run(capsys, "dump", "program.py:mean_square", "--argnums", "w,x", "--args", arguments)
    assert status == 0
    shape = execute(text, tmp_path, f"mean_square_grad({arguments})[1].shape")
    assert shape == "(3, 2)"


def test_dump_of_a_decorated_function(program, capsys):
    status, text, _ = run(capsys, "dump", "program.py:decorated")
    assert status == 0 and "def decorated_grad(x" in text


CHOOSING = '''\
import numpy as np


def plain(x, mode="a", flag=True, w=None):
    y = x if mode == "a" else x * x
    return (y if flag else y * x) if w is None else y * w


def nested(x, config, modes):
    return x * x if config["mode"] == "a" and modes[0] == "c" else x


def applied(x, f):
    return f(x) * x


def triple(x):
    return 3.0 * x


def scaling(factor):
    def scaled(x):
        return factor * x

    return scaled


doubled, halved = lambda x: 2.0 * x, scaling(0.5)
'''


@pytest.mark.parametrize(
    ("target", "arguments", "right", "refused"),
    [
        ("plain", None, ("2.0", 1.0), ["2.0, 'b'", "2.0, flag=False", "2.0, w=3.0"]),
        ("plain", "2.0, 'b', False", ("2.0", 12.0), ["2.0, 'a'", "2.0, flag=True", "2.0, flag=1"]),
        ("nested", "2.0, {'mode': 'a'}, ['c', 'c']", ("2.0, {'mode': 'a'}, ['c']", 4.0), ["2.0, {'mode': 'b'}, ['c']",
                                                                                    "2.0, {'mode': 'a'}, ['d', 'c']"]),
        ("applied", "0.0, np.cos", ("0.0, np.cos", 1.0), ["0.0, np.sin"]),
        ("applied", "2.0, triple", ("2.0, triple", 12.0), ["2.0, np.sin", "2.0, lambda x: x"]),
    ],
)
def test_a_dumped_text_refuses_what_it_is_not_for(target, arguments, right, refused, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "choosing", raising=False)
    (tmp_path / "choosing.py").write_text(CHOOSING)
    given = () if arguments is None else ("--args", arguments)
    status, text, errors = run(capsys, "dump", f"choosing.py:{target}", *given)
    assert status == 0, errors
    module = {}
    exec(text, module)
    names = {"f": module[f"{target}_grad"], "np": np, "triple": sys.modules["choosing"].triple}
    assert eval(f"f({right[0]})", names) == right[1]
    for call in refused:
        with pytest.raises(ValueError, match="this text is for"):
            eval(f"f({call})", names)


@pytest.mark.parametrize("function", ["doubled", "halved", "np.ones(3).dot"])
def test_a_text_for_a_function_without_a_name_is_refused(function, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "choosing", raising=False)
    (tmp_path / "choosing.py").write_text(CHOOSING)
    status, text, errors = run(capsys, "dump", "choosing.py:applied", "--args", f"2.0, {function}")
    assert (status, text) == (2, "") and "Traceback" not in errors


def test_output_to_a_file_is_the_same_text(program, capsys, tmp_path):
    _, text, _ = run(capsys, "dump", "program.py:model")
    status, nothing, _ = run(capsys, "dump", "program.py:model", "-o", "out.py")
    assert (status, nothing) == (0, "")
    assert (tmp_path / "out.py").read_text() == text
    assert {path.name for path in tmp_path.iterdir()} <= {"program.py", "out.py", "__pycache__"}


def test_a_file_is_kept_when_the_command_fails(program, capsys, tmp_path):
    (tmp_path / "out.py").write_text("precious")
    assert run(capsys, "dump", "program.py:nothing", "-o", "out.py")[0] == 2
    assert (tmp_path / "out.py").read_text() == "precious"
    assert run(capsys, "dump", "program.py:model", "-o", "no/such/folder/out.py")[0] == 2


def test_every_stage_is_printed(program, capsys):
    _, text, _ = run(capsys, "dump", "program.py:model", "--stage", "all")
    assert text.count("# After ") > 5
    status, _, errors = run(capsys, "dump", "program.py:model", "--stage", "nonsense")
    assert status == 2 and "the passes are" in errors


def test_check_agrees(program, capsys):
    status, text, _ = run(capsys, "check", "program.py:model", "--args", "0.5, n=2")
    assert (status, text) == (0, "model(0.5, n=2): 1 derivatives agree with differences\n")
    assert run(capsys, "check", "program.py:mean_square")[0] == 0


def test_check_disagrees(program, capsys, tmp_path):
    wrong = "import tangentlike as tl\n\n\ndef f(x):\n    return x * x\n\n\n@tl.elementwise(f)\ndef rule(out, x):\n"
    (tmp_path / "wrong.py").write_text(wrong + "    return 2.01 * x\n\n\ndef g(x):\n    return f(x) + 1.0\n")
    status, text, _ = run(capsys, "check", "wrong.py:g", "--args", "1.5")
    assert status == 1
    assert text.splitlines()[0] == "g(1.5): 1 of 1 derivatives do not agree with differences"
    assert text.splitlines()[2].split()[:2] == ["x", "3.015"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("program.py", "does not name a function"),
        ("nowhere.py:f", "there is no file nowhere.py"),
        ("no_such_module_at_all:f", "No module named"),
        ("program.py:modle", "did you mean `model`?"),
        ("program.py:not_a_function", "is not a function but a float"),
        ("broken.py:f", "broken.py:2: broken.py cannot be imported."),
        ("failing.py:f", "failing.py:3: failing.py cannot be imported."),
        ("leaving.py:f", "SystemExit: 3"),
    ],
)
def test_an_error_is_one_message(target, message, program, capsys, tmp_path):
    (tmp_path / "broken.py").write_text("x = 1\ndef f(:\n")
    (tmp_path / "failing.py").write_text("def f(x):\n    return x\nf(1 / 0)\n")
    (tmp_path / "leaving.py").write_text("import sys\nsys.exit(3)\n")
    status, text, errors = run(capsys, "dump", target)
    assert (status, text) == (2, "")
    assert message in errors and "Traceback" not in errors


def test_bad_arguments(program, capsys):
    for arguments in ("1.0,,", "unknown_name", "1 / 0"):
        status, text, errors = run(capsys, "dump", "program.py:model", "--args", arguments)
        assert (status, text) == (2, "") and "cannot be evaluated" in errors
    status, _, errors = run(capsys, "dump", "program.py:model", "--argnums", "zzz")
    assert status == 2 and "zzz" in errors


def test_a_call_that_does_not_fit(program, capsys):
    for command in ("dump", "check"):
        status, text, errors = run(capsys, command, "program.py:model", "--args", "")
        assert (status, text) == (2, "") and "its parameters are" in errors and "Traceback" not in errors


@pytest.mark.parametrize(("line", "kind"), [("math.log(-x * x)", "ValueError"), ("len(open('none').read()) * x", "File")])
def test_a_function_that_raises(line, kind, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "raising.py").write_text(f"import math\n\n\ndef f(x):\n    return {line}\n")
    status, text, errors = run(capsys, "check", "raising.py:f", "--args", "2.0")
    assert (status, text) == (2, "") and "raising.py:5: `f` raises " + kind in errors and "Traceback" not in errors


def test_a_file_of_a_package(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    package = tmp_path / "a_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "inner.py").write_text("def double(x):\n    return 2.0 * x\n")
    (package / "outer.py").write_text("from .inner import double\n\n\ndef f(x):\n    return double(x) * x\n")
    assert run(capsys, "check", "a_package/outer.py:f")[0] == 0
    assert run(capsys, "check", "a_package.outer:f")[0] == 0


def test_the_reader_may_stop_early(program):
    command = f"{sys.executable} -m tangentlike dump program.py:model | head -1"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, env=environment, text=True, capture_output=True, check=False)
    assert "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr


UNUSUAL = '''\
from collections import namedtuple
from functools import partial

Pair = namedtuple("Pair", "a b")


def power(n, x):
    return x ** n


def field(p):
    return p.a * p.b


def steps(x, n):
    total = 0.0
    for k in range(n):
        total = total + k * x
    return total


def whole(n):
    return n * n


class Model:
    pass


cube = partial(power, 3)
squared = lambda x: x * x
'''


@pytest.fixture
def unusual(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "unusual", raising=False)
    (tmp_path / "unusual.py").write_text(UNUSUAL)


@pytest.mark.parametrize(("name", "slope"), [("squared", 4.0), ("cube", 12.0)])
def test_the_dumped_function_is_named_after_what_was_asked_for(name, slope, unusual, capsys, tmp_path):
    status, text, errors = run(capsys, "dump", f"unusual.py:{name}")
    assert status == 0, errors
    assert f"Gradient of `{name}`" in text and "<lambda>" not in text and "lambda_" not in text
    assert float(execute(text, tmp_path, f"{name}_grad(2.0)")) == slope


def test_check_compares_something(unusual, capsys):
    status, text, _ = run(capsys, "check", "unusual.py:steps")
    assert status == 0 and "1 derivatives agree" in text
    for command in (("unusual.py:whole", "--args", "3"), ("unusual.py:steps", "--args", "3, 3")):
        status, text, errors = run(capsys, "check", *command)
        assert (status, text) == (2, "") and "nothing is compared" in errors


def test_what_is_not_known_without_arguments_is_asked_for(unusual, capsys):
    status, text, errors = run(capsys, "dump", "unusual.py:field")
    assert (status, text) == (2, "") and "Instead: give the arguments of a call, as in `--args" in errors
    status, text, errors = run(capsys, "dump", "unusual.py:field", "--args", "Pair(1.0, 2.0)")
    assert status == 0


def test_the_functions_of_a_file(unusual, capsys):
    status, _, errors = run(capsys, "dump", "unusual.py:zzzzzz")
    assert status == 2 and "its functions are power, field, steps, whole, squared." in errors


def test_no_argument_named(unusual, capsys):
    with pytest.raises(SystemExit) as caught:
        run(capsys, "dump", "unusual.py:field", "--argnums", "")
    assert caught.value.code == 2 and "it names no argument" in capsys.readouterr().err


def test_a_folder_that_is_not_there(unusual, capsys):
    status, _, errors = run(capsys, "dump", "unusual.py:squared", "-o", "no/such/out.py")
    assert status == 2 and "'no/such/out.py'" in errors
