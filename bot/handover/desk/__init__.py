"""The correspondent's desk, on ``/correspondant``: who comes in, what they see of the requests, what they do of them.

Nothing of it is answered while it has no account (``python -m bot contacts account NAME`` makes the first one).
"""
