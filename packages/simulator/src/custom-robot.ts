/** A custom robot of a group: no application, no callbacks, only an address to post to. */
export interface CustomRobot {
  accessToken: string;
  /** The group it is in. */
  groupId: string;
  /** Where it must sign. */
  secret?: string;
  /** Where one of these words must be in each message. */
  keywords?: readonly string[];
  /** Switched off in the group. */
  isStopped?: boolean;
}
