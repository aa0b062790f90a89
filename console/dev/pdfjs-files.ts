import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { Plugin } from 'vite';

const kFolders = ['cmaps', 'standard_fonts'];
const kPackage = resolve(__dirname, '../node_modules/pdfjs-dist');

// Character maps and fonts that PDFs may lean on without carrying them: served as pdfjs/<folder>/<file>.
export function pdfjsFiles(): Plugin {
  return {
    name: 'pdfjs-files',
    generateBundle() {
      for (const folder of kFolders) {
        for (const file of readdirSync(join(kPackage, folder))) {
          const source = readFileSync(join(kPackage, folder, file));
          this.emitFile({ type: 'asset', fileName: `pdfjs/${folder}/${file}`, source });
        }
      }
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs', (request, response, next) => {
        const [folder = '', file = ''] = (request.url ?? '').split('/').slice(1);
        const path = join(kPackage, folder, file);
        if (!kFolders.includes(folder) || file.includes('..') || !existsSync(path)) return next();
        createReadStream(path).pipe(response);
      });
    },
  };
}
