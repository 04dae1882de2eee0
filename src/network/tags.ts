/** Tags as a map sorted by key. */
export const tagMap = (
  tags: readonly { readonly Key: string; readonly Value?: string | undefined }[],
): ReadonlyMap<string, string> =>
  new Map(tags.map(({ Key, Value }) => [Key, Value ?? ''] as const).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
