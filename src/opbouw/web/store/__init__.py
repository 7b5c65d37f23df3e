"""The store: one append-only table of events, the uploaded bytes, and what can be rebuilt from them."""
