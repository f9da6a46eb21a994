import { adminRows, usageRows } from "./admin-rows.ts";
import { lookUpRows } from "./look-up-rows.ts";
import { pictureRows } from "./picture-rows.ts";
import { questionRows } from "./question-rows.ts";
import type { Row } from "./row.ts";
import { sessionRows } from "./session-rows.ts";
import { settingsRows } from "./settings-rows.ts";
import { templateRows } from "./template-rows.ts";
import { transcriptRows } from "./transcript-rows.ts";

/** The command table: whatever anybody may type. */
export const rows: readonly Row[] = [
  ...usageRows,
  ...sessionRows,
  ...templateRows,
  ...pictureRows,
  ...lookUpRows,
  ...adminRows,
  ...transcriptRows,
  ...settingsRows,
  ...questionRows,
];
