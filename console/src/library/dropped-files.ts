export interface FoundFile {
  name: string; // with its folders: "合同/2025/a.pdf"
  file: File;
}

// Files that systems leave in folders without anybody's wish.
const kNotDocuments = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*|\._[^/]*)$/;

const isDocument = ({ name }: FoundFile) => !kNotDocuments.test(name);

export function filesOfInput(list: FileList): FoundFile[] {
  return [...list].map((file) => ({ name: file.webkitRelativePath || file.name, file })).filter(isDocument);
}

async function filesOfEntry(entry: FileSystemEntry, folder: string): Promise<FoundFile[]> {
  const name = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FoundFile[] = [];
  for (;;) {
    // A reader gives at most a hundred entries at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const inner of entries) found.push(...(await filesOfEntry(inner, `${name}/`)));
  }
}

// Everything that was dropped, folders opened. Must be called within the drop event.
export async function filesOfDrop(transfer: DataTransfer): Promise<FoundFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = await Promise.all(entries.map((entry) => filesOfEntry(entry, '')));
  return found.flat().filter(isDocument);
}
