// The tests of the workspace `clinic`, in the order in which they run.

import './activation.test.ts';
import './findings.test.ts';
import './rename.test.ts';
import './commands.test.ts';
import './pages.test.ts';
import './conflicts.test.ts';
import './settings.test.ts';
import './walkthrough.test.ts';
import './review.test.ts';
import './restart.test.ts';
