export function bundleSize(
  contents: string,
  resolveDir: string,
  platform?: string,
): Promise<{ minified: number; gzip: number }>;
