/**
 * The public address of this repository, without a slash at its end: `https://github.com/OWNER/NAME`. It is not known
 * yet; fill it in here, and nowhere else.
 */
export const REPOSITORY: string = '';
