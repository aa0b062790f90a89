// A message of the server ("no passage here has …") as it begins on a page. Names of settings and files stay as they are.
export function asSentence(message: string): string {
  const first = /^\p{Ll}[\p{L}'’-]*(?=[\s,:;]|$)/u.exec(message)?.[0];
  return first ? message.charAt(0).toUpperCase() + message.slice(1) : message;
}
