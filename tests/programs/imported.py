"""What programs of the corpus import inside of functions."""

RATE = 0.5


def cubed(x):
    return x * x * x
