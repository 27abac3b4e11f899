"""Mistakes."""

# === shapes that do not fit
torch.ones(2, 3) + torch.ones(2, 4)
# ---
# RuntimeError: The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1

# === shapes that do not fit, with a gradient
x = torch.ones(3, requires_grad=True)
x * torch.ones(4)
# ---
# RuntimeError: The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0

# === matrices that do not fit
torch.ones(2, 3) @ torch.ones(2, 3)
# ---
# RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)

# === matrices that do not fit, as a function
torch.mm(torch.ones(2, 3), torch.ones(4, 3))
# ---
# RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x3)

# === views that do not fit
torch.ones(6).view(4, 2)
# ---
# RuntimeError: shape '[4, 2]' is invalid for input of size 6

# === a wrong dimension
torch.ones(2, 3).sum(dim=5)
# ---
# IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)

# === an index out of range
torch.ones(3)[7]
# ---
# IndexError: index 7 is out of bounds for dimension 0 with size 3

# === too many indices
torch.ones(3)[0, 0]
# ---
# IndexError: too many indices for tensor of dimension 1

# === lists of different lengths
torch.tensor([[1.0], [2.0, 3.0]])
# ---
# ValueError: expected sequence of length 1 at dim 1 (got 2)

# === a string
try:
    torch.tensor("abc")
except TypeError as error:
    print("TypeError")
# ---
# TypeError

# === a sum with a string
try:
    torch.ones(2) + "a"
except TypeError:
    print("TypeError")
# ---
# TypeError

# === len of a number
len(torch.tensor(1.0))
# ---
# TypeError: len() of a 0-d tensor

# === iteration over a number
list(torch.tensor(1.0))
# ---
# TypeError: iteration over a 0-d tensor

# === two elements as a number
float(torch.ones(2))
# ---
# ValueError: only one element tensors can be converted to Python scalars

# === no element as a truth
bool(torch.tensor([]))
# ---
# RuntimeError: Boolean value of Tensor with no values is ambiguous

# === cat of shapes that do not fit
try:
    torch.cat([torch.ones(2, 2), torch.ones(3, 3)])
except RuntimeError:
    print("RuntimeError")
# ---
# RuntimeError

# === an unknown argument
torch.ones(2, colour="red")
# ---
# TypeError: ones() got an unexpected keyword argument 'colour'

# === an unknown argument of backward
try:
    torch.ones(1, requires_grad=True).backward(keep=True)
except TypeError:
    print("TypeError")
# ---
# TypeError

# === numpy of a tensor with gradient
torch.ones(2, requires_grad=True).numpy()
# ---
# RuntimeError: Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.

# === backward of what no_grad made
x = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = (x * x).sum()
y.backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === backward of a detached result
x = torch.ones(2, requires_grad=True)
(x * x).sum().detach().backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === a loss made of items
x = torch.tensor([2.0], requires_grad=True)
torch.tensor(x.item() ** 2).backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === the gradient of a gradient that was not kept
x = torch.tensor([2.0], requires_grad=True)
(x ** 3).backward()
x.grad.backward()
# ---
# RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# === several errors leave the tape usable
x = torch.tensor([2.0], requires_grad=True)
for wrong in (lambda: (x * x).backward(torch.ones(2)), lambda: torch.autograd.grad(x * 2, torch.ones(1)), lambda: x.add_(1)):
    try:
        wrong()
    except RuntimeError as error:
        print("RuntimeError")
(x * x).backward()
print(x.grad, torch.is_grad_enabled())
# ---
# RuntimeError
# RuntimeError
# RuntimeError
# tensor([4.]) True

# === a transposed tensor of three dimensions
torch.ones(2, 2, 2).t()
# ---
# RuntimeError: t() expects a tensor with <= 2 dimensions, but self is 3D

# === dot of matrices
try:
    torch.dot(torch.ones(2, 2), torch.ones(2))
except RuntimeError:
    print("RuntimeError")
# ---
# RuntimeError

# === squeeze of what has another size
print(torch.ones(2, 3).squeeze(0).shape, torch.ones(1, 3).squeeze(0).shape, torch.ones(1, 3, 1).squeeze().shape)
# ---
# torch.Size([2, 3]) torch.Size([3]) torch.Size([3])
