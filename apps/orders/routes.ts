/** Every route that the service answers. */
export const routes = ['POST /orders', 'GET /orders', 'GET /stats', 'GET /healthz', 'GET /readyz', 'POST /orders'];
