"""`python -m thidua_tui.cli`: the command where no script was installed."""

from thidua_tui.cli.main import main

if __name__ == "__main__":
    main()
