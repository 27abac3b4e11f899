"""The lines of texts that are in no file, kept where linecache finds them."""

import linecache
import threading

_lock = threading.RLock()
_texts: dict[str, str] = {}


def keep_lines(filename: str, text: str) -> None:
    """Let linecache have `text` for the lines of `filename`, from now on."""
    with _lock:
        _texts[filename] = text
        restore_lines()


def restore_lines() -> None:
    """Give linecache again the texts that `linecache.clearcache` has dropped."""
    with _lock:
        for filename, text in _texts.items():
            if filename not in linecache.cache:
                # A modification time of None keeps `linecache.checkcache` from looking for a file.
                linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
