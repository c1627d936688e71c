const tasks = new Set<() => void>();

/**
 * Runs a task, which must be synchronous and comes before those of earlier calls, if the process exits before the returned function takes the task back: also at
 * `process.exit`, but not at a signal that nobody listens to.
 */
export function atExit(task: () => void): () => void {
  if (tasks.size === 0) process.on('exit', runAll);
  tasks.add(task);
  return () => {
    tasks.delete(task);
    if (tasks.size === 0) process.off('exit', runAll);
  };
}

function runAll(): void {
  for (const task of [...tasks].reverse()) {
    try {
      task();
    } catch {
      // Nothing can be told any more; the next run finds what is left.
    }
  }
}
