// The folders of a source name, without the file's own name: "合同/2025/a.pdf" → "合同/2025".
export const folderOf = (sourceName: string) => sourceName.split('/').slice(0, -1).join('/');
