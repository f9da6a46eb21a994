import { z } from "zod";
import { envelope } from "./envelope.ts";

export const drawImage = z.object({ ...envelope, name: z.literal("draw-image"), prompt: z.string().min(1) });

/** Draw a picture. */
export type DrawImage = z.infer<typeof drawImage>;
/** The jobs of the image queue. */
export type ImageJob = DrawImage;
