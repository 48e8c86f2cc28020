"""Documents to bytes. The back ends never import each other."""
