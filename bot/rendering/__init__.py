"""Charts, files and diagnostics made in processes of their own, so that no turn waits for one."""
