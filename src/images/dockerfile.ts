/** What every workload image stands on. */
export const baseImage = 'node:24-bookworm-slim';

/**
 * The same for each app: its bundle as the one layer, and node itself as PID 1, so that signals and exit codes are the
 * app's own. The user is node's number: the kubelet can check `runAsNonRoot` for a number only.
 */
export const dockerfile = `FROM ${baseImage}
COPY app.mjs /app/app.mjs
ENV NODE_ENV=production
USER 1000
ENTRYPOINT ["node", "/app/app.mjs"]
`;
