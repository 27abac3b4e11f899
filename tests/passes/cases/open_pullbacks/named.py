# f(0.7, 3)
import tangentlike as tl


def f(x, n):
    value, back = tl.vjp(power, x, n)
    x_bar, _ = back(value)
    return x_bar * tl.vjp(lambda z: z * x, x)[1](2.0)[0]


def power(z, n):
    return z ** n


# ---
def f(x, n):
    value2, power_saved = power_forward(x, n)

    def pullback(bar):
        bar = power_backward(bar, power_saved)
        return bar, None

    value, back = value2, pullback
    x_bar, _ = back(value)
    value3, lambda_saved = lambda_forward(x, x=x)

    def pullback2(bar2):
        return (lambda_backward(bar2, lambda_saved),)

    return x_bar * (value3, pullback2)[1](2.0)[0]
