"""What people see: prose with computed numbers, tables, charts, pages and written outputs."""
