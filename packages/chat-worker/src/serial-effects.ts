import type { CommitEffect } from "@dinglane/delivery";

/** Who has context is answered one at a time, for as long as the context lives: each answer reads the one before it. */
export const serialEffects = (serialKey: string, ttlSeconds: number): CommitEffect[] => [
  { type: "set", key: serialKey, value: "1", ttlSeconds },
];
