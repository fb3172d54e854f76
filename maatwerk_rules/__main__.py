"""`python -m maatwerk_rules` is the command `maatwerk`."""

from maatwerk_rules.integrations.cli import main

if __name__ == "__main__":
    main()
