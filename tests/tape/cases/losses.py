"""Losses and activations of `nn.functional`."""

# === mean squared error
x, t = torch.tensor([1.0, 2.0, 3.0], requires_grad=True), torch.tensor([1.5, 0.0, 3.0])
for reduction in ("mean", "sum", "none"):
    x.grad = None
    loss = F.mse_loss(x, t, reduction=reduction)
    loss.sum().backward()
    print(loss, x.grad)
# ---
# tensor(1.4167, grad_fn=<MseLossBackward0>) tensor([-0.3333,  1.3333,  0.0000])
# tensor(4.2500, grad_fn=<MseLossBackward0>) tensor([-1.,  4.,  0.])
# tensor([0.2500, 4.0000, 0.0000], grad_fn=<MseLossBackward0>) tensor([-1.,  4.,  0.])

# === a line through one point
x = torch.ones(1)
w = torch.full([1], 2.0, requires_grad=True)
loss = F.mse_loss(torch.ones(1), w * x)
print(loss, torch.autograd.grad(loss, [w], retain_graph=True))
loss.backward()
print(w.grad, w.norm())
# ---
# tensor(1., grad_fn=<MseLossBackward0>) (tensor([2.]),)
# tensor([2.]) tensor(2., grad_fn=<LinalgVectorNormBackward0>)

# === losses with a class for each row
x = torch.tensor([[0.2, -1.0, 0.5], [1.0, 0.0, 2.0]], requires_grad=True)
t = torch.tensor([2, 0])
for loss in (F.cross_entropy(x, t), F.cross_entropy(x, t, reduction="sum"), F.cross_entropy(x, t, label_smoothing=0.1),
             F.cross_entropy(x, t, weight=torch.tensor([1.0, 2.0, 3.0])), F.nll_loss(F.log_softmax(x, 1), t),
             F.cross_entropy(x, torch.tensor([[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]])), F.cross_entropy(x[0], t[0])):
    x.grad = None
    loss.backward()
    print(loss, x.grad)
# ---
# tensor(1.0413, grad_fn=<NllLossBackward0>) tensor([[ 0.1886,  0.0568, -0.2454],
#         [-0.3776,  0.0450,  0.3326]])
# tensor(2.0826, grad_fn=<NllLossBackward0>) tensor([[ 0.3772,  0.1136, -0.4908],
#         [-0.7553,  0.0900,  0.6652]])
# tensor(1.0713, grad_fn=<AddBackward0>) tensor([[ 0.1719,  0.0401, -0.2121],
#         [-0.3443,  0.0283,  0.3160]])
# tensor(0.8581, grad_fn=<NllLossBackward0>) tensor([[ 0.2829,  0.0852, -0.3681],
#         [-0.1888,  0.0225,  0.1663]])
# tensor(1.0413, grad_fn=<NllLossBackward0>) tensor([[ 0.1886,  0.0568, -0.2454],
#         [-0.3776,  0.0450,  0.3326]])
# tensor(1.2963, grad_fn=<DivBackward1>) tensor([[ 0.0886, -0.0932,  0.0046],
#         [-0.3776,  0.0450,  0.3326]])
# tensor(0.6750, grad_fn=<NllLossBackward0>) tensor([[ 0.3772,  0.1136, -0.4908],
#         [ 0.0000,  0.0000,  0.0000]])

# === losses with a probability for each element
p = torch.tensor([0.1, 0.6, 0.9], requires_grad=True)
t = torch.tensor([0.0, 1.0, 1.0])
for loss in (F.binary_cross_entropy(p, t), F.binary_cross_entropy_with_logits(p, t),
             F.binary_cross_entropy_with_logits(p, t, pos_weight=torch.tensor([2.0])),
             F.binary_cross_entropy(p, t, weight=torch.tensor([1.0, 2.0, 3.0]), reduction="sum"),
             F.kl_div(p.log(), torch.tensor([0.3, 0.3, 0.4]), reduction="sum")):
    p.grad = None
    loss.backward()
    print(loss, p.grad)
# ---
# tensor(0.2405, grad_fn=<BinaryCrossEntropyBackward0>) tensor([ 0.3704, -0.5556, -0.3704])
# tensor(0.5077, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>) tensor([ 0.1750, -0.1181, -0.0964])
# tensor(0.7672, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>) tensor([ 0.1750, -0.2362, -0.1927])
# tensor(1.4431, grad_fn=<BinaryCrossEntropyBackward0>) tensor([ 1.1111, -3.3333, -3.3333])
# tensor(-0.2027, grad_fn=<SumBackward0>) tensor([-3.0000, -0.5000, -0.4444])

# === logits far from zero
x = torch.tensor([-1000.0, 1000.0, 0.0], requires_grad=True)
loss = F.binary_cross_entropy_with_logits(x, torch.tensor([1.0, 1.0, 0.0]), reduction="none")
loss.sum().backward()
print(loss, x.grad)
# ---
# tensor([1.0000e+03, 0.0000e+00, 6.9315e-01],
#        grad_fn=<BinaryCrossEntropyWithLogitsBackward0>) tensor([-1.0000,  0.0000,  0.5000])

# === robust losses
x, t = torch.tensor([0.2, -3.0, 1.0], requires_grad=True), torch.tensor([0.0, 0.0, 0.5])
for loss in (F.l1_loss(x, t), F.smooth_l1_loss(x, t), F.huber_loss(x, t, delta=0.3), F.smooth_l1_loss(x, t, beta=0.5)):
    x.grad = None
    loss.backward()
    print(loss, x.grad)
# ---
# tensor(1.2333, grad_fn=<MeanBackward0>) tensor([ 0.3333, -0.3333,  0.3333])
# tensor(0.8817, grad_fn=<SmoothL1LossBackward0>) tensor([ 0.0667, -0.3333,  0.1667])
# tensor(0.3267, grad_fn=<HuberLossBackward0>) tensor([ 0.0667, -0.1000,  0.1000])
# tensor(1.0133, grad_fn=<SmoothL1LossBackward0>) tensor([ 0.1333, -0.3333,  0.3333])

# === activations
x = torch.tensor([-2.0, -0.5, 0.5, 2.0], requires_grad=True)
for f in (F.relu, F.sigmoid, F.tanh, F.leaky_relu, F.elu, F.gelu, F.silu, F.softplus, F.logsigmoid,
          lambda x: F.gelu(x, approximate="tanh"), lambda x: F.leaky_relu(x, 0.2), lambda x: F.softmax(x, dim=0)):
    x.grad = None
    y = f(x)
    (y * y).sum().backward()
    print(y, x.grad)
# ---
# tensor([0.0000, 0.0000, 0.5000, 2.0000], grad_fn=<ReluBackward0>) tensor([0., 0., 1., 4.])
# tensor([0.1192, 0.3775, 0.6225, 0.8808], grad_fn=<SigmoidBackward0>) tensor([0.0250, 0.1774, 0.2926, 0.1850])
# tensor([-0.9640, -0.4621,  0.4621,  0.9640], grad_fn=<TanhBackward0>) tensor([-0.1362, -0.7269,  0.7269,  0.1362])
# tensor([-0.0200, -0.0050,  0.5000,  2.0000], grad_fn=<LeakyReluBackward0>) tensor([-4.0000e-04, -1.0000e-04,  1.0000e+00,  4.0000e+00])
# tensor([-0.8647, -0.3935,  0.5000,  2.0000], grad_fn=<EluBackward0>) tensor([-0.2340, -0.4773,  1.0000,  4.0000])
# tensor([-0.0455, -0.1543,  0.3457,  1.9545], grad_fn=<GeluBackward0>) tensor([ 0.0078, -0.0409,  0.5998,  4.2422])
# tensor([-0.2384, -0.1888,  0.3112,  1.7616], grad_fn=<SiluBackward0>) tensor([ 0.0433, -0.0982,  0.4606,  3.8430])
# tensor([0.1269, 0.4741, 0.9741, 2.1269], grad_fn=<SoftplusBackward0>) tensor([0.0303, 0.3580, 1.2126, 3.7468])
# tensor([-2.1269, -0.9741, -0.4741, -0.1269], grad_fn=<LogSigmoidBackward0>) tensor([-3.7468, -1.2126, -0.3580, -0.0303])
# tensor([-0.0454, -0.1543,  0.3457,  1.9546], grad_fn=<GeluBackward0>) tensor([ 0.0078, -0.0409,  0.5997,  4.2458])
# tensor([-0.4000, -0.1000,  0.5000,  2.0000], grad_fn=<LeakyReluBackward0>) tensor([-0.1600, -0.0400,  1.0000,  4.0000])
# tensor([0.0138, 0.0620, 0.1686, 0.7556], grad_fn=<SoftmaxBackward0>) tensor([-0.0163, -0.0671, -0.1466,  0.2300])

# === linear, one_hot, normalize
x = torch.tensor([[1.0, 2.0]], requires_grad=True)
w = torch.tensor([[1.0, 0.5], [2.0, -1.0], [0.0, 3.0]], requires_grad=True)
y = F.linear(x, w, torch.tensor([1.0, 2.0, 3.0]))
y.sum().backward()
print(y, x.grad, w.grad, F.one_hot(torch.tensor([0, 2])), F.normalize(torch.tensor([[3.0, 4.0]])))
# ---
# tensor([[3., 2., 9.]], grad_fn=<AddmmBackward0>) tensor([[3.0000, 2.5000]]) tensor([[1., 2.],
#         [1., 2.],
#         [1., 2.]]) tensor([[1, 0, 0],
#         [0, 0, 1]]) tensor([[0.6000, 0.8000]])

# === an unknown reduction
F.mse_loss(torch.ones(2), torch.ones(2), reduction="median")
# ---
# ValueError: median is not a valid value for reduction

# === dropout outside of training
x = torch.ones(3)
print(F.dropout(x, 0.5, training=False), (F.dropout(torch.ones(1000), 0.5) * 0.5).sum().item() > 300, F.dropout(x, 1.0))
# ---
# tensor([1., 1., 1.]) True tensor([0., 0., 0.])
