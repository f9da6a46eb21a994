/** Runs a queue's jobs, each ending in one reply; what every worker service is built on. */
export { startReplyWorker, type ReplyRoad } from "./start-reply-worker.ts";
/** What a use case is given of the attempt it is a part of. */
export type { Attempt, RunningAttempt } from "./reply-processor.ts";
/** Shows answers on cards while they are written. */
export type { CardRoad } from "./card-road.ts";
/** Makes masked markdown fit for a card. */
export { cardTextOf } from "./card-text.ts";
/** Makes markdown ready to be committed. */
export type { WriteReply } from "./reply-writer.ts";
/** Counts calls to the model. */
export { createModelMetrics, type ModelMetrics } from "./model-metrics.ts";
/** Tells administrators of a model that answers nobody. */
export { createModelWatch, type ModelWatch } from "./create-model-watch.ts";
/** The configured account behind a model. */
export { modelAccountOf } from "./model-account-of.ts";
