"""Walking back: accumulation, freed graphs, weights."""

# === gradients accumulate
x = torch.tensor([1.0, 2.0], requires_grad=True)
for _ in range(3):
    (x ** 2).sum().backward()
    print(x.grad)
# ---
# tensor([2., 4.])
# tensor([4., 8.])
# tensor([ 6., 12.])

# === zero_ resets the gradient in place
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x ** 2).sum().backward()
g = x.grad
x.grad.zero_()
(x ** 3).sum().backward()
print(x.grad, g is x.grad, g)
# ---
# tensor([ 3., 12.]) True tensor([ 3., 12.])

# === a gradient set to None starts anew
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x ** 2).sum().backward()
x.grad = None
(x ** 3).sum().backward()
print(x.grad)
# ---
# tensor([ 3., 12.])

# === a graph is walked once
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x ** 2).sum()
y.backward()
y.backward()
# ---
# RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# === a graph is kept
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x ** 2).sum()
y.backward(retain_graph=True)
y.backward(retain_graph=True)
y.backward()
print(x.grad)
# ---
# tensor([ 6., 12.])

# === a part of the graph that was freed is met again
x = torch.tensor(2.0, requires_grad=True)
shared = x * x
a, b = shared * 2, shared * 3
a.backward()
b.backward()
# ---
# RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# === a shared part of the graph is kept for the second result
x = torch.tensor(2.0, requires_grad=True)
shared = x * x
a, b = shared * 2, shared * 3
a.backward(retain_graph=True)
b.backward()
print(x.grad)
# ---
# tensor(20.)

# === what saved nothing can be walked again
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x + 3).sum()
y.backward()
y.backward()
print(x.grad)
# ---
# tensor([2., 2.])

# === a vector needs a gradient
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * 2).backward()
# ---
# RuntimeError: grad can be implicitly created only for scalar outputs

# === one element needs none
x = torch.tensor([[3.0]], requires_grad=True)
(x * x).backward()
print(x.grad)
# ---
# tensor([[6.]])

# === the gradient weights a vector
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x ** 2
y.backward(gradient=torch.tensor([1.0, 10.0, 100.0]))
print(x.grad)
# ---
# tensor([  2.,  40., 600.])

# === a weighted vector is the sum of products
x = torch.tensor([[0.0, 0.0], [1.0, 2.0]], requires_grad=True)
y = 3.0 * torch.pow(x, 2) - 2.0 * x + 1.0
weights = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
y.backward(weights, retain_graph=True)
print(x.grad)
x.grad.zero_()
(y * weights).sum().backward()
print(x.grad)
# ---
# tensor([[-2., -4.],
#         [12., 40.]])
# tensor([[-2., -4.],
#         [12., 40.]])

# === a gradient of another shape
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * 2).backward(torch.ones(3))
# ---
# RuntimeError: Mismatch in shape

# === the gradient of a number may scale it
x = torch.tensor(2.0, requires_grad=True)
(x ** 3).backward(torch.tensor(0.5))
print(x.grad)
# ---
# tensor(6.)

# === nothing requires a gradient
x = torch.tensor([1.0, 2.0])
(x * 2).sum().backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === a leaf is walked from
x = torch.tensor(2.0, requires_grad=True)
x.backward()
print(x.grad)
# ---
# tensor(1.)

# === a leaf without gradient
torch.tensor(2.0).backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === a transposed result of ones
x = torch.eye(2, 3, requires_grad=True)
y = (x + 1).pow(2).t()
y.backward(torch.ones_like(y), retain_graph=True)
print(x.grad)
y.backward(torch.ones_like(y))
print(x.grad)
# ---
# tensor([[4., 2., 2.],
#         [2., 4., 2.]])
# tensor([[8., 4., 4.],
#         [4., 8., 4.]])

# === control flow is that of the run
def doubled(a):
    b = a * 2
    while b.norm() < 1000:
        b = b * 2
    return b if b.sum() > 0 else 100 * b
for start in (0.3, -0.7, 500.0):
    a = torch.tensor(start, requires_grad=True)
    d = doubled(a)
    d.backward()
    print(a.grad, a.grad == d / a)
# ---
# tensor(4096.) tensor(True)
# tensor(204800.) tensor(True)
# tensor(2.) tensor(True)

# === a value used several times
x = torch.tensor(2.0, requires_grad=True)
y = x * x + x * x * x + x
y.backward()
print(x.grad)
# ---
# tensor(17.)

# === only some leaves
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
(a * b).backward(inputs=[a])
print(a.grad, b.grad)
# ---
# tensor(3.) None

# === several roots
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor([3.0, 4.0], requires_grad=True)
torch.autograd.backward([a * a, b * a], [None, torch.tensor([1.0, 2.0])])
print(a.grad, b.grad)
# ---
# tensor(15.) tensor([2., 4.])

# === a gradient does not share memory with the seed
x = torch.tensor([1.0, 2.0], requires_grad=True)
seed = torch.ones(2)
x.clone().backward(seed)
seed[0] = 5.0
print(x.grad)
# ---
# tensor([1., 1.])

# === a linear layer with binary cross entropy
x = torch.ones(4)
y = torch.tensor([0.0, 1.0])
w = torch.tensor([[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6], [0.7, -0.8]], requires_grad=True)
b = torch.tensor([0.05, -0.05], requires_grad=True)
z = torch.matmul(x, w) + b
loss = F.binary_cross_entropy_with_logits(z, y)
print(z, loss, z.grad_fn, loss.grad_fn)
loss.backward()
print(w.grad, b.grad)
# ---
# tensor([ 0.6500, -0.0500], grad_fn=<AddBackward0>) tensor(0.8943, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>) <AddBackward0 object at 0x> <BinaryCrossEntropyWithLogitsBackward0 object at 0x>
# tensor([[ 0.3285, -0.2562],
#         [ 0.3285, -0.2562],
#         [ 0.3285, -0.2562],
#         [ 0.3285, -0.2562]]) tensor([ 0.3285, -0.2562])

# === a loss that is walked twice
w = torch.tensor([1.0, 2.0], requires_grad=True)
loss = F.mse_loss(w * 2, torch.ones(2))
loss.backward()
loss.backward()
# ---
# RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# === create_graph keeps what is needed
x = torch.tensor([2.0], requires_grad=True)
y = x ** 3
y.backward(create_graph=True)
g = x.grad
print(g.requires_grad, g.detach())
x.grad = None
g.backward()
print(x.grad)
# ---
# True tensor([12.])
# tensor([12.])

# === parameters of two models
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([3.0, 4.0], requires_grad=True)
loss = (a * b).sum() + a.detach().sum() * b.sum()
loss.backward()
print(a.grad, b.grad)
# ---
# tensor([3., 4.]) tensor([4., 5.])
