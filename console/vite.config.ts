import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { pdfjsFiles } from './dev/pdfjs-files';

// Where `npm run dev` finds the server: a real one, or the mock (`npm run mock`).
const server = process.env.WENYUAN_URL ?? 'http://127.0.0.1:8788';

export default defineConfig({
  plugins: [react(), pdfjsFiles()],
  base: './',
  build: {
    target: 'es2022',
    // The server's policy is default-src 'self': no data: addresses, no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    // Some servers and proxies do not know .mjs; a worker of the wrong type does not start.
    rollupOptions: {
      output: {
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  // Under its own host name: the server refuses changes by pages of another origin.
  server: { proxy: { '/api': { target: server, changeOrigin: false } } },
  test: { include: ['tests/**/*.test.{ts,tsx}'], environment: 'node' },
});
