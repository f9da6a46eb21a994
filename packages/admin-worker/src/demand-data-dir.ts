import { accessSync, constants, mkdirSync } from "node:fs";
import type { Config, ConfigProblem } from "@dinglane/runtime";

/** What the database of transcripts cannot do without: a directory of this machine that can be written. */
export function demandDataDir({ dataDir, databaseUrl }: Config): ConfigProblem[] {
  if (databaseUrl !== undefined) return [NO_POSTGRES];
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    return [
      {
        fileKey: "data_dir",
        variable: "DATA_DIR",
        value: dataDir,
        wrong: `is no directory that this process can make and write${code}, and the transcripts' database lives there`,
        mend: "name a directory of this machine, and let the user that runs the service write it",
      },
    ];
  }
}

const NO_POSTGRES: ConfigProblem = {
  fileKey: "database_url",
  variable: "DATABASE_URL",
  wrong: "names a Postgres, and this version keeps transcripts in a file under data_dir only",
  mend: "remove it, and see to data_dir (DATA_DIR)",
};
