import { describeLanes } from "../testing/lane-contract.ts";
import { openLab } from "../testing/lab.ts";

describeLanes("lanes fused into BullMQ's scripts", openLab);
