/** What reports and certificates call this program. The version is that of package.json; a test compares them. */
export const tool = { name: 'reachproof', version: '0.1.0' } as const;
