"""The tests mirror the tree; those of ``live/`` need running servers."""
