import File from 'lucide-react/icons/file';
import FileArchive from 'lucide-react/icons/file-archive';
import FileCode from 'lucide-react/icons/file-code';
import FileImage from 'lucide-react/icons/file-image';
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import FileText from 'lucide-react/icons/file-text';
import Mail from 'lucide-react/icons/mail';
import Presentation from 'lucide-react/icons/presentation';

const kFormatsOf: [typeof File, string][] = [
  [FileText, 'pdf ofd xps docx doc rtf odt hwp hwpx epub one vsdx txt md rst org asciidoc textile tex chm'],
  [FileSpreadsheet, 'xlsx xls ods csv dif'],
  [Presentation, 'pptx ppt odp'],
  [FileCode, 'html mhtml xml json jsonl yaml toml ini ipynb jats dita docbook svg'],
  [Mail, 'eml msg mbox'],
  [FileImage, 'png jpg tif bmp webp gif'],
  [FileArchive, 'zip tar rar 7z cab iso warc compressed'],
];
const kIcons = new Map(kFormatsOf.flatMap(([Icon, formats]) => formats.split(' ').map((format) => [format, Icon])));

export function FormatIcon({ format, size = 16 }: { format: string; size?: number }) {
  const Icon = kIcons.get(format) ?? File;
  return <Icon size={size} aria-hidden />;
}
