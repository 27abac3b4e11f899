# f(2.0)
def f(x):
    before = power_of(1.0)
    for i in range(3):
        step = power_of(x * i)
        x = x + step(0.5)
        other = power_of(x)
        x = x + before(other(0.5))
        before = other
    return x


def power_of(k):
    def power(z):
        return k ** z
    return power


# ---
def f(x):
    k = 1.0

    def power(z):
        return k ** z

    before = power
    for i in range(3):
        k2 = x * i

        def power2(z):
            return k2 ** z

        step = power2
        x = x + step(0.5)
        other = power_of(x)
        x = x + before(other(0.5))
        before = other
    return x
