import { checkDependencies } from '../dependencies.ts';
import { aRelease } from '../release.ts';
import { sendReport } from '../send-report.ts';
import { start } from '../start.ts';

await start({
  ...aRelease('2.5.0'),
  health: (response) => sendReport(response, checkDependencies()),
});
