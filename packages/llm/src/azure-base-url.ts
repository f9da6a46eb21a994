/**
 * The base under which Azure keeps its deployments, from what people have at hand: the resource's name, its host, its
 * endpoint (other clouds, a gateway), or the whole target URI of a deployment, of which only the front counts.
 * @throws TypeError for what is no part of a URL
 */
export function azureBaseUrl(resource: string): string {
  const given = resource.trim();
  const host = given.includes(".") ? given : `${given}.openai.azure.com`;
  const { origin, pathname } = new URL(given.includes("://") ? given : `https://${host}`);
  const root = /^(.*?)\/openai(?:\/|$)/.exec(pathname)?.[1] ?? pathname.replace(/\/+$/, "");
  return `${origin}${root}/openai`;
}
