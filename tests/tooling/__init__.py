"""Tests of the set-up, of the servers' keeper and of the serving process."""
