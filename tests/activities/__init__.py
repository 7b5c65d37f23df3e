"""Reading activities: every format, every kind of damage, and the recordings of real watches."""
