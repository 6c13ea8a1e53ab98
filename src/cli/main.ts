#!/usr/bin/env node
import { runCli } from './cli.ts';
import { guardProcess } from './guard-process.ts';

guardProcess();
process.exitCode = await runCli(process.argv.slice(2));
