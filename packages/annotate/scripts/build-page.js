/** Bundles the script of the page and writes it as a string in a module, `src/page/client-code.js`: tests run on the sources, of which it is a part. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (address) => fileURLToPath(new URL(address, import.meta.url));

/** Before the tests. */
export async function setup() {
  const { outputFiles } = await build({
    entryPoints: [path('../src/page/client/main.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  // An end of the element within a string would end the script.
  const code = outputFiles[0].text.replaceAll('</script', '<\\/script');
  writeFileSync(
    path('../src/page/client-code.js'),
    `/** Made by scripts/build-page.js. */\nexport const clientCode =\n  ${JSON.stringify(code)};\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await setup();
