"""How the bars are measured: rounds, the disk, servers, load, a slow line, memory, syncs."""
