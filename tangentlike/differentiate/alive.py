"""Values that are still there going back, but whose name an earlier value takes up before they are read."""

from tangentlike.differentiate.reads import Reads
from tangentlike.differentiate.saves import Group, Saves
from tangentlike.differentiate.sweep import Read
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t


def rename_alive(reads: Reads) -> None:
    """Give a value another name, `b_new = b`, before `b = b_saved.pop()`, where it is read after that.

    Such a value is there only because nothing changes its name any more: it stands in a branch that leaves the loop.
    """
    saves = reads.saves
    for key, readers in reads.alive.items():
        taken = {id(group): group for group in saves.groups for read in readers if takes_its_name(saves, group, read)}
        if not taken:
            continue
        read, first = readers[0], max(taken.values(), key=lambda group: group.pop)
        if not all(takes_its_name(saves, first, other) for other in readers):
            raise taken_between(reads, read)
        target = reads.sweep.facts.fresh(f"{read.name}_new")
        reads.found[key] = t.name(target)
        saves.renamed.append((target, read.name, first.sites[0].block, first.pop))


def takes_its_name(saves: Saves, group: Group, read: Read) -> bool:
    """Tell whether another value of the same name is taken up before the statement of a read is reversed."""
    site = next((site for site in group.sites if site.target == read.name), None)
    place = None if site is None else saves.places.within(read.node, site.block)
    if site is None or place is None or place > max(group.pop, saves.taken(site.block, group.pop)):
        return False
    return any(site.name in saves.places.changed_in(node) for node in site.block[site.push : place + 1])


def taken_between(reads: Reads, read: Read) -> Unsupported:
    """Return the refusal of a value that is read both before and after another one is taken up under its name."""
    return Unsupported(
        f"tangentlike cannot differentiate a loop that is left after `{read.name}` has changed.",
        place=reads.sweep.facts.source.place(read.node),
        why="going back reads that value before and after the one that it has replaced.",
        instead="give the value with which the loop is left a name of its own.",
    )
