/** Cuts query, fragment, and user with password off every url in a text: tokens live there. */
export function withoutQueries(text: string): string {
  return text.replace(/(\w+:\/\/)(?:[^\s/?#'"@]*@)?([^\s?#'"]*)(?:[?#][^\s'"]*)?/g, '$1$2');
}
