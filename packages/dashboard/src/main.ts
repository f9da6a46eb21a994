import { runService } from "@dinglane/runtime";
import { dashboardDemands } from "./config.ts";
import { startDashboard } from "./start-dashboard.ts";

runService({ name: "dashboard", demands: dashboardDemands, start: startDashboard });
