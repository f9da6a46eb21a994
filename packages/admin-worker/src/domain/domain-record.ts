/** What a registry publishes of a domain; days are yyyy-mm-dd, absent where it keeps them to itself. */
export interface DomainRecord {
  registeredOn?: string;
  expiresOn?: string;
  registrar?: string;
}
