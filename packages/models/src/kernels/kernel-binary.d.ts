/** The kernels, compiled, in base64: `assembly/build.js` writes them. */
export declare const kernelBinary: string;
