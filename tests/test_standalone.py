"""A generated text becomes a module that runs where only NumPy is installed."""

import importlib
import math
import os.path  # noqa: F401  (the generated text uses it)
import subprocess
import sys
from collections import namedtuple
from dataclasses import dataclass, make_dataclass
from math import exp as power_of_e  # noqa: F401  (the generated text uses it)
from types import CellType

import numpy as np
import pytest

from tangentlike.compiling import Home
from tangentlike.errors import Unsupported
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.standalone import write_module

rate = 0.5
table = {"weights": np.array([[1.0, 2.0]]), "names": ["a", ("b",)], 3: None, "none": np.zeros((0, 2), np.float32)}
small = np.float32(0.25)
below = -math.inf


@dataclass
class Point:
    x: float
    y: float = rate


def scaled(x):
    # The comment stays.
    return rate * x


other_name = scaled
doubled = lambda x: 2.0 * twice(x)  # noqa: E731


def twice(x, factor=rate):
    return doubled(x - 1.0) + factor if x > 0.0 else other_name(x)


TEXT = """\
def f_grad(x, limit=below):
    out = f_forward(x) + power_of_e(0.0) + table["weights"].sum() + float(small) + Point(1.0).y
    return unbroadcast(np.array([out, out]), x) + max(limit, hidden) + math.sqrt(4.0) + len(os.path.join("a", "b"))


def f_forward(x):
    return twice(x) + rate
"""


def run(text, tmp_path, call):
    (tmp_path / "made.py").write_text(text)
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.'); import made; print({call})"]
    done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr + text
    return float(done.stdout)


def homes(**spaces):
    cell = CellType(-1.0)
    return {"f_grad": Home(globals() | {"np": None}, {"hidden": cell}), "f_forward": Home(globals() | spaces)}


def test_a_module_runs_by_itself(tmp_path):
    text = write_module(TEXT, homes(), {"np": np, "unbroadcast": unbroadcast}, "About it.")
    value = twice(2.0) + rate + 1.0 + 3.0 + 0.25 + 0.5
    assert run(text, tmp_path, "made.f_grad(2.0)") == pytest.approx(2.0 * value - 1.0 + 2.0 + 3.0)
    assert text.startswith('"""About it."""\n\nimport math\nimport os.path\nfrom dataclasses import dataclass\n')
    assert "# The comment stays." in text
    assert text.index("def f_grad") < text.index("def f_forward") < text.index("def twice")
    assert text.index("def twice") < text.index("def unbroadcast(bar, like):")
    assert "tangentlike" not in text


def test_one_name_with_two_meanings(tmp_path):
    text = write_module(TEXT, homes(rate=7.0), {"np": np, "unbroadcast": unbroadcast})
    assert "return twice(x) + rate\n" in text
    value = twice(2.0) + 7.0 + 1.0 + 3.0 + 0.25 + 0.5
    assert run(text, tmp_path, "made.f_grad(2.0)") == pytest.approx(2.0 * value + 4.0)


Pair = namedtuple("Pair", "a b", defaults=(2.0,))
Made = make_dataclass("Made", ["a"])
Made.__module__ = __name__


class Late(Point):
    z: float = 1.0


def after(p: "Point", kind=Late):
    return kind(p.x).y + Pair(p.y).b


def before(p: Point):
    return after(p)


def test_a_class_that_a_call_made(tmp_path):
    text = write_module("def f(x):\n    return Pair(x).b * x\n", {"f": Home(globals())}, {})
    assert 'Pair = namedtuple("Pair", "a b", defaults=(2.0,))\n' in text
    assert run(text, tmp_path, "made.f(3.0)") == 6.0
    with pytest.raises(Unsupported, match=r"test_standalone.py:\d+: `Made`, a class, cannot be written") as caught:
        write_module("def f(x):\n    return Made(x).a\n", {"f": Home(globals())}, {})
    assert caught.value.place.excerpt.startswith("Made = ")


def test_what_a_definition_reads_stands_before_it(tmp_path):
    text = write_module("def f(p: Point):\n    return before(p)\n", {"f": Home(globals())}, {})
    assert run(text, tmp_path, "made.f(made.Point(1.0))") == 2.5
    assert text.startswith("from __future__ import annotations\n")
    assert text.index("def f(") < text.index("class Point") < text.index("class Late") < text.index("def after")


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "a_dumped_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "constants.py").write_text("import numpy as np\n\nSCALE = 3.0\n\n\ndef max(x):\n    return x * SCALE\n")
    (folder / "inner.py").write_text("from . import constants\n\n\ndef half(x):\n    return constants.np.sin(x) / 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("a_dumped_package.inner")
    for name in [each for each in sys.modules if each.startswith("a_dumped_package")]:
        monkeypatch.delitem(sys.modules, name)


def test_modules_of_the_user_are_not_imported(package, tmp_path):
    home = Home({"inner": package, "p": sys.modules["a_dumped_package"], "SCALE": 2.0})
    line = "inner.half(x) + p.constants.max(x) + p.constants.SCALE * SCALE + max(x, 0.0)"
    text = write_module(f"def f(x):\n    return {line}\n", {"f": home}, {})
    assert "a_dumped_package" not in text
    assert "return half(x) + p_constants_max(x) + p_constants_SCALE * SCALE + max(x, 0.0)\n" in text
    (tmp_path / "alone").mkdir()
    assert run(text, tmp_path / "alone", "made.f(0.5)") == pytest.approx(np.sin(0.5) / 2 + 1.5 + 6.0 + 0.5)
    for line in ("p.constants", "getattr(inner, 'half')", "inner.nothing", "(lambda inner: inner.half(x))(inner)"):
        with pytest.raises(Unsupported, match="is not installed"):
            write_module(f"def f(x):\n    return {line}\n", {"f": home}, {})


def test_what_has_no_text_is_refused():
    with pytest.raises(Unsupported, match="`log`, a TextIOWrapper, cannot be written"):
        write_module("def f(x):\n    return log.write(x)\n", {"f": Home({"log": sys.__stdout__})}, {})


def test_the_names_of_the_standard_library():
    text = write_module("def f(x):\n    return power_of_e(x) + sin(x)\n", {"f": Home(globals() | {"sin": np.sin})}, {})
    assert text.startswith("from math import exp as power_of_e\n\nfrom numpy import sin\n")
