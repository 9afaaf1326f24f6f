"""The parts of storage/postgresql.py: what replicas on one PostgreSQL have in common."""
