/** Address of the model file, as `Tagger.load` of @tagger/models takes it: a file in Node.js, beside the bundle in a browser. */
declare const model: URL;
export default model;
