"""Functions: values, names of their nodes, and derivatives."""

# === elementwise
x = torch.tensor([0.3, 0.8], requires_grad=True)
for f in (torch.sin, torch.cos, torch.tan, torch.exp, torch.log, torch.log2, torch.log10, torch.log1p, torch.sqrt, torch.rsqrt,
          torch.tanh, torch.sigmoid, torch.relu, torch.asin, torch.acos, torch.atan, torch.sinh, torch.cosh, torch.asinh,
          torch.atanh, torch.abs, torch.neg, torch.square, torch.reciprocal, torch.expm1, torch.exp2, torch.erf, torch.sign,
          torch.floor, torch.ceil, torch.round, torch.trunc):
    x.grad = None
    y = f(x)
    y.sum().backward()
    print(f.__name__ if hasattr(f, "__wrapped__") else "", y, x.grad)
# ---
#  tensor([0.2955, 0.7174], grad_fn=<SinBackward0>) tensor([0.9553, 0.6967])
#  tensor([0.9553, 0.6967], grad_fn=<CosBackward0>) tensor([-0.2955, -0.7174])
#  tensor([0.3093, 1.0296], grad_fn=<TanBackward0>) tensor([1.0957, 2.0602])
#  tensor([1.3499, 2.2255], grad_fn=<ExpBackward0>) tensor([1.3499, 2.2255])
#  tensor([-1.2040, -0.2231], grad_fn=<LogBackward0>) tensor([3.3333, 1.2500])
#  tensor([-1.7370, -0.3219], grad_fn=<Log2Backward0>) tensor([4.8090, 1.8034])
#  tensor([-0.5229, -0.0969], grad_fn=<Log10Backward0>) tensor([1.4476, 0.5429])
#  tensor([0.2624, 0.5878], grad_fn=<Log1PBackward0>) tensor([0.7692, 0.5556])
#  tensor([0.5477, 0.8944], grad_fn=<SqrtBackward0>) tensor([0.9129, 0.5590])
#  tensor([1.8257, 1.1180], grad_fn=<RsqrtBackward0>) tensor([-3.0429, -0.6988])
#  tensor([0.2913, 0.6640], grad_fn=<TanhBackward0>) tensor([0.9151, 0.5591])
#  tensor([0.5744, 0.6900], grad_fn=<SigmoidBackward0>) tensor([0.2445, 0.2139])
#  tensor([0.3000, 0.8000], grad_fn=<ReluBackward0>) tensor([1., 1.])
#  tensor([0.3047, 0.9273], grad_fn=<AsinBackward0>) tensor([1.0483, 1.6667])
#  tensor([1.2661, 0.6435], grad_fn=<AcosBackward0>) tensor([-1.0483, -1.6667])
#  tensor([0.2915, 0.6747], grad_fn=<AtanBackward0>) tensor([0.9174, 0.6098])
#  tensor([0.3045, 0.8881], grad_fn=<SinhBackward0>) tensor([1.0453, 1.3374])
#  tensor([1.0453, 1.3374], grad_fn=<CoshBackward0>) tensor([0.3045, 0.8881])
#  tensor([0.2957, 0.7327], grad_fn=<AsinhBackward0>) tensor([0.9578, 0.7809])
#  tensor([0.3095, 1.0986], grad_fn=<AtanhBackward0>) tensor([1.0989, 2.7778])
#  tensor([0.3000, 0.8000], grad_fn=<AbsBackward0>) tensor([1., 1.])
#  tensor([-0.3000, -0.8000], grad_fn=<NegBackward0>) tensor([-1., -1.])
#  tensor([0.0900, 0.6400], grad_fn=<PowBackward0>) tensor([0.6000, 1.6000])
#  tensor([3.3333, 1.2500], grad_fn=<ReciprocalBackward0>) tensor([-11.1111,  -1.5625])
#  tensor([0.3499, 1.2255], grad_fn=<Expm1Backward0>) tensor([1.3499, 2.2255])
#  tensor([1.2311, 1.7411], grad_fn=<Exp2Backward0>) tensor([0.8534, 1.2068])
#  tensor([0.3286, 0.7421], grad_fn=<ErfBackward0>) tensor([1.0313, 0.5950])
#  tensor([1., 1.], grad_fn=<SignBackward0>) tensor([0., 0.])
#  tensor([0., 0.], grad_fn=<FloorBackward0>) tensor([0., 0.])
#  tensor([1., 1.], grad_fn=<CeilBackward0>) tensor([0., 0.])
#  tensor([0., 1.], grad_fn=<RoundBackward0>) tensor([0., 0.])
#  tensor([0., 0.], grad_fn=<TruncBackward0>) tensor([0., 0.])

# === saturation
x = torch.tensor([-100.0, -5.0, 0.0, 5.0, 100.0], requires_grad=True)
for f in (torch.sigmoid, torch.tanh, torch.relu, F.softplus, F.logsigmoid):
    x.grad = None
    y = f(x)
    y.sum().backward()
    print(y, x.grad)
# ---
# tensor([3.7201e-44, 6.6929e-03, 5.0000e-01, 9.9331e-01, 1.0000e+00],
#        grad_fn=<SigmoidBackward0>) tensor([3.7201e-44, 6.6481e-03, 2.5000e-01, 6.6481e-03, 0.0000e+00])
# tensor([-1.0000, -0.9999,  0.0000,  0.9999,  1.0000], grad_fn=<TanhBackward0>) tensor([0.0000e+00, 1.8158e-04, 1.0000e+00, 1.8158e-04, 0.0000e+00])
# tensor([  0.,   0.,   0.,   5., 100.], grad_fn=<ReluBackward0>) tensor([0., 0., 0., 1., 1.])
# tensor([3.7201e-44, 6.7153e-03, 6.9315e-01, 5.0067e+00, 1.0000e+02],
#        grad_fn=<SoftplusBackward0>) tensor([3.7201e-44, 6.6929e-03, 5.0000e-01, 9.9331e-01, 1.0000e+00])
# tensor([-1.0000e+02, -5.0067e+00, -6.9315e-01, -6.7153e-03, -3.7201e-44],
#        grad_fn=<LogSigmoidBackward0>) tensor([1.0000e+00, 9.9331e-01, 5.0000e-01, 6.6929e-03, 3.7201e-44])

# === kinks
x = torch.tensor([-1.0, 0.0, 1.0], requires_grad=True)
for f in (torch.relu, torch.abs, torch.sign, F.leaky_relu, F.elu, lambda x: x.clamp(min=0), lambda x: torch.clamp(x, -1, 1),
          lambda x: torch.maximum(x, torch.zeros(3)), lambda x: x.max(torch.zeros(3)), lambda x: torch.minimum(x, 0.5 - x)):
    x.grad = None
    y = f(x)
    y.sum().backward()
    print(y.detach(), x.grad)
# ---
# tensor([0., 0., 1.]) tensor([0., 0., 1.])
# tensor([1., 0., 1.]) tensor([-1.,  0.,  1.])
# tensor([-1.,  0.,  1.]) tensor([0., 0., 0.])
# tensor([-0.0100,  0.0000,  1.0000]) tensor([0.0100, 0.0100, 1.0000])
# tensor([-0.6321,  0.0000,  1.0000]) tensor([0.3679, 1.0000, 1.0000])
# tensor([0., 0., 1.]) tensor([0., 1., 1.])
# tensor([-1.,  0.,  1.]) tensor([1., 1., 1.])
# tensor([0., 0., 1.]) tensor([0.0000, 0.5000, 1.0000])
# tensor([0., 0., 1.]) tensor([0.0000, 0.5000, 1.0000])
# tensor([-1.0000,  0.0000, -0.5000]) tensor([ 1.,  1., -1.])

# === the square root and the norm at zero
x = torch.tensor([0.0, 4.0], requires_grad=True)
torch.sqrt(x).sum().backward()
print(x.grad)
z = torch.zeros(3, requires_grad=True)
z.norm().backward()
print(z.grad)
# ---
# tensor([   inf, 0.2500])
# tensor([0., 0., 0.])

# === two operands
x = torch.tensor([1.0, -2.0], requires_grad=True)
y = torch.tensor([3.0, 4.0], requires_grad=True)
for f in (torch.add, torch.sub, torch.mul, torch.div, torch.maximum, torch.minimum, torch.atan2, torch.hypot, torch.logaddexp):
    x.grad = y.grad = None
    z = f(x, y)
    z.sum().backward()
    print(z, x.grad, y.grad)
# ---
# tensor([4., 2.], grad_fn=<AddBackward0>) tensor([1., 1.]) tensor([1., 1.])
# tensor([-2., -6.], grad_fn=<SubBackward0>) tensor([1., 1.]) tensor([-1., -1.])
# tensor([ 3., -8.], grad_fn=<MulBackward0>) tensor([3., 4.]) tensor([ 1., -2.])
# tensor([ 0.3333, -0.5000], grad_fn=<DivBackward0>) tensor([0.3333, 0.2500]) tensor([-0.1111,  0.1250])
# tensor([3., 4.], grad_fn=<MaximumBackward0>) tensor([0., 0.]) tensor([1., 1.])
# tensor([ 1., -2.], grad_fn=<MinimumBackward0>) tensor([1., 1.]) tensor([0., 0.])
# tensor([ 0.3218, -0.4636], grad_fn=<Atan2Backward0>) tensor([0.3000, 0.2000]) tensor([-0.1000,  0.1000])
# tensor([3.1623, 4.4721], grad_fn=<HypotBackward0>) tensor([ 0.3162, -0.4472]) tensor([0.9487, 0.8944])
# tensor([3.1269, 4.0025], grad_fn=<LogaddexpBackward0>) tensor([0.1192, 0.0025]) tensor([0.8808, 0.9975])

# === scaled addition
x = torch.tensor([1.0, 2.0], requires_grad=True)
print(torch.add(x, x, alpha=2), torch.sub(x, 1.0, alpha=3), torch.lerp(x, x * 3, 0.5))
# ---
# tensor([3., 6.], grad_fn=<AddBackward0>) tensor([-2., -1.], grad_fn=<SubBackward0>) tensor([2., 4.], grad_fn=<LerpBackward0>)

# === powers
x = torch.tensor([2.0, 3.0], requires_grad=True)
p = torch.tensor([2.0, 0.5], requires_grad=True)
(x ** p + 2 ** x + x ** 3 + x.pow(-1) + torch.pow(x, 0.5)).sum().backward()
print(x.grad, p.grad)
# ---
# tensor([18.8761, 33.0114]) tensor([2.7726, 1.9029])

# === powers at zero
x = torch.tensor([0.0, 0.0], requires_grad=True)
(x ** 2 + x ** 1 + x ** 0).sum().backward()
print(x.grad)
# ---
# tensor([1., 1.])

# === broadcasting sums back
a = torch.tensor([[1.0], [2.0]], requires_grad=True)
b = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
c = torch.tensor(2.0, requires_grad=True)
(a * b + c).sum().backward()
print(a.grad, b.grad, c.grad)
# ---
# tensor([[6.],
#         [6.]]) tensor([3., 3., 3.]) tensor(6.)

# === reductions
x = torch.tensor([[1.0, 2.0, 4.0], [3.0, 0.5, 2.5]], requires_grad=True)
for f in (lambda x: x.sum(), lambda x: x.sum(0), lambda x: x.sum(dim=1, keepdim=True), lambda x: x.sum((0, 1)), lambda x: x.mean(),
          lambda x: x.mean(0), lambda x: x.prod(), lambda x: x.prod(1), lambda x: x.std(), lambda x: x.var(1),
          lambda x: x.var(dim=0, unbiased=False), lambda x: x.max(), lambda x: x.min(), lambda x: x.amax(1), lambda x: x.median(),
          lambda x: x.norm(), lambda x: x.norm(dim=1), lambda x: x.norm(p=1), lambda x: torch.logsumexp(x, 1),
          lambda x: x.cumsum(1), lambda x: x.cumprod(0), lambda x: torch.trace(x @ x.t())):
    x.grad = None
    y = f(x)
    (y * y).sum().backward()
    print(y, x.grad)
# ---
# tensor(13., grad_fn=<SumBackward0>) tensor([[26., 26., 26.],
#         [26., 26., 26.]])
# tensor([4.0000, 2.5000, 6.5000], grad_fn=<SumBackward1>) tensor([[ 8.,  5., 13.],
#         [ 8.,  5., 13.]])
# tensor([[7.],
#         [6.]], grad_fn=<SumBackward1>) tensor([[14., 14., 14.],
#         [12., 12., 12.]])
# tensor(13., grad_fn=<SumBackward1>) tensor([[26., 26., 26.],
#         [26., 26., 26.]])
# tensor(2.1667, grad_fn=<MeanBackward0>) tensor([[0.7222, 0.7222, 0.7222],
#         [0.7222, 0.7222, 0.7222]])
# tensor([2.0000, 1.2500, 3.2500], grad_fn=<MeanBackward1>) tensor([[2.0000, 1.2500, 3.2500],
#         [2.0000, 1.2500, 3.2500]])
# tensor(30., grad_fn=<ProdBackward0>) tensor([[1800.,  900.,  450.],
#         [ 600., 3600.,  720.]])
# tensor([8.0000, 3.7500], grad_fn=<ProdBackward1>) tensor([[128.0000,  64.0000,  32.0000],
#         [  9.3750,  56.2500,  11.2500]])
# tensor(1.2910, grad_fn=<StdBackward0>) tensor([[-0.4667, -0.0667,  0.7333],
#         [ 0.3333, -0.6667,  0.1333]])
# tensor([2.3333, 1.7500], grad_fn=<VarBackward0>) tensor([[-6.2222, -1.5556,  7.7778],
#         [ 3.5000, -5.2500,  1.7500]])
# tensor([1.0000, 0.5625, 0.5625], grad_fn=<VarBackward0>) tensor([[-2.0000,  0.8438,  0.8438],
#         [ 2.0000, -0.8438, -0.8438]])
# tensor(4., grad_fn=<MaxBackward1>) tensor([[0., 0., 8.],
#         [0., 0., 0.]])
# tensor(0.5000, grad_fn=<MinBackward1>) tensor([[0., 0., 0.],
#         [0., 1., 0.]])
# tensor([4., 3.], grad_fn=<AmaxBackward0>) tensor([[0., 0., 8.],
#         [6., 0., 0.]])
# tensor(2., grad_fn=<MedianBackward0>) tensor([[0., 4., 0.],
#         [0., 0., 0.]])
# tensor(6.0415, grad_fn=<LinalgVectorNormBackward0>) tensor([[2., 4., 8.],
#         [6., 1., 5.]])
# tensor([4.5826, 3.9370], grad_fn=<LinalgVectorNormBackward0>) tensor([[2., 4., 8.],
#         [6., 1., 5.]])
# tensor(13., grad_fn=<LinalgVectorNormBackward0>) tensor([[26., 26., 26.],
#         [26., 26., 26.]])
# tensor([4.1698, 3.5239], grad_fn=<LogsumexpBackward0>) tensor([[0.3504, 0.9524, 7.0370],
#         [4.1737, 0.3426, 2.5315]])
# tensor([[1.0000, 3.0000, 7.0000],
#         [3.0000, 3.5000, 6.0000]], grad_fn=<CumsumBackward0>) tensor([[22., 20., 14.],
#         [25., 19., 12.]])
# tensor([[ 1.,  2.,  4.],
#         [ 3.,  1., 10.]], grad_fn=<CumprodBackward0>) tensor([[20.,  5., 58.],
#         [ 6.,  4., 80.]])
# tensor(36.5000, grad_fn=<TraceBackward0>) tensor([[146., 292., 584.],
#         [438.,  73., 365.]])

# === norms
x = torch.tensor([[3.0, -4.0], [6.0, 8.0]], requires_grad=True)
print(x.norm(), torch.norm(x), x.norm(2), x.norm(1), x.norm(p=3), x.norm(float("inf")), torch.linalg.norm(x), torch.linalg.vector_norm(x))
# ---
# tensor(11.1803, grad_fn=<LinalgVectorNormBackward0>) tensor(11.1803, grad_fn=<LinalgVectorNormBackward0>) tensor(11.1803, grad_fn=<LinalgVectorNormBackward0>) tensor(21., grad_fn=<LinalgVectorNormBackward0>) tensor(9.3561, grad_fn=<LinalgVectorNormBackward0>) tensor(8., grad_fn=<LinalgVectorNormBackward0>) tensor(11.1803, grad_fn=<LinalgVectorNormBackward0>) tensor(11.1803, grad_fn=<LinalgVectorNormBackward0>)

# === the largest and where it is
x = torch.tensor([[1.0, 5.0, 2.0], [7.0, 0.0, 3.0]], requires_grad=True)
values, places = x.max(dim=1)
values.sum().backward()
print(values, places, x.grad, x.argmax(), x.argmax(1), x.argmin(0), x.max(1, keepdim=True).values)
# ---
# tensor([5., 7.], grad_fn=<MaxBackward0>) tensor([1, 0]) tensor([[0., 1., 0.],
#         [1., 0., 0.]]) tensor(3) tensor([1, 0]) tensor([0, 1, 0]) tensor([[5.],
#         [7.]], grad_fn=<MaxBackward0>)

# === ties
x = torch.tensor([2.0, 2.0, 1.0], requires_grad=True)
for f in (lambda x: x.max(), lambda x: x.amax(0), lambda x: x.max(0)[0], lambda x: x.min()):
    x.grad = None
    f(x).backward()
    print(x.grad)
# ---
# tensor([0.5000, 0.5000, 0.0000])
# tensor([0.5000, 0.5000, 0.0000])
# tensor([1., 0., 0.])
# tensor([0., 0., 1.])

# === softmax
x = torch.tensor([[0.1, 0.5, 0.4], [2.0, -1.0, 0.0]], requires_grad=True)
for y in (torch.softmax(x, 1), F.softmax(x, dim=0), x.softmax(-1), F.log_softmax(x, dim=1), torch.log_softmax(x, 0)):
    x.grad = None
    (y * torch.tensor([[1.0, 2.0, 3.0], [5.0, 0.5, 1.5]])).sum().backward()
    print(y, x.grad)
# ---
# tensor([[0.2603, 0.3883, 0.3514],
#         [0.8438, 0.0420, 0.1142]], grad_fn=<SoftmaxBackward0>) tensor([[-0.2840, -0.0354,  0.3194],
#         [ 0.4968, -0.1643, -0.3325]])
# tensor([[0.1301, 0.8176, 0.5987],
#         [0.8699, 0.1824, 0.4013]], grad_fn=<SoftmaxBackward0>) tensor([[-0.4527,  0.2237,  0.3604],
#         [ 0.4527, -0.2237, -0.3604]])
# tensor([[0.2603, 0.3883, 0.3514],
#         [0.8438, 0.0420, 0.1142]], grad_fn=<SoftmaxBackward0>) tensor([[-0.2840, -0.0354,  0.3194],
#         [ 0.4968, -0.1643, -0.3325]])
# tensor([[-1.3459, -0.9459, -1.0459],
#         [-0.1698, -3.1698, -2.1698]], grad_fn=<LogSoftmaxBackward0>) tensor([[-0.5618, -0.3300,  0.8918],
#         [-0.9066,  0.2059,  0.7006]])
# tensor([[-2.0394, -0.2014, -0.5130],
#         [-0.1394, -1.7014, -0.9130]], grad_fn=<LogSoftmaxBackward0>) tensor([[ 0.2193, -0.0439,  0.3059],
#         [-0.2193,  0.0439, -0.3059]])

# === softmax of large numbers
print(torch.softmax(torch.tensor([1000.0, 1001.0]), 0), F.log_softmax(torch.tensor([-1000.0, 0.0]), 0))
# ---
# tensor([0.2689, 0.7311]) tensor([-1000.,     0.])

# === products
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
v = torch.tensor([0.5, -1.0], requires_grad=True)
for f in (lambda: a @ v, lambda: v @ a, lambda: a @ a, lambda: torch.mm(a, a), lambda: torch.mv(a, v), lambda: torch.dot(v, v),
          lambda: torch.outer(v, v), lambda: torch.matmul(a, v), lambda: a.t() @ a, lambda: torch.bmm(a[None], a[None]),
          lambda: torch.addmm(a, a, a), lambda: torch.einsum("ij,j->i", a, v), lambda: torch.kron(a, v)):
    a.grad = v.grad = None
    y = f()
    (y * y).sum().backward()
    print(y.detach(), a.grad, v.grad)
# ---
# tensor([-1.5000, -2.5000]) tensor([[-1.5000,  3.0000],
#         [-2.5000,  5.0000]]) tensor([-18., -26.])
# tensor([-2.5000, -3.0000]) tensor([[-2.5000, -3.0000],
#         [ 5.0000,  6.0000]]) tensor([-17., -39.])
# tensor([[ 7., 10.],
#         [15., 22.]]) tensor([[158., 274.],
#         [266., 482.]]) None
# tensor([[ 7., 10.],
#         [15., 22.]]) tensor([[158., 274.],
#         [266., 482.]]) None
# tensor([-1.5000, -2.5000]) tensor([[-1.5000,  3.0000],
#         [-2.5000,  5.0000]]) tensor([-18., -26.])
# tensor(1.2500) None tensor([ 2.5000, -5.0000])
# tensor([[ 0.2500, -0.5000],
#         [-0.5000,  1.0000]]) None tensor([ 2.5000, -5.0000])
# tensor([-1.5000, -2.5000]) tensor([[-1.5000,  3.0000],
#         [-2.5000,  5.0000]]) tensor([-18., -26.])
# tensor([[10., 14.],
#         [14., 20.]]) tensor([[152., 216.],
#         [344., 488.]]) None
# tensor([[[ 7., 10.],
#          [15., 22.]]]) tensor([[158., 274.],
#         [266., 482.]]) None
# tensor([[ 8., 12.],
#         [18., 26.]]) tensor([[204., 348.],
#         [352., 624.]]) None
# tensor([-1.5000, -2.5000]) tensor([[-1.5000,  3.0000],
#         [-2.5000,  5.0000]]) tensor([-18., -26.])
# tensor([[ 0.5000, -1.0000,  1.0000, -2.0000],
#         [ 1.5000, -3.0000,  2.0000, -4.0000]]) tensor([[ 2.5000,  5.0000],
#         [ 7.5000, 10.0000]]) tensor([ 30., -60.])

# === batches of matrices
a = torch.arange(12.0).reshape(2, 2, 3).requires_grad_()
b = torch.arange(6.0).reshape(3, 2).requires_grad_()
(a @ b).sum().backward()
print((a @ b).shape, a.grad, b.grad)
# ---
# torch.Size([2, 2, 2]) tensor([[[1., 5., 9.],
#          [1., 5., 9.]],
#
#         [[1., 5., 9.],
#          [1., 5., 9.]]]) tensor([[18., 18.],
#         [22., 22.],
#         [26., 26.]])

# === linear algebra
a = torch.tensor([[2.1, 1.2], [0.7, 3.3]], requires_grad=True)
b = torch.tensor([1.0, 2.0], requires_grad=True)
for f in (lambda: torch.det(a), lambda: torch.inverse(a), lambda: torch.linalg.solve(a, b), lambda: torch.slogdet(a)[1],
          lambda: torch.linalg.inv(a) @ b):
    a.grad = b.grad = None
    y = f()
    y.sum().backward()
    print(y.detach(), a.grad, b.grad)
# ---
# tensor(6.0900) tensor([[ 3.3000, -0.7000],
#         [-1.2000,  2.1000]]) None
# tensor([[ 0.5419, -0.1970],
#         [-0.1149,  0.3448]]) tensor([[-0.1472, -0.0981],
#         [-0.0510, -0.0340]]) None
# tensor([0.1478, 0.5747]) tensor([[-0.0631, -0.2454],
#         [-0.0218, -0.0849]]) tensor([0.4269, 0.1478])
# tensor(1.8066) tensor([[ 0.5419, -0.1149],
#         [-0.1970,  0.3448]]) None
# tensor([0.1478, 0.5747]) tensor([[-0.0631, -0.2454],
#         [-0.0218, -0.0849]]) tensor([0.4269, 0.1478])

# === shapes
x = torch.arange(6.0).reshape(2, 3).requires_grad_()
weights = torch.arange(1.0, 7.0)
for f in (lambda x: x.view(3, 2), lambda x: x.reshape(-1), lambda x: x.t(), lambda x: x.T, lambda x: x.permute(1, 0),
          lambda x: x.transpose(0, 1), lambda x: x.flatten(), lambda x: x.unsqueeze(1), lambda x: x[None].squeeze(0),
          lambda x: x.flip(0), lambda x: torch.roll(x, 1, 1), lambda x: x.view(3, -1), lambda x: x.clone(),
          lambda x: x.view(6).view(2, 3), lambda x: torch.flatten(x)):
    x.grad = None
    y = f(x)
    (y.reshape(-1) * weights).sum().backward()
    print(y.shape, y.grad_fn.name(), x.grad)
# ---
# torch.Size([3, 2]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([6]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([3, 2]) TBackward0 tensor([[1., 3., 5.],
#         [2., 4., 6.]])
# torch.Size([3, 2]) PermuteBackward0 tensor([[1., 3., 5.],
#         [2., 4., 6.]])
# torch.Size([3, 2]) PermuteBackward0 tensor([[1., 3., 5.],
#         [2., 4., 6.]])
# torch.Size([3, 2]) TransposeBackward0 tensor([[1., 3., 5.],
#         [2., 4., 6.]])
# torch.Size([6]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([2, 1, 3]) UnsqueezeBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([2, 3]) SqueezeBackward1 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([2, 3]) FlipBackward0 tensor([[4., 5., 6.],
#         [1., 2., 3.]])
# torch.Size([2, 3]) RollBackward0 tensor([[2., 3., 1.],
#         [5., 6., 4.]])
# torch.Size([3, 2]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([2, 3]) CloneBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([2, 3]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])
# torch.Size([6]) ViewBackward0 tensor([[1., 2., 3.],
#         [4., 5., 6.]])

# === repeated elements
x = torch.tensor([1.0, 2.0], requires_grad=True)
for f in (lambda x: x.repeat(3), lambda x: x.repeat(2, 2), lambda x: x.expand(3, 2), lambda x: x.repeat_interleave(2),
          lambda x: torch.cat([x, x, x]), lambda x: torch.stack([x, x]), lambda x: x[[0, 0, 1]], lambda x: x[None, :].expand(4, -1),
          lambda x: torch.hstack([x, x]), lambda x: torch.vstack([x, x])):
    x.grad = None
    y = f(x)
    (y ** 2).sum().backward()
    print(y.detach(), x.grad)
# ---
# tensor([1., 2., 1., 2., 1., 2.]) tensor([ 6., 12.])
# tensor([[1., 2., 1., 2.],
#         [1., 2., 1., 2.]]) tensor([ 8., 16.])
# tensor([[1., 2.],
#         [1., 2.],
#         [1., 2.]]) tensor([ 6., 12.])
# tensor([1., 1., 2., 2.]) tensor([4., 8.])
# tensor([1., 2., 1., 2., 1., 2.]) tensor([ 6., 12.])
# tensor([[1., 2.],
#         [1., 2.]]) tensor([4., 8.])
# tensor([1., 1., 2.]) tensor([4., 4.])
# tensor([[1., 2.],
#         [1., 2.],
#         [1., 2.],
#         [1., 2.]]) tensor([ 8., 16.])
# tensor([1., 2., 1., 2.]) tensor([4., 8.])
# tensor([[1., 2.],
#         [1., 2.]]) tensor([4., 8.])

# === pieces
x = torch.arange(6.0).requires_grad_()
for f in (lambda x: x[1:4], lambda x: x[::2], lambda x: x[-1], lambda x: x[x > 2], lambda x: x[torch.tensor([0, 5])],
          lambda x: x.narrow(0, 2, 3), lambda x: x.split(4)[1], lambda x: x.chunk(3)[0], lambda x: x.unbind()[3],
          lambda x: torch.gather(x, 0, torch.tensor([4, 4])), lambda x: x.index_select(0, torch.tensor([1, 1])),
          lambda x: torch.masked_select(x, x < 2), lambda x: x.view(2, 3)[1, 2], lambda x: x.view(2, 3)[:, 1],
          lambda x: x.view(2, 3)[..., 0], lambda x: x.select(0, 2), lambda x: torch.where(x > 2, x, -x), lambda x: x.take(torch.tensor([2])),
          lambda x: torch.tril(x.view(2, 3)), lambda x: torch.diag(x), lambda x: x.view(2, 3).diagonal()):
    x.grad = None
    y = f(x)
    (y * 2).sum().backward()
    print(y.detach(), x.grad)
# ---
# tensor([1., 2., 3.]) tensor([0., 2., 2., 2., 0., 0.])
# tensor([0., 2., 4.]) tensor([2., 0., 2., 0., 2., 0.])
# tensor(5.) tensor([0., 0., 0., 0., 0., 2.])
# tensor([3., 4., 5.]) tensor([0., 0., 0., 2., 2., 2.])
# tensor([0., 5.]) tensor([2., 0., 0., 0., 0., 2.])
# tensor([2., 3., 4.]) tensor([0., 0., 2., 2., 2., 0.])
# tensor([4., 5.]) tensor([0., 0., 0., 0., 2., 2.])
# tensor([0., 1.]) tensor([2., 2., 0., 0., 0., 0.])
# tensor(3.) tensor([0., 0., 0., 2., 0., 0.])
# tensor([4., 4.]) tensor([0., 0., 0., 0., 4., 0.])
# tensor([1., 1.]) tensor([0., 4., 0., 0., 0., 0.])
# tensor([0., 1.]) tensor([2., 2., 0., 0., 0., 0.])
# tensor(5.) tensor([0., 0., 0., 0., 0., 2.])
# tensor([1., 4.]) tensor([0., 2., 0., 0., 2., 0.])
# tensor([0., 3.]) tensor([2., 0., 0., 2., 0., 0.])
# tensor(2.) tensor([0., 0., 2., 0., 0., 0.])
# tensor([-0., -1., -2.,  3.,  4.,  5.]) tensor([-2., -2., -2.,  2.,  2.,  2.])
# tensor([2.]) tensor([0., 0., 2., 0., 0., 0.])
# tensor([[0., 0., 0.],
#         [3., 4., 0.]]) tensor([2., 0., 0., 2., 2., 0.])
# tensor([[0., 0., 0., 0., 0., 0.],
#         [0., 1., 0., 0., 0., 0.],
#         [0., 0., 2., 0., 0., 0.],
#         [0., 0., 0., 3., 0., 0.],
#         [0., 0., 0., 0., 4., 0.],
#         [0., 0., 0., 0., 0., 5.]]) tensor([2., 2., 2., 2., 2., 2.])
# tensor([0., 4.]) tensor([2., 0., 0., 0., 2., 0.])

# === order
x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
values, order = x.sort()
(values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
print(values, order, x.grad, x.argsort(), torch.sort(x, descending=True).values, x.topk(2).indices)
# ---
# tensor([1., 2., 3.], grad_fn=<SortBackward0>) tensor([1, 2, 0]) tensor([100.,   1.,  10.]) tensor([1, 2, 0]) tensor([3., 2., 1.], grad_fn=<SortBackward0>) tensor([0, 2])

# === constructors
print(torch.zeros(2), torch.ones(2, 2), torch.full((2,), 3.5), torch.eye(2), torch.arange(1, 7, 2), torch.arange(0, 1, 0.25))
print(torch.linspace(0, 1, 3), torch.logspace(0, 2, 3), torch.empty(2, 3).shape, torch.zeros((2, 1)), torch.tensor([[1, 2], [3, 4]]))
# ---
# tensor([0., 0.]) tensor([[1., 1.],
#         [1., 1.]]) tensor([3.5000, 3.5000]) tensor([[1., 0.],
#         [0., 1.]]) tensor([1, 3, 5]) tensor([0.0000, 0.2500, 0.5000, 0.7500])
# tensor([0.0000, 0.5000, 1.0000]) tensor([  1.,  10., 100.]) torch.Size([2, 3]) tensor([[0.],
#         [0.]]) tensor([[1, 2],
#         [3, 4]])

# === random tensors
torch.manual_seed(3)
a = torch.rand(2, 3)
torch.manual_seed(3)
print(torch.equal(a, torch.rand(2, 3)), torch.randn(4).shape, torch.randn(2, requires_grad=True).requires_grad, torch.randn(size=()).dim())
print(bool((a >= 0).all()), bool((a < 1).all()), torch.rand_like(a).shape, sorted(torch.randperm(4).tolist()))
# ---
# True torch.Size([4]) True 0
# True True torch.Size([2, 3]) [0, 1, 2, 3]

# === comparisons
x = torch.tensor([1.0, float("nan"), float("inf")])
print(torch.isnan(x), torch.isfinite(x), torch.allclose(torch.ones(2), torch.ones(2) + 1e-9), torch.isinf(x), torch.isclose(torch.ones(1), torch.ones(1)))
# ---
# tensor([False,  True, False]) tensor([ True, False, False]) True tensor([False, False,  True]) tensor([True])

# === reversed operators
x = torch.tensor([2.0, 4.0], requires_grad=True)
(1 / x + 3 - x + 2 * x + 5 * (1 - x)).sum().backward()
print(x.grad)
# ---
# tensor([-4.2500, -4.0625])

# === remainders
x = torch.tensor([5.5, -5.5], requires_grad=True)
(x % 3).sum().backward()
print(x % 3, torch.fmod(x, 3).detach(), (x // 2).detach(), x.grad)
# ---
# tensor([2.5000, 0.5000], grad_fn=<RemainderBackward0>) tensor([ 2.5000, -2.5000]) tensor([ 2., -3.]) tensor([1., 1.])

# === made of others
x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
print(x.addcmul(x, x, value=2), x.addcdiv(x, x), torch.std_mean(x), torch.var_mean(x), x.diff(), torch.logit(torch.tensor(0.3)))
print(torch.matrix_power(torch.eye(2) * 2, 3), x.clamp_min(2).data, x.clamp_max(2).data, torch.deg2rad(x).data, x.reshape(1, 3).fliplr().data)
y = torch.tensor([float("nan"), 1.0, float("inf")], requires_grad=True)
print(y.nan_to_num().data, torch.autograd.grad(torch.nan_to_num(y, posinf=3.0).sum(), y), torch.erfc(x).data)
print(torch.normal(0.0, 1.0, (2,)).shape, torch.bernoulli(torch.ones(2)), torch.multinomial(torch.tensor([0.0, 1.0]), 1), torch.normal(torch.zeros(3), torch.ones(3)).shape)
# ---
# tensor([21.,  3., 10.], grad_fn=<AddcmulBackward0>) tensor([4., 2., 3.], grad_fn=<AddcdivBackward0>) (tensor(1., grad_fn=<StdMeanBackward0>), tensor(2., grad_fn=<StdMeanBackward0>)) (tensor(1., grad_fn=<VarMeanBackward0>), tensor(2., grad_fn=<VarMeanBackward0>)) tensor([-2.,  1.], grad_fn=<SubBackward0>) tensor(-0.8473)
# tensor([[8., 0.],
#         [0., 8.]]) tensor([3., 2., 2.]) tensor([2., 1., 2.]) tensor([0.0524, 0.0175, 0.0349]) tensor([[2., 1., 3.]])
# tensor([ 0.0000e+00,  1.0000e+00, 1.7977e+308]) (tensor([0., 1., 0.]),) tensor([2.2090e-05, 1.5730e-01, 4.6777e-03])
# torch.Size([2]) tensor([1., 1.]) tensor([1]) torch.Size([3])
