import '../../common/early-stop.ts';
import { postOnce } from '../post-once.ts';

const { REPORTS_SERVICE_HOST: host, REPORTS_SERVICE_PORT: port, TASK_PATH: path, TASK_BODY: body } = process.env;
if (host === undefined || port === undefined || path === undefined || body === undefined) {
  process.stderr.write('reports-task: TASK_PATH, TASK_BODY and a Service "reports" are needed\n');
  process.exitCode = 1;
} else await postOnce(`http://${host}:${port}`, path, body);
