/** Where the model file is: bundlers that know `new URL(…, import.meta.url)` bring it along. */
export default new URL('./model.onnx', import.meta.url);
