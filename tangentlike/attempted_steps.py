"""A `try` statement whose body leaves something behind when it is interrupted, as one statement for each of its steps.

A step ends where something is bound or written that is read after an interruption: each of them runs as a whole or leaves
nothing. `try: y = f(x); z = g(y)`, `except ValueError: z = y` becomes

    failed = False
    if try_runs(1, "ValueError"):
        y = f(x)
        try_settled(1)
        if try_runs(2, "ValueError"):
            z = g(y)
            try_settled(2)
        else:
            failed = True
    else:
        failed = True
    if failed:
        z = y
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from types import CellType

from tangentlike.analysis.raising import takes
from tangentlike.analysis.scopes import Scope
from tangentlike.attempts import DEFINING, MARKS
from tangentlike.handlers import EXCEPTION, is_end, is_question, marked, tested
from tangentlike.runtime.attempts import try_catches, try_exception, try_runs, try_settled
from tangentlike.runtime.contexts import enter_context
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import Origin, origin_of, set_origin
from tangentlike.syntax.parts import blocks_of

NAMES = {t.If: "chosen", t.For: "items", t.While: "goes_on"}
WALKING = (range, zip, enumerate, reversed, len)


class Whole(Exception):
    """A statement that cannot be written step by step."""


def open_steps(subject: Subject, cuts: Collection[Origin]) -> Subject:
    """Return a function whose `try` statements are written step by step; `cuts` are the statements that end a step."""
    if not cuts or not any(origin_of(node) in cuts for node in t.walk_all(subject.source.tree.body)):
        return subject
    tree = t.copy(subject.source.tree)
    names = Names({*t.names_used(tree), *subject.scope.cells, *subject.scope.globals})
    numbers = [call.args[0].value for node in t.walk(tree) if (call := tested(node, try_runs.__name__)) is not None]
    work = _Steps(frozenset(cuts), subject.scope, names, t.names_stored(tree), max(numbers, default=0))
    tree.body = work.block(tree.body)
    subject.scope.cells |= {name: CellType(MARKS[name]) for name in MARKS.keys() & t.names_used(tree)}
    return replace(subject, source=replace(subject.source, tree=tree))


@dataclass
class _Handler:
    """One handler of a statement: what it takes, how it names the exception, and what it does."""

    text: str
    bound: t.Block
    body: t.Block


@dataclass
class _Steps:
    """The `try` statements of one function."""

    cuts: frozenset[Origin]
    scope: Scope
    names: Names
    local: set[str]
    count: int
    ends: set[int] = field(default_factory=set)         # statements of ours that end a step
    asked: set[str] = field(default_factory=set)        # names of ours for what a header asks or walks

    def block(self, block: t.Block) -> t.Block:
        """Write the `try` statements of a block step by step, the inner ones first."""
        out: t.Block = []
        for node in block:
            for owner, part in blocks_of(node):
                setattr(owner, part, self.block(getattr(owner, part)))
            call = tested(node.test, try_runs.__name__) if isinstance(node, t.If) else None
            try:
                out += [node] if call is None or not self.holds_cut(node.body) else self.statement(node, call)
            except Whole:
                out.append(node)
        return out

    def statement(self, node: t.If, call: t.Call) -> t.Block:
        """Return what one `try` statement becomes."""
        number, *texts = (each.value for each in call.args)
        end = next((i for i, each in enumerate(node.body) if is_end(each, number)), None)
        if end is None:
            raise Whole
        steps = _Attempt(self, handlers_of(t.copy(node.orelse), texts, self.names), self.names.fresh("failed"))
        made = [steps.begin(), *steps.block(t.copy(node.body[:end]), looping=False), steps.choice(node.body[end + 1 :])]
        set_origin(made, origin_of(node))
        return made

    def holds_cut(self, block: t.Block) -> bool:
        """Tell whether a step ends in a block."""
        return any(self.is_cut(node) for node in t.walk_all(block))

    def is_cut(self, node: t.AST) -> bool:
        """Tell whether a statement ends a step."""
        return isinstance(node, t.stmt) and (id(node) in self.ends or origin_of(node) in self.cuts)

    def has_items(self, node: t.expr) -> bool:
        """Tell whether what a loop walks is there before it, so that walking it is not interrupted."""
        return self.is_quiet(node) or not any(isinstance(part, (t.Call, t.GeneratorExp)) for part in t.walk(node))

    def is_quiet(self, node: t.expr) -> bool:
        """Tell whether an expression may stand outside of what is watched: it only asks numbers, or walks what there is."""
        match node:
            case t.Name() | t.Constant():
                return True
            case t.UnaryOp(op=t.Not(), operand=operand):
                return self.is_quiet(operand)
            case t.Tuple(elts=items) | t.List(elts=items):
                return all(map(self.is_quiet, items))
            case t.Compare(left=left, comparators=others):
                return all(isinstance(each, (t.Name, t.Constant)) for each in (left, *others))
            case t.Call(func=t.Name(id=name), args=args, keywords=[]):
                return name not in self.local and self.scope.peek(name) in WALKING and all(map(self.is_quiet, args))
        return False


@dataclass
class _Attempt:
    """One `try` statement while it is written step by step."""

    steps: _Steps
    handlers: list[_Handler]
    flag: str

    def begin(self) -> t.stmt:
        """Return the statement that says that nothing has failed yet."""
        return t.assign(self.flag, t.constant(False if len(self.handlers) == 1 else 0))

    def choice(self, after: t.Block) -> t.stmt:
        """Return the branch that runs the handlers, or what follows the body."""
        made = t.copy(after)
        for place, handler in reversed(list(enumerate(self.handlers, 1))):
            test = t.name(self.flag) if len(self.handlers) == 1 else equal(self.flag, place)
            made = [t.if_(test, handler.body, made)]
        return made[0]

    def failure(self, looping: bool) -> t.Block:
        """Return what is done where a step is interrupted."""
        made: t.Block = []
        for place, handler in reversed(list(enumerate(self.handlers, 1))):
            own = [*t.copy(handler.bound), t.assign(self.flag, t.constant(True if len(self.handlers) == 1 else place))]
            made = [t.if_(t.call(try_catches.__name__, t.constant(handler.text)), own, made)] if made else own
        return [*made, *([t.Break()] if looping else [])]

    def block(self, block: t.Block, looping: bool) -> t.Block:
        """Return a block step by step; `looping`: an interruption leaves the loop around it."""
        if not block:
            return []
        first = block[0]
        if hasattr(first, "body") and (self.steps.holds_cut([first])):
            before, node = self.opened(first, looping)
            if before:
                return self.block([*before, node, *block[1:]], looping)
            rest = self.block(block[1:], looping)
            if looping:
                left = [] if isinstance(node, t.If) else [t.if_(t.name(self.flag), [t.Break()])]
                return [node, *left, *rest]
            return [node, *([t.if_(t.not_(t.name(self.flag)), rest)] if rest else [])]
        length = next((i for i, node in enumerate(block) if hasattr(node, "body") and self.steps.holds_cut([node])), len(block))
        length = next((i + 1 for i, node in enumerate(block[:length]) if self.steps.is_cut(node)), length)
        return self.step(block[:length], self.block(block[length:], looping), looping)

    def takes_errors(self) -> bool:
        """Tell whether a handler takes what a header raises that asks or walks what is no number and no list."""
        return any(takes(TypeError, handler.text, self.steps.scope) for handler in self.handlers)

    def step(self, run: t.Block, rest: t.Block, looping: bool) -> t.Block:
        """Return the statements of one step, and what follows if it is not interrupted."""
        for node in t.walk_all(run):
            entered = isinstance(node, t.Name) and node.id == enter_context.__name__
            if entered or isinstance(node, t.With) or type(node).__name__ in DEFINING:
                raise Whole  # what is entered in one step is left in another one
        leaves = [run[-1]] if isinstance(run[-1], (t.Break, t.Continue)) else []
        run = run[: len(run) - len(leaves)]
        if all(isinstance(node, t.Assign) and isinstance(node.value, t.Constant) for node in run):
            return [*run, *leaves, *rest]
        self.steps.count += 1
        number = t.constant(self.steps.count)
        test = t.call(try_runs.__name__, number, *(t.constant(handler.text) for handler in self.handlers))
        end = t.statement(t.call(try_settled.__name__, number))
        return [t.if_(test, [*run, end, *leaves, *rest], self.failure(looping))]

    def opened(self, node: t.stmt, looping: bool) -> tuple[t.Block, t.stmt]:
        """Return a branch or a loop with its blocks step by step; first, what of its header may be interrupted."""
        header = "iter" if isinstance(node, t.For) else "test"
        nested = not isinstance(node, (t.If, t.For, t.While)) or tested(getattr(node, header), try_runs.__name__) is not None
        if nested or (isinstance(node, t.While) and node.orelse):
            raise Whole
        if isinstance(node, t.For) and not self.steps.has_items(node.iter):
            raise Whole
        asked = getattr(node, header)
        known = isinstance(asked, t.Constant) or (isinstance(asked, t.Name) and asked.id in self.steps.asked)
        if not known and (self.takes_errors() or not self.steps.is_quiet(asked)):
            name = self.steps.names.fresh(NAMES[type(node)])
            made = t.assign(name, asked)
            self.steps.ends.add(id(made))
            self.steps.asked.add(name)
            if not isinstance(node, t.While):
                setattr(node, header, t.name(name))
                return [made], node
            node.body = [made, t.if_(t.not_(t.name(name)), [t.Break()]), *node.body]
            node.test = t.constant(True)
        node.body = self.block(node.body, looping or not isinstance(node, t.If))
        node.orelse = self.block(node.orelse, looping)
        return [], node


def handlers_of(block: t.Block, texts: list[str], names: Names) -> list[_Handler]:
    """Return the handlers that the other branch of an opened statement holds; outside of it, `raise` says what it raises."""
    found = []
    for text in texts[:-1]:
        match block:
            case [t.If(test=test, body=body, orelse=orelse)] if is_question(test, text):
                found.append(handler_of(text, body, names))
                block = orelse
            case _:
                raise Whole
    return [*found, handler_of(texts[-1], block, names)]


def handler_of(text: str, block: t.Block, names: Names) -> _Handler:
    """Return one handler."""
    bound = [node for node in block[:1] if marked(node, EXCEPTION) is not None]
    body = block[len(bound) :]
    again = [node for node in t.walk_all(body) if isinstance(node, t.Raise) and node.exc is None]
    if again and any(tested(node, try_runs.__name__) is not None or isinstance(node, t.Try) for node in t.walk_all(body)):
        raise Whole
    if again and not bound:
        bound = [t.assign(names.fresh("error"), t.call(try_exception.__name__, t.constant(text)))]
    for node in again:
        node.exc = t.name(bound[0].targets[0].id)
    return _Handler(text, bound, body)


def equal(name: str, number: int) -> t.expr:
    """Compare a name with a number."""
    return t.Compare(t.name(name), [t.Eq()], [t.constant(number)])
