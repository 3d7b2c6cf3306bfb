"""What a registry file survives: crowds, kills, full disks, damage and clocks that are wrong."""
