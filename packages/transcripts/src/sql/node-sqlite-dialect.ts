import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";

/**
 * Kysely's own SQLite dialect asks a statement whether it is a `reader`, which statements of node:sqlite do not say.
 * Theirs know their columns instead. Kysely lets one query at a time use the one connection.
 */
export const createNodeSqliteDialect = (database: DatabaseSync): Dialect => ({
  createDriver: () => createDriver(database),
  createAdapter: () => new NodeSqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** SQLite can undo DDL: two processes that migrate at once wait for each other's transaction, and the second finds it done. */
class NodeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function createDriver(database: DatabaseSync): Driver {
  const connection = createConnection(database);
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    // Takes the write lock at once: one that is taken later fails where another process has written meanwhile.
    beginTransaction: async () => run("begin immediate"),
    commitTransaction: async () => run("commit"),
    rollbackTransaction: async () => run("rollback"),
    releaseConnection: async () => undefined,
    destroy: async () => database.close(),
  };
}

const createConnection = (database: DatabaseSync): DatabaseConnection => ({
  async executeQuery({ sql, parameters }: CompiledQuery): Promise<QueryResult<never>> {
    const statement = database.prepare(sql);
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as never[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  },
  streamQuery() {
    throw new TypeError("rows are not streamed from node:sqlite");
  },
});
