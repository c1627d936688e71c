import { readFileSync } from 'node:fs';

/** Ticks of a second in `/proc`, on every Linux that Node.js has. */
const ticks = 100;

/**
 * The seconds of processor time of a process, all of its threads together (Linux).
 * @param {number} pid
 */
export function processorTime(pid) {
  return sumOf(pid, 11);
}

/** The same of all processes that this one started and that have ended. */
export function endedProcessorTime() {
  return sumOf('self', 13);
}

/** Two fields of `/proc/PID/stat`, user and system, counted behind the name. */
function sumOf(pid, at) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[at]) + Number(fields[at + 1])) / ticks;
}
