const id = (text: string): string => encodeURIComponent(text.toWellFormed());

/** String: the bytes of the picture drawn for a message, until the reply that shows it is committed. */
export const drawnPictureKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:drawn:${id(robotKey)}:${id(msgId)}`;
/** Longer than a drawn picture may wait for its upload (see UPLOAD_WINDOW_MS). */
export const DRAWN_PICTURE_TTL_SECONDS = 60 * 60;
