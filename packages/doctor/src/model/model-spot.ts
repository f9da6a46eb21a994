/** Which model was asked, and with which of several keys. */
export interface ModelSpot {
  model: string;
  /** From 1 on; absent where there is only one. */
  keyNo?: number;
}

/** How it is called in a report. */
export function modelSpotText({ model, keyNo }: ModelSpot): string {
  return keyNo === undefined ? model : `${model}, key no. ${keyNo}`;
}
