"""The evidence register on pages that everybody may read: no runner's data stands on them."""
