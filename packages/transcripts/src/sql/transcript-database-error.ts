/** The database cannot be opened: not one, damaged, or of a newer version; its cause says which. */
export class TranscriptDatabaseError extends Error {
  readonly code = "transcript_database";

  constructor(file: string, cause: unknown) {
    super(`the transcripts' database ${file} under data_dir (DATA_DIR) cannot be opened`, { cause });
    this.name = "TranscriptDatabaseError";
  }
}
