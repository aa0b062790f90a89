import { address, standardHeaders } from './client';
import { ApiProblem, problemFromBody, unreachable } from './problem';
import type { Received } from './types';

// Sends a file as it is. XMLHttpRequest, because fetch does not tell how much has been sent.
export function uploadFile(
  library: string,
  name: string,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.open('POST', address(`/libraries/${library}/documents`, { name }));
    for (const [header, value] of Object.entries(standardHeaders())) request.setRequestHeader(header, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new ApiProblem({ status: 0, code: 'stopped', detail: '' }));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Received);
      } else {
        const id = request.getResponseHeader('X-Request-Id') ?? '';
        reject(problemFromBody(request.status, request.responseText, id));
      }
    };
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}
