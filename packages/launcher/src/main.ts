import { runService } from "@dinglane/runtime";
import { launch } from "./launch.ts";

runService({ name: "launcher", start: launch });
