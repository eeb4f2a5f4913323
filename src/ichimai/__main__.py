"""`python -m ichimai` is the command `ichimai`."""

from ichimai.cli.main import main

if __name__ == "__main__":
    main()
