import { runService } from "@dinglane/runtime";
import { ingressDemands } from "./config.ts";
import { startIngress } from "./start-ingress.ts";

runService({ name: "ingress", demands: ingressDemands, start: startIngress });
