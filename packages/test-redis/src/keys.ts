/** Counter in database 0: which logical database the next test gets. Lives as long as the run's Redis. */
export const databasesKey = "test-redis:databases";
