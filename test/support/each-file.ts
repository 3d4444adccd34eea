/** Set up for every file of tests (vitest.config.ts): databases are closed with the test or the file that opened them. */
import { afterAll, afterEach, beforeEach } from 'vitest';
import { beginTest, endFile, endTest } from './opened.ts';

beforeEach(beginTest);
afterEach(endTest);
afterAll(endFile);
