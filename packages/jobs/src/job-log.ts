/** The four methods of a logger that this package calls; pino's fit. Lines carry ids and codes, never user text. */
export interface JobLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
