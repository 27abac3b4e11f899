"""Optimisers."""

# === gradient descent
x = torch.tensor([5.0, -3.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(5):
    optimizer.zero_grad()
    (x ** 2).sum().backward()
    optimizer.step()
    print(x)
# ---
# tensor([ 4.0000, -2.4000], requires_grad=True)
# tensor([ 3.2000, -1.9200], requires_grad=True)
# tensor([ 2.5600, -1.5360], requires_grad=True)
# tensor([ 2.0480, -1.2288], requires_grad=True)
# tensor([ 1.6384, -0.9830], requires_grad=True)

# === the minimum of a parabola
x = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD(params=[x], lr=0.05)
for k in range(200):
    optimizer.zero_grad()
    y = 2.0 * torch.pow(x, 2) - 6.0 * x + 1.0
    y.backward()
    if k % 50 == 0:
        print(x.grad)
    optimizer.step()
print(y.data, x.data)
# ---
# tensor(-6.)
# tensor(-8.5635e-05)
# tensor(-1.2222e-09)
# tensor(-1.6875e-14)
# tensor(-3.5000) tensor(1.5000)

# === options of gradient descent
for options in (dict(momentum=0.9), dict(momentum=0.9, nesterov=True), dict(momentum=0.5, dampening=0.2), dict(weight_decay=0.1),
                dict(momentum=0.9, weight_decay=0.1), dict(maximize=True)):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.05, **options)
    for _ in range(10):
        optimizer.zero_grad()
        ((x - 3) ** 2).sum().backward()
        optimizer.step()
    print(options, x)
# ---
# {'momentum': 0.9} tensor([4.1776, 3.5888], requires_grad=True)
# {'momentum': 0.9, 'nesterov': True} tensor([3.6932, 3.3466], requires_grad=True)
# {'momentum': 0.5, 'dampening': 0.2} tensor([2.7186, 2.8593], requires_grad=True)
# {'weight_decay': 0.1} tensor([2.2447, 2.5745], requires_grad=True)
# {'momentum': 0.9, 'weight_decay': 0.1} tensor([3.9387, 3.3563], requires_grad=True)
# {'maximize': True} tensor([-2.1875,  0.4063], requires_grad=True)

# === momentum leaves a local minimum
def f(x):
    return x ** 4 - 3 * x ** 2 + x
for momentum in (0.0, 0.9):
    x = torch.tensor(2.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.01, momentum=momentum)
    for _ in range(400):
        optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
    print(momentum, x)
# ---
# 0.0 tensor(1.1309, requires_grad=True)
# 0.9 tensor(-1.3008, requires_grad=True)

# === Adam
for options in (dict(), dict(betas=(0.5, 0.9)), dict(eps=0.1), dict(weight_decay=0.1), dict(amsgrad=True), dict(maximize=True)):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.Adam([x], lr=0.1, **options)
    for _ in range(15):
        optimizer.zero_grad()
        ((x - 3) ** 2 + torch.sin(5 * x)).sum().backward()
        optimizer.step()
    print(options, x)
# ---
# {} tensor([1.1513, 2.1774], requires_grad=True)
# {'betas': (0.5, 0.9)} tensor([1.1131, 2.2574], requires_grad=True)
# {'eps': 0.1} tensor([1.1420, 2.1802], requires_grad=True)
# {'weight_decay': 0.1} tensor([1.1492, 2.1698], requires_grad=True)
# {'amsgrad': True} tensor([1.1513, 2.1774], requires_grad=True)
# {'maximize': True} tensor([-0.3340,  1.0884], requires_grad=True)

# === other optimisers
for kind, options in ((torch.optim.AdamW, dict(lr=0.1)), (torch.optim.RMSprop, dict(lr=0.1)), (torch.optim.Adagrad, dict(lr=0.1)),
                      (torch.optim.RMSprop, dict(lr=0.05, momentum=0.9))):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = kind([x], **options)
    for _ in range(10):
        optimizer.zero_grad()
        ((x - 3) ** 2).sum().backward()
        optimizer.step()
    print(kind.__name__, x)
# ---
# AdamW tensor([1.9615, 2.9028], requires_grad=True)
# RMSprop tensor([2.9947, 3.0000], requires_grad=True)
# Adagrad tensor([1.4760, 2.4463], requires_grad=True)
# RMSprop tensor([3.4706, 2.3135], requires_grad=True)

# === groups with options of their own
a, b = torch.tensor([1.0], requires_grad=True), torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.5}], lr=0.1)
(a * 2 + b * 2).sum().backward()
optimizer.step()
print(a, b, [group["lr"] for group in optimizer.param_groups])
# ---
# tensor([0.8000], requires_grad=True) tensor([0.], requires_grad=True) [0.1, 0.5]

# === zero_grad
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
(x * 2).backward()
optimizer.zero_grad(set_to_none=False)
print(x.grad)
optimizer.zero_grad()
print(x.grad)
# ---
# tensor([0.])
# None

# === without zero_grad gradients add up
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(3):
    (x * 2).backward()
    optimizer.step()
print(x, x.grad)
# ---
# tensor([-0.2000], requires_grad=True) tensor([6.])

# === a parameter without gradient stays
a, b = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
optimizer = torch.optim.Adam([a, b], lr=0.1)
(a * a).backward()
optimizer.step()
print(a, b)
# ---
# tensor([0.9000], requires_grad=True) tensor([2.], requires_grad=True)

# === a closure
x = torch.tensor([4.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.25)
def closure():
    optimizer.zero_grad()
    loss = (x ** 2).sum()
    loss.backward()
    return loss
print(optimizer.step(closure), x)
# ---
# tensor(16., grad_fn=<SumBackward0>) tensor([2.], requires_grad=True)

# === the learning rate changes
x = torch.tensor([1.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
for _ in range(3):
    optimizer.zero_grad()
    (x * 1).backward()
    optimizer.step()
    optimizer.param_groups[0]["lr"] *= 0.1
print(x)
# ---
# tensor([0.8890], requires_grad=True)

# === nothing to optimise
torch.optim.SGD([], lr=0.1)
# ---
# ValueError: optimizer got an empty parameter list

# === a result is no parameter
x = torch.tensor([1.0], requires_grad=True)
torch.optim.SGD([x * 2], lr=0.1)
# ---
# ValueError: can't optimize a non-leaf Tensor

# === a bad learning rate
torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=-1.0)
# ---
# ValueError: Invalid learning rate

# === single precision
x = torch.tensor([1.0, 2.0], dtype=torch.float32, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
(x ** 2).sum().backward()
optimizer.step()
print(x)
# ---
# tensor([0.8000, 1.6000], dtype=torch.float32, requires_grad=True)

# === a line is fitted
x = torch.linspace(-1, 1, 11)
y = 3 * x + 0.5
w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([w, b], lr=0.3)
for _ in range(60):
    loss = ((w * x + b - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(w, b)
# ---
# tensor([3.0000], requires_grad=True) tensor([0.5000], requires_grad=True)

# === a graph from before the step is stale
x = torch.tensor([2.0], requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.1)
y = (x * x).sum()
y.backward(retain_graph=True)
optimizer.step()
y.backward()
# ---
# RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation

# === more optimisers
kinds = [("SGD", dict(momentum=0.9, foreach=False)), ("Adam", dict(amsgrad=True)), ("Adam", dict(decoupled_weight_decay=True, weight_decay=0.1)),
         ("AdamW", {}), ("RMSprop", dict(momentum=0.5, centered=True)), ("Adagrad", dict(lr_decay=0.1, initial_accumulator_value=0.5)),
         ("Adadelta", {}), ("Adamax", dict(weight_decay=0.1)), ("NAdam", {}), ("NAdam", dict(decoupled_weight_decay=True, weight_decay=0.1)),
         ("RAdam", dict(lr=0.1)), ("Rprop", {}), ("LBFGS", dict(lr=0.5, max_iter=4))]
for name, options in kinds:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([[0.5]], requires_grad=True)
    optimizer = getattr(torch.optim, name)([x, y], **options)
    def closure():
        optimizer.zero_grad()
        loss = ((x - 3) ** 4).sum() + (y * x[0] - 1).pow(2).sum()
        loss.backward()
        return loss
    for _ in range(12):
        loss = optimizer.step(closure)
    print(name, options, x.data, y.data, f"{loss.item():.6g}")
# ---
# SGD {'momentum': 0.9, 'foreach': False} tensor([2.1542, 2.1936]) tensor([[0.5412]]) 1.26572
# Adam {'amsgrad': True} tensor([1.0120, 2.0120]) tensor([[0.5120]]) 16.8415
# Adam {'decoupled_weight_decay': True, 'weight_decay': 0.1} tensor([1.0108, 2.0096]) tensor([[0.5114]]) 16.886
# AdamW {} tensor([1.0119, 2.0117]) tensor([[0.5119]]) 16.846
# RMSprop {'momentum': 0.5, 'centered': True} tensor([1.7912, 2.5917]) tensor([[0.5613]]) 2.38828
# Adagrad {'lr_decay': 0.1, 'initial_accumulator_value': 0.5} tensor([1.0414, 2.0406]) tensor([[0.5375]]) 15.8045
# Adadelta {} tensor([1.0400, 2.0393]) tensor([[0.5397]]) 15.92
# Adamax {'weight_decay': 0.1} tensor([1.0239, 2.0236]) tensor([[0.5238]]) 16.4438
# NAdam {} tensor([1.0195, 2.0194]) tensor([[0.5195]]) 16.5928
# NAdam {'decoupled_weight_decay': True, 'weight_decay': 0.1} tensor([1.0171, 2.0147]) tensor([[0.5183]]) 16.6805
# RAdam {'lr': 0.1} tensor([2.4667, 2.9939]) tensor([[0.5064]]) 0.143123
# Rprop {} tensor([1.3958, 2.3958]) tensor([[0.8215]]) 8.15671
# LBFGS {'lr': 0.5, 'max_iter': 4} tensor([2.9951, 2.9964]) tensor([[0.3339]]) 7.58693e-10

# === the state of an optimiser
for name, options in [("SGD", dict(lr=0.1)), ("SGD", dict(lr=0.1, momentum=0.9)), ("Adam", {}), ("AdamW", {}), ("RMSprop", {}),
                      ("Adagrad", {}), ("Adadelta", {}), ("Adamax", {}), ("NAdam", {}), ("RAdam", {}), ("Rprop", {})]:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = getattr(torch.optim, name)([x], **options)
    print(optimizer)
    (x ** 2).sum().backward()
    optimizer.step()
    print(optimizer.state_dict())
print(type(optimizer.state[x]["step"]) is torch.Tensor, list(optimizer.param_groups[0])[:2])
# ---
# SGD (
# Parameter Group 0
#     dampening: 0
#     differentiable: False
#     foreach: None
#     fused: None
#     lr: 0.1
#     maximize: False
#     momentum: 0
#     nesterov: False
#     weight_decay: 0
# )
# {'state': {}, 'param_groups': [{'lr': 0.1, 'momentum': 0, 'dampening': 0, 'weight_decay': 0, 'nesterov': False, 'maximize': False, 'foreach': None, 'differentiable': False, 'fused': None, 'params': [0]}]}
# SGD (
# Parameter Group 0
#     dampening: 0
#     differentiable: False
#     foreach: None
#     fused: None
#     lr: 0.1
#     maximize: False
#     momentum: 0.9
#     nesterov: False
#     weight_decay: 0
# )
# {'state': {0: {'momentum_buffer': tensor([2., 4.])}}, 'param_groups': [{'lr': 0.1, 'momentum': 0.9, 'dampening': 0, 'weight_decay': 0, 'nesterov': False, 'maximize': False, 'foreach': None, 'differentiable': False, 'fused': None, 'params': [0]}]}
# Adam (
# Parameter Group 0
#     amsgrad: False
#     betas: (0.9, 0.999)
#     capturable: False
#     decoupled_weight_decay: False
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     fused: None
#     lr: 0.001
#     maximize: False
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'exp_avg': tensor([0.2000, 0.4000]), 'exp_avg_sq': tensor([0.0040, 0.0160])}}, 'param_groups': [{'lr': 0.001, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0, 'amsgrad': False, 'maximize': False, 'foreach': None, 'capturable': False, 'differentiable': False, 'fused': None, 'decoupled_weight_decay': False, 'params': [0]}]}
# AdamW (
# Parameter Group 0
#     amsgrad: False
#     betas: (0.9, 0.999)
#     capturable: False
#     decoupled_weight_decay: True
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     fused: None
#     lr: 0.001
#     maximize: False
#     weight_decay: 0.01
# )
# {'state': {0: {'step': tensor(1.), 'exp_avg': tensor([0.2000, 0.4000]), 'exp_avg_sq': tensor([0.0040, 0.0160])}}, 'param_groups': [{'lr': 0.001, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0.01, 'amsgrad': False, 'maximize': False, 'foreach': None, 'capturable': False, 'differentiable': False, 'fused': None, 'decoupled_weight_decay': True, 'params': [0]}]}
# RMSprop (
# Parameter Group 0
#     alpha: 0.99
#     capturable: False
#     centered: False
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     lr: 0.01
#     maximize: False
#     momentum: 0
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'square_avg': tensor([0.0400, 0.1600])}}, 'param_groups': [{'lr': 0.01, 'momentum': 0, 'alpha': 0.99, 'eps': 1e-08, 'centered': False, 'weight_decay': 0, 'capturable': False, 'foreach': None, 'maximize': False, 'differentiable': False, 'params': [0]}]}
# Adagrad (
# Parameter Group 0
#     differentiable: False
#     eps: 1e-10
#     foreach: None
#     fused: None
#     initial_accumulator_value: 0
#     lr: 0.01
#     lr_decay: 0
#     maximize: False
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'sum': tensor([ 4., 16.])}}, 'param_groups': [{'lr': 0.01, 'lr_decay': 0, 'eps': 1e-10, 'weight_decay': 0, 'initial_accumulator_value': 0, 'foreach': None, 'maximize': False, 'differentiable': False, 'fused': None, 'params': [0]}]}
# Adadelta (
# Parameter Group 0
#     capturable: False
#     differentiable: False
#     eps: 1e-06
#     foreach: None
#     lr: 1.0
#     maximize: False
#     rho: 0.9
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'square_avg': tensor([0.4000, 1.6000]), 'acc_delta': tensor([1.0000e-06, 1.0000e-06])}}, 'param_groups': [{'lr': 1.0, 'rho': 0.9, 'eps': 1e-06, 'weight_decay': 0, 'maximize': False, 'capturable': False, 'foreach': None, 'differentiable': False, 'params': [0]}]}
# Adamax (
# Parameter Group 0
#     betas: (0.9, 0.999)
#     capturable: False
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     lr: 0.002
#     maximize: False
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'exp_avg': tensor([0.2000, 0.4000]), 'exp_inf': tensor([2.0000, 4.0000])}}, 'param_groups': [{'lr': 0.002, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0, 'foreach': None, 'maximize': False, 'differentiable': False, 'capturable': False, 'params': [0]}]}
# NAdam (
# Parameter Group 0
#     betas: (0.9, 0.999)
#     capturable: False
#     decoupled_weight_decay: False
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     lr: 0.002
#     maximize: False
#     momentum_decay: 0.004
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'mu_product': tensor(0.4501), 'exp_avg': tensor([0.2000, 0.4000]), 'exp_avg_sq': tensor([0.0040, 0.0160])}}, 'param_groups': [{'lr': 0.002, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0, 'momentum_decay': 0.004, 'decoupled_weight_decay': False, 'maximize': False, 'foreach': None, 'capturable': False, 'differentiable': False, 'params': [0]}]}
# RAdam (
# Parameter Group 0
#     betas: (0.9, 0.999)
#     capturable: False
#     decoupled_weight_decay: False
#     differentiable: False
#     eps: 1e-08
#     foreach: None
#     lr: 0.001
#     maximize: False
#     weight_decay: 0
# )
# {'state': {0: {'step': tensor(1.), 'exp_avg': tensor([0.2000, 0.4000]), 'exp_avg_sq': tensor([0.0040, 0.0160])}}, 'param_groups': [{'lr': 0.001, 'betas': (0.9, 0.999), 'eps': 1e-08, 'weight_decay': 0, 'maximize': False, 'foreach': None, 'capturable': False, 'decoupled_weight_decay': False, 'differentiable': False, 'params': [0]}]}
# Rprop (
# Parameter Group 0
#     capturable: False
#     differentiable: False
#     etas: (0.5, 1.2)
#     foreach: None
#     lr: 0.01
#     maximize: False
#     step_sizes: (1e-06, 50)
# )
# {'state': {0: {'step': tensor(1.), 'prev': tensor([2., 4.]), 'step_size': tensor([0.0100, 0.0100])}}, 'param_groups': [{'lr': 0.01, 'etas': (0.5, 1.2), 'step_sizes': (1e-06, 50), 'foreach': None, 'maximize': False, 'differentiable': False, 'capturable': False, 'params': [0]}]}
# True ['params', 'lr']

# === a state is loaded
import copy
def train(model, optimizer, steps):
    for _ in range(steps):
        optimizer.zero_grad()
        ((model ** 2 - 2) ** 2).sum().backward()
        optimizer.step()
a = torch.tensor([1.0, 3.0], requires_grad=True)
first = torch.optim.Adam([{"params": [a], "lr": 0.1}])
train(a, first, 5)
b = a.detach().clone().requires_grad_()
second = torch.optim.Adam([b], lr=0.5)
second.load_state_dict(copy.deepcopy(first.state_dict()))
train(a, first, 5)
train(b, second, 5)
print(a, b, second.param_groups[0]["lr"])
torch.optim.Adam([a, b]).load_state_dict(first.state_dict())
# ---
# tensor([1.5358, 2.0675], requires_grad=True) tensor([1.5358, 2.0675], requires_grad=True) 0.1
# ValueError: loaded state dict contains a parameter group that doesn't match the size of optimizer's group

# === options that are refused
for make in (lambda: torch.optim.SGD(torch.ones(2)), lambda: torch.optim.Adam([]), lambda: torch.optim.SGD([torch.ones(1)], lr=-1),
             lambda: torch.optim.Adam([torch.ones(1)], betas=(0.9, 1.0)), lambda: torch.optim.SGD([torch.ones(1)], nesterov=True),
             lambda: torch.optim.SGD([1.0])):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error)[:60])
# ---
# TypeError params argument given to the optimizer should be an iterable
# ValueError optimizer got an empty parameter list
# ValueError Invalid learning rate: -1
# ValueError Invalid beta parameter at index 1: 1.0
# ValueError Nesterov momentum requires a momentum and zero dampening
# TypeError optimizer can only optimize Tensors, but one of the params i
