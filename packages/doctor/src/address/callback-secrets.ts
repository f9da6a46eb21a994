import type { Config } from "@dinglane/runtime";

/** Whose secret it is. */
export type Signer = { robot: string } | { appSecretNo: number };

export interface CallbackSecret {
  /** How it is called in a finding. */
  name: string;
  signer: Signer;
  secret: string;
}

/** Everything that a callback may be signed with. */
export function callbackSecrets({ credentials, appSecrets }: Config["dingtalk"]): CallbackSecret[] {
  return [
    ...credentials.map(({ clientId, clientSecret }) => ({
      name: `robot ${clientId}`,
      signer: { robot: clientId },
      secret: clientSecret,
    })),
    ...appSecrets.map((secret, index) => ({
      name: `app_secrets, no. ${index + 1}`,
      signer: { appSecretNo: index + 1 },
      secret,
    })),
  ];
}
