import type { TestNode } from './node.ts';

/** What a script has with it besides the image. */
export interface ScriptPod {
  /** Of the pod. */
  spec?: Record<string, unknown>;
  /** Of the container. */
  container?: Record<string, unknown>;
}

/** Runs a script to its end as the only container of a pod, and gives its log. The script has `fs` and `print`. */
export async function runScript(
  node: TestNode,
  name: string,
  script: string,
  { spec = {}, container = {} }: ScriptPod = {},
): Promise<string> {
  const helpers = `
    import fs from 'node:fs';
    const print = (value) => console.log(typeof value === 'string' ? value : JSON.stringify(value));
    const attempt = (act) => { try { act(); return 'done'; } catch (thrown) { return thrown.code; } };
  `;
  const containers = [{ name: 'main', image: node.image(helpers + script), ...container }];
  node.create(name, { restartPolicy: 'Never', ...spec, containers });
  await node.until(name, 'ended', ({ state }) => state.terminated !== undefined);
  return await node.log(name);
}
