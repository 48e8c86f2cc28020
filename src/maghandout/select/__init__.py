"""A topic and the library to a `Selection`: what is picked, under the verdict policy."""
