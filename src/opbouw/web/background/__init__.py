"""Work behind the pages: a queue in the database, a worker of its own process, and tasks that outlive their worker."""
