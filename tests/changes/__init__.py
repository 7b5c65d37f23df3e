"""What a change of the rules changes in the advice: the same logs decided by two versions, side by side."""
