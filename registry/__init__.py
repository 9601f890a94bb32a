"""Who takes part? Departments, desks, services, regions, roles and officers."""
