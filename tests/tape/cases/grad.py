"""`autograd.grad`, and derivatives of derivatives."""

# === one input
x = torch.tensor(3.0, requires_grad=True)
print(torch.autograd.grad(x ** 2, x))
print(x.grad)
# ---
# (tensor(6.),)
# None

# === several inputs
x, y = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
print(torch.autograd.grad(outputs=x * y, inputs=[x, y]))
# ---
# (tensor(2.), tensor(1.))

# === several outputs are summed
x, y = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
print(torch.autograd.grad(outputs=[x * y, x + y], inputs=[x, y]))
# ---
# (tensor(3.), tensor(2.))

# === several outputs with weights
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(torch.autograd.grad([x ** 2, x.sum()], x, grad_outputs=[torch.tensor([1.0, 0.5]), torch.tensor(3.0)]))
# ---
# (tensor([5., 5.]),)

# === second and third derivatives
x = torch.tensor(2.0, requires_grad=True)
y = x ** 4
first, = torch.autograd.grad(y, x, create_graph=True)
second, = torch.autograd.grad(first, x, create_graph=True)
third, = torch.autograd.grad(second, x)
print(first, second, third)
# ---
# tensor(32., grad_fn=<MulBackward0>) tensor(48., grad_fn=<MulBackward0>) tensor(48.)

# === the second derivative of a parabola
x = torch.tensor(1.0, requires_grad=True)
y = 3.0 * torch.pow(x, 2) - 2.0 * x + 1.0
slope = torch.autograd.grad(y, x, create_graph=True)[0]
print(slope.data, torch.autograd.grad(slope, x)[0].data)
# ---
# tensor(4.) tensor(6.)

# === without create_graph the derivative is a constant
x = torch.tensor(2.0, requires_grad=True)
slope, = torch.autograd.grad(x ** 2, x)
print(slope.requires_grad)
torch.autograd.grad(slope, x)
# ---
# False
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === create_graph keeps the graph
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
torch.autograd.grad(y, x, create_graph=True)
print(torch.autograd.grad(y, x))
# ---
# (tensor(4.),)

# === the graph is freed
x = torch.tensor(2.0, requires_grad=True)
y = x ** 2
torch.autograd.grad(y, x)
torch.autograd.grad(y, x)
# ---
# RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# === an input that is not used
x, y = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
print(torch.autograd.grad(x * 3, [x, y], allow_unused=True))
print(torch.autograd.grad(x * 3, [x, y], materialize_grads=True))
torch.autograd.grad(x * 3, [x, y])
# ---
# (tensor(3.), None)
# (tensor(3.), tensor(0.))
# RuntimeError: The differentiated Tensor at index 1 appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.

# === an input that requires no gradient
x, y = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0)
torch.autograd.grad(x * y, y)
# ---
# RuntimeError: One of the differentiated Tensors does not require grad

# === a result that requires none
x = torch.tensor(1.0, requires_grad=True)
torch.autograd.grad(torch.tensor(2.0), x)
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === an intermediate value
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * x
z = (y * y).sum()
print(torch.autograd.grad(z, y, retain_graph=True), torch.autograd.grad(z, [x, y]))
# ---
# (tensor([2., 8.]),) (tensor([ 4., 32.]), tensor([2., 8.]))

# === a result with respect to itself
x = torch.tensor(2.0, requires_grad=True)
y = x * x
print(torch.autograd.grad(y, [y, x]))
# ---
# (tensor(1.), tensor(4.))

# === rows of a Jacobian
x = torch.tensor([0.1, 0.2, 0.7], requires_grad=True)
p = torch.softmax(x, dim=0)
print(torch.stack([torch.autograd.grad(p[k], x, retain_graph=True)[0] for k in range(3)]))
print(torch.autograd.grad(p[1], [x]))
# ---
# tensor([[ 0.1898, -0.0717, -0.1181],
#         [-0.0717,  0.2022, -0.1306],
#         [-0.1181, -0.1306,  0.2487]])
# (tensor([-0.0717,  0.2022, -0.1306]),)

# === Jacobians and Hessians
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(torch.autograd.functional.jacobian(lambda x: x * x.sum(), x))
print(torch.autograd.functional.hessian(lambda x: (x ** 3).prod(), x))
print(torch.autograd.functional.vjp(lambda x: x ** 2, x, torch.tensor([1.0, 10.0])))
print(torch.autograd.functional.hvp(lambda x: (x ** 3).sum(), x, torch.tensor([1.0, 10.0])))
# ---
# tensor([[4., 1.],
#         [2., 5.]])
# tensor([[48., 36.],
#         [36., 12.]])
# (tensor([1., 4.]), tensor([ 2., 40.]))
# (tensor(9.), tensor([  6., 120.]))

# === Jacobians with respect to two arguments
a, b = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
print(torch.autograd.functional.jacobian(lambda a, b: a * b, (a, b)))
print(torch.autograd.functional.hessian(lambda a, b: (a * b * b).sum(), (a, b)))
# ---
# (tensor([[3., 0.],
#         [0., 4.]]), tensor([[1., 0.],
#         [0., 2.]]))
# ((tensor([[0., 0.],
#         [0., 0.]]), tensor([[6., 0.],
#         [0., 8.]])), (tensor([[6., 0.],
#         [0., 8.]]), tensor([[2., 0.],
#         [0., 4.]])))

# === a Hessian by hand
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x[0] ** 2 * x[1] + x[1] * x[2] ** 2
g, = torch.autograd.grad(y, x, create_graph=True)
print(torch.stack([torch.autograd.grad(g[k], x, retain_graph=True)[0] for k in range(3)]))
# ---
# tensor([[4., 2., 0.],
#         [2., 0., 6.],
#         [0., 6., 4.]])

# === a gradient penalty
x = torch.tensor([1.0, -2.0], requires_grad=True)
w = torch.tensor([0.5, 3.0], requires_grad=True)
y = torch.tanh(w * x).sum()
g, = torch.autograd.grad(y, x, create_graph=True)
(g ** 2).sum().backward()
print(w.grad, x.grad)
# ---
# tensor([ 3.3268e-01, -3.9864e-08]) tensor([-1.4291e-01,  6.5232e-08])

# === second derivatives of many functions
x = torch.tensor([0.3, 0.8], requires_grad=True)
for f in (torch.sin, torch.cos, torch.tan, torch.exp, torch.log, torch.sqrt, torch.tanh, torch.sigmoid, torch.asin, torch.atan,
          torch.sinh, torch.cosh, torch.log1p, torch.expm1, torch.rsqrt, torch.reciprocal, torch.square, torch.erf, F.softplus, F.gelu):
    g, = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    print(g.detach(), torch.autograd.grad(g.sum(), x)[0])
# ---
# tensor([0.9553, 0.6967]) tensor([-0.2955, -0.7174])
# tensor([-0.2955, -0.7174]) tensor([-0.9553, -0.6967])
# tensor([1.0957, 2.0602]) tensor([0.6779, 4.2424])
# tensor([1.3499, 2.2255]) tensor([1.3499, 2.2255])
# tensor([3.3333, 1.2500]) tensor([-11.1111,  -1.5625])
# tensor([0.9129, 0.5590]) tensor([-1.5215, -0.3494])
# tensor([0.9151, 0.5591]) tensor([-0.5332, -0.7425])
# tensor([0.2445, 0.2139]) tensor([-0.0364, -0.0813])
# tensor([1.0483, 1.6667]) tensor([0.3456, 3.7037])
# tensor([0.9174, 0.6098]) tensor([-0.5050, -0.5949])
# tensor([1.0453, 1.3374]) tensor([0.3045, 0.8881])
# tensor([0.3045, 0.8881]) tensor([1.0453, 1.3374])
# tensor([0.7692, 0.5556]) tensor([-0.5917, -0.3086])
# tensor([1.3499, 2.2255]) tensor([1.3499, 2.2255])
# tensor([-3.0429, -0.6988]) tensor([15.2145,  1.3102])
# tensor([-11.1111,  -1.5625]) tensor([74.0741,  3.9062])
# tensor([0.6000, 1.6000]) tensor([2., 2.])
# tensor([1.0313, 0.5950]) tensor([-0.6188, -0.9520])
# tensor([0.5744, 0.6900]) tensor([0.2445, 0.2139])
# tensor([0.7323, 1.0199]) tensor([0.7285, 0.3940])

# === second derivatives of losses
x = torch.tensor([[0.3, 0.8, -0.5], [1.0, 0.0, 0.5]], requires_grad=True)
for loss in (F.mse_loss(x, torch.ones(2, 3)), F.cross_entropy(x, torch.tensor([0, 2])), F.softmax(x, 1)[0, 1], (x ** 3).norm(),
             F.binary_cross_entropy_with_logits(x, torch.ones(2, 3)), x.exp().std(), x.logsumexp(1).sum(), x.prod(), x.var(0).sum()):
    g, = torch.autograd.grad(loss, x, create_graph=True)
    print(torch.autograd.grad((g * g).sum(), x)[0])
# ---
# tensor([[-0.1556, -0.0444, -0.3333],
#         [ 0.0000, -0.2222, -0.1111]])
# tensor([[-0.1231,  0.1188,  0.0043],
#         [ 0.1084,  0.0101, -0.1185]])
# tensor([[ 0.0187, -0.0125, -0.0062],
#         [ 0.0000,  0.0000,  0.0000]])
# tensor([[-0.0855, -2.3865,  0.9819],
#         [33.7763,  0.0000, -0.9819]])
# tensor([[-0.0058, -0.0037, -0.0081],
#         [-0.0029, -0.0069, -0.0049]])
# tensor([[-0.1947, -0.0588,  0.1951],
#         [ 1.9843,  0.0545, -0.3828]])
# tensor([[-0.0553,  0.1317, -0.0764],
#         [ 0.1224, -0.0743, -0.0482]])
# tensor([[ 0.0240,  0.0090, -0.0144],
#         [ 0.0072,  0.0000,  0.0144]])
# tensor([[-2.8000,  3.2000, -4.0000],
#         [ 2.8000, -3.2000,  4.0000]])

# === second derivatives of products
a = torch.tensor([[1.1, 2.3], [3.2, 5.7]], requires_grad=True)
for y in ((a @ a @ a).sum(), torch.det(a), torch.inverse(a).sum(), torch.einsum("ij,jk->", a, a @ a), torch.dot(a[0] ** 2, a[1])):
    g, = torch.autograd.grad(y, a, create_graph=True)
    print(torch.autograd.grad((g * g).sum(), a)[0])
# ---
# tensor([[12227.3220, 19123.4680],
#         [18513.8440, 27686.0820]])
# tensor([[ 2.2000,  4.6000],
#         [ 6.4000, 11.4000]])
# tensor([[ 1769.8085, -1031.5580],
#         [ -768.0091,   444.8102]])
# tensor([[12227.3220, 19123.4680],
#         [18513.8440, 27686.0820]])
# tensor([[ 95.4360, 646.4840],
#         [ 30.9760, 241.2240]])

# === second derivatives through stores and views
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x ** 3
y[1] = y[0] * y[2]
v = y.view(3)[1:]
v.mul_(v.clone())
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g.detach(), torch.autograd.grad(g.sum(), x)[0])
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === numbers of outputs and weights differ
x = torch.tensor([1.0, 2.0], requires_grad=True)
torch.autograd.grad([x.sum(), x.prod()], x, grad_outputs=[torch.tensor(1.0)])
# ---
# RuntimeError: got 2 tensors and 1 gradients

# === gradcheck
x = torch.tensor([0.5, 1.5], requires_grad=True)
print(torch.autograd.gradcheck(lambda x: torch.sin(x) * x, (x,)), torch.autograd.gradgradcheck(lambda x: x ** 3, (x,)))
# ---
# True True

# === gradcheck finds a wrong derivative
x = torch.tensor([0.5, 1.5], requires_grad=True)
torch.autograd.gradcheck(lambda x: x * x.detach(), (x,))
# ---
# GradcheckError: Jacobian mismatch for output 0 with respect to input 0,
