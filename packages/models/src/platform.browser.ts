import { fetchModel } from './loading/fetch-model';
import { importWebRuntime } from './runtime/web-runtime';

/** In a browser a path is an address relative to the page. */
export const readLocalModel = fetchModel;

/** onnxruntime-web, which a page that only imports this package need not fetch, nor have. */
export const importRuntime = importWebRuntime;
