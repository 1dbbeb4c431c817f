from ocop.gis.tests.agency import agency  # noqa: F401  a server that plays another agency's
