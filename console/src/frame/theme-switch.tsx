import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { useEffect } from 'react';

import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import { useStored } from '../kit/use-stored';

type Theme = 'system' | 'light' | 'dark';
const kNext: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const kIcons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeSwitch() {
  const { t } = useLanguage();
  const [stored, store] = useStored('wenyuan.theme', 'system');
  const theme: Theme = stored === 'light' || stored === 'dark' ? stored : 'system';
  const Icon = kIcons[theme];

  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);

  return (
    <IconButton
      name={t('theme.switch', { name: t(`theme.${theme}`) })}
      icon={<Icon size={18} />}
      onClick={() => store(kNext[theme])}
    />
  );
}
