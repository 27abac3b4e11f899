"""`torch.cuda`, as far as programs ask whether there is one."""


def is_available() -> bool:
    """Tell whether there is a GPU to compute on: there is none here."""
    return False


def device_count() -> int:
    """Return the number of GPUs to compute on."""
    return 0
