/** What goes wrong with cards; knobs of single calls are those of the OpenAPI. */
export interface CardFaults {
  /** Templates that are refused as param.templateNotExist. */
  missingTemplates: string[];
  /** A card with one of these words is refused as param.contentUnsafe. */
  unsafeWords: string[];
  /** A longer streamed text is refused as param.stream.content. DingTalk's limit is not known. */
  maxContentBytes: number | undefined;
  /** Where cards cannot be put, by userId or conversationId: `success: false` in a 200. */
  undeliverable: string[];
}

/** Nothing goes wrong. */
export function createCardFaults(): CardFaults {
  return { missingTemplates: [], unsafeWords: [], maxContentBytes: undefined, undeliverable: [] };
}
