"""Leaves, what requires a gradient, and what is cut off."""

# === a leaf is what the user made
x = torch.tensor([1.0], requires_grad=True)
y = torch.tensor([2.0])
z = x * y
print(x.is_leaf, y.is_leaf, z.is_leaf, z.detach().is_leaf, (y * y).is_leaf)
print(x.requires_grad, y.requires_grad, z.requires_grad, (y * y).requires_grad)
# ---
# True True False True True
# True False True False

# === grad is None before the first backward
x = torch.tensor([1.0], requires_grad=True)
print(x.grad)
y = x * 2
print(x.grad)
y.backward()
print(x.grad)
# ---
# None
# None
# tensor([2.])

# === requires_grad is set later
x = torch.tensor([1.0, 2.0])
x.requires_grad = True
(x * x).sum().backward()
print(x, x.grad)
y = torch.tensor([3.0]).requires_grad_()
print(y, y.requires_grad_(False))
# ---
# tensor([1., 2.], requires_grad=True) tensor([2., 4.])
# tensor([3.]) tensor([3.])

# === requires_grad of a result cannot be taken away
x = torch.tensor([1.0], requires_grad=True)
(x * 2).requires_grad_(False)
# ---
# RuntimeError: you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().

# === requires_grad of a result can be set, which changes nothing
x = torch.tensor([1.0], requires_grad=True)
print((x * 2).requires_grad_())
# ---
# tensor([2.], grad_fn=<MulBackward0>)

# === integers have no gradient
torch.tensor([1, 2], requires_grad=True)
# ---
# RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# === integers have no gradient later either
torch.tensor([1, 2]).requires_grad_()
# ---
# RuntimeError: only Tensors of floating point dtype can require gradients

# === arange of integers has no gradient
torch.arange(3, requires_grad=True)
# ---
# RuntimeError: Only Tensors of floating point and complex dtype can require gradients

# === detach shares memory
x = torch.tensor([1.0, 2.0], requires_grad=True)
d = x.detach()
d[0] = 5.0
print(x, d, d.requires_grad)
# ---
# tensor([5., 2.], requires_grad=True) tensor([5., 2.]) False

# === detach cuts off
x = torch.tensor([3.0], requires_grad=True)
y = x * x
z = y.detach() * x
z.backward()
print(x.grad)
# ---
# tensor([9.])

# === data shares memory and is not watched
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * x
x.data[0] = 10.0
x.data.mul_(2)
print(x, x.data, x.data.requires_grad)
y.sum().backward()
print(x.grad)
# ---
# tensor([20.,  4.], requires_grad=True) tensor([20.,  4.]) False
# tensor([40.,  8.])

# === data of a result
x = torch.tensor(2.0, requires_grad=True)
print((x * x).data, (x * x).data.requires_grad)
# ---
# tensor(4.) False

# === data is assigned
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.data = torch.tensor([5.0, 6.0])
print(x)
(x * x).sum().backward()
print(x.grad)
# ---
# tensor([5., 6.], requires_grad=True)
# tensor([10., 12.])

# === numpy needs detach
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(x.detach().numpy())
x.numpy()
# ---
# [1. 2.]
# RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# === item and tolist
x = torch.tensor([[1.5, 2.0]], requires_grad=True)
print(x.sum().item(), x.tolist(), float(x[0, 1]), int(x[0, 1]))
x.item()
# ---
# 3.5 [[1.5, 2.0]] 2.0 2
# RuntimeError: a Tensor with 2 elements cannot be converted to Scalar

# === a tensor with several elements has no truth
if torch.tensor([1.0, 2.0]):
    print("yes")
# ---
# RuntimeError: Boolean value of Tensor with more than one value is ambiguous

# === clone keeps the graph
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.clone()
y[0] = 7.0
print(x, y)
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([1., 2.], requires_grad=True) tensor([7., 2.], grad_fn=<CopySlices>)
# tensor([0., 4.])

# === detach then clone is a leaf
x = torch.tensor([1.0, 2.0], requires_grad=True)
c = x.detach().clone().requires_grad_()
print(c.is_leaf, c)
(c * 3).sum().backward()
print(c.grad, x.grad)
# ---
# True tensor([1., 2.], requires_grad=True)
# tensor([3., 3.]) None

# === tensors made of tensors are copies
x = torch.tensor([1.0, 2.0])
y = x.clone().detach()
y[0] = 9.0
print(x, y)
# ---
# tensor([1., 2.]) tensor([9., 2.])

# === like tensors
x = torch.tensor([[1.0, 2.0]], requires_grad=True)
print(torch.zeros_like(x), torch.ones_like(x), torch.full_like(x, 3.0), x.new_zeros(2), x.new_tensor([1.0, 2.0]), x.new_full((2,), 7.0))
# ---
# tensor([[0., 0.]]) tensor([[1., 1.]]) tensor([[3., 3.]]) tensor([0., 0.]) tensor([1., 2.]) tensor([7., 7.])

# === a constant operand gets no gradient
x = torch.tensor([1.0], requires_grad=True)
c = torch.tensor([4.0])
(x * c).backward()
print(x.grad, c.grad)
# ---
# tensor([4.]) None

# === the derivative of an intermediate value is not kept
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
(y * y).sum().backward()
print(y.grad)
# ---
# None

# === it is kept with retain_grad
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.retain_grad()
(y * y).sum().backward()
print(y.grad, y.retains_grad, x.grad, x.retains_grad)
# ---
# tensor([4., 8.]) True tensor([ 8., 16.]) False

# === retain_grad needs a gradient
torch.ones(2).retain_grad()
# ---
# RuntimeError: can't retain_grad on Tensor that has requires_grad=False

# === a gradient of another shape cannot be assigned
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.grad = torch.ones(3)
# ---
# RuntimeError: attempting to assign a gradient of size '[3]' to a tensor of size '[2]'. Please ensure that the gradient and the tensor are the same size

# === a gradient can be assigned
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.grad = torch.ones(2)
(x * x).sum().backward()
print(x.grad)
# ---
# tensor([3., 5.])

# === equality and identity
x = torch.tensor([1.0, 2.0])
print(x == x, x != 1.0, x > 1, torch.equal(x, x.clone()), torch.is_tensor(x), torch.is_tensor(1.0), x.eq(1.0), x in [x])
# ---
# tensor([True, True]) tensor([False,  True]) tensor([False,  True]) True True False tensor([ True, False]) True

# === deep copies
import copy
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = copy.deepcopy(x)
y.data[0] = 4.0
print(x, y, y.is_leaf)
try:
    copy.deepcopy(x * 2)
except RuntimeError as error:
    print(str(error)[:60])
# ---
# tensor([1., 2.], requires_grad=True) tensor([4., 2.], requires_grad=True) True
# Only Tensors created explicitly by the user (graph leaves) s

# === detach in place
x = torch.tensor([2.0], requires_grad=True)
y = x * x
y.detach_()
print(y, y.is_leaf)
# ---
# tensor([4.]) True

# === iteration and unpacking
x = torch.tensor([1.0, 2.0], requires_grad=True)
a, b = x
(a * b).backward()
print(a, b, x.grad, len(x))
# ---
# tensor(1., grad_fn=<UnbindBackward0>) tensor(2., grad_fn=<UnbindBackward0>) tensor([2., 1.]) 2

# === constants among the operands
x, c = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([3.0, 4.0])
for y in (x * c, c * x, x * 2, 2 - x, x + 1, x / c, x ** 2, x.sin(), x[0], torch.where(c > 1, x, c), torch.eye(2) @ x,
          torch.stack([x, c]), torch.cat([c, x]), x.clamp(0, 1), torch.maximum(x, c), x.view(2, 1), x.relu()):
    print(y.grad_fn.name(), [(type(node).__name__, place) for node, place in y.grad_fn.next_functions])
# ---
# MulBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# MulBackward0 [('NoneType', 0), ('AccumulateGrad', 0)]
# MulBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# RsubBackward1 [('AccumulateGrad', 0)]
# AddBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# DivBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# PowBackward0 [('AccumulateGrad', 0)]
# SinBackward0 [('AccumulateGrad', 0)]
# SelectBackward0 [('AccumulateGrad', 0)]
# WhereBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# MvBackward0 [('NoneType', 0), ('AccumulateGrad', 0)]
# StackBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# CatBackward0 [('NoneType', 0), ('AccumulateGrad', 0)]
# ClampBackward1 [('AccumulateGrad', 0)]
# MaximumBackward0 [('AccumulateGrad', 0), ('NoneType', 0)]
# ViewBackward0 [('AccumulateGrad', 0)]
# ReluBackward0 [('AccumulateGrad', 0)]
