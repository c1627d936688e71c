/** Where jobs of a kind are. */
export interface QueueName {
  /** Of all keys of one installation. */
  readonly prefix: string;
  readonly name: string;
}

/** What the data of a job has in addition once it is done. */
export interface Finished<Result> {
  readonly result?: Result | undefined;
}
