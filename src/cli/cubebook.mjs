#!/usr/bin/env node
import { openRunner } from './openRunner.mjs';

const main = await openRunner();
process.exitCode = await main(process.argv.slice(2));
