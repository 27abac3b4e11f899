"""Dtypes: promotion, conversion, and the dtype of gradients."""

# === the dtype of what is made
print(torch.tensor(1.0).dtype, torch.tensor([1, 2]).dtype, torch.tensor(True).dtype, torch.ones(1).dtype, torch.arange(3).dtype)
print(torch.arange(3.0).dtype, torch.full((2,), 1.0).dtype, torch.full((2,), 1).dtype, torch.eye(2).dtype, torch.linspace(0, 1, 3).dtype)
print(torch.zeros(2, dtype=torch.int64).dtype, torch.randn(2).dtype, torch.randint(0, 5, (2,)).dtype, torch.randperm(3).dtype)
# ---
# torch.float64 torch.int64 torch.bool torch.float64 torch.int64
# torch.float64 torch.float64 torch.int64 torch.float64 torch.float64
# torch.int64 torch.float64 torch.int64 torch.int64

# === floats and integers
a, b = torch.tensor([1, 2]), torch.tensor([0.5, 1.5])
print(a + b, a * 2, a * 2.5, a / 2, a // 2, a ** 2, a % 2, -a, a / a)
# ---
# tensor([1.5000, 3.5000]) tensor([2, 4]) tensor([2.5000, 5.0000]) tensor([0.5000, 1.0000]) tensor([0, 1]) tensor([1, 4]) tensor([1, 0]) tensor([-1, -2]) tensor([1., 1.])

# === single and double precision
s, d = torch.tensor([1.0, 2.0], dtype=torch.float32), torch.tensor([1.0, 2.0])
print(s + d, s * s, s + 1, s * 2.5, s * torch.tensor(2.0), d + torch.tensor(1.0, dtype=torch.float32), (s * 0.1).dtype)
# ---
# tensor([2., 4.]) tensor([1., 4.], dtype=torch.float32) tensor([2., 3.], dtype=torch.float32) tensor([2.5000, 5.0000], dtype=torch.float32) tensor([2., 4.], dtype=torch.float32) tensor([2., 3.]) torch.float32

# === the gradient has the dtype of the leaf
s = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
d = torch.tensor([3.0, 4.0], requires_grad=True)
y = (s * d).sum()
y.backward()
print(y.dtype, s.grad, d.grad)
# ---
# torch.float64 tensor([3., 4.], dtype=torch.float32) tensor([1., 2.])

# === conversion carries the derivative
s = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
y = s.double() ** 2
print(y)
y.sum().backward()
print(s.grad)
# ---
# tensor([1., 4.], grad_fn=<PowBackward0>)
# tensor([2., 4.], dtype=torch.float32)

# === conversion to the same dtype is the tensor itself
x = torch.tensor([1.0])
print(x.double() is x, x.to(torch.float64) is x, x.float() is x, x.to(torch.float32).dtype, x.type_as(torch.tensor([1])).dtype)
# ---
# True True False torch.float32 torch.int64

# === conversion to integers carries none
x = torch.tensor([1.7, -2.7], requires_grad=True)
print(x.long(), x.int(), x.bool(), x.long().requires_grad, x.to(torch.int64))
# ---
# tensor([ 1, -2]) tensor([ 1, -2], dtype=torch.int32) tensor([True, True]) False tensor([ 1, -2])

# === functions of integers
a = torch.tensor([1, 4])
print(a.sum(), a.max(), a.float().mean(), torch.sqrt(a), a.sum().dtype, torch.exp(a).dtype, a.prod(), a.cumsum(0))
# ---
# tensor(5) tensor(4) tensor(2.5000, dtype=torch.float32) tensor([1., 2.]) torch.int64 torch.float64 tensor(4) tensor([1, 5])

# === the mean of integers
torch.tensor([1, 2]).mean()
# ---
# RuntimeError: mean()

# === sums of bools
m = torch.tensor([True, False, True])
print(m.sum(), (~m).sum(), m.any(), m.all(), m & ~m, m | ~m)
# ---
# tensor(2) tensor(1) tensor(True) tensor(False) tensor([False, False, False]) tensor([True, True, True])

# === single precision throughout
x = torch.tensor([0.1, 0.2, 0.3], dtype=torch.float32, requires_grad=True)
for f in (torch.sin, torch.exp, torch.tanh, torch.sigmoid, torch.sqrt, torch.relu, F.softplus, F.gelu, lambda x: F.softmax(x, 0),
          lambda x: x.norm(), lambda x: x.mean(), lambda x: x.std(), lambda x: x ** 2, lambda x: 2 / x, lambda x: x.prod(),
          lambda x: torch.where(x > 0.15, x, 2 * x), lambda x: x.clamp(0.15, 1), lambda x: F.mse_loss(x, x.detach() * 2),
          lambda x: x.cumsum(0), lambda x: x @ x, lambda x: x.logsumexp(0), lambda x: torch.cat([x, x]), lambda x: x[1:]):
    x.grad = None
    y = f(x)
    y.sum().backward()
    print(y.dtype, x.grad.dtype)
# ---
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32
# torch.float32 torch.float32

# === a seed of another precision
x = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
(x * 2).backward(torch.ones(2, dtype=torch.float32))
print(x.grad)
# ---
# tensor([2., 2.], dtype=torch.float32)

# === comparisons of mixed dtypes
print(torch.tensor([1, 2]) == torch.tensor([1.0, 2.5]), torch.tensor([1.0]) < 2, torch.tensor(3) > torch.tensor([1.0, 5.0]))
# ---
# tensor([ True, False]) tensor([True]) tensor([ True, False])

# === where of mixed dtypes
print(torch.where(torch.tensor([True, False]), torch.tensor([1.0, 2.0]), 0.0), torch.where(torch.tensor([True, False]), 1.0, 0.0))
# ---
# tensor([1., 0.]) tensor([1., 0.])

# === NumPy scalars
import numpy as np
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * np.float64(2.0) + np.float32(1.0)
print(y)
# ---
# tensor([3., 5.], grad_fn=<AddBackward0>)

# === a tensor of arrays and of tensors
import numpy as np
print(torch.tensor(np.array([1.0, 2.0])), torch.tensor(np.array([1, 2])), torch.as_tensor(np.float32([1, 2])))
print(torch.tensor([torch.tensor(1.0), torch.tensor(2.0)]), torch.Tensor([1, 2]))
# ---
# tensor([1., 2.]) tensor([1, 2]) tensor([1., 2.], dtype=torch.float32)
# tensor([1., 2.]) tensor([1., 2.])

# === finfo
print(torch.finfo(torch.float32).eps, torch.finfo(torch.float64).max)
# ---
# 1.1920928955078125e-07 1.7976931348623157e+308

# === one number is converted
x = torch.tensor(1.5, requires_grad=True)
print(x.to(torch.float16), x.float().double(), x.int(), x.half().dtype)
(x.float() * 2).backward()
print(x.grad)
# ---
# tensor(1.5000, dtype=torch.float16, grad_fn=<ToCopyBackward0>) tensor(1.5000, grad_fn=<ToCopyBackward0>) tensor(1, dtype=torch.int32) torch.float16
# tensor(2.)
