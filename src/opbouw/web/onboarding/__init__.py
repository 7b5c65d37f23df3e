"""From the first visit to the road: six questions, nothing written until the end."""
