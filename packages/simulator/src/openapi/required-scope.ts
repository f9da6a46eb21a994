/** Permissions by API, as DingTalk's pages of each name them. */
const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/^\/v1\.0\/card\/streaming$/, "Card.Streaming.Write"],
  [/^\/v1\.0\/card\//, "Card.Instance.Write"],
  [/^\/v1\.0\/robot\/(?!messageFiles)/, "qyapi_robot_sendmsg"],
];

/** What an application must be allowed for an API of this path; undefined where it needs nothing. */
export function requiredScope(api: string): string | undefined {
  return SCOPES.find(([pattern]) => pattern.test(api))?.[1];
}
