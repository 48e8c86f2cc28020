"""A document's slides to PPTX, with python-pptx."""
