const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** A number of a resource as Kubernetes writes it: "128Mi", "500m", "3". Memory is binary, whatever it was written as. */
export function formatAmount(resource: string, amount: number): string {
  if (!isBytes(resource)) {
    const thousandths = Math.ceil(amount * 1000 - 1e-6);
    return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
  }
  let value = Math.ceil(amount);
  let unit = 0;
  while (value !== 0 && value % 1024 === 0 && unit < binary.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value}${binary[unit]}`;
}

function isBytes(resource: string): boolean {
  return /(^|\.)(memory|storage|ephemeral-storage)$|hugepages-/.test(resource);
}
