"""Programs, and what PyTorch prints for them: `cases/*.py` hold a title, the program, `# ---`, and the output.

`python -m tests.tape.recorded` runs them with PyTorch, where it is installed, and writes what it prints. Its default dtype
is set to float64, which is what the tape's is. Of an error, the output has the class and the message up to its first colon.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
TITLE = re.compile(r"^# === (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Recorded:
    """One program and its output."""

    subject: str
    title: str
    program: str
    output: str


def read(path: Path) -> list[Recorded]:
    """Return the cases of a file."""
    parts = TITLE.split(path.read_text())[1:]
    cases = []
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        program, _, output = body.partition("# ---\n")
        lines = [line.removeprefix("#").removeprefix(" ") for line in output.rstrip().splitlines()]
        cases.append(Recorded(path.stem, title, program.strip("\n"), "\n".join(lines)))
    return cases


def every() -> list[Recorded]:
    """Return all cases."""
    return [case for path in sorted(FOLDER.glob("*.py")) for case in read(path)]


def run(case: Recorded, package: str) -> str:
    """Return what a program prints when `torch` is a package."""
    torch = importlib.import_module(package)
    functional = importlib.import_module(f"{package}.nn.functional")
    torch.set_grad_enabled(True)
    torch.manual_seed(0)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(case.program, case.title, "exec"), {"torch": torch, "F": functional, "nn": torch.nn})
        except Exception as error:
            message = re.split(r":|\n", str(error))[0]
            print(f"{type(error).__name__}: {message}")
    lines = re.sub("0x[0-9a-f]+", "0x", shown.getvalue()).splitlines()
    return "\n".join(line.rstrip() for line in lines)


def write(path: Path) -> None:
    """Record the output of all programs of a file anew."""
    head = path.read_text().split("# === ")[0]
    texts = []
    for case in read(path):
        output = "".join(f"# {line}".rstrip() + "\n" for line in run(case, "torch").splitlines())
        texts.append(f"# === {case.title}\n{case.program}\n# ---\n{output}")
    path.write_text(head + "\n".join(texts))


if __name__ == "__main__":
    importlib.import_module("torch").set_default_dtype(importlib.import_module("torch").float64)
    for each in sorted(FOLDER.glob("*.py")):
        write(each)
