"""Hooks."""

# === a hook sees the derivative
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
y.register_hook(lambda g: print("seen", g))
(y * y).sum().backward()
print(x.grad)
# ---
# seen tensor([ 6., 12.])
# tensor([18., 36.])

# === a hook changes it
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
y.register_hook(lambda g: g * 0.5)
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([ 9., 18.])

# === a hook of a leaf
x = torch.tensor([1.0, 2.0], requires_grad=True)
handle = x.register_hook(lambda g: g.clamp(max=3.0))
(x * x).sum().backward()
print(x.grad)
handle.remove()
(x * x).sum().backward()
print(x.grad)
# ---
# tensor([2., 3.])
# tensor([4., 7.])

# === hooks run in order
x = torch.tensor([1.0], requires_grad=True)
x.register_hook(lambda g: g + 1)
x.register_hook(lambda g: g * 10)
(x * 2).sum().backward()
print(x.grad)
# ---
# tensor([30.])

# === a hook sees the sum of all contributions
x = torch.tensor([1.0], requires_grad=True)
x.register_hook(lambda g: print("once", g))
(x * 2 + x * 3).backward()
# ---
# once tensor([5.])

# === a hook with autograd.grad
x = torch.tensor([1.0], requires_grad=True)
y = x * 2
y.register_hook(lambda g: g * 100)
print(torch.autograd.grad(y * 3, x))
# ---
# (tensor([600.]),)

# === a hook inside create_graph
x = torch.tensor([2.0], requires_grad=True)
y = x * x
y.register_hook(lambda g: g * y)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g.detach(), torch.autograd.grad(g, x)[0])
# ---
# tensor([16.]) tensor([72.])

# === a hook on a tensor without gradient
torch.ones(2).register_hook(print)
# ---
# RuntimeError: cannot register a hook on a tensor that doesn't require gradient

# === a hook that is removed in between
x = torch.tensor([1.0], requires_grad=True)
y = x * 2
handle = y.register_hook(lambda g: g * 0)
(y * 1).backward(retain_graph=True)
handle.remove()
(y * 1).backward()
print(x.grad)
# ---
# tensor([2.])

# === a hook and retain_grad
x = torch.tensor([1.0], requires_grad=True)
y = x * 2
y.register_hook(lambda g: g * 5)
y.retain_grad()
(y * 1).backward()
print(y.grad, x.grad)
# ---
# tensor([5.]) tensor([10.])

# === a hook that records
seen = []
x = torch.tensor([1.0, 2.0], requires_grad=True)
h = torch.tanh(x)
h.register_hook(seen.append)
(h ** 2).sum().backward()
print(seen, seen[0].requires_grad)
# ---
# [tensor([1.5232, 1.9281])] False
