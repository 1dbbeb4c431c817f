"""Pages and addresses of the map's data: for staff, for the map, for machines."""
