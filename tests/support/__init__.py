"""What the tests need from outside: browsers (`browsers.py`), Node and its packages (`node.py`)."""
