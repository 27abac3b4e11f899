"""Facts about a tree: kinds, control flow, activity, memory; nothing here changes a tree."""
