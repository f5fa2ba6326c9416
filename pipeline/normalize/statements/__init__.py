"""The official tables 公开01表–09表 of a disclosure, and all others that it prints."""
