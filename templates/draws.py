"""Random draws whose parameters carry derivatives: the draw stays the same while its parameters move."""

import numpy as np

from tangentlike.rules.in_place import in_place
from tangentlike.rules.kinds import constant, general, rewrite
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.runtime.scalars import ratio


@general(np.random.normal, "loc", "scale")
class normal:
    def tangent(out, loc, scale, size, loc_dot, scale_dot):
        return loc_dot, ratio(out - loc, scale) * scale_dot

    def adjoint(out_bar, out, loc=0.0, scale=1.0, size=None):
        return unbroadcast(out_bar, loc), unbroadcast(out_bar * ratio(out - loc, scale), scale)


@general(np.random.Generator.normal, "loc", "scale")
class generator_normal:
    def tangent(out, rng, loc, scale, size, loc_dot, scale_dot):
        return loc_dot, ratio(out - loc, scale) * scale_dot

    def adjoint(out_bar, out, rng, loc=0.0, scale=1.0, size=None):
        return unbroadcast(out_bar, loc), unbroadcast(out_bar * ratio(out - loc, scale), scale)


@general(np.random.uniform, "low", "high")
class uniform:
    def tangent(out, low, high, size, low_dot, high_dot):
        place = ratio(out - low, high - low)
        return (1.0 - place) * low_dot, place * high_dot

    def adjoint(out_bar, out, low=0.0, high=1.0, size=None):
        place = ratio(out - low, high - low)
        return unbroadcast(out_bar * (1.0 - place), low), unbroadcast(out_bar * place, high)


@general(np.random.Generator.uniform, "low", "high")
class generator_uniform:
    def tangent(out, rng, low, high, size, low_dot, high_dot):
        place = ratio(out - low, high - low)
        return (1.0 - place) * low_dot, place * high_dot

    def adjoint(out_bar, out, rng, low=0.0, high=1.0, size=None):
        place = ratio(out - low, high - low)
        return unbroadcast(out_bar * (1.0 - place), low), unbroadcast(out_bar * place, high)


@general(np.random.exponential, "scale")
class exponential:
    def tangent(out, scale, size, scale_dot):
        return ratio(out, scale) * scale_dot

    def adjoint(out_bar, out, scale=1.0, size=None):
        return unbroadcast(out_bar * ratio(out, scale), scale)


@general(np.random.Generator.exponential, "scale")
class generator_exponential:
    def tangent(out, rng, scale, size, scale_dot):
        return ratio(out, scale) * scale_dot

    def adjoint(out_bar, out, rng, scale=1.0, size=None):
        return unbroadcast(out_bar * ratio(out, scale), scale)


# No parameters, or whole numbers

constant(np.random.rand, np.random.randn, np.random.random, np.random.random_sample, np.random.standard_normal)
constant(np.random.randint, np.random.seed)
constant(np.random.standard_exponential, np.random.standard_cauchy, np.random.default_rng, np.random.RandomState)
constant(np.random.Generator.random, np.random.Generator.standard_normal, np.random.Generator.integers)
constant(np.random.Generator.standard_exponential)


# Permutations


@in_place(np.random.shuffle)
def shuffle(x):                                 # the same numbers are drawn
    x[...] = x[np.random.permutation(len(x))]


@in_place(np.random.Generator.shuffle, np.random.RandomState.shuffle)
def generator_shuffle(rng, x):
    x[...] = x[rng.permutation(len(x))]


@rewrite(np.random.permutation)
def permutation(x):
    return np.take(x, np.random.permutation(len(x)), axis=0)


@rewrite(np.random.Generator.permutation)
def generator_permutation(rng, x):
    return np.take(x, rng.permutation(len(x)), axis=0)


@rewrite(np.random.choice)
def choice(a, size=None, replace=True, p=None):
    return np.take(a, np.random.choice(len(a), size, replace, p), axis=0)


@rewrite(np.random.Generator.choice)
def generator_choice(rng, a, size=None, replace=True, p=None):
    return np.take(a, rng.choice(len(a), size, replace, p), axis=0)


@rewrite(np.random.RandomState.permutation)
def state_permutation(rng, x):
    return np.take(x, rng.permutation(len(x)), axis=0)


@rewrite(np.random.RandomState.choice)
def state_choice(rng, a, size=None, replace=True, p=None):
    return np.take(a, rng.choice(len(a), size, replace, p), axis=0)
