interface ManifestLinks {
  repository: { type: 'git'; url: string; directory: string } | undefined;
  homepage: string | undefined;
  bugs: string | undefined;
}

/**
 * What the manifest of a published package says of the repository.
 *
 * @param repository - its address, or '' while there is none: then a manifest has none of these fields
 * @param name - the package's folder in `packages/`
 */
export function linksOf(repository: string, name: string): ManifestLinks {
  if (!repository) return { repository: undefined, homepage: undefined, bugs: undefined };
  return {
    repository: { type: 'git', url: `git+${repository}.git`, directory: `packages/${name}` },
    homepage: `${repository}/tree/HEAD/packages/${name}#readme`,
    bugs: `${repository}/issues`,
  };
}

/** What is wrong with an address of a repository, as the end of a sentence; null if nothing is. */
export function problemOfAddress(address: string): string | null {
  if (address === '' || (/^https:\/\/[\w.-]+(\/[\w.-]+)+$/.test(address) && !address.endsWith('.git'))) return null;
  return `must be "https://HOST/OWNER/NAME" without ".git" and a slash at its end, got "${address}".`;
}
