#!/usr/bin/env python3
"""A tool."""
import sys

LIMIT = 3

# Reads it.
@cached
def read(path,
         mode):
    text = """
def not_a_function
"""
    return text


class Tool:
    def run(self):
        pass

if __name__ == "__main__":
    read(sys.argv[1])
