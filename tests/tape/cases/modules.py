"""Modules."""

# === a layer
layer = nn.Linear(2, 3)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    layer.bias.fill_(0.5)
x = torch.tensor([[1.0, -1.0], [0.5, 2.0]])
y = layer(x)
y.sum().backward()
print(y, layer.weight.grad, layer.bias.grad, layer)
# ---
# tensor([[-0.5000, -0.5000, -0.5000],
#         [ 5.0000, 10.0000, 15.0000]], grad_fn=<AddmmBackward0>) tensor([[1.5000, 1.0000],
#         [1.5000, 1.0000],
#         [1.5000, 1.0000]]) tensor([2., 2., 2.]) Linear(in_features=2, out_features=3, bias=True)

# === starting values
layer = nn.Linear(4, 3)
print(bool((layer.weight.abs() <= 0.5).all()), bool((layer.bias.abs() <= 0.5).all()), nn.Linear(4, 3, bias=False).bias)
# ---
# True True None

# === parameters
p = nn.Parameter(torch.tensor([1.0, 2.0]))
print(p, p * 2, isinstance(p, nn.Parameter), isinstance(p, torch.Tensor), isinstance(p * 2, nn.Parameter), p.is_leaf, p.detach())
q = nn.Parameter(torch.ones(1), requires_grad=False)
print(q)
# ---
# Parameter containing:
# tensor([1., 2.], requires_grad=True) tensor([2., 4.], grad_fn=<MulBackward0>) True True False True tensor([1., 2.])
# Parameter containing:
# tensor([1.])

# === a module of one's own
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 4)
        self.act = nn.Tanh()
        self.second = nn.Linear(4, 1)
        self.scale = nn.Parameter(torch.ones(1))
    def forward(self, x):
        return self.scale * self.second(self.act(self.first(x)))
net = Net()
print(net)
print([name for name, _ in net.named_parameters()], [tuple(p.shape) for p in net.parameters()])
loss = nn.MSELoss()(net(torch.ones(3, 2)), torch.zeros(3, 1))
loss.backward()
print(all(p.grad is not None for p in net.parameters()), loss.grad_fn)
net.zero_grad()
print(net.first.weight.grad)
# ---
# Net(
#   (first): Linear(in_features=2, out_features=4, bias=True)
#   (act): Tanh()
#   (second): Linear(in_features=4, out_features=1, bias=True)
# )
# ['scale', 'first.weight', 'first.bias', 'second.weight', 'second.bias'] [(1,), (4, 2), (4,), (1, 4), (1,)]
# True <MseLossBackward0 object at 0x>
# None

# === modules in a row
net = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1), nn.Sigmoid())
for p in net.parameters():
    nn.init.constant_(p, 0.5)
y = net(torch.tensor([[1.0, 2.0]]))
y.backward()
print(y, net[0].weight.grad, len(net), net[1])
# ---
# tensor([[0.9241]], grad_fn=<SigmoidBackward0>) tensor([[0.0351, 0.0701],
#         [0.0351, 0.0701]]) 4 ReLU()

# === training
net = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
for k, p in enumerate(net.parameters()):
    with torch.no_grad():
        p.copy_(torch.linspace(-1, 1, p.numel()).view(p.shape) * (k + 1) * 0.3)
x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
criterion = nn.BCEWithLogitsLoss()
for step in range(31):
    optimizer.zero_grad()
    loss = criterion(net(x), y)
    loss.backward()
    optimizer.step()
    if step % 10 == 0:
        print(f"{loss.item():.6f}")
print(net[0].weight)
# ---
# 0.690809
# 0.623477
# 0.527973
# 0.495156
# Parameter containing:
# tensor([[-2.8643, -2.8988],
#         [ 2.8988,  2.8643]], requires_grad=True)

# === losses as modules
x, t = torch.tensor([[0.5, -1.0, 2.0]]), torch.tensor([2])
print(nn.CrossEntropyLoss()(x, t), nn.MSELoss(reduction="sum")(x, x * 2), nn.L1Loss()(x, x * 2), nn.NLLLoss()(x, t), nn.HuberLoss()(x, x * 3))
print(nn.MSELoss(), nn.ReLU(), nn.Softmax(dim=1), nn.LeakyReLU(0.2), nn.Dropout(0.3), nn.Flatten(), nn.ELU(), nn.GELU())
# ---
# tensor(0.2413) tensor(5.2500) tensor(1.1667) tensor(-2.) tensor(1.8333)
# MSELoss() ReLU() Softmax(dim=1) LeakyReLU(negative_slope=0.2) Dropout(p=0.3, inplace=False) Flatten(start_dim=1, end_dim=-1) ELU(alpha=1.0) GELU(approximate='none')

# === state
net = nn.Sequential(nn.Linear(1, 1))
other = nn.Sequential(nn.Linear(1, 1))
other.load_state_dict(net.state_dict())
print(list(net.state_dict()), torch.equal(net[0].weight, other[0].weight), net[0].weight is other[0].weight)
# ---
# ['0.weight', '0.bias'] True False

# === training and evaluation
net = nn.Sequential(nn.Dropout(0.5), nn.Linear(1, 1))
print(net.training, net.eval().training, net[0].training, net.train()[0].training, torch.equal(net.eval()(torch.ones(1, 1)), net(torch.ones(1, 1))))
# ---
# True False False True True

# === frozen parameters
net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
for p in net[0].parameters():
    p.requires_grad = False
net(torch.ones(1, 2)).sum().backward()
print(net[0].weight.grad, net[1].bias.grad, sum(p.numel() for p in net.parameters() if p.requires_grad))
# ---
# None tensor([1.]) 3

# === a module without forward
nn.Module()(1)
# ---
# NotImplementedError: Module [Module] is missing the required "forward" function

# === copies and files
import copy, io, pickle
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
with torch.no_grad():
    for parameter in model.parameters():
        parameter.fill_(0.5)
twin = copy.deepcopy(model)
print([name for name, _ in twin.named_parameters()], twin(torch.ones(1, 2)))
with torch.no_grad():
    twin[0].weight.zero_()
print(model(torch.ones(1, 2)), twin(torch.ones(1, 2)))
file = io.BytesIO()
optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
model(torch.ones(1, 2)).sum().backward()
optimizer.step()
torch.save({"epoch": 3, "model": model.state_dict(), "optimizer": optimizer.state_dict(), "loss": torch.tensor(0.5)}, file)
file.seek(0)
checkpoint = torch.load(file)
print(checkpoint["epoch"], checkpoint["loss"], checkpoint["optimizer"]["state"][0]["step"], type(checkpoint["model"]).__name__)
print(twin.load_state_dict(checkpoint["model"]))
other = torch.optim.Adam(twin.parameters())
other.load_state_dict(checkpoint["optimizer"])
for each, step in ((model, optimizer), (twin, other)):
    step.zero_grad()
    each(torch.ones(1, 2)).pow(2).sum().backward()
    step.step()
    print(each(torch.ones(1, 2)))
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x ** 2).sum().backward()
for y in (copy.deepcopy(x), pickle.loads(pickle.dumps(x)), copy.copy(x), pickle.loads(pickle.dumps(x * 2)), copy.deepcopy(nn.Parameter(x))):
    print(y, y.grad, y.is_leaf)
file = io.BytesIO()
torch.save(model, file)
file.seek(0)
try:
    torch.load(file)
except pickle.UnpicklingError as error:
    print(str(error)[:25])
file.seek(0)
print(torch.load(file, weights_only=False))
print(model.load_state_dict({"0.weight": torch.ones(3, 2)}, strict=False))
copy.deepcopy(x * 2)
# ---
# ['0.weight', '0.bias', '2.weight', '2.bias'] tensor([[2.7500]], grad_fn=<AddmmBackward0>)
# tensor([[2.7500]], grad_fn=<AddmmBackward0>) tensor([[1.2500]], grad_fn=<AddmmBackward0>)
# 3 tensor(0.5000) tensor(1.) OrderedDict
# <All keys matched successfully>
# tensor([[1.1644]], grad_fn=<AddmmBackward0>)
# tensor([[1.1644]], grad_fn=<AddmmBackward0>)
# tensor([1., 2.], requires_grad=True) tensor([2., 4.]) True
# tensor([1., 2.], requires_grad=True) None True
# tensor([1., 2.], requires_grad=True) None True
# tensor([2., 4.], requires_grad=True) None True
# Parameter containing:
# tensor([1., 2.], requires_grad=True) None True
# Weights only load failed.
# Sequential(
#   (0): Linear(in_features=2, out_features=3, bias=True)
#   (1): ReLU()
#   (2): Linear(in_features=3, out_features=1, bias=True)
# )
# _IncompatibleKeys(missing_keys=['0.bias', '2.weight', '2.bias'], unexpected_keys=[])
# RuntimeError: Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, see https
