"""The rules of the house as tests: small scanners, each with a text it must refuse and one it must accept."""
