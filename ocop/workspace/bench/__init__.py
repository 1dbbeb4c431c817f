"""How long the heavy acts and pages take: measured on a database made for it, never on the live one."""
