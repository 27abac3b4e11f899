"""The command line: `tangentlike dump` and `tangentlike check`.

Errors are one message on stderr and status 2; nothing is half-printed. What the user's module prints goes to stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tangentlike import checking, dumping
from tangentlike.errors import ArgumentError, TangentlikeError
from tangentlike.loading import load_target

MODES = ("reverse",)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0, 1 where a check disagrees, 2 for an error."""
    options = make_parser().parse_args(argv)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            text, status = options.run(options)
        _write(text, options.output)
    except TangentlikeError as error:
        print(f"tangentlike: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; the interpreter must not try to flush at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"tangentlike: {error}", file=sys.stderr)
        return 2
    return int(status)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="tangentlike", description="Python in, readable Python out: gradients as source text."
    )
    parser.add_argument("--version", action="version", version=find_version())
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    dump = commands.add_parser("dump", help="print the derivative of a function as a module that needs NumPy only")
    dump.add_argument("--mode", choices=MODES, default=MODES[0], help="which derivative (default: %(default)s)")
    dump.add_argument("--stage", metavar="NAME", help="print what this pass gives instead; `all` prints every pass")
    dump.set_defaults(run=run_dump)

    check = commands.add_parser("check", help="compare the derivative of a function with differences")
    check.set_defaults(run=run_check)

    for command in (dump, check):
        command.add_argument("target", metavar="FILE.py:FUNC", help="the function; also package.module:FUNC")
        command.add_argument(
            "--args", metavar="EXPR", help="the arguments of a call, evaluated in the module: '1.0, np.ones(3)'"
        )
        command.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of printing")
    dump.add_argument(
        "--argnums", type=read_argnums, default=0, metavar="W", help="names or positions: w,b or 0,1 (default: 0)"
    )
    return parser


def run_dump(options: argparse.Namespace) -> tuple[str, int]:
    """Return the derivative's text."""
    target = load_target(options.target)
    args = None if options.args is None else target.evaluate_arguments(options.args)
    wanted = dumping.Wanted(options.argnums, args, options.mode, options.stage)
    return dumping.dump_module(target.function, target.name, wanted), 0


def run_check(options: argparse.Namespace) -> tuple[str, int]:
    """Return a line where everything agrees; else a table of what does not."""
    target = load_target(options.target)
    args, kwargs = (
        (checking.find_arguments(target.function), dict[str, Any]())
        if options.args is None
        else target.evaluate_arguments(options.args)
    )
    with target.running():
        target.function(*args, **kwargs)  # first without us: what it raises then has the line of its own text
        entries = checking.compare(target.function, args, kwargs)
    wrong = [entry for entry in entries if not entry.agrees]
    called = f"{target.name}({', '.join([*map(repr, args), *(f'{name}={kwargs[name]!r}' for name in kwargs)])})"
    if not entries:
        raise ArgumentError(
            f"nothing is compared in {called}.",
            why="none of these arguments is a float or holds floats, and only these have derivatives.",
            instead="give others, as in `--args '1.0, np.ones(3)'`.",
        )
    if not wrong:
        return f"{called}: {len(entries)} derivatives agree with differences\n", 0
    lines = [f"{called}: {len(wrong)} of {len(entries)} derivatives do not agree with differences"]
    lines.append(f"{'argument':<20} {'derivative':>24} {'difference':>24}")
    lines += [f"{entry.path:<20} {entry.derivative:>24.15g} {entry.difference:>24.15g}" for entry in wrong]
    lines.append("")
    return "\n".join(lines), 1


def read_argnums(text: str) -> int | str | tuple[int | str, ...]:
    """Read names or positions of arguments.

    >>> read_argnums("w"), read_argnums("0,b"), read_argnums("1,")
    ('w', (0, 'b'), (1,))
    """
    parts: list[int | str] = [
        int(part) if part.strip().lstrip("-").isdigit() else part.strip() for part in text.split(",") if part.strip()
    ]
    if not parts:
        raise argparse.ArgumentTypeError("it names no argument; write names or positions, as in w,b or 0,1")
    return parts[0] if len(parts) == 1 and "," not in text else tuple(parts)


def find_version() -> str:
    """Return the version that is installed."""
    try:
        return importlib.metadata.version("tangentlike")
    except importlib.metadata.PackageNotFoundError:
        return "unknown: not installed"


def _write(text: str, output: str | None) -> None:
    if output is None or output == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    # A file appears whole or not at all.
    path = Path(output)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        error.filename = output  # not the temporary one, of which the user knows nothing
        raise
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, path.stat().st_mode if path.exists() else 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
