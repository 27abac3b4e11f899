"""Operations of the user's, with `autograd.Function`."""

# === forward and backward
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        result = i.exp()
        ctx.save_for_backward(result)
        return result
    @staticmethod
    def backward(ctx, grad_output):
        result, = ctx.saved_tensors
        return grad_output * result
x = torch.tensor([0.5, 1.0], requires_grad=True)
y = Exp.apply(x)
print(y)
(y * 2).sum().backward()
print(x.grad)
# ---
# tensor([1.6487, 2.7183], grad_fn=<ExpBackward>)
# tensor([3.2974, 5.4366])

# === arguments that are no tensors
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, factor):
        ctx.factor = factor
        return x * factor
    @staticmethod
    def backward(ctx, bar):
        return bar * ctx.factor, None
x = torch.tensor([1.0, 2.0], requires_grad=True)
Scale.apply(x, 5.0).sum().backward()
print(x.grad)
# ---
# tensor([5., 5.])

# === several arguments
class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, bar):
        a, b = ctx.saved_tensors
        print(ctx.needs_input_grad)
        return bar * b, bar * a if ctx.needs_input_grad[1] else None
a, b = torch.tensor([2.0], requires_grad=True), torch.tensor([3.0])
Product.apply(a, b).backward()
print(a.grad, b.grad)
b.requires_grad_()
Product.apply(a, b).backward()
print(a.grad, b.grad)
# ---
# (True, False)
# tensor([3.]) None
# (True, True)
# tensor([6.]) tensor([2.])

# === several results
class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.sin(), x.cos()
    @staticmethod
    def backward(ctx, s_bar, c_bar):
        x, = ctx.saved_tensors
        return s_bar * x.cos() - c_bar * x.sin()
x = torch.tensor([0.3, 0.7], requires_grad=True)
s, c = Both.apply(x)
print(s, c)
(2 * s + c * c).sum().backward()
print(x.grad)
x.grad = None
Both.apply(x)[0].sum().backward()
print(x.grad)
# ---
# tensor([0.2955, 0.6442], grad_fn=<BothBackward>) tensor([0.9553, 0.7648], grad_fn=<BothBackward>)
# tensor([1.3460, 0.5442])
# tensor([0.9553, 0.7648])

# === a derivative of one's own for a step
class Straight(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return (x > 0).double()
    @staticmethod
    def backward(ctx, bar):
        return bar.clamp(-1, 1)
x = torch.tensor([-0.5, 0.5], requires_grad=True)
y = Straight.apply(x)
(y * torch.tensor([3.0, 0.5])).sum().backward()
print(y, x.grad)
# ---
# tensor([0., 1.], grad_fn=<StraightBackward>) tensor([1.0000, 0.5000])

# === derivatives twice
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def backward(ctx, bar):
        x, = ctx.saved_tensors
        return bar * 3 * x ** 2
x = torch.tensor([2.0], requires_grad=True)
g, = torch.autograd.grad(Cube.apply(x), x, create_graph=True)
print(g.detach(), torch.autograd.grad(g, x))
print(torch.autograd.gradcheck(Cube.apply, (x,)), torch.autograd.gradgradcheck(Cube.apply, (x,)))
# ---
# tensor([12.]) (tensor([12.]),)
# True True

# === the context is set up apart
class Square(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x * x
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
    @staticmethod
    def backward(ctx, bar):
        x, = ctx.saved_tensors
        return 2 * bar * x
x = torch.tensor([3.0], requires_grad=True)
Square.apply(x).backward()
print(x.grad)
# ---
# tensor([6.])

# === what was saved is freed
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(ctx, bar):
        return 2 * bar * ctx.saved_tensors[0]
x = torch.tensor([3.0], requires_grad=True)
y = Square.apply(x)
y.backward()
y.backward()
# ---
# RuntimeError: Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.

# === what was saved was written
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(ctx, bar):
        return 2 * bar * ctx.saved_tensors[0]
x = torch.tensor([3.0], requires_grad=True)
z = x * 1
y = Square.apply(z)
z += 1
y.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === too few contributions
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * b
    @staticmethod
    def backward(ctx, bar):
        return bar
a = torch.tensor([2.0], requires_grad=True)
Wrong.apply(a, a).backward()
# ---
# RuntimeError: function WrongBackward returned an incorrect number of gradients (expected 2, got 1)

# === without recording it is a function
class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, bar):
        return bar * 2
print(Double.apply(torch.ones(2)))
with torch.no_grad():
    print(Double.apply(torch.ones(2, requires_grad=True)))
# ---
# tensor([2., 2.])
# tensor([2., 2.])

# === no contribution
class Second(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, k):
        return a * k + b
    @staticmethod
    def backward(ctx, bar):
        return None, bar * 2, None
a, b = torch.tensor(1.0, requires_grad=True), torch.tensor(2.0, requires_grad=True)
Second.apply(a * 2, b, 3).backward()
print(a.grad, b.grad)
print(torch.autograd.grad(Second.apply(a * 2, b, 3), [a, b], allow_unused=True))
print(torch.autograd.grad(Second.apply(a, b, 3) + a, a, create_graph=True))
print([(type(node).__name__, place) for node, place in Second.apply(a, b, 3).grad_fn.next_functions])
print(torch.autograd.grad(Second.apply(a * 2, b, 3), a))
# ---
# None tensor(2.)
# (None, tensor(2.))
# (tensor(1.),)
# [('AccumulateGrad', 0), ('AccumulateGrad', 0)]
# RuntimeError: The differentiated Tensor at index 0 appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.
