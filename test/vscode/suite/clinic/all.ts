// The tests of the workspace `clinic`, in the order in which they run.

import './activation.test.ts';
