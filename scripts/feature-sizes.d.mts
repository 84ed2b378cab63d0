/** What each feature adds to a page that has the hook alone, in bytes, minified and gzipped. */
export function featureSizes(): Promise<Array<{ name: string; gzip: number }>>;
