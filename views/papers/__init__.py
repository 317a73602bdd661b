"""The facts of the papers that a cluster issues, one module for each kind of paper."""
