import type { PDFDocumentProxy } from 'pdfjs-dist';

// pdf.js is large: it comes with the first PDF that is opened.
async function loadPdfjs() {
  const [pdfjs, worker] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs?url'),
  ]);
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  return pdfjs;
}

export type Pdfjs = Awaited<ReturnType<typeof loadPdfjs>>;

export interface OpenPdf {
  pdfjs: Pdfjs;
  document: PDFDocumentProxy;
  close: () => void;
}

// Whether the password is missing or wrong.
export const isLocked = (error: unknown) => error instanceof Error && error.name === 'PasswordException';

export async function openPdf(url: string, password?: string): Promise<OpenPdf> {
  const pdfjs = await loadPdfjs();
  const files = (folder: string) => new URL(`pdfjs/${folder}/`, document.baseURI).href;
  const task = pdfjs.getDocument({
    url,
    password,
    cMapUrl: files('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: files('standard_fonts'),
    useSystemFonts: false, // the bundled fonts have the widths that the page was set with
    isEvalSupported: false, // forbidden by the content policy, and with reason
    enableXfa: false,
  });
  const opened = await task.promise;
  return { pdfjs, document: opened, close: () => void task.destroy() };
}
