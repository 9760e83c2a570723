"""From claims to the ledger: groups, verdicts, arithmetic, references, witnesses and overrides."""
