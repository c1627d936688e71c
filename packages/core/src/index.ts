export * from './errors/corpus-error';
export * from './errors/file-error';
export * from './errors/settings-error';
export * from './errors/tagger-error';
export * from './sentence';
