"""A table of patients to personal copies of handouts, one a row, begun again where it was broken off."""
