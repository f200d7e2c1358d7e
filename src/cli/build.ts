/**
 * Digest of everything that the built program is made of, which the build puts here (`scripts/bundle.ts`); undefined where the sources run as they are.
 * What one build keeps in the cache is of no use to another.
 */
export const build: string | undefined = undefined;
