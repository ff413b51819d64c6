// The entry of the command. As little as can be: the rest is loaded with Node's compile cache on, where Node has one.

import module from 'node:module';

module.enableCompileCache?.();
void import('./program.ts').then(({ main }) => main());
