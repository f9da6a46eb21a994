/** The queues, in the order a dashboard lists them. A queue name is never written as a literal elsewhere. */
export const QUEUES = ["chat", "image", "admin"] as const;

export type QueueName = (typeof QUEUES)[number];
