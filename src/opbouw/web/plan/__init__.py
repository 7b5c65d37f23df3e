"""The plan: the road with its gates, this week and the next, the steps, what changed, and the week to take along."""
