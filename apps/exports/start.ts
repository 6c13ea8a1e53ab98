import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import { writeSheet } from './sheet.ts';

/** Writes a customer's statement as a sheet, and says where it can be fetched. */
export function start({ release }: { release: string }): void {
  const settings = settingsOrExit('exports', readSettings);
  let written = 0;

  runService({
    app: 'exports',
    release,
    settings,
    routes: (http) => {
      http.get('/exports/:customer', async (request, response) => {
        const { customer } = request.params;
        const summary = await writeSheet(customer);
        written += 1;
        response.json({ ...summary, customer, file: `/files/${customer}.csv` });
      });
    },
    progress: () => ({ written }),
    counts: [{ name: 'exports_written_total', help: 'Sheets written since the start.', read: () => written }],
    work: () => () => {},
  });
}
