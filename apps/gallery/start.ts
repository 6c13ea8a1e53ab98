import { runService, settingsOrExit } from '../common/run-service.ts';
import type { Preview } from './preview.ts';
import { readGallerySettings } from './settings.ts';
import { image } from './storage.ts';
import { Turnstile } from './turnstile.ts';

/** Serves small pictures of the large ones in a storage elsewhere. */
export function start({ release, makePreview }: { release: string; makePreview: () => Promise<Preview> }): void {
  const settings = settingsOrExit('gallery', readGallerySettings);
  const turnstile = new Turnstile(settings.atOnce, settings.inLine);
  let made = 0;
  let refused = 0;

  runService({
    app: 'gallery',
    release,
    settings,
    routes: (http) => {
      http.get('/previews/:id', async (request, response) => {
        const preview = await turnstile.pass(makePreview);
        if (preview === undefined) {
          refused += 1;
          response.status(503).set('retry-after', '5').json({ error: 'busy' });
          return;
        }
        made += 1;
        const { width, height } = image;
        response.json({ id: request.params.id, of: { width, height }, picture: String(preview) });
      });
    },
    progress: () => ({ made, refused }),
    counts: [
      { name: 'gallery_previews_total', help: 'Previews made since the start.', read: () => made },
      { name: 'gallery_refused_total', help: 'Requests turned away since the start.', read: () => refused },
    ],
    work: () => () => {},
  });
}
