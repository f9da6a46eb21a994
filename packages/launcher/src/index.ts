/** A local stand-in for a model, with OpenAI's chat API: what answers on the playground when there is no key. */
export { startDemoModel, type DemoModel } from "./demo-model.ts";
