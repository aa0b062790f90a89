import File from 'lucide-react/icons/file';
import FileArchive from 'lucide-react/icons/file-archive';
import FileCode from 'lucide-react/icons/file-code';
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import FileText from 'lucide-react/icons/file-text';
import Mail from 'lucide-react/icons/mail';
import Presentation from 'lucide-react/icons/presentation';

const kIcons: Record<string, typeof File> = {
  pdf: FileText,
  docx: FileText,
  txt: FileText,
  md: FileText,
  html: FileCode,
  xlsx: FileSpreadsheet,
  csv: FileSpreadsheet,
  pptx: Presentation,
  eml: Mail,
  zip: FileArchive,
};

export function FormatIcon({ format, size = 16 }: { format: string; size?: number }) {
  const Icon = kIcons[format] ?? File;
  return <Icon size={size} aria-hidden />;
}
