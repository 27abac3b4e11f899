"""Constructs that printers get wrong; one entry a line or block, by the Python version that brought them."""

SINCE_3_10 = [
    "a[:, 0]", "a[1:, ..., None]", "a[..., 1:2]", "a[::2, ::-1]", "a[:]", "a[(1,)]", "a[()]", "a[:,]", "a[1, 2]",
    "a[(*b, c)]", "a[(x := 1)]", "a[b, c:d][e]", "a[lambda: 1]", "(-1) ** 2", "-1 ** 2", "2 ** -1", "2 ** 3 ** 4",
    "(2 ** 3) ** 4", "-x ** -y", "(-x) ** y", "~x ** 2", "-(-x)", "+-~x", "not not x", "not (a and b)",
    "(not a) == b", "not a == b", "-(a + b)", "a - (b - c)", "a - b - c", "a / (b * c)", "a / b * c", "a @ b @ c",
    "a @ (b @ c)", "a % (b // c)", "a << b >> c | d & e ^ f", "(a | b) & c", "a < b < c", "(a < b) < c",
    "a < (b < c)", "(a, b) < c", "a is not b", "a not in b", "a and (b and c)", "(a and b) and c", "(a or b) and c",
    "a or b and c", "(a if b else c) if d else e", "a if b else c if d else e", "a if (b if c else d) else e",
    "(lambda: 1)()", "lambda x, /, y=1, *a, z, w=2, **k: x + y", "lambda *, x: x", "lambda: (yield)",
    "(lambda x: x) if a else b", "a or (lambda: 1)", "[lambda: 1, lambda x: (x, 1)]", "f(x for x in y)",
    "f((x for x in y), 1)", "f(*a, *b, c=1, **d, e=2)", "f(x := 1)", "f(a, (b := 1))", "f(a=(b := 1))", "f(*(a or b))",
    "[x for x in (a if b else c)]", "[x for x in a if b if (c if d else e)]", "[x for x, y in a for z in y]",
    "[(x, y) for x in a]", "[y := 1, y ** 2]", "{x: y for x, y in z}", "{**a, 'b': 1, **(c or d)}", "{1, 2, *a}",
    "{*()}", "{}", "()", "(1,)", "(1, 2), (3,)", "'a'.join(x)", "(1).real", "1.5.real", "1j.imag", "True.real",
    "(-1).real", "b'a\\x00'", "'it\\'s'", "'\"'", "'a\\nb\\t\\\\d'", "'\\u2028 \\ud800'", "1e400", "-1e400", "1e-320",
    "1j", "1 + 2j", "-2j", "10 ** 40", "0xff", "1_000", "None", "...", "x.y.z[0](1).w", "(a + b).c", "(a + b)(c)",
    "(a + b)[c]", "(await_)[0]", "x = y = (1, 2)", "a, b = b, a", "(a, *b), c = d", "[a, b] = c", "a, = b", "*a, b = c",
    "x = *a, b", "x += 1", "x **= 2", "x @= y", "x //= 1, 2", "x: int = 1", "(x): int", "a.b: int = 1", "x: int",
    "a[0]: tuple = (1, 2)", "for x, y in a, b:\n    pass", "for x.a in b: pass\nelse: pass",
    "for (x, *y), z in a: pass",
    "while (x := f()): pass\nelse: pass", "if (a, b): pass", "if a: pass\nelif b: pass\nelse: pass",
    "if a:\n    pass\nelse:\n    if b: pass\n    c", "if a:\n    pass\nelse:\n    if b: pass\n    else: c",
    "with a as b, c as (d, e), f: pass", "with (a, b): pass", "with ((a, b)): pass", "with (a, b) as c: pass",
    "with (a, b), c: pass", "with (yield): pass", "with a as b[0]: pass", "with (a as b, c as d): pass",
    "try: a\nexcept (B, C) as e: pass\nexcept D: pass\nexcept: raise\nelse: b\nfinally: c", "try: a\nfinally: b",
    "raise A from b", "raise A(1)", "raise", "assert a, (b, c)", "assert (a, b)", "del a, b[0], c.d", "del (a, b)",
    "global a, b", "import a.b as c, d", "from . import a as b", "from ..a.b import c, d", "from a import *",
    "def f(a, b=1, /, c: int = 2, *args: int, d, e: str = 'x', **kw: float) -> int: pass", "def f(*, a): pass",
    "@a.b(1)\n@c\ndef f(): pass", "@(a := b)\ndef f(): pass", "@a[0]\nclass A(B, *c, metaclass=D, **e):\n    x = 1",
    "class A: pass", "class A():\n    'text'\n    def f(self): 'doc'\n\n    def g(self): pass",
    "def f():\n    return *a, b",
    "def f():\n    x = yield\n    y = yield a, b\n    z = 1 + (yield c)\n    x += yield d\n    yield\n    yield from e",
    "async def f():\n    async with a as b: await c\n    async for d in e: pass\n    return [x async for x in await y]",
    "async def f(): return (await a) ** 2, -await b, await c ** 2, (await d)[0], await (e[0])",
    "def f(): 'a \"\"\" b \\\\ c'", "def f():\n    'multi\\n    line\\n    '", "def f(): 'ends in \"'",
    "def f():\n    nonlocal x", "def f(): return", "x = '''a\nb'''", "'doc'\nimport a\nx = 1",
    "f'{a}'", "f'{a!r:>{w}.{p}f} {{b}} {c:,}'", "f'{a=}'", "f'{a=!s:10}'", "f\"{a['b']}\"", "f'{x + 1:.3f}%'",
    "f'{ {1: 2}[1] }'", "f'{(lambda: 1)()}'", "f'{(a := 1)}'", "f'{a, b}'", "f'{a if b else c}'", "f'\\n\\t\\\\ {a}'",
    "fr'\\d{a}'", "f'\"{a}\" it\\'s'", "f'''{a[\"b\"]['c']}\n'''", "f'a' 'b' f'{c}'", "f''", "f'{a!a}{b!s}'",
    "f'\\x00{a}'",
    "f'{f\"{a}\"}'", "f'{a:{b}{c}}'", "f'{-1 ** 2}'", "f'{a:%H:%M}'", "f'é{a}'", "f'{{}}'",
    "match a, b:\n    case 1, -2.5 | 'x': pass\n    case [x, *_, (1 | 2) as y] if x > 1: pass\n    case _: pass",
    "match a:\n    case {'k': v, **rest}: pass\n    case {}: pass\n    case {**r}: pass\n    case A.b: pass",
    "match (a,):\n    case P(1, x=Q() as z, y=None): pass\n    case ((A() | B()) as c) | (D() as e): pass",
    "match a:\n    case []: pass",
    "match *a, b:\n    case 1 + 2j | -1 | b'' | 1e400: pass\n    case (x as y): pass\n    case [[*a], (b)]: pass",
    "match -a:\n    case str() | None | True: pass\n    case (1 | 2), 3: pass",
]  # fmt: skip

SINCE_3_11 = [
    "a[*b]", "a[1:2, *c]", "a[*b, c]", "def f(*args: *Ts): pass", "try: a\nexcept* B as e: pass\nexcept* (C, D): pass",
]  # fmt: skip

SINCE_3_12 = [
    "def f[T, *Ts, **P](x: T) -> T: pass", "class A[T: int](B): pass", "type X[T] = list[T]", "type Y = int",
    "async def f[T: (int, str)](): pass", "class A[T]: pass", "f'{a['b']}'", "f'{f'{f'{1}'}'}'",
    "f\"{a[\"b\"]} ' \\\" {c['d']}\"",
]  # fmt: skip

SINCE_3_13 = ["def f[T = int, *Ts = *tuple[int], **P = [int]](): pass", "class A[T: int = bool]: pass"]
