"""Programs that write, or read, by a back door: their gradients must be right, or refused, and never wrong.

Each takes a float. What is accepted today may be refused tomorrow, or the other way round.
"""

import functools
import operator

import numpy as np

CACHE = {}


class A:

    def __init__(self, a):
        self.a = a
        self.b = 1.0


class Meta:

    def __init__(self):
        self.d = {}

    def __setattr__(self, k, v):
        object.__setattr__(self, k, v)

    def __getattr__(self, k):
        return self.__dict__['d'][k]


class Desc:

    def __get__(self, o, t=None):
        return o._v * 2.0

    def __set__(self, o, v):
        o._v = v


class WithDesc:
    v = Desc()

    def __init__(self, v):
        self.v = v


class Sub(dict):
    pass


class LSub(list):

    def __getitem__(self, i):
        return 2.0 * list.__getitem__(self, i)


def dec(f):

    def inner(v):
        return f(v) * v
    return inner


def hh(**k):
    return k['a'] * k['b']


def h2(a, b):
    return a * b


def make(x):
    return {'a': x, 'b': x * x}


class C:

    def __init__(self, **k):
        self.k = k

    def go(self):
        return h2(**self.k)


HELPERS = frozenset({"dec", "hh", "h2", "make", "keywords_12"})
LC = functools.lru_cache(lambda v: v * v)


def setattr_c(x):
    o = A(x)
    setattr(o, 'a', o.a * x)
    return o.a


def setattr_v(x):
    o = A(x)
    n = 'a'
    setattr(o, n, o.a * x)
    return o.a


def objset(x):
    o = A(x)
    object.__setattr__(o, 'a', o.a * x)
    return o.a


def dunder_set(x):
    o = A(x)
    o.__setattr__('a', o.a * x)
    return o.a


def dict_of_object(x):
    o = A(x)
    o.__dict__['a'] = o.a * x
    return o.a


def dict_update(x):
    o = A(x)
    o.__dict__.update(a=o.a * x)
    return o.a


def attribute_deleted(x):
    o = A(x)
    o.c = x * x
    del o.c
    return o.a if not hasattr(o, 'c') else 0.0


def setitem(x):
    y = np.array([x, 1.0])
    operator.setitem(y, 0, x * x)
    return y[0] + y[1]


def dunder_setitem(x):
    y = np.array([x, 1.0])
    y.__setitem__(0, x * x)
    return y[0] + y[1]


def iadd(x):
    y = np.array([x, 1.0])
    z = y
    operator.iadd(y, x)
    return y[0] + z[1]


def dunder_iadd(x):
    y = np.array([x, 1.0])
    y.__iadd__(x)
    return y[0] * y[1]


def unbound_append(x):
    y = [x]
    list.append(y, x * x)
    return y[0] + y[1]


def bound_append(x):
    y = []
    push = y.append
    push(x * x)
    push(x)
    return y[0] + y[1]


def map_append(x):
    y = []
    list(map(y.append, [x, x * x]))
    return y[0] + y[1]


def comp_append(x):
    y = []
    [y.append(v) for v in (x, x * x)]
    return y[0] + y[1]


def setdefault(x):
    d = {}
    d.setdefault('a', []).append(x * x)
    return d['a'][0]


def defaultdict(x):
    from collections import defaultdict
    d = defaultdict(float)
    d['a'] += x * x
    return d['a']


def dict_sub(x):
    d = Sub()
    d['a'] = x * x
    return d['a']


def list_sub(x):
    d = LSub()
    d.append(x * x)
    return d[0]


def desc(x):
    o = WithDesc(x)
    o.v = x * x
    return o.v


def flat_iter(x):
    y = np.array([x, 1.0])
    y.flat = [x * x, x]
    return y[0] + y[1]


def itemset(x):
    y = np.array([x, 1.0])
    y.real = x * x
    return y[0] + y[1]


def shape_set(x):
    y = np.array([x, 1.0, x * x, 2.0])
    y.shape = (2, 2)
    return y[1, 0] * y[0, 0]


def tolist(x):
    y = np.array([x, x * x]).tolist()
    return y[0] + y[1]


def text(x):
    return float(str(x)) * x


def representation(x):
    return eval(repr(x)) * x


def lru(x):

    @functools.lru_cache
    def sq(v):
        return v * v
    return sq(x)


def lru_global(x):
    return LC(x) * 2.0


def cache_dict(x):
    if x not in CACHE:
        CACHE[x] = x * x
    return CACHE[x] * 2.0


def dictkey(x):
    d = {x: 1.0, 2.0: 3.0}
    return sum((k * v for k, v in d.items()))


def set_of_numbers(x):
    return sum({x, x * x, 2.0})


def frozen_set(x):
    return max(frozenset([x, x * x]))


def sn(x):
    from types import SimpleNamespace
    s = SimpleNamespace(a=x, b=2.0)
    s.a *= x
    return s.a * s.b


def executed(x):
    scope = {'x': x}
    exec('y = x * x', scope)
    return scope['y']


def gen_send(x):

    def g():
        v = (yield 0.0)
        while True:
            v = (yield (v * v))
    it = g()
    next(it)
    return it.send(x)


def rounded(x):
    return round(x, 1) * x


def made_by_type(x):
    L = type('L', (), {'k': x * x})
    return L.k * 1.0


def local_names(x):
    y = x * x
    return locals()['y'] * 1.0


def evaluated(x):
    return eval('x * x') * 1.0


def star_kw(x):
    return (lambda **k: k['a'] * k['b'])(**dict(a=x, b=x * x))


def complexc(x):
    z = complex(x, x * x)
    return abs(z * z.conjugate())


def attrgetter(x):
    return operator.attrgetter('a')(A(x * x)) * operator.itemgetter(1)([x, x * x])


def singledispatch(x):

    @functools.singledispatch
    def g(v):
        return v * 3.0

    @g.register
    def _(v: float):
        return v * v
    return g(x)


def cached_property(x):

    class P:

        def __init__(self, v):
            self.v = v

        @functools.cached_property
        def sq(self):
            return self.v * self.v
    p = P(x)
    return p.sq * p.sq


def kwdefault(x):

    def g(v, *, k=x):
        return v * k
    return g(x)


def nested_dec(x):

    @dec
    def g(v):
        return v * v
    return g(x)


def nested_wraps(x):

    @functools.wraps(dec)
    def g(v):
        return v * v
    return g(x)


def nested_lru(x):

    @functools.lru_cache
    def g(v):
        return v * v
    return g(x)


def register(x):
    table = {}

    def register(f):
        table['k'] = f
        return f

    @register
    def g(v):
        return v * v
    return table['k'](x)


def kw_nested(x):

    def g(**k):
        return k['a'] * k['b']
    return g(a=x, b=x * x)


def kw_nested2(x):

    def g(**k):
        return k['a'] * k['b']
    return g(**{'a': x, 'b': x * x})


def kw_lambda(x):
    g = lambda **k: k['a'] * k['b']
    return g(a=x, b=x * x)


def kw_lambda_now(x):
    return (lambda **k: k['a'] * k['b'])(a=x, b=x * x)


def kw_lambda_dict(x):
    g = lambda **k: k['a'] * k['b']
    d = dict(a=x, b=x * x)
    return g(**d)


def kw_lambda_part(x):
    g = lambda a, **k: a * k['b']
    d = dict(b=x * x)
    return g(x, **d)


def args_lambda(x):
    return (lambda *k: k[0] * k[1])(*[x, x * x])


def args_lambda2(x):
    g = lambda *k: sum(k)
    return g(*(v * v for v in (x, 2.0 * x)))


def args_gen(x):

    def g(*k):
        return k[0] * k[1]
    return g(*map(lambda v: v * v, (x, x * x)))


def comp_pop(x):
    y = [x, x * x, x ** 3]
    z = [y.pop() for _ in range(2)]
    return z[0] * 2.0 + y[0]


def comp_update(x):
    d = {}
    [d.update({k: x * k}) for k in (1, 2)]
    return d[1] + d[2]


def comp_setdefault(x):
    d = {}
    [d.setdefault(k, x * k) for k in (1, 2)]
    return d[1] + d[2]


def comp_insert(x):
    y = []
    [y.insert(0, v) for v in (x, x * x)]
    return y[0] + y[1]


def comp_call(x):
    y = []

    def put(v):
        y.append(v)
        return v
    z = [put(v) for v in (x, x * x)]
    return y[0] + z[1]


def comp_call_stmt(x):
    y = []

    def put(v):
        y.append(v)
    [put(v) for v in (x, x * x)]
    return y[0] + y[1]


def any_effect(x):
    y = []
    any((y.append(v) for v in (x, x * x)))
    return y[0] + y[1]


def walrus_append(x):
    y = [x]
    (z := y).append(x * x)
    return y[1]


def or_append(x):
    y = [x]
    x > 0 and y.append(x * x)
    return y[1]


def ternary_append(x):
    y = [x]
    y.append(x * x) if x > 0 else y.append(0.0)
    return y[1]


def lambda_append(x):
    y = [x]
    push = lambda v: y.append(v)
    push(x * x)
    return y[1]


def tuple_effect(x):
    y = [x]
    _ = (y.append(x * x), 1)
    return y[1]


def assign_effect(x):
    y = [x]
    r = y.append(x * x)
    return y[1]


def bool_effect(x):
    y = [x]
    r = y.append(x * x) or 2.0
    return y[1] * r


def arg_effect(x):
    y = [x]
    print(y.append(x * x), end='')
    return y[1]


def update_kw(x):
    d = {'a': 1.0}
    d.update(a=x * x)
    return d['a']


def ior(x):
    d = {'a': 1.0}
    d |= {'a': x * x}
    return d['a']


def list_iadd(x):
    y = [x]
    z = y
    z += [x * x]
    return y[1]


def list_imul(x):
    y = [x]
    z = y
    z *= 2
    return y[1] * x


def slice_del(x):
    y = [x, x * x]
    y[:1] = []
    return y[0]


def nested_list(x):
    y = [[0.0] * 2] * 2
    y[0][0] = x * x
    return y[1][0]


def fromkeys(x):
    d = dict.fromkeys('ab', [0.0])
    d['a'][0] = x * x
    return d['b'][0]


def default_shared(x):

    def g(v, acc=[]):
        acc.append(v)
        return acc
    g(x)
    return sum(g(x * x))


def class_attr(x):

    class K:
        pass
    k = K()
    k.v = x * x
    return k.v


def tuple_iadd(x):
    y = (x,)
    z = y
    z += (x * x,)
    return len(y) * z[1]


def array_iadd_tuple(x):
    y = (np.array([x]),)
    try:
        y[0] += x
    except TypeError:
        pass
    return y[0][0]


def swap_views(x):
    a = np.array([x, x * x])
    b, c = (a[:1], a[1:])
    b[:], c[:] = (c * 1.0, b * 1.0)
    return a[0] * 2.0 + a[1]


def swap_views2(x):
    a = np.array([x, x * x, 3.0])
    a[:2], a[1:] = (a[1:], a[:2])
    return a[0] * 2.0 + a[1] + a[2] * 5.0


def key_memo(x):
    memo = {}

    def fib(v, n):
        if (v, n) in memo:
            return memo[v, n]
        r = v if n < 2 else fib(v, n - 1) * v + fib(v, n - 2)
        memo[v, n] = r
        return r
    return fib(x, 5)


def key_get(x):
    d = {}
    d[x] = x * x
    return d.get(x) * 1.0


def key_max(x):
    d = {x: 1.0, 0.5: 2.0}
    return max(d) * 2.0


def key_list(x):
    d = {x: 1.0}
    return list(d)[0] * 2.0


def key_comp(x):
    d = {v * v: 1.0 for v in (x, 2.0)}
    return sum(d)


def set_comp(x):
    return sum({v * v for v in (x, 2.0)})


def reduce_list(x):
    return functools.reduce(lambda a, v: a + [a[-1] * v], [x, x], [x])[-1]


def star_mid(x):
    a, *b, c = [x, x * x, x ** 3, x ** 4]
    return a * c + sum(b)


def keywords_1(x):
    return hh(**make(x))


def keywords_2(x):
    return h2(**make(x))


def keywords_3(x):
    return h2(**{'a': x, 'b': x * x} if x > 0 else {'a': x, 'b': x})


def keywords_4(x):
    return h2(**{k: x for k in ('a', 'b')})


def keywords_5(x):
    return h2(**dict(zip('ab', [x, x])))


def keywords_6(x):
    return h2(*(x, x * x))


def keywords_7(x):
    return h2(*[x * v for v in (1.0, x)])


def keywords_8(x):
    return h2(*make(x).values())


def keywords_9(x):
    return h2(**{**make(x), 'a': 2.0 * x})


def keywords_10(x):
    return h2(**make(x) | {'a': 2.0 * x})


def keywords_11(x):
    return C(a=x, b=x * x).go()


def keywords_12(x, **k):
    return h2(**{**k, 'a': x})


def keywords_13(x):
    return keywords_12(x, b=x * x)


def keywords_14(x):
    return h2(b=x, **{'a': x * x})


def keywords_15(x):
    return (lambda *a, **k: a[0] * k['q'])(*[x], **{'q': x})


def polynomial_object(x):
    return np.polynomial.Polynomial([1.0, x, x * x])(0.3)


def polynomial_of_old(x):
    p = np.poly1d([x, 2.0, x * x])
    return p(0.3) + p.deriv()(x)


def joined_with_a_slice(x):
    return np.sum(np.r_[0:3, x] ** 2)


def padded_with_means(x):
    return np.sum(np.pad(np.array([x, 2.0, x * x]), 2, mode="mean") ** 2)


# What neither engine follows: an error.
REFUSED = frozenset({"flat_iter", "itemset", "text", "representation", "cache_dict", "slice_del", "shape_set", "complexc",
                     "polynomial_object", "polynomial_of_old", "joined_with_a_slice", "padded_with_means"})
