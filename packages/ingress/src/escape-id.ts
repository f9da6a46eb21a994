/** An id for a name whose parts `:` separates: no id can reach into another's place, and ours stay readable. */
export const escapeId = (id: string): string => encodeURIComponent(id.toWellFormed());
