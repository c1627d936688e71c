export { type Io, type Output, processIo, type Signal } from './io/io';
export { run } from './run';
