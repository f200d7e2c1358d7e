// The library's own lists of operators. The only export of the package that leads to them is the engine, whose default
// path resolver has no place here; so they are taken from their files, and a test pins what is in them. The engine is
// not even loaded.

declare module 'json-rules-engine/dist/engine-default-operators.js' {
  type Operators = readonly import('./operators.ts').LibraryOperator[];
  const operators: Operators | { readonly default: Operators };
  export = operators;
}

declare module 'json-rules-engine/dist/engine-default-operator-decorators.js' {
  type Decorators = readonly import('./operators.ts').LibraryDecorator[];
  const decorators: Decorators | { readonly default: Decorators };
  export = decorators;
}
