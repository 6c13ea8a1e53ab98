import type { Express, Response } from 'express';

interface ReportWriter {
  send(response: Response, report: object): void;
}

const writers: Record<string, ReportWriter> = {
  ok: { send: (response, report) => void response.json(report) },
  degraded: { send: (response, report) => void response.status(503).json(report) },
};

/** Lets `sendReport` find its writers in the app, by the status that each of them is for. */
export function registerWriters(http: Express): void {
  Object.assign(http.locals, writers);
}

/** Sends what a health check came to. */
export function sendReport(response: Response, report: object): void {
  const writer: ReportWriter = response.app.locals[statusOf(report)];
  writer.send(response, report);
}

function statusOf(report: object): string {
  return 'status' in report ? String(report.status) : 'unknown';
}
