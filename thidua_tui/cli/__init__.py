"""The command `thidua`: the program, its errors, and one module for each command."""
