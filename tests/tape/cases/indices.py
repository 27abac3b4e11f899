"""Writing at indices, counting, and what PyTorch's users give beside a function's own parameters."""

# === written at indices
x = torch.arange(6.0).reshape(2, 3).requires_grad_()
src = torch.tensor([[10.0, 20.0, 30.0]], requires_grad=True)
at = torch.tensor([[2, 0, 1]])
y = torch.zeros(2, 3).scatter(1, at, src) + x
print(y, torch.autograd.grad((y * y).sum(), [x, src]))
z = x.scatter_add(0, torch.tensor([[1, 1, 0]]), src).index_add(1, torch.tensor([0, 0]), x[:, 1:])
print(z, torch.autograd.grad((z * z).sum(), [x, src]))
print(x.scatter(1, at, 7.0).data, x.index_fill(0, torch.tensor([1]), -1).data, x.index_copy(0, torch.tensor([1]), src).data)
print(x.detach().index_put((torch.tensor([0, 0]), torch.tensor([1, 1])), torch.tensor([5.0, 6.0]), accumulate=True))
w = torch.zeros(3)
w.scatter_(0, torch.tensor([2, 1]), torch.tensor([4.0, 5.0]))
w.index_add_(0, torch.tensor([0, 2]), torch.tensor([1.0, 1.0]))
print(w, torch.zeros(2, 3).scatter_(1, torch.tensor([[1], [2]]), 1))
print(torch.zeros(4).masked_scatter(torch.tensor([True, False, True, True]), torch.arange(1.0, 5.0)))
# ---
# tensor([[20., 31., 12.],
#         [ 3.,  4.,  5.]], grad_fn=<AddBackward0>) (tensor([[40., 62., 24.],
#         [ 6.,  8., 10.]]), tensor([[24., 40., 62.]]))
# tensor([[ 3.,  1., 32.],
#         [22., 24.,  5.]], grad_fn=<IndexAddBackward0>) (tensor([[ 6.,  8., 70.],
#         [44., 92., 54.]]), tensor([[44., 48., 64.]]))
# tensor([[7., 7., 7.],
#         [3., 4., 5.]]) tensor([[ 0.,  1.,  2.],
#         [-1., -1., -1.]]) tensor([[ 0.,  1.,  2.],
#         [10., 20., 30.]])
# tensor([[ 0., 12.,  2.],
#         [ 3.,  4.,  5.]])
# tensor([1., 5., 5.]) tensor([[0., 1., 0.],
#         [0., 0., 1.]])
# tensor([1., 0., 2., 3.])

# === counted and found
t = torch.tensor([3, 1, 2, 1, 0, 3])
print(torch.unique(t), torch.unique(t, return_counts=True), t.unique(return_inverse=True)[1])
print(torch.bincount(t), torch.nonzero(t > 1), (t > 1).nonzero(as_tuple=True), torch.count_nonzero(t))
print(torch.searchsorted(torch.tensor([1.0, 3.0, 5.0]), torch.tensor([3.0, 6.0])), torch.isin(t, torch.tensor([1, 3])))
print(torch.meshgrid(torch.arange(2), torch.arange(3), indexing="ij"), torch.meshgrid(torch.arange(2), torch.arange(3), indexing="xy")[0])
print(torch.combinations(torch.tensor([1, 2, 3])), torch.cartesian_prod(torch.tensor([1, 2]), torch.tensor([3, 4])))
print(torch.triu_indices(3, 3, 1), torch.histc(torch.tensor([1.0, 2.0, 1.0]), bins=4, min=0, max=3), torch.numel(t))
print(torch.cdist(torch.eye(2), torch.zeros(1, 2)), torch.column_stack([torch.arange(2), torch.arange(2)]))
print(torch.logical_and(t > 0, t < 3), torch.logical_not(t > 0), torch.broadcast_tensors(torch.ones(2, 1), torch.zeros(3))[0].shape)
# ---
# tensor([0, 1, 2, 3]) (tensor([0, 1, 2, 3]), tensor([1, 2, 1, 2])) tensor([3, 1, 2, 1, 0, 3])
# tensor([1, 2, 1, 2]) tensor([[0],
#         [2],
#         [5]]) (tensor([0, 2, 5]),) tensor(5)
# tensor([1, 3]) tensor([ True,  True, False,  True, False,  True])
# (tensor([[0, 0, 0],
#         [1, 1, 1]]), tensor([[0, 1, 2],
#         [0, 1, 2]])) tensor([[0, 1],
#         [0, 1],
#         [0, 1]])
# tensor([[1, 2],
#         [1, 3],
#         [2, 3]]) tensor([[1, 3],
#         [1, 4],
#         [2, 3],
#         [2, 4]])
# tensor([[0, 0, 1],
#         [1, 2, 2]]) tensor([0., 2., 1., 0.]) 6
# tensor([[1.],
#         [1.]]) tensor([[0, 0],
#         [1, 1]])
# tensor([False,  True,  True,  True, False, False]) tensor([False, False, False, False,  True, False]) torch.Size([2, 3])

# === names of NumPy, and results that are written into tensors
x = torch.arange(6.0).reshape(2, 3)
print(x.sum(axis=0), x.mean(axis=1, keepdims=True), x.argmax(axis=1), torch.cat([x, x], axis=1).shape, torch.stack([x], axis=2).shape)
out = torch.empty(2, 3)
print(torch.mul(x, 2, out=out), torch.add(x, x, alpha=2, out=out), torch.exp(x, out=out) is out, torch.matmul(x, x.T, out=torch.empty(2, 2)))
print(out)
torch.sin(torch.ones(2, requires_grad=True), out=torch.empty(2))
# ---
# tensor([3., 5., 7.]) tensor([[1.],
#         [4.]]) tensor([2, 2]) torch.Size([2, 6]) torch.Size([2, 3, 1])
# tensor([[  1.0000,   2.7183,   7.3891],
#         [ 20.0855,  54.5982, 148.4132]]) tensor([[  1.0000,   2.7183,   7.3891],
#         [ 20.0855,  54.5982, 148.4132]]) True tensor([[ 5., 14.],
#         [14., 50.]])
# tensor([[  1.0000,   2.7183,   7.3891],
#         [ 20.0855,  54.5982, 148.4132]])
# RuntimeError: sin()

# === memory
x = torch.arange(6.0).reshape(2, 3)
print(x.stride(), x.T.stride(), x.is_contiguous(), x.T.is_contiguous(), x.element_size(), x.nbytes, x.type())
print(x.unsqueeze_(0).shape, x.squeeze_().shape, x.t_().shape, x)
# ---
# (3, 1) (1, 3) True False 8 48 torch.DoubleTensor
# torch.Size([1, 2, 3]) torch.Size([2, 3]) torch.Size([3, 2]) tensor([[0., 3.],
#         [1., 4.],
#         [2., 5.]])

# === products of a Jacobian
def f(x):
    return torch.stack([x[0] ** 2 * x[1], 5 * x[0] + torch.sin(x[1])])
x = torch.tensor([1.0, 2.0])
print(torch.autograd.functional.jvp(f, x, torch.tensor([1.0, 0.5])))
print(torch.autograd.functional.vhp(lambda x: (x ** 3).sum() * x[0], x, torch.ones(2)))
# ---
# (tensor([2.0000, 5.9093]), tensor([4.5000, 4.7919]))
# (tensor(9.), tensor([24., 24.]))

# === more errors
def shown(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, "|", str(error).split("\n")[0])
x = torch.ones(2, 3)
for f in (lambda: torch.cat([x, torch.ones(2)]), lambda: torch.stack([x, torch.ones(2)]), lambda: x.squeeze(4), lambda: nn.Linear(3, 2)(torch.ones(4)),
          lambda: x.expand(3, 3), lambda: F.cross_entropy(x, torch.tensor([0, 3])), lambda: torch.ones(2) @ torch.ones(3), lambda: x.view(-1, -1)):
    shown(f)
try:
    torch.linalg.inv(torch.zeros(2, 2))
except torch.linalg.LinAlgError as error:
    print(str(error)[:10], isinstance(error, RuntimeError))
# ---
# RuntimeError | Tensors must have same number of dimensions: got 2 and 1
# RuntimeError | stack expects each tensor to be equal size, but got [2, 3] at entry 0 and [2] at entry 1
# IndexError | Dimension out of range (expected to be in range of [-2, 1], but got 4)
# RuntimeError | mat1 and mat2 shapes cannot be multiplied (1x4 and 3x2)
# RuntimeError | The expanded size of the tensor (3) must match the existing size (2) at non-singleton dimension 0.  Target sizes: [3, 3].  Tensor sizes: [2, 3]
# IndexError | Target 3 is out of bounds.
# RuntimeError | inconsistent tensor size, expected tensor [2] and src [3] to have the same number of elements, but got 2 and 3 elements respectively
# RuntimeError | only one dimension can be inferred
# linalg.inv True
