"""Progress: what was done, how the body reacted, and what may be expected, in charts with a table behind each."""
