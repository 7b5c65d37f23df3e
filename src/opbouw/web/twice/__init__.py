"""The same activity in two recordings: what is taken from which, and the runner's word about pairs."""
