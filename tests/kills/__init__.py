"""Killing the real thing while somebody chats with it."""
