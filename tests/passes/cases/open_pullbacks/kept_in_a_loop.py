# f(0.7)
import tangentlike as tl


def f(x):
    first = None
    for i in range(2):
        value, back = tl.vjp(square, x)
        x = x + back(value)[0]
        other, last = tl.vjp(square, x)
    return x * last(1.0)[0]


def square(z):
    return z * z


# ---
def f(x):
    first = None
    for i in range(2):
        value2, square_saved = square_forward(x)

        def pullback(bar):
            return (square_backward(bar, square_saved),)

        value, back = value2, pullback
        x = x + back(value)[0]
        other, last = tl.vjp(square, x)
    return x * last(1.0)[0]
