"""Constructors and methods with `*args` and `**options`, lists of objects handed on so, objects that hold others of their class."""

import math


class Chain:
    """Any number of layers, one after the other."""

    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, x):
        """Run them in order."""
        for layer in self.layers:
            x = layer(x)
        return x

    def __getitem__(self, i):
        return self.layers[i]

    def __iter__(self):
        return iter(self.layers)


class Scale:
    """A layer with a number."""

    def __init__(self, k):
        self.k = k

    def __call__(self, x):
        """Multiply by it."""
        return x * self.k

    def penalty(self):
        """What its size costs."""
        return self.k**2


class Squash:
    """A layer without one."""

    def __call__(self, x):
        """Run it."""
        return math.tanh(x)

    def penalty(self):
        """Nothing."""
        return 0.0


class Base:
    """Any number of values, and options."""

    def __init__(self, k, *more, scale=1.0, **options):
        self.k = k * scale
        self.more = more
        self.options = options

    def total(self):
        """All of them."""
        return self.k + sum(self.more) + self.options.get("offset", 0.0)


class Child(Base):
    """What it is given goes on to the class that it inherits from."""

    def __init__(self, *args, extra=1.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.extra = extra

    @classmethod
    def double(cls, x, **kwargs):
        """A constructor by another name."""
        return cls(2.0 * x, x, **kwargs)


def network_of_layers(x, k):
    """Layers of several classes, walked by the object that holds them, asked for by place.

    args: 0.4, 1.5
    order: 2
    """
    net = Chain(Scale(k), Squash(), Scale(2.0 * k))
    return net(x) + sum(layer.penalty() for layer in net) * x + net[-1].penalty()


def layers_handed_on(x, k):
    """A list of objects between other arguments, and between other items.

    args: 0.4, 1.5
    """
    layers = [Scale(k), Squash()]
    more = [Scale(x), *layers, Scale(k * x), *layers]
    return Chain(*more)(x) + Chain(*layers, Scale(k))(x) * len(more)


def chains_in_a_chain(x, k):
    """An object that holds another one of its class.

    args: 0.4, 1.5
    order: 2
    """
    inner = Chain(Scale(k), Squash())
    return Chain(inner, Scale(x), Chain(Squash()))(x)


def options_that_go_on(x, k):
    """Arguments by name, through two constructors.

    args: 0.4, 1.5
    """
    child = Child(x, k, x * k, scale=k, extra=x, offset=x * x)
    other = Child.double(k, extra=3.0, scale=x)
    return child.total() * child.extra + other.total() * other.extra


def grown_list_handed_on(x, k):
    """How many layers there are is not in the text.

    args: 0.4, 1.5
    taped: the list has no length in the text
    """
    numbers = [k, x, k * x]
    return Chain(*[Scale(number) for number in numbers])(x)


class Expression:
    """A formula."""

    def __add__(self, other):
        return Sum(self, as_expression(other))

    def __mul__(self, other):
        return Product(self, as_expression(other))

    __rmul__ = __mul__


class Number(Expression):
    """A number."""

    def __init__(self, value):
        self.value = value

    def at(self, values):
        """What it is."""
        return self.value


class Variable(Expression):
    """A name."""

    def __init__(self, name):
        self.name = name

    def at(self, values):
        """What it means."""
        return values[self.name]


class Sum(Expression):
    """Of two."""

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def at(self, values):
        """Their sum."""
        return self.a.at(values) + self.b.at(values)


class Product(Sum):
    """Of two."""

    def at(self, values):
        """Their product."""
        return self.a.at(values) * self.b.at(values)


def as_expression(value):
    """Numbers are expressions, too."""
    return value if isinstance(value, Expression) else Number(value)


def differentiated(e, name):
    """Another tree."""
    if isinstance(e, Number):
        return Number(0.0)
    if isinstance(e, Variable):
        return Number(1.0 if e.name == name else 0.0)
    if isinstance(e, Product):
        return Sum(Product(differentiated(e.a, name), e.b), Product(e.a, differentiated(e.b, name)))
    return Sum(differentiated(e.a, name), differentiated(e.b, name))


def formula(x, y):
    """A tree of objects, made by operators and walked by their methods.

    args: 1.5, 0.7
    order: 2
    """
    a, b = Variable("a"), Variable("b")
    tree = a * a + 3.0 * a * b + b * x + 1.0
    return tree.at({"a": x, "b": y})


def derivative_of_a_formula(x, y):
    """A tree made of a tree.

    args: 1.5, 0.7
    """
    a, b = Variable("a"), Variable("b")
    tree = a * a * b + b * 2.0
    return differentiated(tree, "a").at({"a": x, "b": y}) * differentiated(tree, "b").at({"a": x, "b": y})


class Euler:
    """A step, as a strategy."""

    def step(self, f, y, h):
        """The tangent."""
        return y + h * f(y)


class Theta(Euler):
    """Another one, with a number."""

    def __init__(self, w):
        self.w = w

    def step(self, f, y, h):
        """Between the tangents at both ends."""
        guess = super().step(f, y, h)
        return y + h * (self.w * f(y) + (1.0 - self.w) * f(guess))


class Network:
    """Parts by their names, children that are a tuple by default."""

    def __init__(self, value, children=(), **parts):
        self.value = value
        self.children = children
        self.parts = parts

    def total(self):
        """Of all below."""
        return self.value + sum(child.total() for child in self.children)

    def run(self, x):
        """All parts in their order."""
        for name, part in self.parts.items():
            x = part(x) + len(name)
        return x


def solvers_by_name(y, w):
    """A dict of strategies: by key, walked in all three ways, and by its keys.

    args: 1.5, 0.3
    order: 2
    """
    solvers = {"euler": Euler(), "theta": Theta(w)}
    steps = {name: solver.step(lambda v: -w * v, y, 0.1) for name, solver in solvers.items()}
    total = sum(solver.step(lambda v: v * v, y, w) for solver in solvers.values())
    for name in solvers:
        total += len(name) * steps[name]
    return solvers["theta"].step(lambda v: v * w, total, 0.2) + len(solvers)


def bodies_by_name(x, y):
    """A dict of objects that change each other while it is walked twice.

    args: 1.5, 0.3
    order: 2
    """
    bodies = {"sun": Scale(x), "earth": Scale(y), "moon": Scale(x * y)}
    for _ in range(2):
        for name, body in bodies.items():
            for other, far in bodies.items():
                if other != name:
                    body.k += 0.1 * far.k * x
    return bodies["sun"].k * bodies["moon"].k + bodies["earth"](x)


def parts_by_name(x, y):
    """Objects behind `**parts`, objects behind a tuple.

    args: 1.5, 0.3
    """
    tree = Network(x, (Network(y), Network(x * y, [Network(2.0 * y)])))
    return Network(x, first=Scale(y), last=Squash()).run(y) * tree.total()


class Total:
    """An object that adds up."""

    def __init__(self):
        self.value = 0.0

    def add(self, v):
        """Add."""
        self.value = self.value + v


def two_names_of_one_object(x, y):
    """What one name changes, the entry of the dict sees, and the other way round.

    args: 1.5, 0.3
    """
    total = Total()
    kept = {"total": total, "other": Total()}
    total.add(x * x)
    kept["total"].add(y)
    kept["other"].add(total.value * y)
    return kept["total"].value * total.value + kept["other"].value
