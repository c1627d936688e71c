import '@tagger/models/worker';
