"""Questions and conversations played against live servers, started and stopped by the tests themselves."""
