export { type Io, type Output, processIo, type Signal } from './io';
export { run } from './run';
