import type { Express, NextFunction, Request, Response } from 'express';
import type { Registry } from 'prom-client';

/**
 * What comes after all of a service's own routes: its metrics, the answer to what is not there, and that to errors.
 * @param failed - hears of each error that is the service's own fault, and not its caller's
 */
export function closingRoutes(http: Express, metrics: Registry, failed: (error: unknown) => void = () => {}): void {
  http.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  http.use((_request, response) => {
    response.status(404).json({ error: 'not found' });
  });
  // express knows an error handler by its four parameters.
  http.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    if (status >= 500) failed(error);
    response.status(status).json({ error: error instanceof Error ? error.message : String(error) });
  });
}
