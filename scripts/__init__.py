"""Set-up of the project on a bare machine: standard library only, and any Python from 3.6 on can run it."""
