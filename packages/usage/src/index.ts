/** Makes a model's work the effects of a commit that count it. */
export { createUsageRecorder, type RecordUsage } from "./create-usage-recorder.ts";
/** Reads what all processes have counted. */
export { createUsageReader, type UsageReport } from "./create-usage-reader.ts";
/** What one model did in some time. */
export type { ModelUsage } from "./model-usage.ts";
