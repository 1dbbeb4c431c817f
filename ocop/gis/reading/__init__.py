"""Reading other people's map files: runs in a process of its own that can reach nothing else. Knows no Django."""
