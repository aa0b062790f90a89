import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import { type ComponentProps, useState } from 'react';

import { useLanguage } from '../i18n/language';
import { Field } from '../kit/field';
import { IconButton } from '../kit/icon-button';

export function PasswordField(properties: Omit<ComponentProps<typeof Field>, 'type' | 'after'>) {
  const { t } = useLanguage();
  const [shown, show] = useState(false);
  return (
    <Field
      {...properties}
      type={shown ? 'text' : 'password'}
      after={
        <IconButton
          name={t(shown ? 'signIn.hide' : 'signIn.show')}
          icon={shown ? <EyeOff size={16} /> : <Eye size={16} />}
          onClick={() => show(!shown)}
        />
      }
    />
  );
}
