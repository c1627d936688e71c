/** For tsup's `clean`: declarations stay, as `build-types.js` writes those of all packages at once. */
export const declarations = ['!*.d.ts', '!*.d.cts'];
