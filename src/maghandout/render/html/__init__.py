"""A document to one HTML page that needs nothing else: the back end for screens."""
