import { expect, it } from "vitest";
import { azureBaseUrl } from "./azure-base-url.ts";

it.each([
  ["contoso", "https://contoso.openai.azure.com/openai"],
  [" contoso ", "https://contoso.openai.azure.com/openai"],
  ["contoso.openai.azure.cn", "https://contoso.openai.azure.cn/openai"],
  ["https://contoso.openai.azure.com/", "https://contoso.openai.azure.com/openai"],
  ["https://contoso.openai.azure.com/openai/", "https://contoso.openai.azure.com/openai"],
  ["https://openai.corp.example/azure", "https://openai.corp.example/azure/openai"],
  [
    "https://contoso.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
    "https://contoso.openai.azure.com/openai",
  ],
  ["http://127.0.0.1:4010", "http://127.0.0.1:4010/openai"],
])("%j becomes %j", (resource, expected) => {
  expect(azureBaseUrl(resource)).toBe(expected);
});
