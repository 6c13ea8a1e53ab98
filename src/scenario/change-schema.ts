/** Changes of the cluster as people make them: fields that are set, files that are applied. */
import { z } from 'zod';
import { textOf } from './schema-parts.ts';

export const imageName = () =>
  textOf(
    /^[a-z0-9]+([._-][a-z0-9]+)*:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*$/,
    'an image as app:release, such as data-processor:1.4.2 (and not "latest")',
  );
export const variableName = () => textOf(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a name of an environment variable');

const amount = () => textOf(/^\d+(\.\d+)?(m|k|[KMG]i?)?$/, 'an amount as text, such as 256Mi or 500m');
const amounts = () =>
  z.strictObject({
    cpu: amount().optional().describe('Processors, such as 50m.'),
    memory: amount().optional().describe('Bytes, such as 256Mi.'),
  });

const setSchema = z
  .strictObject({
    image: imageName().optional().describe('As `kubectl set image`: the image of the container.'),
    requests: amounts().optional().describe('As `kubectl set resources --requests`; what is not named stays.'),
    limits: amounts().optional().describe('As `kubectl set resources --limits`; what is not named stays.'),
    env: z
      .record(variableName(), z.string().nullable())
      .optional()
      .describe('As `kubectl set env`: variables and their values; null takes one away.'),
  })
  .describe("Fields of the workload's container, as `kubectl set` sets them.");

export const changeFields = {
  file: textOf(/\S/, 'some text')
    .optional()
    .describe(
      'A file of this folder with strategic-merge patches or whole objects, such as remedies/raise-limit.yaml.',
    ),
  set: setSchema.optional(),
};

/** What was done to a workload that ran well, and brought the fault. */
export const changeSchema = z
  .strictObject(changeFields)
  .describe(
    'What is done to the workload once the manifests are rolled out and ready: the fault comes with it, so that there ' +
      'is a revision to go back to. Without it the manifests themselves have the fault.',
  );

export type SetDocument = z.output<typeof setSchema>;
