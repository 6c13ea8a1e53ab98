import { checkDependencies } from '../dependencies.ts';
import { aRelease } from '../release.ts';
import { sendReport } from '../send-report.ts';
import { start } from '../start.ts';

await start({
  ...aRelease('2.5.1'),
  health: (response) => {
    void checkDependencies().then((report) => sendReport(response, report));
  },
});
