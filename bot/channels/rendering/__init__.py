"""From the blocks of a reply to what a channel shows."""
