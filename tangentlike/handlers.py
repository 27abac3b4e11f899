"""Put `try` statements back into a finished text, in the place of the branches that stood for them."""

from collections.abc import Iterator

from tangentlike.errors import Unsupported
from tangentlike.runtime.attempts import attempt, caught, exception_of, needed, settled
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of

ATTEMPT, CAUGHT, EXCEPTION = attempt.__name__, caught.__name__, exception_of.__name__
NEEDED, SETTLED = needed.__name__, settled.__name__


def close_attempts(tree: t.FunctionDef) -> t.FunctionDef:
    """Turn `ran = attempt("KeyError")`, `if ran: body; settled()`, `else: handler` into a `try` statement."""
    names = t.names_used(tree.body)
    if NEEDED in names:
        tree.body = without_needs(tree.body)
    if ATTEMPT in names:
        tree.body = _Closer(tree).block(tree.body)
    return tree


def without_needs(block: t.Block) -> t.Block:
    """Leave out what says that a value is needed; a value that nothing else reads needs no name."""
    marks = [node for node in t.walk_all(block) if marked(node, NEEDED) is not None]
    block = exchanged(block, {id(node): [] for node in marks})
    read = t.names_read(block)
    named = {node.value.args[0].id for node in marks} - read
    new = {
        id(node): [stated(node)] for node in t.walk_all(block)
        if isinstance(node, t.Assign) and isinstance(node.targets[0], t.Name) and node.targets[0].id in named
    }
    return exchanged(block, new)


def stated(node: t.Assign) -> t.stmt:
    """Return an assignment as an expression of its own."""
    new = t.statement(node.value)
    new.origin = origin_of(node)
    return new


def exchanged(block: t.Block, new: dict[int, t.Block]) -> t.Block:
    """Replace statements, by their ids, at any depth."""
    out: t.Block = []
    for node in block:
        for part in ("body", "orelse"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, exchanged(getattr(node, part), new))
        out += new.get(id(node), [node])
    return out


def marked(node: t.AST, mark: str) -> t.Call | None:
    """Return the call of one of our marks that a statement or a test is; None if it is none."""
    match node:
        case t.Expr(value=t.Call(func=t.Name(id=name)) as call) | t.Assign(value=t.Call(func=t.Name(id=name)) as call):
            return call if name == mark else None
    return None


class _Closer:
    """The `try` statements of one function."""

    def __init__(self, tree: t.FunctionDef):
        self.tree = tree
        tests = [node.test for node in t.walk(tree) if isinstance(node, t.If)]
        flags = {id(n) for test in tests for n in t.walk(test)}
        self.read = {n.id for n in t.walk(tree) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load) and id(n) not in flags}
        self.tests = [flag_of(test) for test in tests]

    def block(self, block: t.Block) -> t.Block:
        """Close the `try` statements of a block, the inner ones first."""
        out: t.Block = []
        for node in block:
            for part in ("body", "orelse"):
                if isinstance(getattr(node, part, None), list):
                    setattr(node, part, self.block(getattr(node, part)))
            begin = next((i for i, each in enumerate(out) if self.begins(each, node)), None)
            if begin is None:
                out.append(node)
                continue
            call = marked(out[begin], ATTEMPT)
            assert call is not None
            flag, between = out[begin].targets[0].id, out[begin + 1 :]
            out[begin:] = self.closed(node, flag, [each.value for each in call.args], between)
        return out

    def begins(self, node: t.stmt, branch: t.stmt) -> bool:
        """Tell whether a statement asks for the flag of a branch."""
        call = marked(node, ATTEMPT) if isinstance(branch, t.If) else None
        return call is not None and isinstance(node, t.Assign) and node.targets[0].id == flag_of(branch.test)

    def closed(self, node: t.If, flag: str, handlers: list[str], between: t.Block) -> t.Block:
        """Return the statement; what stands between its question and its branches knows the flag only in them."""
        before = [each for each in between if flag not in t.names_read(each)]
        knowing = [each for each in between if flag in t.names_read(each)]
        end = next((i for i, each in enumerate(node.body) if marked(each, SETTLED) is not None), None)
        if end is None or not isinstance(node.test, t.Name):
            raise too_deep(node)
        body, after = folded(node.body[:end], node.body[end + 1 :], self.tree)
        after = [*t.copy(knowing), *after]
        is_read = flag in self.read or self.tests.count(flag) > 1
        begin = [t.assign(flag, t.constant(True))] if is_read else []
        failed = [t.assign(flag, t.constant(False))] if is_read else []
        clauses = []
        for text, own in self.handled([*knowing, *node.orelse], handlers):
            kind = t.parse_expression(text) if text else None
            name = next((each.targets[0] for each in own if marked(each, EXCEPTION) is not None), None)
            rest = [each for each in own if marked(each, EXCEPTION) is None]
            clauses.append(t.ExceptHandler(kind, name, [*failed, *rest] or [t.Pass()]))
        made = t.Try(body or [t.Pass()], clauses, after, [])
        made.origin = origin_of(node)
        return [*before, *begin, made]

    def handled(self, block: t.Block, handlers: list[str]) -> Iterator[tuple[str, t.Block]]:
        """Yield each handler with what of the other branch is its own."""
        for text in handlers[:-1]:
            flag = next((each.targets[0].id for each in block if is_question(each, text)), None)
            begin = [each for each in block if marked(each, CAUGHT) is not None]
            yield text, self.chosen(t.copy(block), flag, True)
            block = self.chosen(block, flag, False)
            assert len(begin) <= len(handlers)
        yield handlers[-1], block

    def chosen(self, block: t.Block, flag: str | None, value: bool) -> t.Block:
        """Return a block in which it is known whether a handler takes the exception."""
        out: t.Block = []
        for node in block:
            if flag is not None and marked(node, CAUGHT) is not None and node.targets[0].id == flag:
                out += [t.assign(flag, t.constant(value))] if flag in self.read or self.tests.count(flag) > 1 else []
            elif flag is not None and isinstance(node, t.If) and flag_of(node.test) == flag:
                out += node.body if isinstance(node.test, t.Name) is value else node.orelse
            elif flag is not None or marked(node, CAUGHT) is None:
                out.append(node)
        return out


def is_question(node: t.stmt, text: str) -> bool:
    """Tell whether a statement asks whether a handler takes the exception."""
    call = marked(node, CAUGHT)
    return call is not None and isinstance(node, t.Assign) and call.args[0].value == text


def flag_of(test: t.expr) -> str | None:
    """Return the name of a test, which may be negated."""
    bare = test.operand if isinstance(test, t.UnaryOp) and isinstance(test.op, t.Not) else test
    return bare.id if isinstance(bare, t.Name) else None


def folded(body: t.Block, after: t.Block, tree: t.FunctionDef) -> tuple[t.Block, t.Block]:
    """Write `x2 = f(x)`, and after it all `x = x2`, as `x = f(x)`: what raises has bound nothing."""
    if not body or not after:
        return body, after
    match body[-1], after[0]:
        case t.Assign(targets=[t.Name(id=new)]) as made, t.Assign(targets=[t.Name(id=name)], value=t.Name(id=read)):
            uses = [n for n in t.walk(tree) if isinstance(n, t.Name) and n.id == new]
            if new == read and len(uses) == 2:
                made.targets[0] = t.store(name)
                return body, after[1:]
    return body, after


def too_deep(node: t.stmt) -> Unsupported:
    """Return the refusal of a body whose end is not one place of the text."""
    origin = origin_of(node)
    return Unsupported(
        "tangentlike cannot differentiate a `try` statement.",
        place=None if origin is None else origin.place,
        why="where its body ends is not one place of the text.",
        instead="write what follows in a function of its own.",
    )
