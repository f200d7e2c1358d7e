// What all examples have in common. Weights are type weight × criticality weight (critical 8, high 4, medium 2, low 1):
//
// control-plane   task-api (gateway) 1.2 × 8 = 9.6
//                 access-control, coordinator, leader-election, policy-manager, scheduler       5 × 1 × 8 = 40
//                 health-monitor, notifier, region-router, watchdog                             4 × 1 × 4 = 16     65.6
// coordination    agent-registry, task-orchestrator, task-router                                3 × 1 × 8 = 24
//                 deliberation-engine, validator                                                2 × 1 × 4 =  8
//                 performance-tracker (pipeline) 0.9 × 4 = 3.6                                                     35.6
// agents          claude-opus-*, gpt-4-*, claude-sonnet-code                                  5 × 0.8 × 4 = 16
//                 llama-analysis 0.8 × 2 = 1.6                                                                     17.6
// data            control-db, tasks-db-*, lease-store-*                                         6 × 1 × 8 = 48
//                 task-stream-* 2 × 0.8 × 8 = 12.8, event-stream 0.8 × 4 = 3.2, policy-cache 0.6 × 4 = 2.4         66.4
// providers       anthropic-*, openai-*, pagerduty 5 × 0.7 × 4 = 14, slack 0.7 × 2 = 1.4                           15.4
// journeys        submit-task 1 × 8 = 8, deliberation 1 × 4 = 4                                                    12.0
// all                                                                                                             212.6
//
// 40 systems, 38 of them observed: the two journeys are logical.

/** critical on high, accepted until the end of 2027-01-31 (UTC). */
export function waivedFinding(daysLeft: number): string {
  return `error no-hard-dependency-on-less-critical task-orchestrator->deliberation-engine: task-orchestrator (critical) fails with deliberation-engine (high), waived by debates-before-promotion for ${daysLeft} more days`;
}

/** 80 + 60 + 50 million where a limit is declared, 30 where only a request is, + 60 = 280 million, of 200. */
export const shadowFinding =
  'info limits-within-capacity llm-tokens: limits of 280000000 tokens/day on llm-tokens, which has 200000000';
