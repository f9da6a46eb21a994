import { expect, test } from "vitest";
import { parseWhois } from "./parse-whois.ts";

test.each([
  [
    "a registry of the old form",
    "Domain Name: EXAMPLE.TEST\r\nRegistrar: Sample Registrar Inc.\r\nCreation Date: 1995-08-14T04:00:00Z\r\nRegistry Expiry Date: 2027-08-13T04:00:00Z\r\n",
    { registrar: "Sample Registrar Inc.", registeredOn: "1995-08-14", expiresOn: "2027-08-13" },
  ],
  [
    "China's",
    "Domain Name: example.cn\nSponsoring Registrar: 某某注册商\nRegistration Time: 2003-03-17 12:20:05\nExpiration Time: 2028-03-17 12:48:36\n",
    { registrar: "某某注册商", registeredOn: "2003-03-17", expiresOn: "2028-03-17" },
  ],
  [
    "values below their labels, and months as words",
    "    Registrar:\n        Sample Ltd [Tag = S]\n\n    Relevant dates:\n        Registered on: 14-Feb-1996\n        Expiry date:  1-Dec-2026\n",
    { registrar: "Sample Ltd [Tag = S]", registeredOn: "1996-02-14", expiresOn: "2026-12-01" },
  ],
  [
    "labels in brackets",
    "[Registered Date]               2001/03/22\n[Expires on]   2027/05/31\n",
    { registeredOn: "2001-03-22", expiresOn: "2027-05-31" },
  ],
  [
    "labels with dots, and comments",
    "% Expires: 1999-01-01\ncreated............: 2.1.2003\nexpires............: 2 Jan 2030\nregistrar..........: Oy\n",
    { expiresOn: "2030-01-02", registrar: "Oy" },
  ],
])("reads %s", (_name, answer, expected) => {
  expect(parseWhois(answer)).toEqual(expected);
});

test.each([
  ['No match for domain "NONE.TEST".\r\n', "free"],
  ["Domain: none.test\nStatus: free\n", "free"],
  ["No matching record.\n", "free"],
  ["Queried interval is too short.\n", "unreadable"],
  ["", "unreadable"],
])("%j is %s", (answer, expected) => {
  expect(parseWhois(answer)).toBe(expected);
});
