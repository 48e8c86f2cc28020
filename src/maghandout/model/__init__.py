"""The values that travel between the stages: frozen, slotted, with tuples inside."""
