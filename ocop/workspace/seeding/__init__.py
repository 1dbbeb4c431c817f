"""Filling a new system: real lists from seed/, and a small worked set of demo dossiers."""
