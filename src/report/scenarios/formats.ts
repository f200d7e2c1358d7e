/** Output formats of scenarios. Those of coverage alone come last. */
export const scenarioFormats = ['pretty', 'json', 'junit', 'lcov', 'cobertura'] as const;
export type ScenarioFormat = (typeof scenarioFormats)[number];
