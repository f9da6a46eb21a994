import { expect, test } from "vitest";
import { isPublicAddress } from "./is-public-address.ts";

test.each([
  "8.8.8.8",
  "47.95.1.1",
  "223.5.5.5",
  "2400:3200::1",
  "2001:4860:4860::8888",
  // The NAT64 and IPv4-mapped forms of 8.8.8.8.
  "64:ff9b::808:808",
  "::ffff:8.8.8.8",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["loopback", "127.0.0.1"],
  ["loopback", "127.255.255.254"],
  ["loopback", "::1"],
  ["unspecified", "0.0.0.0"],
  ["unspecified", "0.1.2.3"],
  ["unspecified", "::"],
  ["private", "10.1.2.3"],
  ["private", "172.16.0.1"],
  ["private", "172.31.255.255"],
  ["private", "192.168.1.1"],
  ["link-local, with a cloud's metadata", "169.254.169.254"],
  ["link-local", "fe80::1"],
  ["link-local, with a zone", "fe80::1%eth0"],
  ["CGNAT", "100.64.0.1"],
  ["CGNAT, with a cloud's metadata", "100.100.100.200"],
  ["multicast", "224.0.0.1"],
  ["multicast", "ff02::1"],
  ["broadcast", "255.255.255.255"],
  ["reserved", "240.0.0.1"],
  ["documentation", "203.0.113.9"],
  ["benchmarking", "198.18.0.1"],
  ["unique local", "fd12:3456::1"],
  ["site-local", "fec0::1"],
  ["mapped loopback", "::ffff:127.0.0.1"],
  ["mapped private, in hexadecimal", "::ffff:c0a8:101"],
  ["compatible loopback", "::7f00:1"],
  ["NAT64 of loopback", "64:ff9b::7f00:1"],
  ["local NAT64", "64:ff9b:1::808:808"],
  ["6to4 of a private address", "2002:c0a8:101::1"],
  ["teredo", "2001::1"],
  ["documentation", "2001:db8::1"],
  ["not given out", "4000::1"],
])("%s is not: %s", (_why, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["", "localhost", "example.com", "1.2.3", "0x7f.1", "8.8.8.8 ", "[::1]"])(
  "%j is no address",
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);
