"""Pages of dossiers: the producer's editor and filing, the desks of officers, papers and frozen copies."""
