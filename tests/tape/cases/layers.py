"""Layers, activations and losses beyond the first ones; weights are set, since random numbers are NumPy's."""

# === activations
x = torch.tensor([-3.0, -1.0, -0.3, 0.2, 0.7, 2.0, 7.0], requires_grad=True)
for name, options in [("CELU", dict(alpha=1.5)), ("SELU", {}), ("ReLU6", {}), ("Mish", {}), ("Hardtanh", {}), ("Hardsigmoid", {}),
                      ("Hardswish", {}), ("Softsign", {}), ("Softmin", dict(dim=0)), ("Tanhshrink", {}), ("Softshrink", {}),
                      ("Hardshrink", {}), ("Threshold", dict(threshold=0.5, value=-1.0)), ("PReLU", {})]:
    y = getattr(nn, name)(**options)(x)
    print(name, y.data, torch.autograd.grad((y * torch.linspace(0.5, 1.5, 7)).sum(), x)[0])
z = torch.linspace(-1, 1, 8, requires_grad=True).reshape(2, 4)
print(F.glu(z), nn.GLU(0)(z))
# ---
# CELU tensor([-1.2970, -0.7299, -0.2719,  0.2000,  0.7000,  2.0000,  7.0000]) tensor([0.0677, 0.3423, 0.6823, 1.0000, 1.1667, 1.3333, 1.5000])
# SELU tensor([-1.6706, -1.1113, -0.4557,  0.2101,  0.7355,  2.1014,  7.3549]) tensor([0.0438, 0.4312, 1.0854, 1.0507, 1.2258, 1.4009, 1.5761])
# ReLU6 tensor([0.0000, 0.0000, 0.0000, 0.2000, 0.7000, 2.0000, 6.0000]) tensor([0.0000, 0.0000, 0.0000, 1.0000, 1.1667, 1.3333, 0.0000])
# Mish tensor([-0.1456, -0.3034, -0.1511,  0.1326,  0.5611,  1.9440,  7.0000]) tensor([-0.0467,  0.0395,  0.3404,  0.7246,  1.1303,  1.4258,  1.5000])
# Hardtanh tensor([-1.0000, -1.0000, -0.3000,  0.2000,  0.7000,  1.0000,  1.0000]) tensor([0.0000, 0.0000, 0.8333, 1.0000, 1.1667, 0.0000, 0.0000])
# Hardsigmoid tensor([0.0000, 0.3333, 0.4500, 0.5333, 0.6167, 0.8333, 1.0000]) tensor([0.0000, 0.1111, 0.1389, 0.1667, 0.1944, 0.2222, 0.0000])
# Hardswish tensor([-0.0000, -0.3333, -0.1350,  0.1067,  0.4317,  1.6667,  7.0000]) tensor([0.0000, 0.1111, 0.3333, 0.5667, 0.8556, 1.5556, 1.5000])
# Softsign tensor([-0.7500, -0.5000, -0.2308,  0.1667,  0.4118,  0.6667,  0.8750]) tensor([0.0312, 0.1667, 0.4931, 0.6944, 0.4037, 0.1481, 0.0234])
# Softmin tensor([7.8443e-01, 1.0616e-01, 5.2718e-02, 3.1975e-02, 1.9394e-02, 5.2855e-03,
#         3.5613e-05]) tensor([ 5.3830e-02, -1.0408e-02, -1.3955e-02, -1.3793e-02, -1.1598e-02,
#         -4.0418e-03, -3.3169e-05])
# Tanhshrink tensor([-2.0049e+00, -2.3841e-01, -8.6874e-03,  2.6247e-03,  9.5632e-02,
#          1.0360e+00,  6.0000e+00]) tensor([0.4951, 0.3867, 0.0707, 0.0390, 0.4261, 1.2391, 1.5000])
# Softshrink tensor([-2.5000, -0.5000, -0.0000,  0.0000,  0.2000,  1.5000,  6.5000]) tensor([0.5000, 0.6667, 0.0000, 0.0000, 1.1667, 1.3333, 1.5000])
# Hardshrink tensor([-3.0000, -1.0000,  0.0000,  0.0000,  0.7000,  2.0000,  7.0000]) tensor([0.5000, 0.6667, 0.0000, 0.0000, 1.1667, 1.3333, 1.5000])
# Threshold tensor([-1.0000, -1.0000, -1.0000, -1.0000,  0.7000,  2.0000,  7.0000]) tensor([0.0000, 0.0000, 0.0000, 0.0000, 1.1667, 1.3333, 1.5000])
# PReLU tensor([-0.7500, -0.2500, -0.0750,  0.2000,  0.7000,  2.0000,  7.0000]) tensor([0.1250, 0.1667, 0.2083, 1.0000, 1.1667, 1.3333, 1.5000])
# tensor([[-0.3945, -0.3317],
#         [ 0.0959,  0.3133]], grad_fn=<GluBackward0>) tensor([[-0.5357, -0.4325, -0.2877, -0.1044]], grad_fn=<GluBackward0>)

# === losses
a = torch.tensor([[0.5, -1.0, 2.0], [1.5, 0.3, -0.2]], requires_grad=True)
b = torch.tensor([[0.1, 0.4, 1.0], [-0.5, 0.2, 0.9]])
c = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
signs, classes = torch.tensor([1.0, -1.0]), torch.tensor([2, 0])
for loss in (F.cosine_similarity(a, b), F.pairwise_distance(a, b), nn.CosineSimilarity(dim=0)(a, b),
             nn.MarginRankingLoss(margin=0.1)(a, b, 2 * c - 1), nn.HingeEmbeddingLoss()(a, 2 * c - 1),
             nn.CosineEmbeddingLoss()(a, b, signs), nn.TripletMarginLoss()(a, b, c), nn.SoftMarginLoss()(a, 2 * c - 1),
             nn.MultiLabelSoftMarginLoss()(a, c), nn.MultiMarginLoss()(a, classes), nn.PoissonNLLLoss()(a, c),
             nn.PoissonNLLLoss(full=True)(a, 3 * c), nn.GaussianNLLLoss()(a, b, c + 0.5), nn.GaussianNLLLoss(full=True, reduction="sum")(a, b, c)):
    print(loss.data, torch.autograd.grad(loss.sum(), a)[0])
# ---
# tensor([ 0.6658, -0.5377]) tensor([[-0.0231,  0.2882,  0.1499],
#         [ 0.0299,  0.1914,  0.5110]])
# tensor([1.7664, 2.2847]) tensor([[ 0.2265, -0.7926,  0.5661],
#         [ 0.8754,  0.0438, -0.4815]])
# tensor([-0.8682, -0.7282,  0.6730]) tensor([[ 0.2977,  0.1886,  0.0366],
#         [-0.0992,  0.6288,  0.3661]])
# tensor(0.5500) tensor([[-0.0000,  0.0000, -0.0000],
#         [ 0.1667, -0.1667, -0.1667]])
# tensor(0.7667) tensor([[ 0.1667, -0.1667,  0.1667],
#         [ 0.0000,  0.1667,  0.1667]])
# tensor(0.1671) tensor([[ 0.0115, -0.1441, -0.0749],
#         [ 0.0000,  0.0000,  0.0000]])
# tensor(1.2533) tensor([[ 0.2799, -0.0630, -0.0503],
#         [ 0.0709,  0.1931,  0.0527]])
# tensor(0.6614) tensor([[-0.0629,  0.0448, -0.0199],
#         [ 0.1363, -0.0709, -0.0916]])
# tensor(0.6614) tensor([[-0.0629,  0.0448, -0.0199],
#         [ 0.1363, -0.0709, -0.0916]])
# tensor(0.) tensor([[0., 0., 0.],
#         [0., 0., 0.]])
# tensor(2.2427) tensor([[ 0.1081,  0.0613,  1.0648],
#         [ 0.7469,  0.0583, -0.0302]])
# tensor(2.5520) tensor([[-0.2252,  0.0613,  0.7315],
#         [ 0.7469, -0.2750, -0.3635]])
# tensor(1.1452) tensor([[ 0.0444, -0.4667,  0.1111],
#         [ 0.6667,  0.0111, -0.1222]])
# tensor(2979992.8881) tensor([[ 4.0000e-01, -1.4000e+06,  1.0000e+00],
#         [ 2.0000e+06,  1.0000e-01, -1.1000e+00]])

# === normalisation
x = torch.arange(12.0).reshape(3, 4).sin().requires_grad_()
w = torch.linspace(0.5, 1.5, 4, requires_grad=True)
layer = nn.LayerNorm(4)
print(layer, nn.LayerNorm((2, 3), elementwise_affine=False), nn.GroupNorm(2, 4), nn.BatchNorm1d(4), nn.RMSNorm(4))
with torch.no_grad():
    layer.weight.copy_(w)
for y in (layer(x), F.layer_norm(x, (3, 4)), F.group_norm(x, 2, w, w), F.rms_norm(x, (4,)), F.batch_norm(x, None, None, w, training=True)):
    print(y.data, torch.autograd.grad((y * y * w).sum(), x)[0])
batch = nn.BatchNorm1d(4, momentum=0.5)
print(batch(x).sum().item() < 1e-9, batch(2 * x).data)
print(batch.running_mean, batch.running_var, batch.num_batches_tracked)
print(list(batch.state_dict()), [name for name, _ in batch.named_parameters()], [name for name, _ in batch.named_buffers()])
print(batch.eval()(x))
images = torch.arange(32.0).reshape(2, 2, 2, 4).cos()
print(nn.BatchNorm2d(2)(images).data[0, 0])
batch.train()(x[:1])
# ---
# LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=True) LayerNorm((2, 3), eps=1e-05, elementwise_affine=False, bias=False) GroupNorm(2, 4, eps=1e-05, affine=True, bias=True) BatchNorm1d(4, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True) RMSNorm((4,), eps=None, elementwise_affine=True)
# tensor([[-0.5822,  0.7560,  1.2531, -1.2254],
#         [-0.3387, -0.8347,  0.1032,  2.3859],
#         [ 0.6562,  0.4778, -0.7595, -1.8523]]) tensor([[ 6.8899, -1.8698,  2.9712, -7.9912],
#         [ 0.8354,  1.6371, -4.0868,  1.6144],
#         [-1.7979,  1.5774,  2.9597, -2.7391]])
# tensor([[-0.0485,  1.1428,  1.2388,  0.1513],
#         [-1.1199, -1.4061, -0.4441,  0.8816],
#         [ 1.3521,  0.5349, -0.8187, -1.4642]]) tensor([[ 0.1498, -0.3836,  0.7463,  0.3078],
#         [ 1.5996,  0.6597, -0.1532,  1.3874],
#         [-1.7454, -0.1348, -0.3534, -2.0803]])
# tensor([[1.4122e-05, 1.6666e+00, 2.3333e+00, 5.0837e-05],
#         [9.9976e-01, 4.0767e-04, 2.6610e-05, 3.0000e+00],
#         [9.9997e-01, 5.0015e-05, 2.3332e+00, 1.4427e-04]]) tensor([[-0.0002,  0.0002,  0.0006, -0.0006],
#         [ 0.0024, -0.0024, -0.0007,  0.0007],
#         [ 0.0001, -0.0001,  0.0027, -0.0027]])
# tensor([[ 0.0000,  1.3497,  1.4585,  0.2263],
#         [-1.0697, -1.3554, -0.3950,  0.9287],
#         [ 1.2655,  0.5272, -0.6959, -1.2791]]) tensor([[ 0.0000, -0.8044,  0.6903,  0.3492],
#         [ 1.1937,  0.2352, -0.3037,  1.5891],
#         [-1.6607, -0.2422, -0.2737, -1.5939]])
# tensor([[-0.0542,  0.8067,  1.6256,  0.4515],
#         [-0.5835, -1.1474, -0.5686,  1.5692],
#         [ 0.6377,  0.3407, -1.0570, -2.0208]]) tensor([[-7.4161e-07,  2.4753e-05,  1.7527e-04,  6.1231e-05],
#         [-7.9818e-06, -3.5207e-05, -6.1304e-05,  2.1279e-04],
#         [ 8.7234e-06,  1.0454e-05, -1.1397e-04, -2.7402e-04]])
# True tensor([[-0.1084,  0.9680,  1.3934,  0.3010],
#         [-1.1669, -1.3769, -0.4874,  1.0462],
#         [ 1.2753,  0.4088, -0.9060, -1.3472]])
# tensor([ 0.0969,  0.1228,  0.0358, -0.0841]) tensor([1.9752, 2.2396, 1.5982, 1.8677]) tensor(2)
# ['weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked'] ['weight', 'bias'] ['running_mean', 'running_var', 'num_batches_tracked']
# tensor([[-0.0689,  0.4802,  0.6910,  0.1648],
#         [-0.6074, -0.7228, -0.2493,  0.5423],
#         [ 0.6350,  0.1933, -0.4586, -0.6702]],
#        grad_fn=<NativeBatchNormBackward0>)
# tensor([[ 1.3453,  0.7182, -0.5866, -1.3695],
#         [-0.9106,  0.3680,  1.2910,  1.0096]])
# ValueError: Expected more than 1 value per channel when training, got input size torch.Size([1, 4])

# === tables
table = nn.Embedding(4, 3, padding_idx=1)
print(table, table.weight[1].data)
with torch.no_grad():
    table.weight.copy_(torch.arange(12.0).reshape(4, 3))
out = table(torch.tensor([[0, 1], [3, 3]]))
print(out.shape, out)
(out * out).sum().backward()
print(table.weight.grad)
fixed = nn.Embedding.from_pretrained(torch.eye(2))
print(fixed(torch.tensor([1, 0, 1])), fixed.weight.requires_grad)
# ---
# Embedding(4, 3, padding_idx=1) tensor([0., 0., 0.])
# torch.Size([2, 2, 3]) tensor([[[ 0.,  1.,  2.],
#          [ 3.,  4.,  5.]],
#
#         [[ 9., 10., 11.],
#          [ 9., 10., 11.]]], grad_fn=<EmbeddingBackward0>)
# tensor([[ 0.,  2.,  4.],
#         [ 0.,  0.,  0.],
#         [ 0.,  0.,  0.],
#         [36., 40., 44.]])
# tensor([[0., 1.],
#         [1., 0.],
#         [0., 1.]]) False

# === convolutions and pools
x = torch.arange(2 * 2 * 5 * 6.0).reshape(2, 2, 5, 6).sin().requires_grad_()
w = torch.arange(3 * 2 * 2 * 3.0).reshape(3, 2, 2, 3).cos().requires_grad_()
bias = torch.tensor([0.1, 0.2, 0.3], requires_grad=True)
for options in (dict(), dict(stride=2, padding=1), dict(padding=(1, 0), dilation=(1, 2)), dict(padding="same"), dict(stride=(2, 1))):
    y = F.conv2d(x, w, bias, **options)
    found = torch.autograd.grad((y * y).sum(), [x, w, bias])
    print(options, y.shape, f"{y.sum().item():.8g}", [f"{(g * g).sum().item():.8g}" for g in found])
y = F.conv2d(x, w[:2, :1], groups=2)
print(y.shape, f"{(y * y).sum().item():.8g}")
v = torch.arange(7.0).reshape(1, 1, 7).requires_grad_()
print(F.conv1d(v, torch.tensor([[[1.0, -2.0, 0.5]]]), padding=1), F.conv1d(v, torch.ones(1, 1, 2), stride=2))
for y in (F.max_pool2d(x, 2), F.max_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 2), F.avg_pool2d(x, 2, stride=1, padding=1),
          F.adaptive_avg_pool2d(x, (2, 3)), F.adaptive_avg_pool2d(x, 1), F.max_pool1d(v, 3), F.avg_pool1d(v, 2)):
    wanted = v if y.dim() == 3 else x
    print(y.shape, f"{y.sum().item():.8g}", f"{(torch.autograd.grad((y * y).sum(), wanted)[0] ** 2).sum().item():.8g}")
print(F.pad(v[0], (1, 2)), F.pad(v[0], (1, 1), value=9.0))
print(nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Conv2d(6, 16, 5, padding=2, bias=False), nn.AvgPool2d(2),
                    nn.Flatten(), nn.Linear(4, 2), nn.Conv1d(2, 3, 3, stride=2), nn.AdaptiveAvgPool2d((1, 1)), nn.Dropout(0.2)))
F.max_pool2d(torch.ones(1, 1, 2, 2), 3)
# ---
# {} torch.Size([2, 3, 4, 4]) 21.441827 ['355.6401', '3805.7621', '704.05069']
# {'stride': 2, 'padding': 1} torch.Size([2, 3, 3, 3]) 11.058039 ['1438.7796', '1828.1984', '184.62201']
# {'padding': (1, 0), 'dilation': (1, 2)} torch.Size([2, 3, 6, 2]) 12.259654 ['546.37572', '930.39842', '241.41623']
# {'padding': 'same'} torch.Size([2, 3, 5, 6]) 35.647672 ['7231.0562', '11709.479', '2002.2973']
# {'stride': (2, 1)} torch.Size([2, 3, 2, 4]) 10.78135 ['702.77608', '989.63307', '177.10476']
# torch.Size([2, 2, 4, 4]) 1.5860165
# tensor([[[ 0.5000, -1.0000, -1.5000, -2.0000, -2.5000, -3.0000, -7.0000]]],
#        grad_fn=<ConvolutionBackward0>) tensor([[[1., 5., 9.]]], grad_fn=<ConvolutionBackward0>)
# torch.Size([2, 2, 2, 3]) 9.5454047 49.129523
# torch.Size([2, 2, 3, 3]) 20.916603 106.46894
# torch.Size([2, 2, 2, 3]) -0.0063803132 8.9432908
# torch.Size([2, 2, 6, 7]) -0.12023587 101.25247
# torch.Size([2, 2, 2, 3]) -0.024388074 7.3845693
# torch.Size([2, 2, 1, 1]) -0.0040078622 0.0006194802
# torch.Size([1, 1, 2]) 7 116
# torch.Size([1, 1, 3]) 7.5 53.5
# tensor([[0., 0., 1., 2., 3., 4., 5., 6., 0., 0.]],
#        grad_fn=<ConstantPadNdBackward0>) tensor([[9., 0., 1., 2., 3., 4., 5., 6., 9.]],
#        grad_fn=<ConstantPadNdBackward0>)
# Sequential(
#   (0): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))
#   (1): ReLU()
#   (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
#   (3): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2), bias=False)
#   (4): AvgPool2d(kernel_size=2, stride=2, padding=0)
#   (5): Flatten(start_dim=1, end_dim=-1)
#   (6): Linear(in_features=4, out_features=2, bias=True)
#   (7): Conv1d(2, 3, kernel_size=(3,), stride=(2,))
#   (8): AdaptiveAvgPool2d(output_size=(1, 1))
#   (9): Dropout(p=0.2, inplace=False)
# )
# RuntimeError: Given input size

# === ties go to the first
x = torch.ones(1, 1, 2, 2, requires_grad=True)
F.max_pool2d(x, 2).backward()
print(x.grad)
# ---
# tensor([[[[1., 0.],
#           [0., 0.]]]])

# === recurrent networks
def filled(module):
    with torch.no_grad():
        for k, (name, p) in enumerate(module.named_parameters()):
            p.copy_(torch.arange(p.numel() * 1.0).reshape(p.shape).add(k).sin() * 0.5)
    return module
x = torch.arange(24.0).reshape(4, 2, 3).cos().requires_grad_()
for kind in (nn.RNN, nn.GRU, nn.LSTM):
    for options in (dict(), dict(num_layers=2, batch_first=True), dict(bidirectional=True, bias=False)):
        module = filled(kind(3, 2, **options))
        out, last = module(x)
        state = last if kind is not nn.LSTM else torch.cat(last)
        g = torch.autograd.grad((out * out).sum() + state.sum(), [x, *module.parameters()])
        print(module, out.shape, state.shape, f"{out.sum().item():.8g} {state.sum().item():.8g}", [f"{(each ** 2).sum().item():.6g}" for each in g])
        print([name for name, _ in module.named_parameters()])
print(filled(nn.RNNCell(3, 2))(x[0]).data, filled(nn.GRUCell(3, 2))(x[0]).data, filled(nn.LSTMCell(3, 2))(x[0])[1].data)
print(filled(nn.RNN(3, 2, nonlinearity="relu"))(x[:, 0])[0].data, filled(nn.LSTM(3, 2))(x[:, 0])[1][0].shape)
# ---
# RNN(3, 2) torch.Size([4, 2, 2]) torch.Size([1, 2, 2]) 2.150095 0.52186244 ['2.32931', '8.51979', '4.65602', '42.7974', '42.7974']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
# RNN(3, 2, num_layers=2, batch_first=True) torch.Size([4, 2, 2]) torch.Size([2, 4, 2]) 5.4754949 4.3544033 ['0.158586', '17.7476', '10.9652', '19.6565', '19.6565', '13.7085', '5.78932', '67.3643', '67.3643']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0', 'weight_ih_l1', 'weight_hh_l1', 'bias_ih_l1', 'bias_hh_l1']
# RNN(3, 2, bias=False, bidirectional=True) torch.Size([4, 2, 4]) torch.Size([2, 2, 2]) -0.0092465961 0.0033171777 ['8.62287', '63.6793', '3.54841', '132.204', '18.0059']
# ['weight_ih_l0', 'weight_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse']
# GRU(3, 2) torch.Size([4, 2, 2]) torch.Size([1, 2, 2]) 2.7969014 0.70722995 ['0.889147', '0.813047', '0.496656', '23.9378', '4.36233']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
# GRU(3, 2, num_layers=2, batch_first=True) torch.Size([4, 2, 2]) torch.Size([2, 4, 2]) -4.3111595 -1.3413681 ['0.272936', '12.8126', '0.515182', '17.6626', '5.11277', '0.108846', '0.0132646', '0.7701', '0.359685']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0', 'weight_ih_l1', 'weight_hh_l1', 'bias_ih_l1', 'bias_hh_l1']
# GRU(3, 2, bias=False, bidirectional=True) torch.Size([4, 2, 4]) torch.Size([2, 2, 2]) -1.2140989 -0.3222319 ['2.8851', '2.89928', '0.0136631', '38.6247', '1.21909']
# ['weight_ih_l0', 'weight_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse']
# LSTM(3, 2) torch.Size([4, 2, 2]) torch.Size([2, 2, 2]) 1.9547311 1.7135348 ['0.381609', '1.72902', '0.523121', '15.4289', '15.4289']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
# LSTM(3, 2, num_layers=2, batch_first=True) torch.Size([4, 2, 2]) torch.Size([4, 4, 2]) -4.1622518 -4.5714427 ['0.191216', '14.096', '0.587995', '35.4171', '35.4171', '0.418958', '0.615878', '14.0254', '14.0254']
# ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0', 'weight_ih_l1', 'weight_hh_l1', 'bias_ih_l1', 'bias_hh_l1']
# LSTM(3, 2, bias=False, bidirectional=True) torch.Size([4, 2, 4]) torch.Size([4, 2, 2]) 2.3063774 2.0682933 ['2.92241', '2.79288', '0.0378203', '14.0315', '0.961046']
# ['weight_ih_l0', 'weight_hh_l0', 'weight_ih_l0_reverse', 'weight_hh_l0_reverse']
# tensor([[ 0.5104, -0.2376],
#         [ 0.3620, -0.2602]]) tensor([[-0.2086,  0.4455],
#         [ 0.2157,  0.1217]]) tensor([[-0.1086,  0.3755],
#         [ 0.2541,  0.1862]])
# tensor([[0.5633, 0.0000],
#         [1.0133, 0.0000],
#         [1.3955, 0.0000],
#         [1.7139, 0.0000]]) torch.Size([1, 2])

# === attention
q = torch.arange(24.0).reshape(2, 3, 4).sin().requires_grad_()
for options in (dict(), dict(is_causal=True), dict(attn_mask=torch.tensor([[True, True, False]] * 3)), dict(scale=0.1)):
    y = F.scaled_dot_product_attention(q, q.cos(), q * q, **options)
    print(f"{(y * y).sum().item():.8g}", f"{(torch.autograd.grad(y.sum(), q)[0] ** 2).sum().item():.8g}")
# ---
# 5.8870094 47.084602
# 6.3721345 58.364382
# 5.9566041 63.226726
# 5.8740491 46.893167

# === modules that hold others
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleDict({"first": nn.Linear(2, 3), "second": nn.Linear(3, 1)})
        self.scales = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(2)])
        self.more = nn.ParameterDict({"shift": nn.Parameter(torch.zeros(3))})
        self.register_buffer("seen", torch.zeros(1))
        self.register_buffer("hidden", torch.zeros(1), persistent=False)
    def forward(self, x):
        self.seen += 1
        return self.parts["second"](torch.tanh(self.parts["first"](x) * self.scales[0] + self.more["shift"])) * self.scales[1]
net = Net()
print([name for name, _ in net.named_parameters()])
print(list(net.state_dict()), [name for name, _ in net.named_modules()], [name for name, _ in net.named_buffers()])
handle = net.register_forward_hook(lambda module, args, result: result * 0 + 5)
print(net(torch.ones(1, 2)).data, net.seen, len(net.scales), list(net.parts), "first" in net.parts)
handle.remove()
layers = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
print(layers[:2], len(layers), layers[-1])
print(sum(p.numel() for p in net.parameters()), net.get_parameter("more.shift").shape, net.get_submodule("parts.first"))
net.parts["first"].weight = torch.ones(3, 2)
# ---
# ['parts.first.weight', 'parts.first.bias', 'parts.second.weight', 'parts.second.bias', 'scales.0', 'scales.1', 'more.shift']
# ['seen', 'parts.first.weight', 'parts.first.bias', 'parts.second.weight', 'parts.second.bias', 'scales.0', 'scales.1', 'more.shift'] ['', 'parts', 'parts.first', 'parts.second', 'scales', 'more'] ['seen', 'hidden']
# tensor([[5.]]) tensor([1.]) 2 ['first', 'second'] True
# Sequential(
#   (0): Linear(in_features=2, out_features=2, bias=True)
#   (1): ReLU()
# ) 3 Linear(in_features=2, out_features=1, bias=True)
# 18 torch.Size([3]) Linear(in_features=2, out_features=3, bias=True)
# TypeError: cannot assign 'torch.DoubleTensor' as parameter 'weight' (torch.nn.Parameter or None expected)

# === clipping
w = torch.tensor([3.0, 4.0], requires_grad=True)
v = torch.tensor([12.0], requires_grad=True)
((w * w).sum() / 2 + v * v / 2).backward()
print(nn.utils.clip_grad_norm_([w, v], 6.5), w.grad, v.grad)
nn.utils.clip_grad_value_([w, v], 1.8)
print(w.grad, v.grad, nn.utils.parameters_to_vector([w, v]))
nn.utils.vector_to_parameters(torch.arange(3.0), [w, v])
print(w, v)
# ---
# tensor(13.) tensor([1.5000, 2.0000]) tensor([6.0000])
# tensor([1.5000, 1.8000]) tensor([1.8000]) tensor([ 3.,  4., 12.], grad_fn=<CatBackward0>)
# tensor([0., 1.], requires_grad=True) tensor([2.], requires_grad=True)
