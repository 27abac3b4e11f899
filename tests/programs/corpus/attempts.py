"""`try` statements as they are written: what may fail is tried, in loops, in helpers, with what is left where it fails."""

import contextlib
import math

import numpy as np


class StepTooLongError(ValueError):
    """A step leaves the domain."""

    def __init__(self, step):
        super().__init__(f"step {step} is too long")
        self.step = step


def logarithm(x):
    if x <= 0.0:
        raise ValueError("no logarithm")
    return math.log(x)


def item_of(values, k):
    values[k]  # it raises, and nothing reads it
    return values[0] * 2.0


def of_both(x, y):
    try:
        return logarithm(x)
    except ValueError:
        return logarithm(y) * 2.0


def domain_error(x, y):
    """math.log raises outside of its domain, and the dead logarithm does so, too.

    args: 1.5, 2.0
    args: 1.5, -2.0
    """
    try:
        math.log(y)
        z = x * y
    except ValueError:
        z = x * x * y
    return z * x


def overflow(x):
    """math.exp raises where NumPy gives inf.

    args: 1.5
    args: 800.0
    """
    try:
        y = math.exp(x) * x
    except OverflowError:
        y = x * 2.0
    return y


def floating_point(x, scale):
    """NumPy is told to raise.

    args: np.array([1.0, 2.0]), 2.0
    args: np.array([1.0, 2.0]), 0.0
    wrt: x
    """
    with np.errstate(all="raise"):
        try:
            y = x / scale
        except FloatingPointError:
            y = x * x
    return np.sum(y * y)


def watched_inside(x, mask):
    """The same, with the context manager inside of the body.

    args: np.array([1.0, 2.0]), np.array([1, 1])
    args: np.array([1.0, 2.0]), np.array([0, 1])
    """
    try:
        with np.errstate(divide="raise"):
            y = np.log(x * mask)
    except FloatingPointError:
        y = x**3
    return np.sum(y)


def retried(a, jitter):
    """What grows until it succeeds, and then ends the loop.

    args: np.array([[1.0, 2.0], [2.0, 1.0]]), 0.1
    args: np.array([[2.0, 0.5], [0.5, 1.0]]), 0.1
    """
    tries = 0
    while True:
        try:
            lower = np.linalg.cholesky(0.5 * (a + a.T) + jitter * np.eye(2))
            break
        except np.linalg.LinAlgError:
            jitter = jitter * 3.0
            tries += 1
            if tries > 6:
                raise
    return lower[1, 1] * lower[0, 0] + jitter


def saved_in_both(xs, k):
    """Both ways save what going back reads.

    args: np.array([0.5, -1.0, 2.0, -0.5]), 1.5
    """
    state, total = 1.0, 0.0
    for i in range(4):
        try:
            state = state * logarithm(xs[i]) + k
        except ValueError:
            state = state * state * k
        total += state * state
    return total


def else_in_loop(x, divisors):
    """The else clause goes on where the body has ended.

    args: 1.5, [1, 2, 0, 4]
    """
    state = 0.5
    for divisor in divisors:
        try:
            r = x / divisor
        except ZeroDivisionError:
            continue
        else:
            state = state * r
        state = math.sin(state) + x
    return state


def handlers_in_turn(x, words):
    """Each handler in its turn, one of them for two kinds.

    args: 1.5, ["0.5", "zero", "0", "big"]
    """
    table = {"zero": 0.0}
    y = x
    for word in words:
        try:
            value = float(word) if word not in table else [x][1]
            y = y * x / value
        except ZeroDivisionError:
            y = y + x * x
        except (KeyError, IndexError):
            y = y * 2.0 * x
        except ValueError:
            y = np.sin(y)
    return y


def nested_attempts(x, y):
    """One in the body of another.

    args: 1.5, 2.0
    args: 1.5, -2.0
    args: -1.5, -2.0
    """
    try:
        try:
            z = logarithm(y)
        except ValueError:
            z = logarithm(x) * y
    except ValueError:
        z = x * y
    return z * z * x


def in_a_helper(x, y):
    """Helpers that catch, one of which is caught again.

    args: 1.5, 2.0
    args: -1.5, 2.0
    args: -1.5, -2.0
    """
    try:
        z = of_both(x, y)
    except ValueError:
        z = x * y
    return z * x


def dead_in_helper(x):
    """What a helper computes for nothing may raise.

    args: [1.5, 2.0]
    args: [1.5, 2.0, 3.0]
    """
    try:
        y = item_of(x, 2)
    except IndexError:
        y = x[1] ** 2
    return y * x[0]


def overwritten_in_body(x, k):
    """A value that is overwritten before anything reads it.

    args: [1.5, 2.0], 3
    args: [1.5, 2.0], 1
    """
    try:
        y = x[k]
        y = x[0] * 2.0
    except IndexError:
        y = x[1] ** 2
    return y * x[0]


def own_exception(x):
    """An exception with a number in it, of which only the size is asked.

    args: 0.5
    args: 1.5
    """
    try:
        if x > 1.0:
            raise StepTooLongError(x)
        y = x * x
    except StepTooLongError as error:
        y = x / 2.0 if error.step > 1.2 else x
    return y * x


def store_is_last(x, k):
    """A store that fails has stored nothing.

    args: np.array([1.0, 2.0]), 1
    args: np.array([1.0, 2.0]), 5
    """
    y = x * x
    try:
        y[k] = y[0] * 3.0
    except IndexError:
        y[0] = y[1] ** 2
    return np.sum(y * x)


def kept_and_filled(x):
    """A list that grows as long as it goes well.

    args: [0.5, 2.0, -1.0, 3.0]
    """
    roots = []
    for value in x:
        try:
            roots.append(math.sqrt(value))
        except ValueError:
            pass
    return sum(roots) * len(roots)


def loop_in_body(x, n):
    """A loop is tried as a whole.

    args: [1.5, 2.0, 0.5], 3
    args: [1.5, 2.0, 0.5], 4
    """
    try:
        product = 1.0
        for i in range(n):
            product = product * math.sin(x[i])
    except IndexError:
        product = x[0] ** 2
    return product * x[1]


def returned_from_handler(x, y):
    """Both ways return.

    args: 1.5, 2.0
    args: 1.5, 0.0
    wrt: x
    """
    try:
        return x / y
    except ZeroDivisionError:
        return x * x


def interpolated(table, x):
    """The end of a table: the last item is used again.

    args: [0.5, 1.5, 4.0], 0.7
    args: [0.5, 1.5, 4.0], 2.7
    """
    i = int(x)
    try:
        right = table[i + 1]
    except IndexError:
        right = table[-1]
    return table[i] + (x - i) * (right - table[i])


def solved_or_not(a, b):
    """A singular matrix is solved in the sense of least squares.

    args: np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0])
    args: np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([1.0, 2.0])
    wrt: b
    """
    try:
        x = np.linalg.solve(a, b)
    except np.linalg.LinAlgError:
        x = np.linalg.pinv(a) @ b
    return np.sum(x * x)


def counted_failures(x):
    """What only counts is no obstacle.

    args: [0.5, -1.0, -0.5, 2.0]
    """
    failed, total = 0, 0.0
    for value in x:
        try:
            total += math.log(value)
        except ValueError as error:
            failed += 1
            print("skipped", error)
    return total / (len(x) - failed)


def bare_handler(x, k):
    """`except:` takes everything.

    args: [1.0, 2.0], 0
    args: [1.0, 2.0], 9
    """
    try:
        y = x[k] ** 2
    except:  # noqa: E722
        y = x[0]
    return y * x[1]


def suppressed_in_loop(x, divisors):
    """What is suppressed is left out.

    args: 1.5, [2, 0, 3]
    """
    total = x
    for divisor in divisors:
        with contextlib.suppress(ZeroDivisionError):
            total = total * total * 0.5 + x / divisor
    return total


def tidied_at_the_end(x, divisors):
    """The end of a `try` runs after each way.

    args: 1.5, [2, 0, 3]
    """
    state = x
    for divisor in divisors:
        try:
            state = state * state / divisor
        except ZeroDivisionError:
            state = state * 3.0
        finally:
            state = math.sin(state) + x
    return state


def bound_before_it_fails(x, k):
    """What the body binds first, and what cannot fail, is read afterwards.

    args: [1.5, 2.0], 0
    args: [1.5, 2.0], 5
    """
    y = x[0]
    try:
        y = y * 2.0
        z = x[k]
    except IndexError:
        z = y * y
    return y * z


def first_of(x, y):
    """It returns at three places of one body, and after it."""
    try:
        if x > 3.0:
            return x
        z = logarithm(x)
        if z > 0.5:
            return z * y
        z = logarithm(y) * z
    except ValueError:
        return x * y
    return z * 2.0


def returns_inside(x, y):
    """Early returns out of the body.

    args: 3.5, 2.0
    args: 2.5, 2.0
    args: 1.5, 2.0
    args: 1.5, -2.0
    args: -1.5, 2.0
    """
    return first_of(x, y) * x


def left_from_inside(x, divisors, limit):
    """A loop is left, or goes on, out of the body.

    args: 1.5, [2, 0, 3, -1, 4, 5], 4
    args: 1.5, [2, 0, 3, -1, 4, 5], 9
    """
    state = 1.0
    for divisor in divisors:
        try:
            if divisor < 0:
                continue
            moved = state * x / divisor
            if divisor > limit:
                break
            state = moved + math.sin(moved)
        except ZeroDivisionError:
            state = state * state
    return state * x


def raised_before_it_is_added(x, mask):
    """What is added in place raises before anything is added.

    args: np.array([1.0, 2.0]), np.array([1, 0])
    args: np.array([1.0, 2.0]), np.array([1, 2])
    """
    y = x * x
    with np.errstate(divide="raise"):
        try:
            y += 1.0 / mask
        except ArithmeticError:
            y += x
    return np.sum(y * x)


def jitter_of_gaussian_process(a, y):
    """The retry of GPy: an end that counts, returns on both ways, a loop of its own in the handler.

    args: np.array([[2.0, 0.5], [0.5, 1.0]]), np.array([1.0, 2.0])
    args: np.array([[1.0, 1.2], [1.2, 1.1]]), np.array([1.0, 2.0])
    order: 2
    """
    lower = jittered_cholesky(a)
    return y @ np.linalg.solve(lower, y) + np.sum(np.log(np.diag(lower)))


def jittered_cholesky(a, attempts=5):
    try:
        return np.linalg.cholesky(a)
    except np.linalg.LinAlgError:
        diagonal = np.diag(a)
        if np.any(diagonal <= 0.0):
            raise np.linalg.LinAlgError("not positive definite: a diagonal element") from None
        jitter = diagonal.mean() * 1e-1
        attempt = 1
        while attempt <= attempts and np.isfinite(jitter):
            try:
                lower = np.linalg.cholesky(a + np.eye(a.shape[0]) * jitter)
                return lower
            except np.linalg.LinAlgError:
                jitter *= 10
            finally:
                attempt += 1
        raise np.linalg.LinAlgError("not positive definite, even with jitter")


def attempt_by_a_nested_function(a, jitter):
    """Names of the program's own that say what a `try` statement does; what leaves it goes on, or breaks.

    args: np.array([[1.0, 1.2], [1.2, 1.1]]), 0.1
    args: np.array([[2.0, 0.5], [0.5, 1.0]]), 0.1
    """

    def attempt(needed):
        return np.linalg.cholesky(a + needed * np.eye(2))

    for settled in range(6):
        try:
            lower = attempt(jitter)
        except np.linalg.LinAlgError:
            jitter = max(jitter * 3.0, 0.1 * settled)
            continue
        break
    else:
        raise np.linalg.LinAlgError("not positive definite")
    return lower[1, 1] * lower[0, 0] + jitter


def counted_at_the_end(x, y):
    """The end runs before what goes on.

    args: 2.5, 0.5
    """
    calls, total = 0, 0.0
    for k in range(4):
        try:
            total += math.log(x - k)
        except ValueError:
            total += y
            continue
        finally:
            calls += 1
    return total / calls


def as_far_as_it_goes(x, n):
    """A loop is interrupted, and what it has come to is used.

    args: 1.5, 2
    args: 1.5, 5
    order: 2
    """
    y, out = x, 0.0
    try:
        for i in range(n):
            y = y / (3 - i)
            out = out + math.sin(y)
    except ZeroDivisionError:
        out = out * 2.0 + y
    return out


def newton_with_restarts(x, y):
    """Steps of Newton's method, some of which leave the domain.

    args: 2.0, 0.5
    args: 0.3, -0.1
    wrt: x
    """
    z = 1.0
    for _ in range(20):
        try:
            step = (z * z - x) / (2.0 * z - y * 0.0)
            z = z - step
            value = math.log(z)
        except (ZeroDivisionError, ValueError):
            z = z + 0.1
            continue
        if abs(step) < 1e-12:
            break
    return z * value


def loops_in_loops(x, rows):
    """An interruption leaves several loops.

    args: 1.3, [5, 4, 7]
    args: 1.3, [5, 1, 7]
    args: 1.3, [0, 1]
    """
    total, count = 0.0, 0
    try:
        for i in range(3):
            for k in rows:
                total = total + x / (k - i)
                count += 1
            total = math.sin(total)
        total = total * 2.0
    except ZeroDivisionError:
        total = total * x
    return total + count


def stored_one_by_one(x, indices):
    """Stores, of which some are done; two handlers.

    args: np.array([1.0, 2.0, 3.0]), [0, 1, 2]
    args: np.array([1.0, 2.0, 3.0]), [0, 1, 4]
    args: np.array([1.0, 2.0, 3.0]), [0, 2, 1]
    """
    out = np.zeros(3)
    try:
        for i in indices:
            out[i] = out[i] + x[i] * x[i]
            out[0] += 1.0 / (i - 2)
    except IndexError:
        out[1] = out[0] * 2.0
    except ZeroDivisionError:
        out[2] = out[0] * 3.0
    return np.sum(out * out)


def appended_one_by_one(x, words):
    """A list that grows until a key is missing.

    args: 1.3, ["a", "b"]
    args: 1.3, ["a", "c", "b"]
    """
    table = {"a": 2.0, "b": 3.0}
    found = []
    try:
        for word in words:
            found.append(x * table[word])
    except KeyError:
        found.append(x * x)
    return sum(found)


def asked_in_headers(x, rows):
    """What the headers of a loop and a branch ask, may raise.

    args: 1.3, [4.0, 2.0, 3.0]
    args: 1.3, [4.0, -2.0]
    args: 1.3, [4.0, 0.0, 3.0]
    args: 1.3, [1.0, 0.01]
    wrt: x
    """
    y, k = x, 0
    try:
        while y / rows[k] < 50.0:
            y = y * x + rows[k]
            k += 1
            if math.sqrt(rows[k]) > 1.5:
                y = y * rows[k]
                y = math.sqrt(y)
    except IndexError:
        y = y * 2.0 + x
    except (ValueError, ZeroDivisionError) as error:
        print(error)
        y = y * 3.0
    return y + k


def walks_what_cannot_be_walked(x, n):
    """A header that raises what a handler takes.

    args: 1.3, 2
    args: 1.3, 4
    args: 1.3, 2.5
    wrt: x
    """
    out = 1.0
    try:
        out = out * x
        for i in range(n):
            out = out * x
            out = out / (i - 2)
    except (TypeError, ZeroDivisionError):
        out = out + 1.0
    return out


def returned_in_the_middle(x, rows):
    """A helper that returns out of the loop that it tries, at several places.

    args: 1.3, [2.0, 3.0]
    args: 1.3, [2.0, 0.0]
    args: 1.3, [0.1, 0.1]
    wrt: x
    """
    return as_long_as_it_lasts(x, rows) * as_long_as_it_lasts(x * x, rows[::-1])


def as_long_as_it_lasts(x, rows):
    r = 1.0
    try:
        for row in rows:
            r = r * x / row
            if r > 50.0:
                return r * 2.0
        return r
    except ZeroDivisionError:
        return r - x


def else_of_what_was_tried(x, rows):
    """A loop with an `else` in the body, and an `else` and an end of the statement itself.

    args: 1.3, [1.0, 2.0]
    args: 1.3, [1.0, -2.0]
    args: 1.3, [1.0, 200.0]
    """
    total = x
    try:
        for row in rows:
            total = total * math.sqrt(row) + x
            if total > 10.0:
                break
        else:
            total = total * 2.0
            total = total + math.log(rows[0])
    except ValueError:
        total = total * x
    else:
        total = total + 1.0
    finally:
        total = total * 3.0
    return total


class Domain:
    """A model that refuses some arguments."""

    def __init__(self, weight):
        self.weight = weight
        self.failures = 0

    def __call__(self, x):
        if x > 2.0:
            raise ValueError("outside")
        return self.weight * x * x


def tried_by_an_object(weight, x):
    """A method raises; what the handler changes is read afterwards.

    args: 0.3, 1.0
    args: 1.3, 1.0
    """
    model = Domain(weight)
    y = x
    try:
        for _ in range(5):
            y = model(y) + 0.5
    except ValueError:
        model.failures += 1
        y = y * weight
    return y + model.failures


def raised_again(x, n):
    """A handler in the body of another statement raises again.

    args: 1.3, [1.0, 2.0]
    args: 1.3, [1.0, 0.0]
    args: 0.7, [1.0, 0.0]
    wrt: x
    """
    y = x
    try:
        z = y / n[1]
    except ZeroDivisionError:
        try:
            y = y * x
            z = y / n[1]
        except ZeroDivisionError:
            y = y * 3.0
            if y > 1e3:
                raise
            z = y
    return z * y


def left_behind(x, k):
    """What the body has bound before it fails is read afterwards.

    args: [1.5, 2.0], 0
    args: [1.5, 2.0], 5
    """
    y = x[0]
    try:
        y = y / x[1]
        z = x[k]
    except IndexError:
        z = y * y
    return y * z


def stored_before(x, k):
    """What the body has stored before it fails is read afterwards.

    args: np.array([1.0, 2.0]), 0
    args: np.array([1.0, 2.0]), 5
    """
    y = x * x
    z = 1.0
    try:
        y[0] = y[1] * 3.0
        z = y[k]
    except IndexError:
        z = y[0] * 2.0
    return np.sum(y) * z


def saved_before_it_fails(x, table):
    """A list that is saved before the line that fails grows it.

    args: 1.3, {1.0: 2.0, 2.0: 3.0}
    args: 1.3, {1.0: 2.0}
    args: 1.3, {}
    wrt: x
    """
    found = []
    for key in (1.0, 2.0, 3.0):
        try:
            found.append(table[key] * x ** len(found))
        except KeyError:
            break
    found.append(x)
    return sum(found) * x


# Refused, and so run on the tape: an interrupted body would leave something behind.


def half_done(x, scale):
    """NumPy has written what it computes in place when it raises.

    args: np.array([0.4, 1.2, 0.8]), np.array([1.0, 1e308, 1.0])
    wrt: x
    taped: a test at run time
    """
    y = x * scale
    with np.errstate(over="raise"):
        try:
            y *= 2.0
        except FloatingPointError:
            y[1] = 0.0
    return np.sum(y * y)


def half_done_by_out(x, scale):
    """The same by `out=`, and by a mask, under which alone NumPy computes.

    args: np.array([0.4, 1.2, 0.8]), np.array([1.0, 1e308, 1.0])
    wrt: x
    taped: arithmetic in place in the body of a `try` statement
    """
    y = x * scale
    with np.errstate(all="raise"):
        np.multiply(y, y, out=y, where=scale < 2.0)
        try:
            np.add(y, y, out=y)
            y *= x
        except FloatingPointError:
            y[1] = 0.0
    return np.sum(y * x)


def end_seen_by_handler(x, k):
    """What an end does when the body around it fails is read afterwards.

    args: 1.5, 2
    args: 1.5, 0
    wrt: x
    taped: a `try` statement
    """
    state = {"scale": x}
    try:
        try:
            y = x / k
        finally:
            state["scale"] = state["scale"] * 5.0
    except ZeroDivisionError:
        y = x
    return y * state["scale"]


def number_in_exception(x):
    """A number comes out of the exception.

    args: 0.5
    args: 1.5
    taped: a `try` statement
    """
    try:
        if x > 1.0:
            raise StepTooLongError(x)
        y = x * x
    except StepTooLongError as error:
        y = error.step * 2.0
    return y * x


def counted_by_a_nested_function(x, divisors):
    """A nested function counts its calls before it raises.

    args: 1.3, [0.0, 1.0]
    args: 1.3, [2.0, 1.0]
    wrt: x
    taped: a write to an outer variable
    """
    calls = 0

    def divided(value):
        nonlocal calls
        calls += 1
        return value / divisors[calls - 1]

    try:
        y = divided(x)
    except ZeroDivisionError:
        y = x + x
    return y * calls


def doubled_until_it_fails(x, n):
    """The inner statement changes a variable, and raises again: it cannot be a piece of its own.

    args: 1.3, 9
    args: 1.3, 2
    args: 1.3, 1
    taped: a `try` statement
    """
    y = x
    try:
        try:
            while y < 10.0:
                y = y * 2.0 + x
                n -= 1
                y = y + 1.0 / n
        except ZeroDivisionError:
            if y > 5.0:
                raise
            y = y * y
    except ZeroDivisionError:
        y = -y
    return y * x


def crosswise(p, q):
    try:
        a, b = p
        c, d = q
        if a > 100.0:
            raise ValueError("too large")
        return a * d + b * c
    except ValueError:
        return a


def given_pairs(x, y):
    """A helper that catches is given pairs, some items of which are read inside of the body only.

    args: 2.0, 5.0
    args: 200.0, 5.0
    order: 2
    """
    return crosswise((x, 3.0 * y), (y, x * y))


def searched(y, x, goal):
    n = 0
    while True:
        try:
            n += 1
            y = y * 1.5 + x
            if y > goal:
                return y, n
            if n > 5:
                raise RuntimeError("not found")
        except RuntimeError:
            return y * y, -n


def searched_and_counted(x, goal):
    """A helper that catches and returns a pair: the halves that are differentiated again are given pairs.

    args: 0.6, 50.0
    args: 0.6, 2.0
    wrt: x
    order: 2
    """
    y, n = searched(x, x, goal)
    return y * y + n * x
