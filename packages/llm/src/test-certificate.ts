/**
 * For tests: a certificate for `model.test`, signed by itself, with its key; neither is used for anything else. Node can
 * read certificates but not make them.
 */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLlAeqTEhcELi4H6C
xXHM7DFtB0RvdhIsBezq9Ikgu2ShRANCAAQSB/iH9eyTf+vG334Y+IHZTNpYToem
zhL+92PwFytNpCgN2Y88foERWSeUwrxGAuNYArCev95ISnSNsupILRVt
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBSTCB8aADAgECAgEBMAoGCCqGSM49BAMCMBgxFjAUBgNVBAMMDWRpbmdsYW5l
IHRlc3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBgxFjAUBgNV
BAMMDWRpbmdsYW5lIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQSB/iH
9eyTf+vG334Y+IHZTNpYToemzhL+92PwFytNpCgN2Y88foERWSeUwrxGAuNYArCe
v95ISnSNsupILRVtoyowKDAVBgNVHREEDjAMggptb2RlbC50ZXN0MA8GA1UdEwEB
/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgJF/UWkdzJVH9dIL/9k47lDih2zQh
ICl4YF0voa2y3aECIEK6sYetC9zfbWm6z2fbn+3Uo0buu/T57uwsMu8DTFsU
-----END CERTIFICATE-----
`,
};
