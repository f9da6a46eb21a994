/** Whose transcript is asked for, and how far back. */
export interface PersonQuery {
  person: string;
  isUserId?: true;
  days?: number;
}

/** DingTalk's nicks and userids are shorter. */
const MAX_PERSON_LENGTH = 100;
export const MAX_DAYS = 36_500;

/** `username:张三`, `userid：staff-1`: any case, either colon. */
const KEYED = /^([a-z_]+)\s*[:：]\s*(.*)$/isu;
const KEYS: ReadonlyMap<string, { isUserId?: true }> = new Map([
  ["username", {}],
  ["nick", {}],
  ["userid", { isUserId: true }],
]);
const DAYS = /^(.*\S)\s+(\d{1,6})\s*天?$/su;

/** Reads what follows #查对话; undefined for what names nobody. */
export function parsePersonQuery(text: string): PersonQuery | "wrong_days" | undefined {
  const [, before, count] = DAYS.exec(text.trim()) ?? [];
  const days = count === undefined ? undefined : Number(count);
  const whole = before ?? text.trim();
  const [, key, value] = KEYED.exec(whole) ?? [];
  const kind = key === undefined ? {} : KEYS.get(key.toLowerCase());
  const person = (value ?? whole).trim();
  if (kind === undefined || person === "" || person.length > MAX_PERSON_LENGTH) return undefined;
  if (key === undefined && /^[:：#＃]/.test(person)) return undefined;
  if (days !== undefined && (days < 1 || days > MAX_DAYS)) return "wrong_days";
  return { person, ...kind, ...(days === undefined ? {} : { days }) };
}

/** Reads what follows #删除对话: an exact userid, since two people may have one nick; undefined for anything else. */
export function parseErasedUser(text: string): string | undefined {
  const query = parsePersonQuery(text);
  if (
    query === "wrong_days" ||
    query?.isUserId !== true ||
    query.days !== undefined ||
    /\s/.test(query.person)
  )
    return undefined;
  return query.person;
}
