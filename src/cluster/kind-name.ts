/** The name of leaklab's own kind cluster; `LEAKLAB_CLUSTER` gives another. */
export function kindClusterName(): string {
  return process.env['LEAKLAB_CLUSTER'] ?? 'leaklab';
}
