"""The forms of the daily screens. Nothing with a medical meaning is preselected."""
