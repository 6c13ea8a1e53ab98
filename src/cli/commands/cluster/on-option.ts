/** `--on` of the cluster commands. */
export interface OnOption {
  on: 'auto' | 'kind' | 'embedded';
}
