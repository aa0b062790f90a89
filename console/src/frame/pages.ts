import Cpu from 'lucide-react/icons/cpu';
import Gauge from 'lucide-react/icons/gauge';
import Library from 'lucide-react/icons/library';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark';
import Search from 'lucide-react/icons/search';
import Settings from 'lucide-react/icons/settings-2';

import type { MessageKey } from '../i18n/translate';

// What the rail and the palette offer, in order; `editors`: to who may edit a library;
// `administrators`: to them.
export const pages: { path: string; name: MessageKey; Icon: typeof Search; editors?: true; administrators?: true }[] = [
  { path: '/ask', name: 'rail.ask', Icon: MessageCircleQuestion },
  { path: '/library', name: 'rail.library', Icon: Library },
  { path: '/search', name: 'rail.search', Icon: Search },
  { path: '/quality', name: 'rail.quality', Icon: Gauge, editors: true },
  { path: '/models', name: 'rail.models', Icon: Cpu, administrators: true },
  { path: '/house', name: 'rail.house', Icon: Settings },
];
