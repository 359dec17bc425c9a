"""What users say of the answers, kept without personal data for the people who improve the assistant."""
