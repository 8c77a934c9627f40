"""Sample evaluations of invented places, and the program that builds them."""
