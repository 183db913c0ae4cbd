"""Adapters: the pages of a site → a host. The only modules that know one."""
