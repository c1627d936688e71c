/** Address of the model file, as `Tagger.load` of @tagger/models takes it. */
declare const model: URL;
export = model;
