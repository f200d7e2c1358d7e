/** How much somebody may do: so often each second, and so often at once. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Buckets that fill steadily and are emptied by what is done, one for each name. */
export interface Buckets {
  /** Milliseconds until `name` may do something; 0 when it may now, which is then counted. `now` in milliseconds never goes back. */
  readonly take: (name: string, now: number) => number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Buckets of one size. Of more than `namesMax` the one that was made first is forgotten, which makes it full. */
export function newBuckets({ perSecond, burst }: Rate, namesMax = 10_000): Buckets {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (name: string, now: number): Bucket => {
    const known = buckets.get(name);
    if (known !== undefined) {
      return known;
    }
    const [first] = buckets.keys();
    if (buckets.size >= namesMax && first !== undefined) {
      buckets.delete(first);
    }
    const bucket = { tokens: burst, filledAt: now };
    buckets.set(name, bucket);
    return bucket;
  };
  return {
    take: (name, now) => {
      const bucket = bucketOf(name, now);
      const filled = bucket.tokens + ((now - bucket.filledAt) / 1_000) * perSecond;
      bucket.tokens = Math.min(burst, filled);
      bucket.filledAt = now;
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
      }
      return ((1 - bucket.tokens) / perSecond) * 1_000;
    },
  };
}
