"""In-place operations, versions, and views."""

# === a leaf that requires a gradient is not written
x = torch.tensor([1.0, 2.0], requires_grad=True)
x += 1
# ---
# RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# === nor by a method
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.zero_()
# ---
# RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# === nor an element of it
x = torch.tensor([1.0, 2.0], requires_grad=True)
x[0] = 3.0
# ---
# RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place operation.

# === nor through a view
x = torch.tensor([1.0, 2.0], requires_grad=True)
x.view(2)[:1].add_(1)
# ---
# RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place operation.

# === a leaf without gradient is written
x = torch.tensor([1.0, 2.0])
x += 1
x[0] = 10.0
x.mul_(2).sub_(1)
print(x, x._version)
# ---
# tensor([19.,  5.]) 4

# === an intermediate value is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
y += 1
y *= 2
print(y)
y.sum().backward()
print(x.grad)
# ---
# tensor([ 8., 14.], grad_fn=<MulBackward0>)
# tensor([6., 6.])

# === what was read is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
z = y * y
y += 1
z.sum().backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === what was not read is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 3
z = y + y
y += 1
z.sum().backward()
print(x.grad, y)
# ---
# tensor([6., 6.]) tensor([4., 7.], grad_fn=<AddBackward0>)

# === a result that its own rule reads is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.exp(x)
y.mul_(2)
y.sum().backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === a result that its rule does not read is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.sin(x)
y.mul_(2)
y.sum().backward()
print(x.grad)
# ---
# tensor([ 1.0806, -0.8323])

# === a constant that was read is written
w = torch.tensor([1.0, 2.0], requires_grad=True)
c = torch.tensor([3.0, 4.0])
y = (w * c).sum()
c[0] = 0.0
y.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === a constant is written after the walk
w = torch.tensor([1.0, 2.0], requires_grad=True)
c = torch.tensor([3.0, 4.0])
(w * c).sum().backward()
c[0] = 0.0
print(w.grad)
# ---
# tensor([3., 4.])

# === a number that was read is written
x = torch.tensor(2.0, requires_grad=True)
y = x * x
z = y * y
y += 1
z.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === a running sum
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
total = torch.tensor(0.0)
for k in range(3):
    total += x[k] ** 2
total.backward()
print(total, x.grad)
# ---
# tensor(14., grad_fn=<AddBackward0>) tensor([2., 4., 6.])

# === elements are stored
x = torch.tensor([1.0, 2.0], requires_grad=True)
out = torch.zeros(4)
for k in range(4):
    out[k] = x[k % 2] * k
print(out)
(out ** 2).sum().backward()
print(x.grad)
# ---
# tensor([0., 2., 2., 6.], grad_fn=<CopySlices>)
# tensor([ 8., 40.])

# === an element is stored over
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
y[0] = x[1]
y[0] = x[1] * x[0]
y.sum().backward()
print(y, x.grad)
# ---
# tensor([2., 2.], grad_fn=<CopySlices>) tensor([2., 2.])

# === a row is stored
x = torch.tensor([1.0, 2.0], requires_grad=True)
m = torch.zeros(2, 2)
m[0] = x * x
m[:, 1] += x
print(m)
(m * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
print(x.grad)
# ---
# tensor([[1., 5.],
#         [0., 2.]], grad_fn=<CopySlices>)
# tensor([ 4., 12.])

# === a constant is stored through a mask
x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
y = x * 2
y[y < 0] = 0.0
print(y)
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([2., 0., 6.], grad_fn=<IndexPutBackward0>)
# tensor([ 8.,  0., 24.])

# === values are stored by indices
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.zeros(4)
y[torch.tensor([3, 0])] = x * 5
print(y)
(y * torch.arange(4.0)).sum().backward()
print(x.grad)
# ---
# tensor([10.,  0.,  0.,  5.], grad_fn=<IndexPutBackward0>)
# tensor([15.,  0.])

# === an element is stored and read again
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x.clone()
for k in range(1, 3):
    y[k] = y[k] * y[k - 1].clone()
y[2].backward()
print(y, x.grad)
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === versions count writes
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
print(x._version, y._version)
y.add_(1)
print(y._version)
y[0] = 1.0
y *= 2
print(y._version, y.detach()._version, y[0]._version, y.clone()._version)
# ---
# 0 0
# 1
# 3 3 3 0

# === views share versions
x = torch.zeros(4)
v = x[1:3]
v.add_(1)
x[0] = 2.0
print(x._version, v._version, x, v)
# ---
# 2 2 tensor([2., 1., 1., 0.]) tensor([1., 1.])

# === a view of an intermediate value is written
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
v = y[1:]
v.mul_(10)
print(y, v)
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([ 2., 40., 60.], grad_fn=<CopySlices>) tensor([40., 60.], grad_fn=<AsStridedBackward0>)
# tensor([   8., 1600., 2400.])

# === the base is written, and a view of it read
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
v = y[1:]
y.mul_(x)
print(v)
v.sum().backward()
print(x.grad)
# ---
# tensor([ 8., 18.], grad_fn=<AsStridedBackward0>)
# tensor([ 0.,  8., 12.])

# === two views of one base
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
row, column = y[0], y[:, 0]
row.mul_(10)
print(y, row, column)
(column ** 2).sum().backward()
print(x.grad)
# ---
# tensor([[10., 20.],
#         [ 3.,  4.]], grad_fn=<CopySlices>) tensor([10., 20.], grad_fn=<AsStridedBackward0>) tensor([10.,  3.], grad_fn=<AsStridedBackward0>)
# tensor([[200.,   0.],
#         [  6.,   0.]])

# === views of views
x = torch.arange(6.0).requires_grad_()
y = (x * 1).view(2, 3)
v = y.t()[1]
v += 5
print(y)
(y ** 2).sum().backward()
print(x.grad)
# ---
# tensor([[0., 6., 2.],
#         [3., 9., 5.]], grad_fn=<AsStridedBackward0>)
# tensor([ 0., 12.,  4.,  6., 18., 10.])

# === a row of a constant is written
w = torch.tensor([1.0, 2.0], requires_grad=True)
m = torch.zeros(2, 2)
m[1].copy_(w * w)
print(m.requires_grad, m)
m.sum().backward()
print(w.grad)
# ---
# True tensor([[0., 0.],
#         [1., 4.]], grad_fn=<CopySlices>)
# tensor([2., 4.])

# === memory is the same, or not
x = torch.arange(6.0)
x.view(2, 3)[0, 0] = 100.0
x.reshape(3, 2)[0, 1] = 200.0
x.clone()[2] = 300.0
x[[3]][0] = 400.0
x.flatten()[4] = 500.0
print(x)
# ---
# tensor([100., 200.,   2.,   3., 500.,   5.])

# === what is expanded is not written
x = torch.ones(1).expand(3)
y = x + 0
y[0] = 5.0
print(x, y)
# ---
# tensor([1., 1., 1.]) tensor([5., 1., 1.])

# === in-place functions
x = torch.tensor([0.5, 1.0], requires_grad=True)
y = (x * 1).exp_().clamp_(max=2.0)
print(y)
y = (x * 1).sigmoid_()
y.sum().backward()
print(x.grad)
# ---
# tensor([1.6487, 2.0000], grad_fn=<ClampBackward1>)
# tensor([0.2350, 0.1966])

# === fill_ and zero_ drop what was there
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y[0].fill_(7.0)
print(y)
y.sum().backward()
print(x.grad)
y = x * 2
y.zero_()
print(y)
# ---
# tensor([7., 4.], grad_fn=<CopySlices>)
# tensor([0., 2.])
# tensor([0., 0.], grad_fn=<ZeroBackward0>)

# === detached memory is written
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = (x * x).sum()
x.detach()[0] = 5.0
y.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === masked_fill
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x * x).masked_fill(x > 2, 0.0)
print(y)
y.sum().backward()
print(x.grad)
z = x * 2
z.masked_fill_(z > 3, -1.0)
print(z)
# ---
# tensor([1., 4., 0.], grad_fn=<MaskedFillBackward0>)
# tensor([2., 4., 0.])
# tensor([ 2., -1., -1.], grad_fn=<MaskedFillBackward0>)

# === numpy shares memory
import numpy as np
a = np.zeros(3)
x = torch.from_numpy(a)
x[0] = 1.0
a[1] = 2.0
print(x, a, x.numpy() is not None)
# ---
# tensor([1., 2., 0.]) [1. 2. 0.] True

# === another result of the same base is not touched
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
z = y.clone()
y.zero_()
z.sum().backward()
print(z, x.grad)
# ---
# tensor([2., 4.], grad_fn=<CloneBackward0>) tensor([2., 2.])

# === swap
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
y[0], y[1] = y[1].clone(), y[0].clone()
print(y)
(y * torch.tensor([1.0, 10.0])).sum().backward()
print(x.grad)
# ---
# tensor([2., 1.], grad_fn=<CopySlices>)
# tensor([10.,  1.])

# === a number of a view is written in place
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
y[1] += x[0]
y[1] *= 3
print(y)
y.sum().backward()
print(x.grad)
# ---
# tensor([ 2., 15.,  6.], grad_fn=<CopySlices>)
# tensor([5., 6., 2.])

# === in place with a number that needs broadcasting
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.zeros(2, 2)
y += x
print(y)
y.sum().backward()
print(x.grad)
# ---
# tensor([[1., 2.],
#         [1., 2.]], grad_fn=<AddBackward0>)
# tensor([2., 2.])

# === in place cannot grow
x = torch.zeros(2)
x += torch.zeros(2, 2)
# ---
# RuntimeError: output with shape [2] doesn't match the broadcast shape [2, 2]

# === an expanded view sees what is written into its base
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 1
e = y.expand(2, 2)
y.mul_(3)
print(e)
(e * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
print(x.grad)
# ---
# tensor([[3., 6.],
#         [3., 6.]], grad_fn=<AsStridedBackward0>)
# tensor([12., 18.])

# === an expanded view is not written
x = torch.ones(1).expand(3)
x += 1
# ---
# RuntimeError: unsupported operation

# === a diagonal is written
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
y.diagonal().mul_(5)
print(y)
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([[ 5.,  2.],
#         [ 3., 20.]], grad_fn=<CopySlices>)
# tensor([[ 50.,   4.],
#         [  6., 200.]])

# === what is flipped, or taken off a diagonal by diag, is a copy
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
f, d, c = y.flip(0), torch.diag(y), y.t().contiguous()
y.mul_(10)
print(f, d, c)
(f[0] * d * c[1]).sum().backward()
print(x.grad)
# ---
# tensor([[3., 4.],
#         [1., 2.]], grad_fn=<FlipBackward0>) tensor([1., 4.], grad_fn=<DiagonalBackward0_copy>) tensor([[1., 3.],
#         [2., 4.]], grad_fn=<CloneBackward0>)
# tensor([[ 6.,  3.],
#         [ 2., 48.]])

# === a sum of products that only rearranges is a view
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
e = torch.einsum("ij->ji", y)
y[0, 1] = 7.0
print(e.detach())
(e * e).sum().backward()
print(x.grad)
# ---
# tensor([[1., 3.],
#         [7., 4.]])
# tensor([[2., 0.],
#         [6., 8.]])

# === a moved dimension is a view
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
m, q = torch.movedim(y, 0, 1), y.unsqueeze(0).squeeze(0)
m[0] *= 2
print(y, q)
(q * q).sum().backward()
print(x.grad)
# ---
# tensor([[2., 2.],
#         [6., 4.]], grad_fn=<CopySlices>) tensor([[2., 2.],
#         [6., 4.]], grad_fn=<AsStridedBackward0>)
# tensor([[ 8.,  4.],
#         [24.,  8.]])

# === a view that is written without recording stays a view
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 1
v = y[1:]
with torch.no_grad():
    v.mul_(2)
print(y, v)
(y * v[0]).sum().backward()
print(x.grad)
# ---
# tensor([1., 4., 6.], grad_fn=<MulBackward0>) tensor([4., 6.], grad_fn=<AsStridedBackward0>)
# tensor([ 4., 15.,  4.])

# === integers take up no floats
x = torch.tensor([1, 2])
x *= 2
print(x)
x += 1.5
# ---
# tensor([2, 4])
# RuntimeError: result type Double can't be cast to the desired output type Long

# === a view of a constant takes up what is stored in its base
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
b = torch.zeros(2, 3)
row = b[1]
b[1] = x * x
print(row)
(row * x).sum().backward()
print(x.grad)
# ---
# tensor([1., 4., 9.], grad_fn=<AsStridedBackward0>)
# tensor([ 3., 12., 27.])

# === rows that follow from rows before
x = torch.tensor([0.1, 0.2], requires_grad=True)
h = torch.zeros(4, 2)
for t in range(1, 4):
    h[t] = torch.tanh(h[t - 1] + x)
h[3].sum().backward()
print(h, x.grad)
# ---
# tensor([[0.0000, 0.0000],
#         [0.0997, 0.1974],
#         [0.1971, 0.3777],
#         [0.2886, 0.5210]], grad_fn=<CopySlices>) tensor([2.6702, 1.9535])

# === rows that are read and then written around
x = torch.tensor([0.1, 0.2], requires_grad=True)
h = torch.zeros(4, 2)
for t in range(1, 4):
    h[t] = h[t - 1] * x + 1
h[3].sum().backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === an index that selects the same element twice is written once
x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
y = x * 1
y[[0, 1], [1, 0]] += 10
print(y.detach())
(y * y).sum().backward()
print(x.grad)
# ---
# tensor([[ 1., 12.],
#         [13.,  4.]])
# tensor([[ 2., 24.],
#         [26.,  8.]])

# === single precision takes up double precision
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = torch.zeros(2, dtype=torch.float32)
y[0] = x[0] * 2
y.sum().backward()
print(y.dtype, x.grad)
# ---
# torch.float32 tensor([2., 0.])

# === one of several views is not written
m = torch.ones(4, 2, requires_grad=True) * 1
w = torch.ones(2, requires_grad=True)
def whole(f):
    try:
        f()
    except RuntimeError as error:
        print(error)
whole(lambda: m.unbind()[1].mul_(2))
whole(lambda: m.split(2)[1].add_(1))
whole(lambda: m.chunk(2)[0].__setitem__(0, 5))
whole(lambda: m.unbind()[1][:1].zero_())
whole(lambda: torch.ones(2, 2, requires_grad=True).unbind()[0].zero_())
whole(lambda: torch.zeros(4, 2).unbind()[2].add_(w))
with torch.no_grad():
    m.chunk(2)[0].zero_()
n = torch.zeros(3, 2)
for row in n:
    row += 1
print(m, n)
# ---
# Output 1 of Unbind is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# Output 1 of Split is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# Output 0 of Select is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# Output 0 of Slice is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# Output 0 of Unbind is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# A view was created in no_grad mode and is being modified inplace with grad mode enabled. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.
# tensor([[0., 0.],
#         [0., 0.],
#         [1., 1.],
#         [1., 1.]], grad_fn=<MulBackward0>) tensor([[1., 1.],
#         [1., 1.],
#         [1., 1.]])

# === the gradient is kept of what stores have made
x = torch.ones(3, requires_grad=True)
y = x * 2.0
y.retain_grad()
y[1] = 5.0
(y * y).sum().backward()
print(y.grad, x.grad)
# ---
# tensor([ 4., 10.,  4.]) tensor([8., 0., 8.])
