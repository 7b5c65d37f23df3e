"""The library of exercises: browse, search, one exercise in full, hide and bring back, and a sheet to print."""
