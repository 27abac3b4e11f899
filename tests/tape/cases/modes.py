"""Recording on and off."""

# === no_grad
x = torch.tensor([1.0], requires_grad=True)
with torch.no_grad():
    y = x * 2
    print(y, y.requires_grad, y.is_leaf, torch.is_grad_enabled())
print((x * 2).requires_grad, torch.is_grad_enabled())
# ---
# tensor([2.]) False True False
# True True

# === no_grad as a decorator
x = torch.tensor([1.0], requires_grad=True)
@torch.no_grad()
def f(x):
    """Double."""
    return x * 2
@torch.no_grad
def g(x):
    return x * 3
print(f(x), g(x), f.__name__, f.__doc__)
# ---
# tensor([2.]) tensor([3.]) f Double.

# === enable_grad inside no_grad
x = torch.tensor([1.0], requires_grad=True)
with torch.no_grad():
    with torch.enable_grad():
        y = x * 2
    z = x * 2
print(y, z)
# ---
# tensor([2.], grad_fn=<MulBackward0>) tensor([2.])

# === enable_grad as a decorator
x = torch.tensor([1.0], requires_grad=True)
@torch.enable_grad()
def f(x):
    return x * 2
with torch.no_grad():
    print(f(x), torch.is_grad_enabled())
# ---
# tensor([2.], grad_fn=<MulBackward0>) False

# === set_grad_enabled in a with
x = torch.tensor([1.0], requires_grad=True)
for wanted in (True, False):
    with torch.set_grad_enabled(wanted):
        print((x * 2).requires_grad)
print(torch.is_grad_enabled())
# ---
# True
# False
# True

# === set_grad_enabled as a call
x = torch.tensor([1.0], requires_grad=True)
torch.set_grad_enabled(False)
print((x * 2).requires_grad)
torch.set_grad_enabled(True)
print((x * 2).requires_grad)
# ---
# False
# True

# === set_grad_enabled as a decorator
x = torch.tensor([1.0], requires_grad=True)
@torch.set_grad_enabled(False)
def f(x):
    return x * 2
print(torch.is_grad_enabled(), f(x), torch.is_grad_enabled())
# ---
# True tensor([2.]) True

# === an error leaves the mode as it was
try:
    with torch.no_grad():
        raise KeyError("x")
except KeyError:
    print(torch.is_grad_enabled())
# ---
# True

# === a leaf made inside no_grad
with torch.no_grad():
    w = torch.ones(2, requires_grad=True)
(w * w).sum().backward()
print(w, w.grad)
# ---
# tensor([1., 1.], requires_grad=True) tensor([2., 2.])

# === a parameter is changed inside no_grad
w = torch.tensor([1.0, 2.0], requires_grad=True)
for _ in range(3):
    (w ** 2).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
        w.grad.zero_()
print(w, w.is_leaf, w.requires_grad)
# ---
# tensor([0.5120, 1.0240], requires_grad=True) True True

# === a graph from before is walked inside no_grad
x = torch.tensor(3.0, requires_grad=True)
y = x * x
with torch.no_grad():
    y.backward()
print(x.grad)
# ---
# tensor(6.)

# === inference_mode
x = torch.tensor([1.0], requires_grad=True)
with torch.inference_mode():
    y = x * 2
print(y.requires_grad)
# ---
# False
