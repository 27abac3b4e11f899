"""Put `try` statements back into a finished text, in the place of the branches that stood for them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tangentlike.errors import Unsupported
from tangentlike.runtime.attempts import try_catches, try_exception, try_needs, try_runs, try_settled
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of
from tangentlike.syntax.parts import blocks_of

ATTEMPT, CAUGHT, EXCEPTION = try_runs.__name__, try_catches.__name__, try_exception.__name__
NEEDED, SETTLED = try_needs.__name__, try_settled.__name__


def close_attempts(tree: t.FunctionDef) -> t.FunctionDef:
    """Turn `ran = try_runs(1, "KeyError")`, `if ran: body; try_settled(1)`, `else: handler` into a `try` statement."""
    names = t.names_used(tree.body)
    if NEEDED in names:
        tree.body = without_needs(tree.body)
    if ATTEMPT in names:
        tree.body = _Closer(tree).block(tree.body)
    return tree


def without_needs(block: t.Block) -> t.Block:
    """Leave out what says that a value is needed; a value that nothing else reads needs no name."""
    marks = {id(node): call.args[0] for node in t.walk_all(block) if (call := marked(node, NEEDED)) is not None}
    block = exchanged(block, {i: [] if isinstance(v, (t.Name, t.Constant)) else [t.statement(v)] for i, v in marks.items()})
    named = {value.id for value in marks.values() if isinstance(value, t.Name)} - t.names_read(block)
    new = {
        id(node): [stated(node)] for node in t.walk_all(block)
        if isinstance(node, t.Assign) and isinstance(node.targets[0], t.Name) and node.targets[0].id in named
    }
    return exchanged(block, new)


def is_end(node: t.stmt, number: int) -> bool:
    """Tell whether a statement marks the end of what the handlers of a `try` statement watch."""
    call = marked(node, SETTLED)
    return call is not None and call.args[0].value == number


def stated(node: t.Assign) -> t.stmt:
    """Return an assignment as an expression of its own."""
    new = t.statement(node.value)
    new.origin = origin_of(node)
    return new


def exchanged(block: t.Block, new: dict[int, t.Block]) -> t.Block:
    """Replace statements, by their ids, at any depth."""
    out: t.Block = []
    for node in block:
        for owner, part in blocks_of(node):
            left = exchanged(getattr(owner, part), new)
            setattr(owner, part, left or ([t.Pass()] if part == "body" else []))
        out += new.get(id(node), [node])
    return out


def marked(node: t.AST, mark: str) -> t.Call | None:
    """Return the call of one of our marks that a statement or a test is; None if it is none."""
    match node:
        case t.Expr(value=value) | t.Assign(value=value):
            return tested(value, mark)
    return None


def tested(node: t.AST, mark: str) -> t.Call | None:
    """Return the call of one of our marks that an expression is; None if it is none."""
    return node if isinstance(node, t.Call) and isinstance(node.func, t.Name) and node.func.id == mark else None


class _Closer:
    """The `try` statements of one function."""

    def __init__(self, tree: t.FunctionDef):
        self.tree = tree
        tests = [node.test for node in t.walk(tree) if isinstance(node, t.If)]
        self.reads = reads_of([tree]) - reads_of(tests)
        self.tests = [flag_of(test) for test in tests]

    def block(self, block: t.Block) -> t.Block:
        """Close the `try` statements of a block, the inner ones first."""
        out: t.Block = []
        for node in block:
            for owner, part in blocks_of(node):
                setattr(owner, part, self.block(getattr(owner, part)))
            if isinstance(node, t.If) and (direct := tested(node.test, ATTEMPT)) is not None:
                out += self.closed(node, None, direct, [])
                continue
            begin = next((i for i, each in enumerate(out) if self.begins(each, node)), None)
            if begin is None:
                out.append(node)
                continue
            call = tested(out[begin].value, ATTEMPT)
            assert call is not None
            out[begin:] = self.closed(node, out[begin].targets[0].id, call, out[begin + 1 :])
        return out

    def begins(self, node: t.stmt, branch: t.stmt) -> bool:
        """Tell whether a statement asks for the flag of a branch."""
        asks = isinstance(branch, t.If) and isinstance(node, t.Assign) and tested(node.value, ATTEMPT) is not None
        return asks and node.targets[0].id == flag_of(branch.test)

    def closed(self, node: t.If, flag: str | None, call: t.Call, between: t.Block) -> t.Block:
        """Return the statement; what stands between its question and its branches knows the flag only in them."""
        number, *handlers = (each.value for each in call.args)
        before = [each for each in between if flag not in t.names_read(each)]
        knowing = [each for each in between if flag in t.names_read(each)]
        end = next((i for i, each in enumerate(node.body) if is_end(each, number)), None)
        if end is None or isinstance(node.test, t.UnaryOp):
            raise too_deep(node)
        body, after = folded(node.body[:end], node.body[end + 1 :], self.tree)
        begin, failed = self.told(flag, True, knowing), self.told(flag, False, knowing)
        if not body:  # nothing of it is left, because nothing of it may raise
            return [*before, *begin, *answered(knowing, flag, True), *after]
        clauses = []
        for text, own in self.handled(node.orelse, handlers):
            kind = t.parse_expression(text) if text else None
            name, rest = self.named(own)
            clauses.append(t.ExceptHandler(kind, name, [*failed, *answered(knowing, flag, False), *rest] or [t.Pass()]))
        body = before_exits(body, answered(knowing, flag, True))
        made = t.Try(body or [t.Pass()], clauses, [*answered(knowing, flag, True), *after], [])
        made.origin = origin_of(node)
        return [*before, *begin, made]

    def told(self, flag: str | None, value: bool, knowing: t.Block) -> t.Block:
        """Return the statement that notes which way was taken, if it is read elsewhere than in statements that are given it."""
        if flag is None or (self.tests.count(flag) == 1 and self.reads[flag] == reads_of(knowing)[flag]):
            return []
        return [t.assign(flag, t.constant(value))]

    def named(self, block: t.Block) -> tuple[t.Name | None, t.Block]:
        """Return the name of the exception of a handler, which is gone after it, and the rest of the handler."""
        given = next((each for each in block if isinstance(each, t.Assign) and marked(each, EXCEPTION) is not None), None)
        rest = [each for each in block if marked(each, EXCEPTION) is None]
        if given is None:
            return None, rest
        name = given.targets[0]
        here, everywhere = (sum(isinstance(n, t.Name) and n.id == name.id for n in t.walk_all(part))
                            for part in (block, self.tree.body))
        if here == everywhere:
            return name, rest
        first = Names(t.names_used(self.tree)).fresh(f"{name.id}1")
        return t.store(first), [t.assign(name.id, t.name(first)), *rest]

    def handled(self, block: t.Block, handlers: list[str]) -> Iterator[tuple[str, t.Block]]:
        """Yield each handler with what of the other branch is its own."""
        for text in handlers[:-1]:
            questions = {id(n): n for n in block if isinstance(n, t.Assign) and is_question(n.value, text)}
            flags = {node.targets[0].id for node in questions.values()}
            yield text, self.chosen(t.copy(block), flags, text, True)
            block = self.chosen(block, flags, text, False)
        yield handlers[-1], block

    def chosen(self, block: t.Block, flags: set[str], text: str, value: bool) -> t.Block:
        """Return a block in which it is known whether a handler takes the exception."""
        out: t.Block = []
        knowing = [node for node in block if not isinstance(node, t.If)]
        for node in block:
            if isinstance(node, t.Assign) and is_question(node.value, text):
                out += self.told(node.targets[0].id, value, knowing)
            elif isinstance(node, t.If) and (flag_of(node.test) in flags or is_question(bare(node.test), text)):
                out += node.body if (node.test is bare(node.test)) is value else node.orelse
            elif marked(node, CAUGHT) is None:
                out.append(t.substitute(node, {flag: t.constant(value) for flag in flags}))
        return out


def reads_of(nodes: Iterable[t.AST]) -> Counter[str]:
    """Count the reads of each name."""
    return Counter(n.id for n in t.walk_all(nodes) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load))


def before_exits(block: t.Block, added: t.Block) -> t.Block:
    """Put statements before each exit of a body out of the loop around it."""
    out: t.Block = []
    for node in block:
        if isinstance(node, (t.Break, t.Continue)):
            out += t.copy(added)
        for owner, part in blocks_of(node) if isinstance(node, (t.If, t.With, t.Try)) else []:
            setattr(owner, part, before_exits(getattr(owner, part), added))
        out.append(node)
    return out


def answered(block: t.Block, flag: str | None, value: bool) -> t.Block:
    """Return statements that are given the value of a flag in its place."""
    return [] if flag is None else [t.substitute(node, {flag: t.constant(value)}) for node in block]


def is_question(node: t.expr, text: str) -> bool:
    """Tell whether an expression asks whether a handler takes the exception."""
    call = tested(node, CAUGHT)
    return call is not None and call.args[0].value == text


def bare(test: t.expr) -> t.expr:
    """Return a test without its negation."""
    return test.operand if isinstance(test, t.UnaryOp) and isinstance(test.op, t.Not) else test


def flag_of(test: t.expr) -> str | None:
    """Return the name of a test, which may be negated."""
    asked = bare(test)
    return asked.id if isinstance(asked, t.Name) else None


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
