"""Recovery: backups, salvage of damaged files, examining and repairing, runs that broke off."""
