/** `client/main.ts` for browsers, bundled: `scripts/build-page.js` writes it. */
export declare const clientCode: string;
