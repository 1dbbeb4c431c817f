from ocop.producers.members import people_of, producers_of  # noqa: F401
