"""Optimisers."""

# === gradient descent
x = torch.tensor([5.0, -3.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(5):
    optimizer.zero_grad()
    (x ** 2).sum().backward()
    optimizer.step()
    print(x)
# ---
# tensor([ 4.0000, -2.4000], requires_grad=True)
# tensor([ 3.2000, -1.9200], requires_grad=True)
# tensor([ 2.5600, -1.5360], requires_grad=True)
# tensor([ 2.0480, -1.2288], requires_grad=True)
# tensor([ 1.6384, -0.9830], requires_grad=True)

# === the minimum of a parabola
x = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD(params=[x], lr=0.05)
for k in range(200):
    optimizer.zero_grad()
    y = 2.0 * torch.pow(x, 2) - 6.0 * x + 1.0
    y.backward()
    if k % 50 == 0:
        print(x.grad)
    optimizer.step()
print(y.data, x.data)
# ---
# tensor(-6.)
# tensor(-8.5635e-05)
# tensor(-1.2222e-09)
# tensor(-1.6875e-14)
# tensor(-3.5000) tensor(1.5000)

# === options of gradient descent
for options in (dict(momentum=0.9), dict(momentum=0.9, nesterov=True), dict(momentum=0.5, dampening=0.2), dict(weight_decay=0.1),
                dict(momentum=0.9, weight_decay=0.1), dict(maximize=True)):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.05, **options)
    for _ in range(10):
        optimizer.zero_grad()
        ((x - 3) ** 2).sum().backward()
        optimizer.step()
    print(options, x)
# ---
# {'momentum': 0.9} tensor([4.1776, 3.5888], requires_grad=True)
# {'momentum': 0.9, 'nesterov': True} tensor([3.6932, 3.3466], requires_grad=True)
# {'momentum': 0.5, 'dampening': 0.2} tensor([2.7186, 2.8593], requires_grad=True)
# {'weight_decay': 0.1} tensor([2.2447, 2.5745], requires_grad=True)
# {'momentum': 0.9, 'weight_decay': 0.1} tensor([3.9387, 3.3563], requires_grad=True)
# {'maximize': True} tensor([-2.1875,  0.4063], requires_grad=True)

# === momentum leaves a local minimum
def f(x):
    return x ** 4 - 3 * x ** 2 + x
for momentum in (0.0, 0.9):
    x = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.01, momentum=momentum)
    for _ in range(400):
        optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
    print(momentum, x)
# ---
# 0.0 tensor(1.1309, requires_grad=True)
# 0.9 tensor(-1.3008, requires_grad=True)

# === Adam
for options in (dict(), dict(betas=(0.5, 0.9)), dict(eps=0.1), dict(weight_decay=0.1), dict(amsgrad=True), dict(maximize=True)):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.Adam([x], lr=0.1, **options)
    for _ in range(15):
        optimizer.zero_grad()
        ((x - 3) ** 2 + torch.sin(5 * x)).sum().backward()
        optimizer.step()
    print(options, x)
# ---
# {} tensor([1.1513, 2.1774], requires_grad=True)
# {'betas': (0.5, 0.9)} tensor([1.1131, 2.2574], requires_grad=True)
# {'eps': 0.1} tensor([1.1420, 2.1802], requires_grad=True)
# {'weight_decay': 0.1} tensor([1.1492, 2.1698], requires_grad=True)
# {'amsgrad': True} tensor([1.1513, 2.1774], requires_grad=True)
# {'maximize': True} tensor([-0.3340,  1.0884], requires_grad=True)

# === other optimisers
for kind, options in ((torch.optim.AdamW, dict(lr=0.1)), (torch.optim.RMSprop, dict(lr=0.1)), (torch.optim.Adagrad, dict(lr=0.1)),
                      (torch.optim.RMSprop, dict(lr=0.05, momentum=0.9))):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = kind([x], **options)
    for _ in range(10):
        optimizer.zero_grad()
        ((x - 3) ** 2).sum().backward()
        optimizer.step()
    print(kind.__name__, x)
# ---
# AdamW tensor([1.9615, 2.9028], requires_grad=True)
# RMSprop tensor([2.9947, 3.0000], requires_grad=True)
# Adagrad tensor([1.4760, 2.4463], requires_grad=True)
# RMSprop tensor([3.4706, 2.3135], requires_grad=True)

# === groups with options of their own
a, b = torch.tensor([1.0], requires_grad=True), torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.5}], lr=0.1)
(a * 2 + b * 2).sum().backward()
optimizer.step()
print(a, b, [group["lr"] for group in optimizer.param_groups])
# ---
# tensor([0.8000], requires_grad=True) tensor([0.], requires_grad=True) [0.1, 0.5]

# === zero_grad
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
(x * 2).backward()
optimizer.zero_grad(set_to_none=False)
print(x.grad)
optimizer.zero_grad()
print(x.grad)
# ---
# tensor([0.])
# None

# === without zero_grad gradients add up
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(3):
    (x * 2).backward()
    optimizer.step()
print(x, x.grad)
# ---
# tensor([-0.2000], requires_grad=True) tensor([6.])

# === a parameter without gradient stays
a, b = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
optimizer = torch.optim.Adam([a, b], lr=0.1)
(a * a).backward()
optimizer.step()
print(a, b)
# ---
# tensor([0.9000], requires_grad=True) tensor([2.], requires_grad=True)

# === a closure
x = torch.tensor([4.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.25)
def closure():
    optimizer.zero_grad()
    loss = (x ** 2).sum()
    loss.backward()
    return loss
print(optimizer.step(closure), x)
# ---
# tensor(16., grad_fn=<SumBackward0>) tensor([2.], requires_grad=True)

# === the learning rate changes
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(3):
    optimizer.zero_grad()
    (x * 1).backward()
    optimizer.step()
    optimizer.param_groups[0]["lr"] *= 0.1
print(x)
# ---
# tensor([0.8890], requires_grad=True)

# === nothing to optimise
torch.optim.SGD([], lr=0.1)
# ---
# ValueError: optimizer got an empty parameter list

# === a result is no parameter
x = torch.tensor([1.0], requires_grad=True)
torch.optim.SGD([x * 2], lr=0.1)
# ---
# ValueError: can't optimize a non-leaf Tensor

# === a bad learning rate
torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=-1.0)
# ---
# ValueError: Invalid learning rate

# === single precision
x = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
(x ** 2).sum().backward()
optimizer.step()
print(x)
# ---
# tensor([0.8000, 1.6000], dtype=torch.float32, requires_grad=True)

# === a line is fitted
x = torch.linspace(-1, 1, 11)
y = 3 * x + 0.5
w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w, b], lr=0.3)
for _ in range(60):
    loss = ((w * x + b - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(w, b)
# ---
# tensor([3.0000], requires_grad=True) tensor([0.5000], requires_grad=True)

# === a graph from before the step is stale
x = torch.tensor([2.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
y = (x * x).sum()
y.backward(retain_graph=True)
optimizer.step()
y.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation
