"""The workbench as it runs in earnest: a server of its own process, browsers over the network, a look into its data."""
