"""Files beside a project: found, paired, referred to, written whole or not at all."""
