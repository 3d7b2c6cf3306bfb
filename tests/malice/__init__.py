"""What somebody would do who means harm, kept to the threat model of SECURITY.md."""
