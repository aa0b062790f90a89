import * as Dropdown from '@radix-ui/react-dropdown-menu';
import Check from 'lucide-react/icons/check';
import type { ReactNode } from 'react';

import styles from './menu.module.css';

interface MenuProperties {
  trigger: ReactNode; // one button
  align?: 'start' | 'end';
  children: ReactNode;
}

export function Menu({ trigger, align = 'start', children }: MenuProperties) {
  return (
    // Not modal: a modal menu locks scrolling with a style element, which the content policy forbids.
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

interface MenuItemProperties {
  onSelect: () => void;
  icon?: ReactNode;
  detail?: ReactNode;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, detail, children }: MenuItemProperties) {
  return (
    <Dropdown.Item className={styles.item} onSelect={onSelect}>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>{children}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
    </Dropdown.Item>
  );
}

interface MenuChoiceProperties<Value extends string> {
  value: Value;
  options: { value: Value; label: string; detail?: ReactNode }[];
  onChange: (value: Value) => void;
}

// One of several, the chosen one ticked.
export function MenuChoice<Value extends string>({ value, options, onChange }: MenuChoiceProperties<Value>) {
  return (
    <Dropdown.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Dropdown.RadioItem key={option.value} className={styles.item} value={option.value}>
          <span className={styles.icon}>
            <Dropdown.ItemIndicator>
              <Check size={16} />
            </Dropdown.ItemIndicator>
          </span>
          <span className={styles.words}>{option.label}</span>
          {option.detail !== undefined && <span className={styles.detail}>{option.detail}</span>}
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  );
}

export const MenuLine = () => <Dropdown.Separator className={styles.line} />;
export const MenuTitle = ({ children }: { children: ReactNode }) => (
  <Dropdown.Label className={styles.title}>{children}</Dropdown.Label>
);
