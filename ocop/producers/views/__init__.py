"""Pages of a producer's own people, and of the officers who look after it."""
