import type { Config } from "@dinglane/runtime";

export interface CallbackSecret {
  /** How it is called in a finding. */
  name: string;
  secret: string;
}

/** Everything that a callback may be signed with. */
export function callbackSecrets({ credentials, appSecrets }: Config["dingtalk"]): CallbackSecret[] {
  return [
    ...credentials.map(({ clientId, clientSecret }) => ({ name: `robot ${clientId}`, secret: clientSecret })),
    ...appSecrets.map((secret, index) => ({ name: `app_secrets, no. ${index + 1}`, secret })),
  ];
}
