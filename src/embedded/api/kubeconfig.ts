import { stringify } from 'yaml';

export interface Access {
  /** https://127.0.0.1:PORT */
  url: string;
  token: string;
  /** PEM. */
  certificateAuthority: string;
}

/** A kubeconfig file with one context of this name, which is the current one. */
export function kubeconfig({ url, token, certificateAuthority }: Access, contextName: string): string {
  const authority = Buffer.from(certificateAuthority).toString('base64');
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contextName,
    clusters: [{ name: contextName, cluster: { server: url, 'certificate-authority-data': authority } }],
    users: [{ name: contextName, user: { token } }],
    contexts: [{ name: contextName, context: { cluster: contextName, user: contextName } }],
  });
}
